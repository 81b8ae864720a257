"""A book that chance writes through the command line: the same one every time."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.commands.report import random_files
from tests.commands.report.plain_book import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tests.conftest import Crm

_FIRST, _LAST = datetime(2025, 5, 5, 9), datetime(2026, 6, 17, 11)  # noqa: DTZ001 - local times
_REASONS = ("price", "price", "no budget", "对手更快", 'said "no"')
_WHY = ("service", "the demo", "熟人", None, None)


def write_book(crm: Crm, folder: Path, *, foreign: bool) -> None:
    """Write a book of 60 customers and a year of dealings with them; a foreign one is smaller.

    Args:
        crm: the command line, on a book that is not there yet.
        folder: where files that are imported are put.
        foreign: whether the book is in euros, and has fewer dealings.
    """
    folder.mkdir()
    Chance(crm, folder, foreign=foreign, size=100 if foreign else 300).write()


@dataclass
class _Deal:
    customer: int
    stage: str
    closed: bool = False


@dataclass
class Chance:
    """Writes a book, one thing after the other."""

    crm: Crm
    folder: Path
    foreign: bool
    size: int
    customers: int = 0
    gone: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    deals: list[_Deal] = field(default_factory=list)
    complaints: int = 0
    promises: int = 0
    now: datetime = _FIRST

    def __post_init__(self) -> None:
        self.dice = random.Random(11 if self.foreign else 6)  # noqa: S311 - no secret

    def write(self) -> None:
        """Write it from the first day to the last."""
        if self.foreign:
            self._run("config set currency EUR")
        self._run("rate set USD 0.92113" if self.foreign else "rate set USD 7.1234")
        moments = sorted(self._moment() for _ in range(self.size))
        steps = [*((each, self._some) for each in moments), *self.more()]
        span = _LAST - _FIRST
        steps += [(_FIRST + span * part, self._import_customers) for part in (0, 0.2, 0.45, 0.8)]
        steps += [(_FIRST + span * part, self._import_contacts) for part in (0.3, 0.6, 0.95, 1)]
        steps += [(_FIRST + span * part, self._import_purchases) for part in (0.55, 0.99)]
        steps += [
            (_FIRST + span * (at + 1) / 10, lambda line=line: self._run(line))  # type: ignore[misc]
            for at, line in enumerate(random_files.policies(foreign=self.foreign))
        ]
        for self.now, step in sorted(steps, key=lambda pair: pair[0]):
            step()

    def more(self) -> list[tuple[datetime, Callable[[], None]]]:
        """Give what else is done, and when."""
        return []

    def _moment(self) -> datetime:
        """Give a moment: often at midnight, where days of UTC and local ones differ, or the 1st."""
        at = _FIRST + timedelta(days=self.dice.randrange((_LAST - _FIRST).days))
        if self.dice.random() < 0.25:
            at = at.replace(day=1)
        at = max(
            _FIRST + timedelta(hours=1),
            at.replace(hour=self.dice.choice((1, 6, 10, 15, 23)), minute=7),
        )
        return min(at, _LAST)

    def _run(self, line: str | Iterable[object], *, refusable: bool = False) -> bool:
        words = line if isinstance(line, str) else [str(each) for each in line]
        today = f"{self.now:%Y-%m-%d %H:%M}"
        answer = self.crm(words, today=today, code=None if refusable else 0)
        # What a rule refuses leaves the book as it was.
        assert answer.code in (0, 4, 5), f"{words}: {answer.err}"
        return answer.code == 0

    def _some(self) -> None:
        """Do one of the things that are done every day."""
        open_ = [at for at, deal in enumerate(self.deals) if not deal.closed]
        closed = [at for at, deal in enumerate(self.deals) if deal.closed]
        choices: list[tuple[int, Callable[[], None]]] = [
            (22, self._log), (14, self._add_deal), (8, self._grade), (3, self._lose),
            (2, self._put_away), (5, self._complain), (3, self._survey), (2, self._silence),
        ]  # fmt: skip
        if open_:
            choices += [(16, lambda: self._move(open_)), (12, lambda: self._close(open_))]
        if closed:
            choices.append((4, lambda: self._reopen(closed)))
        weights = [weight for weight, _ in choices]
        self.dice.choices([step for _, step in choices], weights)[0]()

    def _customer(self) -> int:
        while (found := self.dice.randint(1, self.customers)) in self.gone:
            pass
        return found

    def _day(self, least: int, most: int) -> str:
        return f"{self.now + timedelta(days=self.dice.randint(least, most)):%Y-%m-%d}"

    def _amount(self) -> list[str]:
        number = self.dice.choice((0, 99.95, 1000, 12345.67, 250000, 7.01)) or self.dice.random()
        currency = self.dice.choice(("", "", "", "USD ", "EUR ", "JPY ", "CHF "))
        if self.dice.random() < 0.05:
            return ["--free"]
        shown = f"{number * 3:.0f}" if currency == "JPY " else f"{number:.2f}"
        return ["--amount", f"{currency}{shown}"]

    def _log(self) -> None:
        words = ["log", "add", self._customer(), "spoke", "--via", self._via()]
        words += self._maybe(0.3, "--at", self._day(-30, 0))
        words += self._maybe(0.15, "--outcome", "no_answer") or self._maybe(
            0.1, "--purpose", "greeting"
        )
        if self.dice.random() < 0.2:
            words += ["--next", "send it", "--by", self._day(1, 40), *self._maybe(0.3, "--theirs")]
        facts = self._maybe(0.4, "--need", self.dice.choice(("clear", "clear", "potential")))
        facts += self._maybe(0.4, "--close", self._day(1, 250))
        words += facts or self._maybe(0.3, "--grade", self.dice.choice("ABCDE"), "--reason", "so")
        if self._run(words, refusable=True) and "--next" in words:
            self.promises += 1
        elif self.promises and self.dice.random() < 0.5:
            self._run(["promise", "keep", self.dice.randint(1, self.promises)], refusable=True)

    def _via(self) -> str:
        return self.dice.choice(random_files.VIAS)

    def _maybe(self, chance: float, *words: str) -> list[str]:
        return list(words) if self.dice.random() < chance else []

    def _grade(self) -> None:
        """Set a grade, often twice on one day."""
        customer = self._customer()
        for grade in self.dice.sample("ABCDE", self.dice.choice((1, 1, 2))):
            words = ["grade", "set", customer, grade, "--reason", "a feeling"]
            self._run(words, refusable=True)

    def _add_deal(self) -> None:
        customer = self._customer()
        stage = self.dice.choice((OPEN[0], OPEN[0], OPEN[1], OPEN[2]))
        words = ["deal", "add", customer, f"deal {len(self.deals) + 1}", "--stage", stage]
        words += [*self._amount(), *self._maybe(0.8, "--close", self._day(1, 220))]
        words += self._maybe(0.2, "--probability", str(self.dice.randint(0, 100)))
        words += self._maybe(0.3, "--at", self._day(-40, 0))
        if self._run(words, refusable=True):
            self.deals.append(_Deal(customer, stage))
            if self.dice.random() < 0.1:
                self._run(["deal", "edit", len(self.deals), "--unset", "amount"])

    def _move(self, some: Sequence[int]) -> None:
        at = self.dice.choice(some)
        stage = self.dice.choice([each for each in OPEN if each != self.deals[at].stage])
        if self._run(["deal", "move", at + 1, stage], refusable=True):
            self.deals[at].stage = stage

    def _close(self, some: Sequence[int]) -> None:
        at = self.dice.choice(some)
        words: list[object] = ["deal"]
        if self.dice.random() < 0.5:
            words += ["win", at + 1, *self._maybe(0.4, "--purchase")]
        else:
            words += ["lose", at + 1, "--reason", self.dice.choice(_REASONS)]
        why = self.dice.choice(_WHY)
        words += [] if why is None else ["--why", why]
        if self._run(words, refusable=True):
            self.deals[at].closed = True

    def _reopen(self, some: Sequence[int]) -> None:
        at = self.dice.choice(some)
        if self._run(["deal", "reopen", at + 1, "--reason", "again"], refusable=True):
            self.deals[at].closed = False

    def _lose(self) -> None:
        customer = self._customer()
        if self.lost and self.dice.random() < 0.4:
            back = self.dice.choice(sorted(self.lost))
            self._run(["customer", "winback", back, "--reason", "back"], refusable=True)
            self.lost.discard(back)
        elif self._run(["customer", "lose", customer, "--reason", "price"], refusable=True):
            self.lost.add(customer)

    def _put_away(self) -> None:
        if len(self.gone) < 4 and self._run(["customer", "archive", who := self._customer()]):
            self.gone.add(who)

    def _silence(self) -> None:
        words = ["customer", "edit", self._customer(), "--may-contact", "no", "--reason", "asked"]
        self._run(words, refusable=True)

    def _complain(self) -> None:
        if self.complaints and self.dice.random() < 0.5:
            words: list[object] = ["feedback", "advance", self.dice.randint(1, self.complaints)]
            self._run([*words, "--score", "4"], refusable=True)
            self._run(words, refusable=True)
            return
        kind = self.dice.choice(("complaint", "complaint", "praise", "suggestion"))
        words = ["feedback", "add", self._customer(), "it leaks", "--kind", kind]
        if self._run([*words, "--at", self._day(-3, 0)], refusable=True):
            self.complaints += 1

    def _survey(self) -> None:
        score = self.dice.randint(1, 5)
        self._run(["feedback", "survey", "add", self._customer(), "--score", score], refusable=True)

    def _import(self, record: str, columns: str, rows: Iterable[Sequence[str]]) -> None:
        path = self.folder / f"{record}-{self.now:%Y%m%d}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns.split(), *rows])
        self._run([record, "import", path, "--yes"])

    def _import_customers(self) -> None:
        first = self.customers + 1
        self.customers += 15
        rows = random_files.customers(self.dice, self._day, first, self.customers)
        self._import("customer", random_files.CUSTOMERS, rows)

    def _import_contacts(self) -> None:
        rows = random_files.contacts(self.dice, self._day, self._customer)
        self._import("log", random_files.CONTACTS, rows)

    def _import_purchases(self) -> None:
        rows = random_files.purchases(self.dice, self._day, self._customer)
        self._import("purchase", random_files.PURCHASES, rows)
