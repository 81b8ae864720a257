"""What became of a figure since the period before, in few characters and without colour."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.language import _
from crmcli.render.reports.cells import rounded

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Cell
    from crmcli.render.reports.marks import Marks

_SAME = "="
_MANY = 10
"""From how many times as much on a change is no percentage any more."""


def change_text(now: Cell, then: Cell, marks: Marks) -> str:
    """Say how a figure differs from that of the period before; nothing for what is no figure.

    Counts, means and medians differ by a number, shares by points of a percentage, sums by a
    percentage. What is shown is the difference of what is shown.

    Args:
        now: the figure.
        then: that of the period before.
        marks: the characters to write with.
    """
    if isinstance(now, Sums) and isinstance(then, Sums):
        return _of_sums(now, then, marks)
    if isinstance(now, Share) and isinstance(then, Share):
        if now.rate is None or then.rate is None:
            return _("no data")
        points = _signed(now.rate * 100, then.rate * 100, 1)
        return points if points == _SAME else _("{points} pts").format(points=points)
    if isinstance(now, (Mean, Median)) and isinstance(then, (Mean, Median)):
        if now.value is None or then.value is None:
            return _("no data")
        return _signed(now.value, then.value, 2)
    if isinstance(now, Fraction) and isinstance(then, (int, Fraction)):
        return _signed(now, Fraction(then), 3)
    if isinstance(now, int) and isinstance(then, Fraction):
        return _signed(Fraction(now), then, 3)
    if isinstance(now, int) and isinstance(then, int):
        return f"{now - then:+,}" if now != then else _SAME
    return ""


def _signed(now: Fraction, then: Fraction, places: int) -> str:
    scale = 10**places
    difference = Fraction(round(now * scale) - round(then * scale), scale)
    if not difference:
        return _SAME
    return ("+" if difference > 0 else "") + rounded(difference, places)


def _of_sums(now: Sums, then: Sums, marks: Marks) -> str:
    amounts = _comparable(now, then)
    if amounts is None:
        return _SAME if now == then else _("no rate")
    new, old = amounts
    if new == old:
        return _SAME
    if old == 0:
        return _("from 0")
    if old < 0 or new < 0:
        # A percentage of what is owed, or across zero, would say nothing.
        return _("up") if new > old else _("down")
    if new >= _MANY * old:
        return f"{round(Fraction(new, old)):,}{marks.times}"
    percent = Fraction(new - old, old) * 100
    # All but all of it is not all of it.
    text = "-99.9" if new and round(percent, 1) <= -100 else rounded(percent, 1)  # noqa: PLR2004 - percent
    sign = "" if text.startswith("-") else "-" if new < old else "+"
    return f"{sign}{text}%"


def _comparable(now: Sums, then: Sums) -> tuple[int, int] | None:
    """Give two sums in one currency; None where some amount has no rate."""
    if now.book is not None and then.book is not None:
        return now.book.minor, then.book.minor
    currencies = {each.currency for sums in (now, then) for each in sums.amounts}
    if len(currencies) > 1:
        return None
    return sum(each.minor for each in now.amounts), sum(each.minor for each in then.amounts)
