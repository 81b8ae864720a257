"""Whatever becomes of deals in whatever order, they, their moves and what follows agree."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from crmcli.domain.stage import CLOSED_STAGES, OPEN_STAGES, Stage
from crmcli.main import run as crm
from tests.services.history.test_undo_model import faults

TODAY = "2026-03-31"
_ENDED = {stage.value for stage in CLOSED_STAGES}

BEGINNING = (
    "customer add 王芳 --need potential",
    "customer add 李雷",
    "deal add id:1 one --amount 1 --close +3w",
    "deal add id:2 two --amount 12万",
    "deal add id:2 three --amount JPY5 --stage quote",
)

deals = st.integers(1, 4)
commands = st.one_of(
    st.builds(
        "deal add id:{} words --amount {} --stage {} {}".format,
        st.integers(1, 2),
        st.sampled_from(["1", "JPY5", "12万"]),
        st.sampled_from(OPEN_STAGES),
        st.sampled_from(["", "--close +3w", "--close +4m", "--close 2026-03-01", "--at -40d"]),
    ),
    st.builds("deal move {} {} --note so".format, deals, st.sampled_from(OPEN_STAGES)),
    st.builds(
        "deal win {} {}".format,
        deals,
        st.sampled_from(["", "--purchase", "--purchase --product ERP --why service"]),
    ),
    st.builds("deal lose {} --reason price {}".format, deals, st.sampled_from(["", "--avoid x"])),
    st.builds("deal reopen {} --reason again".format, deals),
    st.builds(
        "deal edit {} {}".format,
        deals,
        st.sampled_from(
            ["--close +9d", "--unset close", "--amount EUR2.50", "--unset amount", "--title other"]
        ),
    ),
    st.builds("deal case {} --why words --objection price".format, deals),
    st.sampled_from(
        [
            *("undo", "undo", "undo", "undo", "redo", "redo"),
            "log add id:1 hello --via phone --at -2d",
            "customer edit id:2 --close +2w --need clear",
            "customer archive id:2",
            "customer restore id:2",
            "grade policy --set quiet.quote=3d --set stage.quote=40 --yes",
            "purchase remove 1",
        ]
    ),
)


# To make a failing walk shorter takes minutes: it is read as it was found.
@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(commands, min_size=20, max_size=30))
def test_any_order_of_steps_ends_in_a_sound_book(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        for step in (*BEGINNING, *steps):
            words = [*step.split(), "--db", str(path), "--today", TODAY, "--quiet"]
            assert crm(words) in {0, 3, 4, 5}, step
            assert faults(path) == [], step
            with closing(sqlite3.connect(path)) as book:
                assert disagreements(book) == [], step


def disagreements(book: sqlite3.Connection) -> list[Any]:
    """List deals whose moves or customers say something else than they do."""
    found: list[Any] = []
    rows = book.execute(
        "SELECT id, customer_id, stage, stage_since, opened, closed, lost_reason FROM deal"
    ).fetchall()
    for key, customer_id, stage, since, opened, closed, reason in rows:
        sql = "SELECT from_stage, stage, customer_id FROM deal_move WHERE deal_id = ? ORDER BY id"
        moves = book.execute(sql, (key,)).fetchall()
        chain = [None, *(each[1] for each in moves[:-1])]
        if [each[0] for each in moves] != chain or moves[-1][1] != stage:
            found.append(("moves", key, moves, stage))
        if {each[2] for each in moves} != {customer_id} or moves[0][1] in _ENDED:
            found.append(("first move", key, moves))
        if (
            (closed is not None) != (stage in _ENDED)
            or (closed or since) != since
            or since < opened
        ):
            found.append(("closed", key, stage, closed, since))
        if (reason is not None) != (stage == Stage.LOST):
            found.append(("reason", key, stage, reason))
    sql = """
        SELECT c.id, c.open_deals, c.deal_close,
               (SELECT count(*) FROM deal d WHERE d.customer_id = c.id AND d.closed IS NULL),
               (SELECT min(d.expected_close) FROM deal d
                 WHERE d.customer_id = c.id AND d.closed IS NULL)
          FROM customer c
    """
    found += [row for row in book.execute(sql) if row[1:3] != row[3:5]]
    sql = """
        SELECT d.id FROM deal d JOIN customer c ON c.id = d.customer_id AND c.archived IS NULL
         WHERE (d.closed IS NULL) <> EXISTS (
            SELECT 1 FROM obligation o WHERE o.kind = 'deal' AND o.subject_id = d.id)
    """
    return found + book.execute(sql).fetchall()
