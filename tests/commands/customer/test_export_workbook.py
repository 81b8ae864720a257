"""`crm customer export FILE.xlsx`: typed cells, and a sheet for all that belongs to them."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from crmcli.domain.cell import neutral
from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from tests.commands.customer.export_book import (
    CRM,
    NASTY,
    copies,
    environment,
    everyone,
    fill,
    many,
    select,
)

if TYPE_CHECKING:
    from tests.conftest import Crm

BESIDE = {
    "people": "person",
    "contacts": "contact",
    "deals": "deal",
    "purchases": "purchase",
    "feedback": "feedback",
}


def sheet(file: Path, name: str = "customers") -> list[dict[str, Any]]:
    header, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, header), each, strict=True)) for each in rows]


@pytest.fixture
def trading(crm: Crm) -> Crm:
    """Give a book of two customers with something of everything, and one who said no."""
    crm("customer add 王芳 --phone 13800138000")
    crm("customer person add 王芳 李四 --phone 13900139000")
    crm("customer add Acme")
    crm("customer add Nobody --may-share no --reason letter")
    for name in ("王芳", "Acme", "Nobody"):
        crm(f"log add {name} hello-{name} --via phone")
        crm(f"deal add {name} deal-{name} --amount 10")
        crm(f"purchase add {name} --amount 5.50")
        crm(f"feedback add {name} words-{name} --kind opinion")
    crm("deal win deal-王芳")
    return crm


def test_cells_are_numbers_dates_and_text(crm: Crm, tmp_path: Path) -> None:
    fill(crm)
    file = tmp_path / "all.xlsx"
    crm(f"customer export {file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = {each["name"]: each for each in sheet(file)}
    assert tuple(found["王芳"]) == CUSTOMER_COLUMNS
    assert len(found) == len(everyone(crm))
    known = {
        "id": 2, "kind": "person", "company": "王芳", "expected_close": date(2026, 6, 1),
        "phones": "+8613800138000;010-88886666", "emails": found["王芳"]["emails"],
        "address": "深圳", "tags": found["王芳"]["tags"], "registered": date(2020, 2, 29),
        "potential": 1.234, "potential_currency": "BHD", "referred_by": 1, "may_share": True,
        "may_contact": True, "open_promises": 0, "birthday": "lunar:08-15", "occupation": "销售",
        "cooperation_years": "", "archived": "", "notes": "备注",
    }  # fmt: skip
    assert {key: found["王芳"][key] for key in known} == known
    assert found["Bob"]["may_contact"] is False
    assert found["Lost"]["lost"] == date(2026, 3, 10)
    assert found["Lost"]["lost_reason"] == "+dear;\\"
    created = found["Bob"]["created"]
    assert str(created) == "2025-01-02 12:00:00"


def test_words_are_words_whatever_they_look_like(crm: Crm, tmp_path: Path) -> None:
    fill(crm)
    file = tmp_path / "all.xlsx"
    crm(f"customer export {file}")
    notes = [each["notes"] for each in sheet(file)][-len(NASTY) :]
    listed = [each["notes"] for each in everyone(crm)][-len(NASTY) :]
    # A quote before what a spreadsheet runs gets another, as in CSV: one is taken off on the way
    # back. Nothing else is changed.
    assert notes == [neutral(each) if each[:1] == "'" else each for each in listed]
    assert "=cmd|'/c calc'!A0" in notes
    assert "'=already" not in notes


def test_a_workbook_has_a_sheet_of_all_that_belongs_to_its_customers(
    trading: Crm, tmp_path: Path
) -> None:
    file = tmp_path / "all.xlsx"
    told = trading(f"customer export {file} --with all --purpose fair")
    assert told.out == (
        "Exported 2 customers, 1 person, 2 contacts, 2 deals, 2 purchases, 2 pieces of feedback"
        f" to {file}.\n"
    )
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["customers", *BESIDE]
    for name in BESIDE:
        owners = [each["customer"] for each in sheet(file, name)]
        assert owners == (["王芳"] if name == "people" else ["王芳", "Acme"])
    assert [each["note"] for each in sheet(file, "contacts")] == ["hello-王芳", "hello-Acme"]
    assert [each["stage"] for each in sheet(file, "deals")] == ["won", "initial_contact"]
    assert [each["amount"] for each in sheet(file, "purchases")] == [5.5, 5.5]
    (person,) = sheet(file, "people")
    assert (person["name"], person["phones"]) == ("李四", "+8613900139000")
    assert select(trading, "SELECT record, count, customers, purpose FROM copy ORDER BY id") == [
        (None, 2, "1-2", "fair"),
        ("person", 1, "1-2", "fair"),
        ("contact", 2, "1-2", "fair"),
        ("deal", 2, "1-2", "fair"),
        ("purchase", 2, "1-2", "fair"),
        ("feedback", 2, "1-2", "fair"),
    ]
    texts = {each["text"] for each in trading("history --limit 6 --json").json}
    assert f"exported 2 contacts to {file} for fair" in texts


def test_filters_and_names_say_which_sheets_have_which_rows(trading: Crm, tmp_path: Path) -> None:
    file = tmp_path / "some.xlsx"
    words = ["customer", "export", str(file), "--where", "name = Acme"]
    answer = trading([*words, "--with", "deals,contacts", "--json"]).json
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["customers", "contacts", "deals"]
    assert [each["customer"] for each in sheet(file, "deals")] == ["Acme"]
    assert answer["exported"] == 1
    assert answer["tables"] == [
        {"record": record, "exported": 1, "withheld": 0}
        for record in ("customer", "contact", "deal")
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("{folder}/a.csv --with all", "one_table"),
        ("--format json --with deals", "one_table"),
        ("{folder}/a.xlsx --with dels", "unknown_choice"),
    ],
)
def test_what_no_file_holds_is_refused(trading: Crm, tmp_path: Path, words: str, code: str) -> None:
    line = f"customer export {words.format(folder=tmp_path)}"
    refused = trading(["--json", *line.split()], code=2)
    assert refused.out == ""
    assert refused.error["code"] == code
    assert copies(trading) == []
    assert [each for each in tmp_path.iterdir() if each.suffix in {".csv", ".xlsx"}] == []


def test_without_the_extra_it_is_said_what_to_install(
    trading: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    file = tmp_path / "a.xlsx"
    error = trading(f"customer export {file} --json", code=2).error
    assert error["code"] == "missing_extra"
    assert "pip install 'crmcli[xlsx]'" in error["hint"]
    assert not file.exists()
    assert copies(trading) == []
    trading(f"customer export {tmp_path}/a.csv")


def test_a_note_that_no_cell_holds_is_named_and_nothing_is_written(
    trading: Crm, tmp_path: Path
) -> None:
    trading(["customer", "edit", "Acme", "--note", "-"], stdin="长" * 32_768)
    file = tmp_path / "a.xlsx"
    error = trading(f"customer export {file} --json", code=5).error
    assert error["code"] == "cell_too_long"
    assert "notes of customer 2 has 32768 characters" in error["message"]
    assert not file.exists()
    assert copies(trading) == []
    trading(f"customer export {tmp_path}/a.csv")


def test_nothing_lies_in_the_temporary_folder_meanwhile(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(crm, 6000)
    seen: list[list[Path]] = []
    from crmcli.exchange.xlsx.writer import XlsxWriter

    write = XlsxWriter.write

    def watched(self: XlsxWriter, rows: Any) -> None:
        write(self, rows)
        seen.append([*Path(tempfile.gettempdir()).iterdir(), *tmp_path.glob("*.xlsx*")])

    monkeypatch.setattr(XlsxWriter, "write", watched)
    crm(f"customer export {tmp_path}/a.xlsx")
    assert seen == [[], []]
    assert len(sheet(tmp_path / "a.xlsx")) == 6000


def test_the_same_book_on_the_same_day_gives_the_same_file(trading: Crm, tmp_path: Path) -> None:
    for name in ("a", "b"):
        trading(f"customer export {tmp_path}/{name}.xlsx --with all")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_workbook_goes_into_a_pipe_whole(trading: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    trading(f"customer export {file}")
    done = subprocess.run(
        [*CRM, "customer", "export", "--format", "xlsx"],
        env=environment(trading),
        capture_output=True,
        check=True,
    )
    assert done.stdout == file.read_bytes()
