"""Greetings under whatever is done on whatever day: the book stays sound, and undo is exact."""

from __future__ import annotations

import os
import shlex
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from crmcli.domain.finding import Severity
from crmcli.main import run as crm
from crmcli.services.checks.looking import look
from crmcli.store.book import Book
from tests.contents import contents

COMMANDS = (
    "customer add 王芳 --set birthday=lunar:1985-12-30 --importance key --force",
    "customer add 李雷 --set birthday=02-14 --set festivals=both --force",
    "customer add Acme --set kind=company --force",
    "customer person add id:1 Jane --birthday 1990-02-20",
    "customer person add id:3 Bob --birthday lunar:L06-05",
    "customer person edit id:1 Jane --birthday 02-21",
    "customer person remove id:1 Jane",
    "customer edit id:1 --set birthday=1988-02-18",
    "customer edit id:1 --unset birthday",
    "customer edit id:2 --set festivals=none",
    "customer edit id:2 --importance key",
    "customer edit id:1 --importance normal",
    "customer edit id:1 --set may_contact=no --reason asked",
    "customer edit id:1 --set may_contact=yes",
    "log add id:1 --via wechat --purpose greeting",
    "log add id:1 --via wechat --purpose greeting --with Jane",
    "log add id:2 --via phone --purpose greeting --outcome no_answer",
    "log add id:2 --via phone --purpose greeting --at yesterday",
    "log edit 1 --purpose maintenance",
    "log edit 2 --purpose greeting",
    "log remove 1",
    "campaign add wishes --kind greeting --where 'id<9'",
    "campaign reach wishes --all --via sms",
    "campaign drop wishes",
    "purchase add id:2 --amount 100",
    "customer archive id:1 --reason gone",
    "customer restore id:1",
    "customer lose id:2 --reason price",
    "customer winback id:2",
    "customer merge id:1 id:2 --yes",
    "due snooze birthday:1 --until +2d --reason away",
    "due snooze festival:2.spring_festival --until +1d --reason away",
    "config set region US",
    "config set region CN",
)
POLICIES = (
    "grade policy --set festivals.for=all",
    "grade policy --set festivals.for=none",
    "grade policy --set festivals=spring_festival,easter",
    "grade policy --set greeting.belated=3d --set greeting.early=0d",
)
DAYS = ("2025-12-31", "2026-02-13", "2026-02-13", "2026-02-20", "2026-02-26", "2027-02-05")


def _walk(path: Path, step: str, today: str) -> int:
    words = shlex.split(step)
    if step.startswith("campaign"):
        words.append("--yes")
    return crm([*words, "--db", str(path), "--today", today, "--quiet"])


def faults(path: Path) -> list[str]:
    with Book(path).reading() as connection:
        findings = look(connection).findings
        return [each.code for each in findings if each.severity is Severity.FAULT]


def _noted(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM change").fetchone()
    return int(count)


STEPS = st.lists(
    st.sampled_from([*COMMANDS, *POLICIES, *["undo"] * 10, *["redo"] * 6]),
    min_size=25,
    max_size=30,
)


@settings(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(STEPS)
def test_undo_and_redo_walk_through_the_greetings_the_book_had(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        done: list[object] = []
        undone: list[object] = []
        state: object = None
        for step in [*COMMANDS[:5], *steps]:
            noted = _noted(path)
            code = _walk(path, step, "2026-02-13")
            found = contents(path)
            if step == "undo":
                assert (code == 0) is bool(done)
                if code == 0:
                    undone.append(state)
                    state = done.pop()
            elif step == "redo":
                assert (code == 0) is bool(undone)
                if code == 0:
                    done.append(state)
                    state = undone.pop()
            elif _noted(path) > noted:
                done.append(state)
                undone.clear()
                state = found
            assert found == (state or {name: [] for name in found}), step


@settings(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ann", "ann", "ann", "bob"]),
            st.sampled_from([*COMMANDS, *POLICIES, *["undo"] * 12, *["redo"] * 8]),
            st.sampled_from(DAYS),
        ),
        min_size=25,
        max_size=30,
    )
)
def test_a_book_stays_sound_whatever_is_done_on_whatever_day(
    steps: list[tuple[str, str, str]],
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        first = [("ann", step, "2026-02-13") for step in COMMANDS[:5]]
        for author, step, today in [*first, *steps]:
            patch.setitem(os.environ, "CRM_USER", author)
            code = _walk(path, step, today)
            assert code != 1, step
            assert faults(path) == [], (step, today)
