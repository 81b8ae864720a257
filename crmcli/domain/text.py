"""Text from outside: what may be kept, and how it is compared and found.

Searching works in two steps. `gram_text` gives the tokens of a text for a full-text index
(SQLite FTS5, tokenizer unicode61, full detail) and `gram_query` the expression that selects every
row which can hold all words of a query as parts; `contains` then decides. The index may offer too
much, never too little.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from crmcli.errors import N_, UnusableText

_NUL = N_("it holds a NUL character.")
_HALF = N_("it holds half a character (a lone surrogate).")
_BLANK = N_("it is empty.")
_UNSEEN = N_("nothing in it can be seen.")

# Blank in every font although Unicode files them under letters, symbols or marks.
_BLANK_CHARACTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

# Chinese characters, kana and Hangul as far as FTS5 keeps them: 々〆〇, kana, Han, Hangul.
_KIN = (
    (0x3005, 0x3007), (0x3041, 0x3096), (0x30A1, 0x30FA), (0x30FC, 0x30FC),
    (0x3400, 0x4DB5), (0x4E00, 0x9FCB), (0xAC00, 0xD7A3),
)  # fmt: skip


@cache
def _folded_by_lower() -> re.Pattern[str]:
    """Match text of ASCII and Chinese characters: nothing in it folds but ASCII capitals."""
    return re.compile("[\\x00-\\x7f\u3400-\u4db5\u4e00-\u9fcb]*")


@cache
def _not_compared() -> re.Pattern[str]:
    """Match accents, and characters that cannot be seen."""
    return re.compile(
        "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff"
        "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
        "\uffa0\U000e0000-\U000e0fff]"
    )


def _classes() -> tuple[str, str]:
    """Write the two classes of index characters: Chinese ones with their kin, and the others."""
    kin = "".join([f"{chr(low)}-{chr(high)}" for low, high in _KIN])
    return f"[{kin}]", "[0-9a-z\ue000-\uf8ff]"


@cache
def _runs() -> re.Pattern[str]:
    """Match one run of index characters; group 1 is one of Chinese characters or their kin."""
    kin, other = _classes()
    return re.compile(f"({kin}+)|{other}+")


@cache
def _tokens() -> re.Pattern[str]:
    """Match, in group 1, the index token that begins at each index character."""
    kin, other = _classes()
    # A look ahead, since tokens overlap.
    return re.compile(f"(?=({other}{{1,3}}|{kin}{{1,2}}))")


def clean(text: str, field: str) -> str:
    """Give back text that can be kept, unchanged to the byte.

    Args:
        text: the text as it came.
        field: what it is for, for the message.

    Raises:
        UnusableText: it holds a NUL or half a surrogate pair.
    """
    if "\0" in text:
        raise _unusable(field, _NUL)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _unusable(field, _HALF) from None
    return text


def clean_name(text: str, field: str) -> str:
    """Give back a name, unchanged to the byte, or another text that must say something.

    Args:
        text: the name as it came.
        field: what it is for, for the message.

    Raises:
        UnusableText: as for `clean`, or nothing in it can be seen.
    """
    name = clean(text, field).strip()
    if not (name.isascii() and name.isprintable() and name) and not any(map(_can_be_seen, name)):
        raise _unusable(field, _UNSEEN if text else _BLANK)
    return text


def _unusable(field: str, reason: str) -> UnusableText:
    from crmcli.domain.field_words import field_word  # noqa: PLC0415 - only after a mistake

    return UnusableText(field=field_word(field), reason=reason)


def clean_label(text: str, field: str) -> str:
    """Give back a name that is typed again to be found, without the white space around it.

    Args:
        text: the name as it came.
        field: what it is for, for the message.

    Raises:
        UnusableText: as for `clean_name`.
    """
    return clean_name(text, field).strip()


def _can_be_seen(character: str) -> bool:
    """Tell whether a character leaves a mark of its own: no control, format or blank."""
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"}
        and character not in _BLANK_CHARACTERS
    )


def fold(text: str) -> str:
    """Give the form in which texts are compared.

    Compatibility forms (full width, ligatures) are unified, case is folded, accents and invisible
    characters are dropped, each run of white space becomes one space, and traditional characters
    become simplified ones.
    """
    folded = unified(text)
    if folded.isascii():
        return folded
    from crmcli.domain.simplified import simplified  # noqa: PLC0415 - a table; most text has none

    return simplified(folded)


def unified(text: str) -> str:
    """Give a text folded but for its traditional characters, which stay."""
    if not text.isascii() and any(each in text for each in _APOSTROPHES):
        text = text.translate(_PLAIN_APOSTROPHE)
    if not (text.isascii() or _folded_by_lower().fullmatch(text)):
        # Folding case can give compatibility forms back, hence twice (Unicode 3.13, NFKC_Casefold).
        text = unicodedata.normalize("NFKC", text).casefold()
        text = unicodedata.normalize("NFKC", text).casefold()
        text = _not_compared().sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.lower().split())


_APOSTROPHES = "’‘ʼ"
_PLAIN_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
"""A telephone writes another apostrophe than a keyboard: O’Neil is O'Neil."""


def same_text(one: object, other: object) -> bool:
    """Tell whether two values are the same; texts are compared folded."""
    if type(one) is str and type(other) is str:
        return fold(one) == fold(other)
    return one == other


def contains(haystack: str, needle: str) -> bool:
    """Tell whether every word of `needle` is a part of `haystack`, both folded.

    A needle without any visible character is contained in everything.
    """
    folded = fold(haystack)
    return all(word in folded for word in fold(needle).split(" "))


class _IndexForms(dict[int, int]):
    """One index character for every character; filled, within a bound, as characters are met.

    FTS5 knows the letters of Unicode 6.1 and folds some of them. What it is known to keep goes in
    as it is, letters, digits, marks and symbols beyond that as a private-use character, which it
    keeps too (two may share one: `contains` decides), and white space and punctuation divide. What
    this Python's Unicode does not know counts as a letter, which it mostly becomes later.
    """

    def __missing__(self, code: int) -> int:
        character = chr(code)
        form = 0x20
        if any(low <= code <= high for low, high in _KIN):
            form = code
        elif character.isascii():
            form = code if character.isalnum() else 0x20
        elif not _divides(character):
            form = 0xE000 + code % 0x1900
        if len(self) < _MOST_FORMS:
            self[code] = form
        return form


def _divides(character: str) -> bool:
    """Tell whether a character is white space, punctuation, a control or a format."""
    category = unicodedata.category(character)
    return category[0] in "ZP" or category in {"Cc", "Cf"}


_MOST_FORMS = 0x8000
_FORMS = _IndexForms()
_MOST_RUNS = 32
_MOST_GRAMS = 64


def grams(text: str) -> list[str]:
    """Give the index tokens of a text, in order.

    A run of Chinese characters, kana or Hangul gives its overlapping pairs and its last character;
    a run of other letters and digits its overlapping triples and its last two and last one. Any
    part of a run is thus a phrase of whole tokens or the beginning of one token.
    """
    return _tokens().findall(_index_form(text))


def gram_text(text: str) -> str:
    """Give the index tokens of a text, separated by spaces: the value of an FTS5 column."""
    return " ".join(grams(text))


def unified_gram_text(text: str) -> str:
    """Give the index tokens as they were made before traditional characters became simplified."""
    return " ".join(_tokens().findall(_indexed(unified(text))))


def gram_query(text: str) -> str | None:
    """Give the FTS5 MATCH expression that finds every text containing all words of `text`.

    Long queries are cut, which only makes the answer wider; check it with `contains`.

    Returns:
        The expression, quoted throughout, or None where the text has no letter or digit to look
        for (`%`, `*`, `"`): then only a scan with `contains` can answer.
    """
    terms: dict[str, None] = {}
    for match in _runs().finditer(_index_form(text)):
        terms[_term(match[0], 2 if match.lastindex else 3)] = None
        if len(terms) == _MOST_RUNS:
            break
    return " AND ".join(terms) or None


def _term(run: str, size: int) -> str:
    """Give the condition for one run: a phrase of whole tokens, or the beginning of a token."""
    if len(run) < size:
        return f'"{run}"*'
    whole = range(min(len(run) - size + 1, _MOST_GRAMS))
    return '"' + " ".join([run[at : at + size] for at in whole]) + '"'


def _index_form(text: str) -> str:
    """Fold a text and give each character the form it has in the index."""
    return _indexed(fold(text))


def _indexed(folded: str) -> str:
    return folded if folded.isascii() else folded.translate(_FORMS)
