"""Whether a grade came true: how soon customers bought after they were given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.grade import Grade
from crmcli.domain.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crmcli.domain.policy import PolicyMove
    from crmcli.domain.span import Span

HORIZONS = (Grade.A, Grade.B, Grade.C)
"""The grades that say within which time a customer closes."""


class Fate(NamedTuple):
    """What came of a grade.

    Args:
        within: the first grade within whose horizon the customer closed; None for later or never.
        closed: whether it closed at all by today.
        in_time: whether it closed within the horizon of its own grade; of D and E within that of C,
            which they say it will not.
        decided: whether that horizon is over, so that nothing can change it any more.
    """

    within: Grade | None
    closed: bool
    in_time: bool
    decided: bool


class Horizons:
    """Within which time each grade said on any day that a customer closes.

    Args:
        moves: every change of a policy, the first one first.
    """

    def __init__(self, moves: Iterable[PolicyMove]) -> None:
        self._changes: list[tuple[date, dict[Grade, Span]]] = []
        present = dict(Policy().horizons)
        self._first = dict(present)
        for move in moves:
            group, _, grade = move.name.partition(".")
            if group == "horizon" and move.on is not None:
                present = {**present, Grade(grade): _span(move)}
                self._changes.append((move.on, present))

    def on(self, day: date) -> dict[Grade, Span]:
        """Give the horizons that were valid on a day."""
        valid = self._first
        for changed, horizons in self._changes:
            if changed > day:
                break
            valid = horizons
        return valid


def _span(move: PolicyMove) -> Span:
    from crmcli.domain.span import read_span  # noqa: PLC0415 - few books have changed one

    return read_span(move.value)


def fate(
    grade: Grade, given: date, closed: date | None, horizons: dict[Grade, Span], today: date
) -> Fate:
    """Judge a grade by what happened after.

    Args:
        grade: the grade.
        given: the local date on which it was given.
        closed: when the customer closed first from that day on; None if it has not.
        horizons: those that were valid on that day.
        today: the local date from which it is judged.
    """
    ends = {each: horizons[each].after(given) for each in HORIZONS}
    own = grade if grade in ends else Grade.C
    within = next((each for each in HORIZONS if closed and closed <= ends[each]), None)
    return Fate(
        within=within,
        closed=closed is not None,
        in_time=closed is not None and closed <= ends[own],
        decided=ends[own] < today,
    )
