"""One spelling for a short phrase that a person typed: a date, a length of time."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 80

# Traditional characters of the date words, and the dashes that NFKC leaves alone.
_VARIANTS: Final = str.maketrans("週後號個兩點鐘這禮時\u2212\u2013", "周后号个两点钟这礼时--")


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

        text = unicodedata.normalize("NFKC", text).translate(_VARIANTS)
    return re.sub(r"\s+", " ", text.lower()).strip()
