"""Settings (设置): the user's own, in a file of theirs, and those that belong to the book."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crmcli.domain.currency import DEFAULT as CURRENCY
from crmcli.domain.work_calendar import NONE


class Scope(StrEnum):
    """Whose a setting is."""

    USER = "user"
    BOOK = "book"


SCOPES = {
    "lang": Scope.USER,
    "timezone": Scope.USER,
    "currency": Scope.BOOK,
    "region": Scope.BOOK,
    "calendar": Scope.BOOK,
}
"""Every setting, and whose it is."""


DEFAULTS = {"currency": CURRENCY, "region": "CN", "calendar": NONE}
"""What holds where the book was not told otherwise; the region is that of its phone numbers."""

POLICIES = ("calendar",)
"""Settings that are policies of the book too: a change of one keeps its date."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as it is; the field names are the keys of its JSON.

    `value` is what holds, None for what the machine says; `given` is whether it was set.
    """

    name: str
    value: str | None
    scope: Scope
    given: bool


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting after a change, with what it was before.

    Of the book's currency and calendar also for how many customers a class or a due date moved, the
    currencies of which purchases have no rate now, and how many loyalty points more, or fewer, all
    purchases bring.
    """

    name: str
    value: str | None
    scope: Scope
    given: bool
    previous: str | None
    moved: int = 0
    unrated: tuple[str, ...] = ()
    points_change: int = 0
