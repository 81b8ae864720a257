"""What is told on a terminal is broken between words; into a pipe it stays whole."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TABLE = (
    "name,company,phone,last contact,unheard of,never mind\n"
    "Jonathan Featherstonehaugh,Consolidated Widgets,13800138000,2026-03-01,a,b\n"
)


def on_terminal(crm: Crm, line: list[str], columns: int, answer: str | None = None) -> list[str]:
    """Run on a terminal of some width; give what it showed, line by line."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", "--db", str(crm.db), *line],
        # The C library's own environment may have a width in it that Python's has not.
        env=dict(os.environ),
        encoding="utf-8",
        dimensions=(60, columns),
    )
    if answer is not None:
        child.expect(r"\[y/N\]: ")
        before = str(child.before)
        child.sendline(answer)
        child.expect(pexpect.EOF)
        return before.splitlines()
    child.expect(pexpect.EOF)
    return str(child.before).splitlines()


def shown(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("columns", [40, 60])
def test_a_preview_is_broken_between_words(crm: Crm, tmp_path: Path, columns: int) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TABLE)
    lines = on_terminal(crm, ["customer", "import", str(file)], columns, "n")
    words = shown(lines)

    # A path is one word.
    assert max(len(line) for line in lines if str(file) not in line) <= columns
    assert "Jonathan Featherstonehaugh · Consolidated Widgets · +8613800138000" in words
    assert "last contact 2026-03-01" in words
    assert any(line.startswith("    ") for line in lines)


def test_a_note_and_a_failure_are_broken_between_words(crm: Crm) -> None:
    crm("customer add 王芳 --may-contact no --reason 'asked for it'")
    note = on_terminal(crm, ["due"], 40)
    assert max(map(len, note)) <= 40
    assert "may not be contacted, so that no contact is due" in shown(note)

    failure = on_terminal(crm, ["log", "add", "王芳", "x", "--via", "carrier pigeon"], 40)
    assert max(map(len, failure)) <= 40
    assert "phone, email, visit, meeting, wechat, sms, video, other." in shown(failure)
    assert failure[1].startswith("     ")


def test_json_on_a_terminal_stays_one_line(crm: Crm) -> None:
    (line,) = on_terminal(crm, ["due", "--json"], 40)
    assert line.startswith('{"error": {"code": "no_book"')


def test_into_a_pipe_a_message_stays_whole(crm: Crm) -> None:
    failed = crm("log add 王芳 x --via 'carrier pigeon'", code=2)
    assert len(failed.err.splitlines()) == 1
