"""One of several writers at work on a book: `python -m tests.faults.mixed WHO COUNT`.

It gives so many commands of all kinds, each as a run of its own, and prints what must be in the
book afterwards, since each of them was acknowledged.
"""

from __future__ import annotations

import io
import json
import random
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field

from crmcli.main import run

SHARED = "王芳"
"""The customer that all writers work on."""


@dataclass
class Expected:
    """What the commands of a writer leave in the book.

    Args:
        notes: of contacts with the shared customer, by id.
        tags: of the shared customer.
        grades: of the writer's own customers, by name.
        sources: of the same.
        snoozed: those of them that were snoozed.
        promises: whether a promise was kept, by id.
        failed: commands that did not end with 0, and what they said.
    """

    notes: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    grades: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    snoozed: list[str] = field(default_factory=list)
    promises: dict[str, bool] = field(default_factory=dict)
    failed: list[tuple[list[str], str]] = field(default_factory=list)


class Writer:
    """Gives one command after another.

    Args:
        who: tells this writer from the others.
    """

    def __init__(self, who: str) -> None:
        self._who = who
        self._chance = random.Random(who)  # noqa: S311 - the same commands on every run
        self.expected = Expected()
        self._number = 0

    def one(self) -> None:
        """Give one command."""
        self._number += 1
        if self._number == 1:
            self._add()
            return
        kinds = (self._log, self._edit_log, self._add, self._edit, self._tag, self._promise,
                 self._keep, self._grade, self._snooze)  # fmt: skip
        (kind,) = self._chance.choices(kinds, (6, 1, 2, 2, 2, 2, 2, 2, 1))
        kind()

    def _crm(self, *words: str) -> str:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*words, "--quiet"])
        if code:
            self.expected.failed.append((list(words), f"{code}: {err.getvalue()}"))
        return out.getvalue().strip()

    def _text(self) -> str:
        return f"{self._who}.{self._number}"

    def _own(self) -> str:
        return self._chance.choice(list(self.expected.grades))

    def _log(self) -> None:
        note = self._text()
        self.expected.notes[self._crm("log", "add", SHARED, note, "--via", "phone")] = note

    def _edit_log(self) -> None:
        if not self.expected.notes:
            return self._log()
        entry = self._chance.choice(list(self.expected.notes))
        note = self.expected.notes[entry] = self._text()
        self._crm("log", "edit", entry, "--note", note)
        return None

    def _add(self) -> None:
        name = f"customer {self._text()}"
        self._crm("customer", "add", name, "--grade", "C", "--force")
        self.expected.grades[name] = "C"

    def _edit(self) -> None:
        name = self._own()
        self.expected.sources[name] = self._text()
        self._crm("customer", "edit", f"name:{name}", "--set", f"source={self._text()}")

    def _tag(self) -> None:
        self.expected.tags.append(self._text())
        self._crm("customer", "edit", SHARED, "--tag", self._text())

    def _promise(self) -> None:
        made = self._crm("promise", "add", SHARED, self._text(), "--by", "+3d")
        self.expected.promises[made] = False

    def _keep(self) -> None:
        waiting = [each for each, kept in self.expected.promises.items() if not kept]
        if not waiting:
            return self._promise()
        promise = self._chance.choice(waiting)
        self._crm("promise", "keep", promise)
        self.expected.promises[promise] = True
        return None

    def _grade(self) -> None:
        name = self._own()
        if name in self.expected.snoozed:
            # A new grade may have a new clock, which nobody snoozed.
            return self._log()
        grade = self.expected.grades[name] = self._chance.choice("ABCDE")
        self._crm("grade", "set", f"name:{name}", grade, "--reason", self._text())
        return None

    def _snooze(self) -> None:
        name = self._own()
        self._crm("due", "snooze", f"name:{name}", "--until", "+2d", "--reason", "away")
        if name not in self.expected.snoozed:
            self.expected.snoozed.append(name)


def main() -> None:
    """Give the commands and print what they leave."""
    who, count = sys.argv[1], int(sys.argv[2])
    writer = Writer(who)
    for _ in range(count):
        writer.one()
    sys.stdout.write(json.dumps(asdict(writer.expected)))


if __name__ == "__main__":
    main()
