"""What a merge calls the fields of two customers and their values: shown, and kept in the notes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import AXIS_VALUES, Axis
from crmcli.domain.due_kind import DueKind
from crmcli.domain.festival import Festival, festival_name
from crmcli.domain.field_words import field_word
from crmcli.domain.history_values import valued
from crmcli.domain.merging.people import SINGLE
from crmcli.domain.message import Message
from crmcli.domain.money import Money
from crmcli.language import LANGUAGES, _, pgettext, present
from crmcli.render import joined
from crmcli.render.choices import answer
from crmcli.render.field_change import field_told, value_told
from crmcli.render.words import label, say, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.merging.side import Side

_SNOOZE, _PIN = "snooze", "pin"


def part_told(field: str) -> str:
    """Name a field, a pin or a snooze of a customer, or a field of one of its people."""
    return _part(field) or field_told(field)


def part_value(field: str, value: Any) -> str:  # noqa: ANN401 - any field's
    """Write the value of such a part on one line."""
    return value_told(_valued(field, value))


def as_noted(side: Side, names: Sequence[str]) -> str:
    """Write in one line for the notes fields of a customer, by the words that `--set` knows."""
    pair = pgettext("a field and its value", "{field} = {value}")
    lost = [
        pair.format(field=_part(name) or say(field_word(name)), value=_noted(name, side))
        for name in names
    ]
    told = pgettext("what a customer had", "#{id} {name}: {fields}")
    return told.format(id=side.customer.id, name=side.customer.name, fields=joined.clauses(lost))


def _noted(name: str, side: Side) -> str:
    value = _valued(name, side.written(name))
    if isinstance(value, bool):
        return value_told(value)
    if isinstance(value, StrEnum):
        return answer(value)
    # In English the text that --set takes says it; of a rhythm that is two letters.
    plain = present() == LANGUAGES[0] or isinstance(value, Money)
    return str(side.written(name)) if plain else word(value)


def _part(field: str) -> str:
    """Name what is no field of the customer itself; nothing for one that is."""
    owner, _dot, name = field.rpartition(".")
    if owner == _SNOOZE:
        return _("put off: {what}").format(what=_owed(name))
    if owner == _PIN:
        return _("pinned: {field}").format(field=say(field_word(name)))
    if owner and name in SINGLE:
        return _("{field} of {person}").format(field=say(field_word(name)), person=owner)
    return ""


def _owed(name: str) -> str:
    if name in set(Festival):
        return say(festival_name(Festival(name)))
    return label(DueKind(name))


def _valued(field: str, value: Any) -> Any:  # noqa: ANN401 - any field's
    owner, _dot, name = field.rpartition(".")
    if owner == _PIN and value is not None:
        return AXIS_VALUES[Axis(name)](value)
    told = valued("customer", name if owner and name in SINGLE else field, value)
    return say(told) if isinstance(told, Message) else told
