"""By what two e-mail addresses are the same."""

from __future__ import annotations

import unicodedata


def email_key(text: str) -> str:
    """Give the form in which two addresses are compared: all of it without case."""
    return unicodedata.normalize("NFC", text.strip().casefold())
