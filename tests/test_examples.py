"""The files in examples/ work as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Crm

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
CRM = Path(sys.executable).with_name("crm")


def script(crm: Crm, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script as cron would: a bare environment and no locale."""
    environment = {
        "HOME": os.environ["HOME"],
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "CRM": str(CRM),
        "CRM_DB": str(crm.db),
        "CRM_TODAY": "2026-11-22",
    }
    return subprocess.run(
        ["/bin/sh", str(EXAMPLES / name), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def imported(crm: Crm) -> Crm:
    crm(["customer", "import", str(EXAMPLES / "customers.csv")], today="2026-11-20")
    return crm


def test_the_customers_file_is_imported_whole_and_twice_changes_nothing(imported: Crm) -> None:
    again = imported(
        ["customer", "import", str(EXAMPLES / "customers.csv"), "--json"], today="2026-11-20"
    ).json
    assert (again["read"], again["created"], again["unchanged"]) == (200, 0, 200)
    assert len(imported("customer list --json", today="2026-11-20").json) == 200


def test_the_purchases_file_is_imported_whole_and_twice_changes_nothing(imported: Crm) -> None:
    line = ["purchase", "import", str(EXAMPLES / "purchases.csv"), "--json"]
    first, again = (imported(line, today="2026-11-20").json for _ in range(2))
    assert (first["read"], first["created"], first["refused"]) == (108, 108, 0)
    assert (again["created"], again["unchanged"]) == (0, 108)
    assert len(imported("customer list --status won --json", today="2026-11-20").json) == 20
    sums = imported("purchase list --json", today="2026-11-20").json
    assert {each["amount"]["currency"] for each in sums} == {"CNY", "USD"}
    imported("rate set USD 7.12 --on 2025-01-01", today="2026-11-20")
    classed = imported("customer list --value high --json", today="2026-11-20").json
    assert len(classed) > 3


def test_the_purchases_show_a_rhythm_that_broke_and_orders_that_fall(imported: Crm) -> None:
    imported(["purchase", "import", str(EXAMPLES / "purchases.csv")], today="2026-11-20")
    due = imported("due --json", today="2026-11-20").json
    why = [each["why"] for each in due if each["kind"] == "churn"]
    assert any("orders every" in each for each in why)
    assert any("in a row smaller" in each for each in why)


FIRM = [
    *("customer", "import", str(EXAMPLES / "small-firm.xlsx")),
    *("--map", "序号=-", "--map", "预算（元）=potential"),
]


def test_a_small_firms_spreadsheet_is_imported_by_one_command(crm: Crm) -> None:
    pytest.importorskip("python_calamine")
    first = crm([*FIRM, "--json"], today="2026-11-20").json
    assert (first["read"], first["created"], first["skipped"]) == (9, 8, 1)
    assert (first["sheet"], first["header_rows"]) == ("客户", [3, 4])
    assert first["skips"] == [{"row": 14, "reason": "a total, and no record"}]
    assert crm([*FIRM, "--json"], today="2026-11-20").json["unchanged"] == 8
    found = {each["name"]: each for each in crm("customer list --json", today="2026-11-20").json}
    assert len(found) == 8
    wanted = {
        "杭州云帆包装有限公司": ("+8613800138011", "A", "2026-12-15", "2026-11-18", "86000"),
        "宁波港诚货运代理有限公司": ("+8613800138012", "B", "2027-01-20", "2026-11-03", "32000.50"),
        "上海澜图文化传播有限公司": ("+8613800138013", "B", "2026-12-31", "2026-11-12", None),
        "老周五金店": ("+8613800138014", "C", None, "2026-11-02", "1500"),
    }
    for name, (phone, grade, closing, contact, amount) in wanted.items():
        row = crm(["customer", "show", name, "--json"], today="2026-11-20").json
        assert row["phones"][0] == phone
        assert (row["grade"], row["expected_close"]) == (grade, closing)
        assert (row["last_contact"] or "").startswith(contact)
        potential = row["potential"]
        assert (None if potential is None else potential["amount"]) in {amount, f"{amount}.00"}


def test_the_small_firms_spreadsheet_is_the_one_its_script_writes(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    from crmcli.exchange.table import Form
    from crmcli.exchange.tables import table_in
    from tests import small_firm

    small_firm.write(tmp_path / "x.xlsx")
    tables = []
    for path in (tmp_path / "x.xlsx", small_firm.EXAMPLE):
        with path.open("rb") as file, table_in(file, Form(sheet=small_firm.SHEET)) as table:
            tables.append((table.header, [(row.number, row.cells) for row in table.rows()]))
    assert tables[0] == tables[1]


def test_the_morning_list_prints_what_is_due(imported: Crm) -> None:
    done = script(imported, "morning.sh", "--limit", "5")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# crm due 2026-11-22\n\n| Late |")
    assert len(done.stdout.splitlines()) == 2 + 2 + 5


def test_the_morning_list_is_silent_when_nothing_is_due(crm: Crm) -> None:
    crm("customer add 王芳 --grade B", today="2026-11-22")
    crm("log add 王芳 --via phone", today="2026-11-22")
    done = script(crm, "morning.sh")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_morning_list_passes_a_failure_on(crm: Crm) -> None:
    done = script(crm, "morning.sh")
    assert done.returncode == 3
    assert "no book" in done.stderr


def test_the_morning_calendar_is_made_anew_each_day(imported: Crm, tmp_path: Path) -> None:
    feed = tmp_path / "due.ics"
    done = script(imported, "calendar.sh", str(feed))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first = feed.read_text("utf-8")
    due = imported("due --ahead 14 --json", today="2026-11-22").json
    assert first.count("BEGIN:VEVENT") == first.count("TRIGGER:PT8H30M") == len(due) > 100
    assert feed.stat().st_mode & 0o777 == 0o600
    for each in due[:3]:
        imported(["log", "add", f"id:{each['customer_id']}", "--via", "phone"], today="2026-11-22")
    assert script(imported, "calendar.sh", str(feed), "--kind", "follow_up").returncode == 0
    left = imported("due --ahead 14 --kind follow_up --json", today="2026-11-22").json
    assert feed.read_text("utf-8").count("BEGIN:VEVENT") == len(left)


def test_the_morning_calendar_keeps_the_last_one_where_it_fails(crm: Crm, tmp_path: Path) -> None:
    feed = tmp_path / "due.ics"
    feed.write_text("yesterday's", "utf-8")
    done = script(crm, "calendar.sh", str(feed))
    assert done.returncode == 3
    assert feed.read_text("utf-8") == "yesterday's"
    assert "no book" in done.stderr


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_weekly_figures_come_out_of_jq(imported: Crm) -> None:
    done = script(imported, "weekly.sh")
    assert (done.returncode, done.stderr) == (0, "")
    for title in ("Contacts in the last", "Grades that moved", "Due in the next", "Waiting"):
        assert title in done.stdout
    assert done.stdout.count("2026-11-2") >= 7


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_weekly_figures_name_deals_that_ended_and_complaints(imported: Crm) -> None:
    imported(["purchase", "import", str(EXAMPLES / "purchases.csv")], today="2026-11-20")
    for customer, title in (("田芳", "扫码器"), ("高佳怡", "打印机"), ("周春梅", "终端")):
        imported(["deal", "add", customer, title, "--amount", "3万"], today="2026-11-10")
    imported("deal win 1", today="2026-11-13")
    imported("deal win 2", today="2026-11-16")
    imported("deal lose 3 --reason 价格", today="2026-11-20")
    imported("feedback add 田芳 标签脱胶 --kind complaint --via phone", today="2026-11-19 09:00")
    done = script(imported, "weekly.sh")
    assert (done.returncode, done.stderr) == (0, "")
    sections = {
        part.partition("\n")[0]: part.splitlines()[1:] for part in done.stdout.split("## ")[1:]
    }
    ended = {
        line.split("\t")[3]: line.split("\t")
        for line in sections["Won and lost in the last 7 days"]
    }
    assert ended == {
        "打印机": ["2026-11-16", "won", "高佳怡", "打印机", ""],
        "终端": ["2026-11-20", "lost", "周春梅", "终端", "价格"],
    }
    assert sections["Bought in the last 7 days"]
    (complaint,) = sections["Complaints that are open"]
    assert complaint.split("\t")[1:] == ["investigating", "田芳", "标签脱胶"]
