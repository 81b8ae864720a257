"""How lists of names are written down, and how names are spelled in addresses."""

from __future__ import annotations

import unicodedata


def words(text: str) -> tuple[str, ...]:
    """Read words written one after the other."""
    return tuple(text.split())


def spelled(text: str) -> tuple[tuple[str, str], ...]:
    """Read names with their spellings, as in `王:wang 李:li`."""
    pairs = (pair.partition(":") for pair in text.split())
    return tuple((name, spelling) for name, _, spelling in pairs)


def latin(text: str) -> str:
    """Spell a name as an e-mail address does: lower case, without accents and spaces."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum())
