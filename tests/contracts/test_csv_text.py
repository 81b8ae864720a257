"""CSV has no escapes: programs get what the book holds, and terminals nothing that can act."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults.hostile_text import ACTING, unsafe

if TYPE_CHECKING:
    from tests.conftest import Crm

LINES = ("customer list", "customer show id:1", "log list", "log show 1", "due --ahead 9")


@pytest.fixture
def acting(crm: Crm) -> Crm:
    """Give a book with acting text in a name, a note, a contact and a promise."""
    crm(["customer", "add", f"王{ACTING}", "--note", ACTING, "--company", ACTING])
    crm(["log", "add", "id:1", ACTING, "--via", "phone", "--next", ACTING, "--by", "+1d"])
    return crm


def on_a_terminal(crm: Crm, words: list[str]) -> str:
    """Run crm with its answer going to a terminal and return what arrives there."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "crmcli", *words],
        env={**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"},
        stdin=subprocess.DEVNULL,
        stdout=follower,
    ):
        os.close(follower)
        shown = b""
        # Linux ends what comes from a terminal with an error, other systems with nothing.
        try:
            while block := os.read(leader, 1 << 16):
                shown += block
        except OSError:
            pass
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("line", LINES)
def test_no_csv_on_a_terminal_can_act(acting: Crm, line: str) -> None:
    shown = on_a_terminal(acting, [*line.split(), "--format", "csv"])
    assert "\\x1b" in shown
    assert unsafe(shown) is None


@pytest.mark.parametrize("line", LINES)
def test_csv_in_a_pipe_is_what_the_book_holds(acting: Crm, line: str) -> None:
    answer = acting([*line.split(), "--format", "csv"])
    header, *rows = csv.reader(io.StringIO(answer.out, newline=""))
    value = json.loads(acting([*line.split(), "--format", "jsonl"]).out)
    (row,) = (dict(zip(header, each, strict=True)) for each in rows)
    held = {name for name, each in value.items() if isinstance(each, str) and ACTING in each}
    assert held
    assert {name: row[name] for name in held} == {name: value[name] for name in held}
