"""Whatever one line of a book's file is changed to: an equal book, or none at all."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.store.records import KEYS
from tests.book_files import lines_of, sealed
from tests.conftest import Crm
from tests.faults.command_lines import FILLING

LIFE = (
    "customer add 王芳 --phone 13800138000 --company 宏远 --tag vip --need clear --close +3w",
    "customer add Bob --email bob@example.com --referred-by 王芳",
    "customer person add id:1 李四 --phone 13900139000",
    "customer field add colour",
    "customer edit id:1 --set colour=red",
    "log add id:1 hello --via phone --with 李四 --next send --by fri --key k1",
    "grade policy --set loyalty.points=1 --yes",
    "rate set EUR 7.8",
    *FILLING,
    "campaign add fair id:1 Bob",
    "customer archive id:2",
    "undo",
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    st.sampled_from([2**31, 2**63 - 1, -(2**63), 2**63]),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "0", "phone", "email", "A", "E", "won", "open", "customer", "CNY", "EUR", "2w",
         "0d", "0000-00-00", "2026-02-30", "9999-12-31", "2026-03-31", "2026-03-31T12:00:00Z",
         "{}", "[]", "[1]", "1-5,7", "a\0b", "\ud800", "=1+1", "\x1b[31m", "1" * 40, "-" * 3]
    ),
    st.just([]),
    st.just({"a": 1}),
)  # fmt: skip
LOOKING = ("customer list", "due --ahead 60", "history", "log list", "check", "customer show id:1")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        crm = Crm(place / "book.db", patch)
        for line in LIFE:
            crm(line, today="2026-01-05")
        crm(f"export {place / 'good.jsonl'}")
    return place / "good.jsonl"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_value_gives_a_book_that_holds_it_or_none(
    good: Path, data: st.DataObject
) -> None:
    head, *rows, _ = lines_of(good)
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(sorted(row["row"])))
    row["row"][column] = data.draw(VALUES)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        crm = Crm(Path(folder) / "book.db", patch)
        try:
            file = sealed(Path(folder) / "any.jsonl", head, rows)
        except UnicodeEncodeError:
            return
        answer = crm(["import", str(file), "--json"], code=None)
        assert answer.code in {0, 5}, answer.err
        if answer.code == 5:
            assert [each.name for each in Path(folder).iterdir()] == ["any.jsonl"]
            return
        # Whatever it says, nothing that reads it is at a loss.
        for line in LOOKING:
            found = crm(line, code=None)
            assert found.code in {0, 3, 6}, (line, found.err)
        again = Path(folder) / "again.jsonl"
        found = crm(f"export {again}", code=None)
        assert found.code == 0, found.err
        assert _set(lines_of(again)[1:-1]) == _set(rows)


@pytest.mark.parametrize("column", ["first", "last"])
@pytest.mark.parametrize("value", [2**62, 2**31, -(2**63)])
def test_a_history_of_records_that_never_were_is_refused(
    good: Path, tmp_path: Path, column: str, value: int
) -> None:
    head, *rows, _ = lines_of(good)
    for row in (each["row"] for each in rows if each["table"] == "change"):
        if row["first"] is None or row["record"] in KEYS:
            continue
        before, row[column] = row[column], value
        file = sealed(tmp_path / "any.jsonl", head, rows)
        row[column] = before
        with pytest.MonkeyPatch.context() as patch:
            crm = Crm(tmp_path / "book.db", patch)
            assert crm(["import", str(file)], code=5).err
            assert not crm.db.exists()


@pytest.mark.parametrize("record", ["purchase", "contact_point", "policy_change", "customer"])
def test_a_damaged_history_is_told_however_many_records_it_names(
    good: Path, tmp_path: Path, record: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        crm = Crm(tmp_path / "book.db", patch)
        crm(f"import {good}")
        with closing(sqlite3.connect(crm.db)) as connection, connection:
            connection.execute(
                "UPDATE change SET last = 1 << 61 WHERE id = (SELECT min(id) FROM change"
                " WHERE record = ? OR id = (SELECT max(id) FROM change))",
                (record,),
            )
            connection.execute(
                "UPDATE change SET record = ?, action = 'added' WHERE last = 1 << 61", (record,)
            )
        for line in LOOKING:
            found = crm(line, code=None)
            assert found.code in {0, 6}, (line, found.err)
            assert line != "check" or found.code == 6


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_always_noticed(good: Path, data: st.DataObject) -> None:
    content = bytearray(good.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    before = content[at]
    content[at] = data.draw(st.integers(0, 255))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        crm = Crm(Path(folder) / "book.db", patch)
        file = Path(folder) / "any.jsonl"
        file.write_bytes(content)
        answer = crm(["import", str(file), "--json"], code=None)

        if content[at] == before or bytes(content).split() == good.read_bytes().split():
            return
        assert answer.code in {5, 6}, (at, before, content[at])
        assert not crm.db.exists()


def _set(rows: list[Any]) -> Counter[str]:
    return Counter(json.dumps(each, sort_keys=True) for each in rows)
