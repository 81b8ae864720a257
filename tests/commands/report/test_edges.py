"""What stands at the edges: the archive, the end of the calendar, files without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


def test_whoever_is_archived_is_judged_until_that_day(crm: Crm) -> None:
    crm("customer add A1 --grade A", today="2026-01-05")
    crm("log add 1 x --via phone --keep", today="2026-01-06")
    crm("customer archive 1", today="2026-01-10")
    line = "report compliance --period 2026-01-01..2026-03-31 --all --json"
    first, *_ = crm(line, today="2026-03-31").json["blocks"]["grades"]["rows"]
    # On 5, 6 and 7 January nothing was overdue, on 8 and 9 it was.
    assert (first["days_kept"]["part"], first["days_kept"]["whole"]) == (3, 5)


@pytest.mark.parametrize("period", ["9998", "today..9999-12-30", "9999-12-01..9999-12-30", "0001"])
def test_a_digest_is_made_wherever_the_calendar_ends(crm: Crm, period: str) -> None:
    crm("customer add Ann")
    assert crm(f"report digest --period {period} --json").json["report"] == "digest"


@pytest.mark.parametrize("option", ["--html", "--xlsx"])
@pytest.mark.parametrize("name", ["-", ""])
def test_a_file_has_a_name(crm: Crm, option: str, name: str) -> None:
    crm("customer add Ann")
    refused = crm(["report", "won", option, name, "--json"], code=2)
    assert refused.error["code"] == "no_file"
    assert refused.error["hint"] == f"For stdout it is --format {option[2:]}."


def test_a_page_says_of_each_row_which_records_are_in_it(crm: Crm, tmp_path: Path) -> None:
    crm("customer add Ann")
    crm("log add Ann hello --via phone")
    crm("purchase add Ann --amount 5")
    crm(f"report digest --explain --html {tmp_path}/page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "contact 1" in page
    assert "purchase 1" in page
    assert "None 1" not in page
