"""A book that chance writes with all that follows a sale: feedback, campaigns, loss and return."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.commands.report.random_book import Chance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from tests.conftest import Crm

    Step = tuple[datetime, Callable[[], None]]
    """When something is done, and what does it."""

_FIRST, _LAST = datetime(2025, 11, 3, 9), datetime(2026, 6, 17, 10)  # noqa: DTZ001 - local times
_HOURS = (5, 20, 23, 24, 26, 60, 100, 200)
"""After how many hours the next step of a feedback is taken: often close to its limit."""
_REASONS = ("price", "Price", "ＰＲＩＣＥ", "项目取消", "moved away")
_ONCE = (
    (0.5, "grade policy --set complaint.first=4h --yes"),
    (0.8, "grade policy --set complaint.first=1d --set feedback.limit=2d --yes"),
    (0.1, "campaign add spring --grade A,B,C --kind event --days 45"),
    (0.1, "campaign add 春节问候 --kind greeting 1 2 3 4 5 6 7 8 9"),
    (0.4, "campaign add 'new prices' --kind offer --days 10 --grade C,D"),
    (0.8, "campaign add later --kind offer 11 12 13"),
    (0.15, "campaign reach spring --all --via phone --yes"),
    (0.2, "campaign reach 春节问候 --all --via wechat --yes"),
    (0.201, "campaign include 春节问候 12 13 14 15"),
    (0.21, "campaign reach 春节问候 --all --via sms --yes"),
    (0.42, "campaign reach 'new prices' --all --via email --yes"),
    (0.3, "feedback measure add 'test every seal' --feedback 1 --by 2026-03-01"),
    (0.4, "feedback measure add 'answer mail the same day' --by 2026-04-01"),
    (0.5, "feedback measure add 'call first' --customer 3 --by 2026-04-02"),
    (0.6, "feedback measure done 1 --effect 'no leak'"),
    (0.7, "feedback measure done 2 --on 2026-03-30 --effect 'fewer calls'"),
)
"""What is done once, after that part of the time."""


def write_busy_book(crm: Crm, folder: Path) -> None:
    """Write a book with fewer deals than others, and more of all else.

    Args:
        crm: the command line, on a book that is not there yet.
        folder: where files that are imported are put.
    """
    folder.mkdir()
    _Busy(crm, folder, foreign=False, size=60).write()


class _Busy(Chance):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.own = random.Random(8)  # noqa: S311 - no secret

    def more(self) -> list[Step]:
        """Give what else is done, and when."""
        span = _LAST - _FIRST
        steps = [(_FIRST + span * part, self._refusable(line)) for part, line in _ONCE]
        for chance, times in (
            (self._answer, 18),
            (self._lose_or_win_back, 14),
            (self._refer, 8),
            (self._promise, 36),
            (self._respond, 8),
        ):
            steps += [(self._when(), chance) for _ in range(times)]
        for _ in range(14):
            steps += self._feedback()
        steps += [(_FIRST + span * part, self._snooze) for part in (0.97, 0.98, 0.995)]
        steps += [(_FIRST + span * part, self._look) for part in (0.7, 0.9, 0.99)]
        steps += [(_FIRST + span * part, self._put_away) for part in (0.92, 0.94, 0.96)]
        return steps

    def _refusable(self, line: str) -> Callable[[], None]:
        def do() -> None:
            self._run(line, refusable=True)

        return do

    def _do(self, *words: object) -> bool:
        return self._run(words, refusable=True)

    def _when(self) -> datetime:
        at = _FIRST + timedelta(days=self.own.randrange((_LAST - _FIRST).days))
        return at.replace(hour=self.own.choice((0, 7, 8, 12, 23)), minute=self.own.choice((0, 59)))

    def _whom(self) -> int:
        return self.own.randint(1, min(self.customers, 40))

    def _answer(self) -> None:
        """Keep what a customer answered to a survey, now or some days later."""
        words: list[object] = ["feedback", "survey", "add", self._whom()]
        words += ["--score", self.own.randint(1, 5), "--note", f"n{self.own.randint(1, 9)}"]
        if self.own.random() < 0.7:
            words += ["--recommend", self.own.choice((0, 3, 6, 7, 8, 9, 10))]
        if self.own.random() < 0.4:
            words += ["--at", f"{self.now - timedelta(days=self.own.randint(1, 30)):%Y-%m-%d}"]
        self._do(*words)

    def _respond(self) -> None:
        """Answer a campaign, or take an answer back."""
        some = "SELECT campaign_id || ' ' || customer_id FROM campaign_member WHERE reached <> ''"
        if found := self._found(f"{some} ORDER BY 1"):
            words = self.own.choice(found).split()
            if not self._do("campaign", "answer", *words, "--via", "phone"):
                self._do("campaign", "answer", *words, "--withdraw")

    def _lose_or_win_back(self) -> None:
        lost = self._found("SELECT id FROM customer WHERE lost IS NOT NULL AND archived IS NULL")
        if not lost or self.own.random() < 0.5:
            reason = self.own.choice(_REASONS)
            self._do("customer", "lose", self._whom(), "--reason", reason)
            return
        result = self.own.choice(("thinking", "no_answer", "declined", "back", "back"))
        words = ["churn", "try", self.own.choice(lost), "--result", result]
        self._do(*words, *self.own.choice(((), ("--via", "phone"), ("--via", "visit"))))

    def _look(self) -> None:
        """Look at some of the warnings that stand."""
        owed = "SELECT customer_id FROM obligation WHERE kind = 'churn' AND due <="
        some = self._found(f"{owed} '{self.now:%Y-%m-%d}' ORDER BY 1")
        if some:
            self._do("churn", "look", *some[::2])

    def _snooze(self) -> None:
        """Put off some of what is owed, to a day that may have passed by the last one."""
        until = f"{self.now + timedelta(days=self.own.randint(2, 20)):%Y-%m-%d}"
        kinds = "('follow_up', 'relationship', 'survey', 'deal')"
        sql = f"SELECT kind || ':' || subject_id FROM obligation WHERE kind IN {kinds} ORDER BY 1"
        for each in self.own.sample(self._found(sql), 3):
            self._do("due", "snooze", each, "--until", until, "--reason", "away")

    def _refer(self) -> None:
        referrer = self.own.choice((1, 2, 2, 3))
        self._do("customer", "edit", self._whom(), "--referred-by", referrer)

    def _promise(self) -> None:
        """Make a promise, move it, drop it, drop it by mistake, or keep it."""
        some = self._found("SELECT id FROM promise WHERE state = 'open'")
        if not some or self.own.random() < 0.45:
            by = f"{self.now + timedelta(days=self.own.randint(1, 40)):%Y-%m-%d}"
            words = ["log", "add", self._whom(), "hello", "--via", "phone", "--keep"]
            words += ["--next", "send it", "--by", by]
            self._do(*words, *self.own.choice(((), (), ("--theirs",))))
            return
        which, how = self.own.choice(some), self.own.randint(0, 6)
        if how < 2:
            by = f"{self.now + timedelta(days=self.own.randint(1, 30)):%Y-%m-%d}"
            self._do("promise", "move", which, "--by", by, "--reason", "ill")
        elif how < 4 and self._do("promise", "drop", which, "--reason", "no use"):
            if how == 3:
                self._do("undo", "--yes")
        else:
            self._do("promise", "keep", which)

    def _feedback(self) -> Iterator[Step]:
        """Give what a customer says, and the steps that follow."""
        at, known = self._when(), list[int]()

        def say() -> None:
            kind = self.own.choice(("complaint", "complaint", "complaint", "praise", "opinion"))
            words = ["feedback", "add", self._whom(), "it leaks", "--kind", kind]
            words += ["--severity", self.own.choice(("high", "normal", "low"))]
            words += self.own.choice(((), ("--category", "delivery"), ("--category", "质量")))
            if self._do(*words):
                known.extend(self._found("SELECT max(id) FROM feedback"))

        def advance() -> None:
            for key in known:
                (state,) = self._found(f"SELECT state FROM feedback WHERE id = {key}")
                words: list[object] = ["feedback", "advance", key]
                if state == "carried_out":
                    words += ["--score", self.own.choice((1, 2, 3, 4, 5, 5))]
                elif state == "recorded" and self.own.random() < 0.3:
                    words += ["--to", "carried_out", "--skip", "--reason", "on the spot"]
                self._do(*words)

        yield at, say
        for _ in range(self.own.randint(2, 9)):
            at += timedelta(hours=self.own.choice(_HOURS))
            if at <= _LAST:
                yield at, advance

    def _found(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self.crm.db}?mode=ro", uri=True)) as connection:
            return [key for (key,) in connection.execute(sql)]

    def _import(self, record: str, columns: str, rows: Iterable[Sequence[str]]) -> None:
        """Import rows with further columns, or with products that are sold more than once."""
        if record == "log":
            columns = f"{columns} direction minutes author"
            rows = [
                (*row, "in" if at % 4 == 0 else "out", str(at % 40 or ""), "李雷" if at % 7 else "")
                for at, row in enumerate(rows)
            ]
        elif record == "purchase":
            rows = [
                (who, on, f"part {at % 7}" if at % 9 else "", f"{count}.25", *rest)
                for at, (who, on, _, count, *rest) in enumerate(rows)
            ]
        super()._import(record, columns, rows)
