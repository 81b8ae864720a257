"""Closed lists of values, read as people write them in English and Chinese."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from crmcli.domain.choice_words import WORDS
from crmcli.domain.grade import Grade
from crmcli.errors import N_, UsageFault

Choice = TypeVar("Choice", bound=StrEnum)


class UnknownChoice(UsageFault):
    """A value that is not in its closed list."""

    code = "unknown_choice"
    sentence = N_("{field} cannot be {text}; it is one of {choices}.")
    hint = N_("Did you mean {nearest}?")


def read_choice(kind: type[Choice], text: str, field: str) -> Choice:
    """Read a value of a closed list, whatever its case, width, dashes or language.

    Args:
        kind: the list.
        text: what was written; a grade may be written `b`, `Ｂ`, `B级` or `等级 B`.
        field: the field's name, for the message.

    Raises:
        UnknownChoice: it is not in the list; the message names the list and the nearest value.
    """
    found = choice_named(kind, text)
    if found is None:
        raise _unknown(kind, text, field)
    return found


def choice_named(kind: type[Choice], text: str) -> Choice | None:
    """Give the value of a closed list that a text means, as `read_choice` does; None for none."""
    folded = _tidy(text)
    if kind is Grade:
        folded = folded.removesuffix("客户").removesuffix("级").removesuffix("类")
        folded = folded.removeprefix("等级").removeprefix("客户").strip()
    wanted = WORDS.get(kind.__name__, {}).get(folded, folded.replace("-", "_").replace(" ", "_"))
    return next((member for member in kind if member.value.lower() == wanted), None)


def _tidy(text: str) -> str:
    if not text.isascii():
        import unicodedata  # noqa: PLC0415 - most values are ASCII

        from crmcli.domain.simplified import simplified  # noqa: PLC0415 - likewise

        text = simplified(unicodedata.normalize("NFKC", text))
    return text.strip().lower()


_SYNONYMS = {
    "refused": "declined", "rejected": "declined", "busy": "no_answer", "missed": "no_answer",
    "accepted": "agreed", "important": "key", "sold": "won", "face": "meeting",
    "critical": "high", "minor": "low",
}  # fmt: skip
"""Words that people try, and which value they mean."""


def _unknown(kind: type[StrEnum], text: str, field: str) -> UnknownChoice:
    from crmcli.domain.field_words import field_word  # noqa: PLC0415 - only to help
    from crmcli.domain.nearness import nearest  # noqa: PLC0415 - after a mistake

    values = [member.value for member in kind]
    word = _tidy(text).replace(" ", "_")
    near = _SYNONYMS.get(word, word)
    near = near if near in values else nearest(word, values)
    if not near and not word.isascii():
        near = nearest(word, [each for each in WORDS.get(kind.__name__, ()) if not each.isascii()])
    hint = None if near else ""
    told = field_word(field)
    return UnknownChoice(text=text, field=told, choices=tuple(kind), nearest=near, hint=hint)
