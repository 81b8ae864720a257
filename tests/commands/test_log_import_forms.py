"""Imports of contacts and purchases: workbooks, saved mappings, days written otherwise."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from crmcli.services.contacts.importing import Contacts
from crmcli.services.imports.record_import import import_records
from crmcli.services.imports.record_result import RecordRequest
from crmcli.session import Session
from tests.commands.test_log_import import bring, counts, failed, logged
from tests.contents import contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --grade B", today="2026-01-01")
    return crm


def workbook(rows: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "remove_timezone": True}) as made:
        sheet = made.add_worksheet("跟进")
        day = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
    return content.getvalue()


def test_a_workbook_with_a_title_above_its_header_is_read(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "跟进.xlsx"
    file.write_bytes(
        workbook(
            [
                ["2026 年跟进记录"],
                ["客户", "联系时间", "联系方式", "沟通内容", "时长"],
                ["王芳", dt.datetime(2026, 3, 1, 15, 30), "电话", "谈报价", 20],  # noqa: DTZ001 - as a cell has it
                ["王芳", 46082, "微信", "发资料", ""],
            ]
        )
    )
    answer = book(["log", "import", str(file), "--yes", "--json"]).json
    assert counts(answer) == (2, 0, 0, 0, 0)
    assert answer["sheet"] == "跟进"
    assert [(each[1], each[2], each[6], each[8]) for each in logged(book)] == [
        ("2026-03-01T04:00:00+00:00", "wechat", "发资料", None),
        ("2026-03-01T07:30:00+00:00", "phone", "谈报价", 20),
    ]
    again = book(["log", "import", str(file), "--yes", "--json"]).json
    assert counts(again) == (0, 0, 2, 0, 0)


def test_days_that_could_be_months_are_refused_until_it_is_said_which(book: Crm) -> None:
    table = "customer,date,via\n王芳,3/1/2026,phone\n"
    (refusal,) = bring(book, table, code=5)["refusals"]
    assert "--dates dmy" in refusal["reason"]
    bring(book, table, "--dates", "mdy")
    assert logged(book)[0][1].startswith("2026-03-01")
    bought = "customer,date,amount\n王芳,5/2/2026,7\n"
    assert "--dates dmy" in book("purchase import - --json", stdin=bought, code=5).out
    book("purchase import - --dates dmy --yes", stdin=bought)
    assert book("purchase list --json").json[0]["at"] == "2026-02-05"


def test_a_mapping_is_saved_for_its_kind_and_used_again(book: Crm) -> None:
    table = "谁,何时,怎么,说了什么\n王芳,2026-03-01,电话,你好\n"
    maps = [
        "--map",
        "谁=customer",
        "--map",
        "何时=at",
        "--map",
        "怎么=via",
        "--map",
        "说了什么=note",
    ]
    answer = bring(book, table, *maps, "--save-mapping", "旧表")
    assert answer["mapping_saved"] == "旧表"
    (saved,) = book("mapping list --json").json
    assert (saved["name"], saved["record"]) == ("旧表", "contact")
    other = table.replace("你好", "再见")
    assert counts(bring(book, other, "--mapping", "旧表")) == (1, 0, 0, 0, 0)
    failed(book, other, "--mapping", "新表", code=3)
    book("purchase import - --mapping 旧表 --yes", stdin="客户,日期,金额\n", code=3)
    bought = "谁,日期,金额\n王芳,2026-03-01,5\n"
    line = ["purchase", "import", "-", "--map", "谁=customer", "--save-mapping", "旧表", "--yes"]
    assert "--mapping 旧表" in book(line, stdin=bought).err
    assert {each["record"] for each in book("mapping list --json").json} == {"contact", "purchase"}
    book("check")


def test_interrupted_while_it_writes_it_leaves_nothing_and_works_again(
    book: Crm, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    rows = "".join(f"王芳,2026-01-{1 + n % 28:02d},phone,{n}\n" for n in range(6000))
    file.write_text(f"customer,at,via,note\n{rows}", "utf-8")
    before = contents(book.db)
    environment = {**os.environ, "CRM_DB": str(book.db), "CRM_TODAY": "2026-03-31"}
    words = [sys.executable, "-m", "crmcli", "log", "import", str(file), "--yes"]
    running = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE)
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    running.communicate()
    if running.returncode == 130:
        assert contents(book.db) == before
    else:
        assert running.returncode == 0
        book("undo --yes")
    book(["log", "import", str(file), "--yes"])
    assert len(logged(book)) == 6000
    book("check")


class Watched(io.BytesIO):
    """A file that does something each time some more of it is read."""

    def __init__(self, content: bytes, done: Callable[[], None]) -> None:
        super().__init__(content)
        self._done = done

    def read1(self, size: int | None = -1, /) -> bytes:
        self._done()
        return super().read1(-1 if size is None else min(size, 4096))


def test_others_write_while_a_file_is_read(book: Crm) -> None:
    rows = "王芳,2026-01-02,phone,a\n" * 1500 + "李雷,2026-01-02,phone,b\n"
    added: list[int] = []

    def meanwhile() -> None:
        if not added:
            added.append(book("customer add 李雷 --json").json["id"])
        book("log list --limit 1 --json")

    file = Watched(f"customer,at,via,note\n{rows}".encode(), meanwhile)
    session = Session(db=str(book.db), moment="2026-03-31")
    request = RecordRequest("many.csv", file)
    run = session.run("log import")
    result = import_records(session.book, run, request, Contacts(session.instant))
    assert added == [2]
    assert (result.created, result.skipped, result.refused) == (2, 1499, 0)
    book("check")
