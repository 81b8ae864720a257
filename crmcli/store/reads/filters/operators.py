"""Which comparisons each kind of field takes, and which values a condition asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.field_words import field_word
from crmcli.domain.filtering import GradesHaveNoSize, Op, UnfitOperator
from crmcli.domain.grade import Grade
from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.domain.separated import separated
from crmcli.errors import N_
from crmcli.store.reads.filters.fields import FieldKind

if TYPE_CHECKING:
    from crmcli.domain.filtering import Condition
    from crmcli.store.reads.filters.fields import FilterField

REVERSED = {Op.LESS: Op.MORE, Op.MOST: Op.LEAST, Op.MORE: Op.LESS, Op.LEAST: Op.MOST}
"""What a comparison of rank is among letters: higher than B is the letter before it."""

OPPOSITE = {Op.NOT: Op.IS, Op.LACKS: Op.HOLDS}
"""By a comparison that denies the one that it denies."""

_COMPARED = (Op.IS, Op.NOT, Op.ANY, Op.LESS, Op.MOST, Op.MORE, Op.LEAST)
_EQUAL = (Op.IS, Op.NOT, Op.ANY)
_PARTS = (Op.HOLDS, Op.LACKS)
_ALLOWED: dict[FieldKind, tuple[Op, ...]] = {
    FieldKind.TEXT: (*_COMPARED, *_PARTS),
    FieldKind.CHOICE: _EQUAL,
    FieldKind.DATE: _COMPARED,
    FieldKind.INSTANT: _COMPARED,
    FieldKind.NUMBER: _COMPARED,
    FieldKind.SPAN: _EQUAL,
    FieldKind.MONEY: _COMPARED,
    FieldKind.LIST: (*_EQUAL, *_PARTS),
    FieldKind.PHONES: (*_EQUAL, *_PARTS),
    FieldKind.YES_NO: _EQUAL,
    FieldKind.OWN: (*_COMPARED, *_PARTS),
}
_LISTED = frozenset({FieldKind.TEXT, FieldKind.LIST, FieldKind.PHONES, FieldKind.OWN})
"""Fields of texts: where one is asked for, several may stand with commas between them."""


def check_operator(name: str, known: FilterField, op: Op, *, ranked: bool = False) -> None:
    """Check that a field can be compared so.

    Args:
        name: its name as it was typed.
        known: the field.
        op: the comparison.
        ranked: whether that was said in words of rank.

    Raises:
        UnfitOperator: it cannot.
        GradesHaveNoSize: grades are compared by signs.
    """
    if known.choices is Grade and op in REVERSED and not ranked:
        raise GradesHaveNoSize(op=op.value)
    allowed = _COMPARED if known.choices is Grade else _ALLOWED[known.kind]
    if op not in allowed:
        told = [Message("{sign}", {"sign": each.value}) for each in allowed if each is not Op.ANY]
        told += [message(N_("is empty")), message(N_("is not empty"))]
        raise UnfitOperator(field=field_word(name), op=op.value, allowed=items(told))


def asked_values(condition: Condition, known: FilterField) -> tuple[str, ...]:
    """Give the values of which a field is to have one, or is to have none."""
    values = condition.values if condition.op is Op.ANY else (condition.value,)
    if condition.op not in _EQUAL or known.kind not in _LISTED or condition.quoted:
        return values
    return tuple(dict.fromkeys(part for each in values for part in _several(each, known)))


def _several(value: str, known: FilterField) -> tuple[str, ...]:
    """Give the values that a text may be: a name may hold a comma, what has a form holds none."""
    parts = separated(value)
    return parts if known.form is not None and len(parts) > 1 else (value, *parts)
