"""One spelling for a short phrase that a person typed: a date, a length of time."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 80

# The dashes that NFKC leaves alone.
_DASHES: Final = str.maketrans("\u2212\u2013", "--")


def tidy(text: str) -> str:
    """Give a phrase in lower case, half width and with single spaces.

    Args:
        text: what was typed, English or Chinese, simplified or traditional.

    Raises:
        ValueError: the text is longer than any phrase of time.
    """
    if len(text) > _LONGEST:
        message = "too long for a phrase"
        raise ValueError(message)
    if not text.isascii():
        import unicodedata  # noqa: PLC0415 - most phrases are ASCII and do not need it

        from crmcli.domain.simplified import simplified  # noqa: PLC0415 - likewise

        text = simplified(unicodedata.normalize("NFKC", text).translate(_DASHES))
    return re.sub(r"\s+", " ", text.lower()).strip()
