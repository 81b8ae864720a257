"""What an erasure tells a person: who, what stays elsewhere, once, and the result last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.commands.test_log_asking import terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Crm

ORDERED = "--yes --reason 'asked by letter'"
BRINGS_BACK = "Restoring or importing one of these files brings the person back."


@pytest.fixture
def book(crm: Crm, tmp_path: Path) -> Crm:
    crm("customer add 王芳 --company 甲公司")
    crm("customer add 李雷")
    crm("customer export")
    for number in range(11):
        crm(f"customer export {tmp_path / f'out{number:02d}.csv'} --purpose fair")
    (tmp_path / "out00.csv").unlink()
    crm("log add 李雷 'with 王芳' --via phone --next 'see 王芳' --by +3d")
    crm("log edit 1 --note 'with nobody'")
    crm("promise move 1 --by +5d --reason '王芳 is away'")
    return crm


def words(answer: Answer) -> str:
    return " ".join(answer.out.split())


def test_all_of_it_is_told_in_words_and_the_result_comes_last(book: Crm, tmp_path: Path) -> None:
    answer = book(f"customer erase 王芳 {ORDERED} --format table")
    lines = [" ".join(line.split()) for line in answer.lines]

    assert "2026-03-31 12:00 to stdout; where that went is not known" in lines
    assert f"2026-03-31 12:00 {tmp_path / 'out00.csv'} (not there any more) (fair)" in words(answer)
    assert f"{tmp_path / 'out10.csv'} (fair)" in words(answer)
    assert lines[lines.index("Texts of others that still name it:") + 1 : -1] == [
        "promise 1 of customer 2",
        "why a promise of customer 2 was moved",
        "To replace it there too: crm customer erase id:1 --texts --called NAME",
    ]
    assert "In 1 text of others, past ones too, its name was replaced by “…”." in lines
    assert BRINGS_BACK in lines
    assert lines[-1].startswith("Erased customer 1: ")
    assert "To be erased for good: 1\n" in answer.err
    assert "out10.csv" not in answer.err


def test_where_nobody_has_to_confirm_it_no_name_is_told(book: Crm, tmp_path: Path) -> None:
    book(["customer", "export", str(tmp_path / "x.csv"), "--purpose", "for 王芳 of 甲公司"])
    for line in ("customer erase 王芳 --yes --reason letter", "customer erase id:1 --yes"):
        answer = book(line, code=None)
        for name in ("王芳", "甲公司"):
            assert name not in answer.out
            assert name not in answer.err
    book("customer add 王芳 --company 甲公司")
    child = terminal(book, "customer", "erase", "id:3", "--yes", "--reason", "letter")
    child.expect(pexpect.EOF)
    assert "王芳" not in str(child.before)


def test_on_a_terminal_long_lists_are_cut_and_told_once(book: Crm) -> None:
    child = terminal(book, "customer", "erase", "王芳", "--reason", "letter")
    child.expect("Type 1 to erase 王芳 for good:")
    before = " ".join(str(child.before).split())
    assert "out06.csv" in before
    assert "out07.csv" not in before
    assert "王芳 · 甲公司 (1)" in before
    assert "and 4 more" in before
    assert BRINGS_BACK in before
    child.sendline("1")
    child.expect(pexpect.EOF)
    child.close()
    after = str(child.before).split("\n")
    assert child.exitstatus == 0
    assert [line.strip() for line in after if "Erased customer 1" in line] != []
    assert not any("out0" in line or "Exports" in line or BRINGS_BACK in line for line in after)


def test_the_history_says_that_an_export_went_to_stdout(book: Crm) -> None:
    assert "exported 2 customers to stdout" in book("history --format table").out
    assert "exported 2 customers to stdout" in words(book("history 王芳 --format table"))


def test_names_that_the_book_does_not_keep_are_told(book: Crm, tmp_path: Path) -> None:
    book(f"customer export {tmp_path / '王芳.csv'}")
    book(f"customer export {tmp_path / 'wangfang.json'}")
    first = words(book(f"customer erase 王芳 {ORDERED} --format table"))
    assert "The names of 2 of these files tell who it was; the book does not keep them." in first
    assert str(tmp_path / "王芳.csv") in first
    later = words(book(f"customer erase 李雷 {ORDERED} --format table"))
    assert f"{tmp_path / '…'} (its name is not kept)" in later
