"""Whatever is done, undone and redone in whatever order, the book is always one it was before."""

from __future__ import annotations

import os
import tempfile
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
    "customer add 王芳 --phone 13800138000 --tag vip --force",
    "customer add 李雷 --need clear --close +2w --force",
    "customer edit id:1 --set title=CEO --tag big",
    "customer edit id:1 --phone 13900139000 --name 王方",
    "customer edit id:2 --set referred_by=id:1",
    "customer person add id:1 Jane --phone 13700137000",
    "log add id:1 hello --via phone --next more --by +3d",
    "log add id:1 again --via visit --also id:2 --close +1m --kept-all",
    "log remove 1",
    "promise move 1 --by +9d --reason later",
    "grade set id:2 C --reason so",
    "grade policy --set B=9d",
    "customer archive id:1 --reason gone",
    "customer restore id:1",
    "due snooze follow_up:1 --until +2d --reason away",
    "deal add id:1 ERP --amount 5 --close +3w",
    "deal move 1 quote --note sent",
    "deal win 1 --purchase --product ERP --why service",
    "deal lose 2 --reason price --objection price",
    "deal reopen 1 --reason again",
    "deal edit 1 --close +2m --title CRM",
)
STEPS = st.lists(
    st.sampled_from([*COMMANDS, *["undo"] * 9, *["redo"] * 6]), min_size=25, max_size=30
)

POLICIES = (
    "grade policy --set B=20d",
    "grade policy --set B=25d --set D=11d",
    "grade policy --set A=3d --set C=12d",
    "grade policy --set visit=2m --set verify=90d",
    "grade policy --set horizon.A=2w",
)
TWO = st.lists(
    st.one_of(
        st.tuples(
            st.just("ann"), st.sampled_from([*COMMANDS, *POLICIES, *["undo"] * 12, *["redo"] * 8])
        ),
        st.tuples(st.just("bob"), st.sampled_from([*POLICIES, "undo", "undo", "redo"])),
    ),
    min_size=25,
    max_size=30,
)


# To make a failing walk shorter takes minutes: it is read as it was found.
@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(STEPS)
def test_undo_and_redo_walk_through_the_states_the_book_had(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        done: list[object] = []
        undone: list[object] = []
        state: object = None
        for step in ["customer add 王芳 --phone 13800138000", *steps]:
            words = [*step.split(), "--db", str(path), "--today", "2026-03-31", "--quiet"]
            noted = _noted(path)
            code = crm(words)
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
            assert found == (state or {name: [] for name in found})


@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(TWO)
def test_a_book_stays_sound_while_somebody_else_changes_the_policies(
    steps: list[tuple[str, str]],
) -> None:
    # Hypothesis would see a fixture's change of the environment once for all walks.
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        state: object = None
        for author, step in [("ann", "customer add 王芳 --phone 13800138000"), *steps]:
            patch.setitem(os.environ, "CRM_USER", author)
            words = [*step.split(), "--db", str(path), "--today", "2026-03-31", "--quiet"]
            code = crm(words)
            found = contents(path)
            assert code == 0 or found == state
            assert faults(path) == []
            state = found


def faults(path: Path) -> list[str]:
    """Name what `crm check` finds wrong with a book."""
    with Book(path).reading() as connection:
        findings = look(connection).findings
        return [each.code for each in findings if each.severity is Severity.FAULT]


def _noted(path: Path) -> int:
    if not path.exists():
        return 0
    with Book(path).reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM change").fetchone()
    return int(count)
