"""Custom fields (自定义字段): what the user keeps of a customer beyond the built-in fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """What a custom field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class CustomField:
    """The definition of a custom field; `choices` is empty unless its type is a choice."""

    name: str
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewField:
    """A custom field that was made by being set; the keys of its JSON.

    Args:
        name: its name.
        near: the name of a field that is nearly the same, which may have been meant; None for none.
    """

    name: str
    near: str | None = None


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A custom field and how many customers have a value in it; the keys of its JSON."""

    name: str
    type: FieldType
    choices: tuple[str, ...]
    customers: int
