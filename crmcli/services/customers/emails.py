"""E-mail addresses from outside, brought to the form in which they are kept."""

from __future__ import annotations

import re

from crmcli.errors import UnusableEmail

# What every mail system takes. Anything else, also a name in punycode (`xn--`), is for the library.
_LOCAL = r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
_LABEL = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_PLAIN = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+[A-Za-z]{{2,63}})")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
_LONGEST = 320
_LONGEST_PLAIN = 120  # well within RFC 5321's 254; the library counts the rest


def normalise_email(text: str) -> str:
    """Bring an e-mail address to the form in which it is kept: its domain in lower case.

    The part before the @ stays as typed but for its width, and no name server is ever asked. A
    domain of a private network (`li@mail.local`) is taken, a bare host name is not.

    Args:
        text: the address as typed or imported; white space around it is dropped.

    Raises:
        UnusableEmail: no mail system would take it.
    """
    # A Chinese keyboard writes ＠ and full-width letters; no address has them.
    address = text.strip().translate(_WIDE)
    match = _PLAIN.fullmatch(address) if len(address) <= _LONGEST_PLAIN else None
    if match is None:
        return _by_library(text, address)
    local, domain = match[1], match[2].lower()
    if len(local) > _LONGEST_LOCAL or max(map(len, domain.split("."))) > _LONGEST_LABEL:
        raise UnusableEmail(text=text)
    return f"{local}@{domain}"


def _by_library(text: str, address: str) -> str:
    """Check an unusual address against the standards."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - 90 ms, rare

    if len(address) > _LONGEST:
        raise UnusableEmail(text=text)
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        raise UnusableEmail(text=text) from None
    if "." not in found.domain:
        raise UnusableEmail(text=text)
    return found.normalized
