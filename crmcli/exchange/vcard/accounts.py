"""Accounts of messengers and networks in cards: which service, and which name there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from crmcli.exchange.vcard.content_line import escaped, line, unescaped

if TYPE_CHECKING:
    from crmcli.exchange.vcard.content_line import Line

_NAMED = {
    "X-QQ": "qq", "X-WECHAT": "wechat", "X-WEIXIN": "wechat", "X-SKYPE-USERNAME": "skype",
    "X-SKYPE": "skype", "X-AIM": "aim", "X-ICQ": "icq", "X-MSN": "msn", "X-YAHOO": "yahoo",
    "X-JABBER": "jabber", "X-GOOGLE-TALK": "gtalk", "X-GTALK": "gtalk", "X-WHATSAPP": "whatsapp",
    "X-TELEGRAM": "telegram", "X-LINE": "line", "X-WEIBO": "weibo", "X-TWITTER": "twitter",
    "X-LINKEDIN": "linkedin", "X-FACEBOOK": "facebook", "X-MS-IMADDRESS": "im",
}  # fmt: skip
_WRITTEN = {
    service: name
    for name, service in reversed(_NAMED.items())
    if service in {"qq", "wechat", "skype", "aim", "icq", "msn", "yahoo", "jabber", "gtalk"}
}
_WEBSITE = "website"
_PROFILE = "X-SOCIALPROFILE"
_NAMES = {"weixin": "wechat", "xmpp": "jabber", "googletalk": "gtalk", "msnim": "msn",
          "gadugadu": "gadugadu", "sinaweibo": "weibo", "ymsgr": "yahoo"}  # fmt: skip
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://)?(.*)", re.DOTALL)
_SERVICE = re.compile(r"[a-z][a-z0-9.+-]*")
_TAKEN = frozenset({"phone", "email"})
_NO_SERVICE = frozenset({"x-apple", "pref", "home", "work", "other", "http", "https", "internet"})

ACCOUNTS = frozenset({*_NAMED, "IMPP", _PROFILE, "URL"})
"""The properties that tell of an account, or of a page."""


def account_of(found: Line) -> tuple[str, str] | None:
    """Give the service of a line and the name there; None if it does not say which."""
    text = unescaped(found.value).strip()
    if found.name == "URL":
        service, name = _WEBSITE, text
    elif found.name in _NAMED:
        service, name = _NAMED[found.name], text
    else:
        service, name = _of_scheme(found, text)
    service = _NAMES.get(service, service)
    if not name or not _SERVICE.fullmatch(service) or service in _TAKEN:
        return None
    return service, name


def _of_scheme(found: Line, text: str) -> tuple[str, str]:
    """Read an IMPP or a social profile."""
    named = [found.first_of("X-SERVICE-TYPE"), found.first_of("SERVICE-TYPE"),
             *(each for each in found.all_of("TYPE"))]  # fmt: skip
    match = _SCHEME.fullmatch(text)
    scheme = match[1].lower() if match is not None else ""
    services = (each.lower() for each in (*named, scheme))
    service = next((each for each in services if each and each not in _NO_SERVICE), "")
    if match is not None and scheme not in {"http", "https"}:
        text = match[2]
        text = unquote(text) if "%" in text else text
    return service, found.first_of("X-USER") or text


def account_line(service: str, name: str) -> Line | None:
    """Write an account; None if no property can name its service."""
    if service == _WEBSITE:
        return line("URL", name)
    if service in _WRITTEN:
        return line(_WRITTEN[service], escaped(name))
    if _SERVICE.fullmatch(service):
        return line(_PROFILE, escaped(name), ("TYPE", (service,)))
    return None
