"""`crm report save, run, list, remove`: reports of one's own, and taking these back."""

from __future__ import annotations

import stat
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


@pytest.fixture
def ann(crm: Crm) -> Crm:
    """A book with one customer, and one report that was saved."""
    crm("customer add Ann --grade C")
    crm("report save mine count --by grade,owner")
    return crm


def saved(crm: Crm) -> dict[str, list[str]]:
    """Give the reports that were saved."""
    return {row["name"]: row["words"] for row in crm("report list --json").json if row["words"]}


def test_a_report_is_saved_run_and_removed_by_its_name(ann: Crm) -> None:
    assert saved(ann) == {"mine": ["count", "--by", "grade,owner"]}
    alone, named = (
        ann(f"report {line} --json").json for line in ("count --by grade,owner", "run mine")
    )
    assert named == alone
    assert ann("report run MINE --json").json == alone
    assert ann("report remove Mine --json").json["name"] == "mine"
    assert saved(ann) == {}
    assert ann("report run mine --json", code=3).error["code"] == "report_not_found"


def test_saving_replacing_and_removing_are_taken_back_and_done_again(ann: Crm) -> None:
    ann("report save --force mine won --period last-year")
    ann("report remove mine")
    steps = [
        {},
        {"mine": ["won", "--period", "last-year"]},
        {"mine": ["count", "--by", "grade,owner"]},
        {},
    ]
    for before, after in pairwise(steps):
        assert saved(ann) == before
        ann("undo")
        assert saved(ann) == after
    for expected in reversed(steps[:-1]):
        ann("redo")
        assert saved(ann) == expected


def test_a_period_is_seen_from_the_day_of_the_run_and_later_options_win(ann: Crm) -> None:
    ann("report save week won --period last-week")
    for today, first in {"2026-03-31": "2026-03-23", "2026-04-06": "2026-03-30"}.items():
        assert ann("report run week --json", today=today).json["period"]["first"] == first
    found = ann("report run week --period 2025 --json").json
    assert found["period"] == {"first": "2025-01-01", "last": "2025-12-31"}


@pytest.mark.parametrize("saved_as", ["--json", "--md", "--format csv", "--format=jsonl", ""])
def test_the_format_of_the_run_wins(ann: Crm, saved_as: str) -> None:
    ann(f"report save formed count --by grade {saved_as}")
    assert ann("report run formed --md").out.startswith("# ")
    for line in ("report run formed --json", "--json report run formed"):
        assert ann(line).json["report"] == "count"
    assert ann("report run formed --format csv").lines[0].startswith("block,")
    assert ann("report run formed --json --md", code=2).err


def test_a_name_is_taken_once_and_never_that_of_a_report(ann: Crm) -> None:
    ann("report save mine count --by grade,owner")  # the same again changes nothing
    answer = ann("report save Mine won --json", code=4)
    assert answer.err
    assert saved(ann) == {"mine": ["count", "--by", "grade,owner"]}
    for name in ("won", "Count", "list", "save", "cases"):
        ann(f"report save {name} count --by grade", code=5)


def test_a_name_that_is_nearly_right_is_suggested(ann: Crm) -> None:
    answer = ann("report run min --json", code=3)
    assert "mine" in answer.error["hint"]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "won --period fortnight", "won --nothing", "count", "count --by nothing",
        "count --by grade --sum apples", "won --grade Z", "won --where 'no field = 1'",
        "won --format pdf", "run mine", "won extra",
    ],
)  # fmt: skip
def test_what_cannot_run_is_not_saved(ann: Crm, line: str) -> None:
    answer = ann(f"report save other {line}", code=None)
    assert answer.code in {2, 3, 5}
    assert set(saved(ann)) == {"mine"}


def test_the_day_of_saving_is_no_part_of_the_report(ann: Crm) -> None:
    ann("report save week won --period last-week --today 2026-01-01")
    assert saved(ann)["week"] == ["won", "--period", "last-week"]
    found = ann("report run week --json", today="2026-04-06").json
    assert found["period"]["first"] == "2026-03-30"


def test_the_book_that_is_named_is_the_one_it_is_saved_in(ann: Crm, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    ann(f"customer add Bob --db {other}")
    ann(f"report save other won --db {other}")
    assert set(saved(ann)) == {"mine"}


def test_a_mistyped_option_is_no_name_and_a_name_is_one_line(ann: Crm) -> None:
    answer = ann("report save --forse count --by grade --json", code=2)
    assert "--forse" in answer.err
    ann(["report", "save", "two\nlines", "count", "--by", "grade"])
    assert set(saved(ann)) == {"mine", "two lines"}


def test_a_word_too_many_is_a_word_too_many(ann: Crm) -> None:
    answer = ann("report run mine extra --json", code=2)
    assert "extra" in answer.error["message"]


def test_a_page_is_written_once_for_its_owner_alone(ann: Crm, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for form, path in {"html": page, "xlsx": tmp_path / "book.xlsx"}.items():
        assert ann(f"report run mine --{form} {path}").out == ""
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        before = path.read_bytes()
        answer = ann(f"report growth --{form} {path} --json", code=4)
        assert path.name in answer.error["message"]
        assert path.read_bytes() == before
        ann(f"report growth --{form} {path} --force")
        assert path.read_bytes() != before
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(each.suffix for each in tmp_path.iterdir() if each.is_file()) == [
        ".db", ".db-journal", ".html", ".xlsx",
    ]  # fmt: skip


def test_of_two_files_neither_is_written_where_one_is_there(ann: Crm, tmp_path: Path) -> None:
    page, book = tmp_path / "page.html", tmp_path / "book.xlsx"
    book.write_text("mine")
    ann(f"report mine --html {page}", code=2)
    ann(f"report growth --html {page} --xlsx {book}", code=4)
    assert not page.exists()
    assert book.read_text() == "mine"


def test_one_file_cannot_be_a_page_and_a_workbook(ann: Crm, tmp_path: Path) -> None:
    both, link = tmp_path / "both", tmp_path / "link"
    link.symlink_to(both)
    for other in (both, link, tmp_path / "x/../both"):
        answer = ann(f"report growth --html {both} --xlsx {other} --json --force", code=2)
        assert answer.error["code"] == "one_file"
    assert not both.exists()


def test_a_page_and_data_come_from_one_run(ann: Crm, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    found: Any = ann(f"report growth --json --html {page}").json
    assert found["report"] == "growth"
    assert page.exists()


def test_cases_are_saved_like_any_report(ann: Crm) -> None:
    ann("report save near cases Ann --limit 1 --md")
    assert ann("report run near").out == ann("report cases Ann --limit 1 --md").out
    assert ann("report save bad cases Nobody --json", code=3).error["code"] == "customer_not_found"
    assert "crm report won --help" in ann("report save bad won --bogus", code=2).err
