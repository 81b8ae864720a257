"""Which cadences can be counted in working days: those of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crmcli.domain.counting import CADENCES, Counted
from crmcli.domain.span import Unit, read_span
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COUNTING: Final = "counting."
_OF_EACH: Final = "own"
"""The cadence that each customer has of its own: no policy says how long it is."""


class NotCountable(UsageFault):
    """A cadence of weeks, months or years that should count working days."""

    code = "only_days_are_counted"
    sentence = N_("{name} is {span}: only days can be counted in working days.")
    hint = N_("Give it in days, as in {name}=5d, or leave {counting} at auto or calendar.")


def check_counted(changed: Iterable[str], values: Mapping[str, str]) -> None:
    """Check that what counts working days is a number of days, as far as it changes.

    Args:
        changed: the policies that change.
        values: all policies as they are then, as text.

    Raises:
        NotCountable: a cadence of weeks, months or years should count working days.
    """
    for cadence in dict.fromkeys(
        each.removeprefix(_COUNTING).partition(".")[0] for each in changed
    ):
        counting = f"{_COUNTING}{cadence}"
        if cadence not in CADENCES or cadence == _OF_EACH or values[counting] != Counted.WORKING:
            continue
        for name, value in values.items():
            if name.partition(".")[0] == cadence and read_span(value).unit is not Unit.DAY:
                raise NotCountable(name=name, span=value, counting=counting)
