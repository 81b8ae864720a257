"""The lines of the table: what was compared with what, how it came out, and what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.measuring import Runs

_SECOND = 1.0

HEAD = ("what", "floor", "crm", "ratio", "goal", "ok", "ratio of CPU time")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line, its cells written out; `ok` is None where nothing could be measured."""

    what: str
    floor: str
    crm: str
    ratio: str
    goal: str
    ok: bool | None
    cpu: str = ""

    def cells(self) -> tuple[str, ...]:
        """Give the cells in the order of the head."""
        verdict = "–" if self.ok is None else "yes" if self.ok else "**no**"
        return (self.what, self.floor, self.crm, self.ratio, self.goal, verdict, self.cpu)


def compared(what: str, floor: Runs, crm: Runs, at_most: float) -> Figure:
    """Compare two programs by the medians of their wall-clock time."""
    ratio = crm.seconds / floor.seconds
    return Figure(
        what,
        duration(floor.seconds),
        duration(crm.seconds),
        f"{ratio:.2f} ×",
        f"≤ {at_most:g} ×",
        ratio <= at_most,
        f"{crm.cpu / floor.cpu:.2f} ×",
    )


def at_least(what: str, floor: str, crm: str, ratio: float, wanted: float) -> Figure:
    """Say how many times as much there is of something that there should be much of."""
    return Figure(what, floor, crm, f"{ratio:.2f} ×", f"≥ {wanted:g} ×", ratio >= wanted)


def memory(what: str, runs: Runs, at_most: float) -> Figure:
    """Say how much memory a program had at its peak, in MB."""
    shown = f"{runs.peak:.0f} MB in {duration(runs.seconds)}"
    return Figure(what, "", shown, "", f"≤ {at_most:g} MB", runs.peak <= at_most)


def missing(what: str, reason: str) -> Figure:
    """Say why a line could not be measured."""
    return Figure(what, "", f"could not be run ({reason})", "", "", None)


def duration(seconds: float) -> str:
    """Write a length of time in ms or s."""
    return f"{seconds * 1000:.0f} ms" if seconds < _SECOND else f"{seconds:.1f} s"


def markdown(figures: list[Figure]) -> str:
    """Write the table."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
    lines += [
        "| " + " | ".join(each.replace("|", "\\|") for each in figure.cells()) + " |"
        for figure in figures
    ]
    return "\n".join(lines) + "\n"
