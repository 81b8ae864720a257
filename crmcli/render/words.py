"""Domain values in the reader's words: the edge where messages and enums are translated."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from math import ceil
from pathlib import PurePath
from typing import TYPE_CHECKING

from crmcli.domain.message import Message
from crmcli.domain.span import Span, Unit
from crmcli.errors import NN_
from crmcli.language import _, ngettext, own, reworded
from crmcli.local_time import local
from crmcli.render.labels import LABELS, OWN_LABELS

if TYPE_CHECKING:
    from crmcli.errors import CrmError


def say(message: Message, longest: int | None = None) -> str:
    """Say a message in the reader's language.

    Args:
        message: the message.
        longest: how many columns each text in it may take, such as a note; None for all it needs.
    """
    text = _(message.text)
    if message.plural is not None and message.count is not None:
        text = ngettext(message.text, message.plural, message.count)
    if not message.details and message.count is None:
        return text
    details = {name: word(value, longest) for name, value in message.details.items()}
    if message.count is not None:
        details["count"] = str(message.count)
    return text.format(**details)


def word(value: object, longest: int | None = None) -> str:
    """Write one value in the reader's language; arguments as in `say`."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value if longest is None or len(value) <= longest // 2 else _cut(value, longest)
    if isinstance(value, Message):
        return say(value, longest)
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None).isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return rhythm(value)
    if isinstance(value, PurePath):
        from crmcli.domain.path_text import path_text  # noqa: PLC0415 - few answers have one

        return path_text(value)
    if isinstance(value, tuple):
        from crmcli.render.choices import choices  # noqa: PLC0415 - after a mistake only

        return choices(value)
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    from crmcli.domain.money import Money  # noqa: PLC0415 - few answers have one
    from crmcli.render.amount import amount_text  # noqa: PLC0415 - likewise

    return amount_text(value) if isinstance(value, Money) else str(value)


def _cut(text: str, columns: int) -> str:
    from crmcli.render.width import cut  # noqa: PLC0415 - only long texts need it

    return cut(text, columns)


def label(value: Enum) -> str:
    """Name a domain value; one without a word of its own is written as it is."""
    word = str(value.value)
    own = OWN_LABELS.get(type(value).__name__, {})
    return _(own.get(word) or LABELS.get(word, word))


def rhythm(span: Span) -> str:
    """Say how often something comes round, such as "every 15 days"."""
    one, many = _RHYTHMS[span.unit]
    return ngettext(one, many, span.count).format(count=span.count)


def day_rhythm(days: float) -> str:
    """Say every how many days something comes round, such as "every day" or "every 30.5 days"."""
    one, many = _RHYTHMS[Unit.DAY]
    return ngettext(one, many, ceil(days)).format(count=f"{days:g}")


def sentence(error: CrmError) -> str:
    """Say what went wrong, in one sentence."""
    text = say(Message(error.sentence, _translated(error.details)))
    if error.sentence.endswith("{reason}") and not text.endswith(_ENDS):
        # Reasons come from many rooms, and from the system itself.
        text = _("{sentence}.").format(sentence=text)
    return text


def hint(error: CrmError) -> str | None:
    """Say what to do next; None where there is nothing to add."""
    return say(Message(error.hint, _translated(error.details))) if error.hint else None


def _translated(details: dict[str, object]) -> dict[str, object]:
    # Reasons are message ids of their own; what a user typed is never looked up.
    return {
        name: reworded(value) if name == "reason" and isinstance(value, str) else shortened(value)
        for name, value in details.items()
    }


def shortened(value: object) -> object:
    """Cut what a user typed, or a file held, to what a message can show of it."""
    if isinstance(value, Message):
        # It may hold as many names as a file has columns.
        value = say(value)
    if isinstance(value, str) and not isinstance(value, Enum) and len(value) > _LONGEST:
        return f"{value[: _LONGEST - 1]}{own('…')}"
    return value


_LONGEST = 300
_ENDS = (".", "!", "?", "…", "。", "！", "？")


_RHYTHMS = {
    Unit.DAY: NN_("every day", "every {count} days"),
    Unit.WEEK: NN_("every week", "every {count} weeks"),
    Unit.MONTH: NN_("every month", "every {count} months"),
    Unit.YEAR: NN_("every year", "every {count} years"),
}
