"""An export and its import: the same customers in another book, and nothing in the file acts."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from crmcli.domain.customer_columns import CUSTOMER_COLUMNS, OWN_START
from tests.commands.customer.export_book import FORMATS, copies, everyone, fill, kept
from tests.conftest import Crm


@pytest.fixture
def other(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """A second book, empty and not there yet."""
    del crm
    return Crm(tmp_path / "other.db", monkeypatch)


@pytest.fixture
def full(crm: Crm) -> Crm:
    fill(crm)
    return crm


@pytest.mark.parametrize("form", FORMATS)
def test_exported_and_imported_into_an_empty_book_they_are_the_same(
    full: Crm, other: Crm, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"out.{form}"
    count = len(everyone(full))
    assert full(f"customer export {file} --json").json["exported"] == count
    answer = other(f"customer import {file} --json").json
    assert (answer["read"], answer["created"], answer["refused"]) == (count, count, 0)
    assert answer["unlinked"] == 0
    assert kept(everyone(other)) == kept(everyone(full))
    names = {each["id"]: each["name"] for each in everyone(other)}
    referred = {each["name"]: names.get(each["referred_by"]) for each in everyone(other)}
    assert (referred["王芳"], referred["Lost"], referred["Bob"]) == ("Bob", "王芳", None)
    again = other(f"customer import {file} --json").json
    assert (again["created"], again["unchanged"]) == (0, count)


@pytest.mark.parametrize("form", FORMATS)
def test_the_archived_come_back_archived(crm: Crm, other: Crm, tmp_path: Path, form: str) -> None:
    crm("customer add 王芳")
    crm("customer archive 王芳")
    file = tmp_path / f"out.{form}"
    crm(f"customer export {file} --archived")
    other(f"customer import {file}")
    assert (
        everyone(other, "--archived")[0]["archived"] == everyone(crm, "--archived")[0]["archived"]
    )
    assert other("due --ahead 3650 --json").json == []


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_the_list_as_a_table_is_read_back_as_well(full: Crm, other: Crm, form: str) -> None:
    table = full(["customer", "list", "--format", form]).out
    other(["customer", "import", "-"], stdin=table)
    whole, found = kept(everyone(full)), kept(everyone(other))
    for each in (*whole, *found):
        # A list names people and no more.
        each["people"] = [person["name"] for person in each["people"]]
    if form == "tsv":
        # A list with tabs is for programs, and raw: a mark that is the user's own is taken for one.
        whole, found = ([each for each in rows if is_unmarked(each)] for rows in (whole, found))
        assert len(whole) == len(everyone(full)) - 2
    assert found == whole


def is_unmarked(customer: dict[str, Any]) -> bool:
    return customer["name"].lstrip("'") not in {"=already.name", "=twice.name"}


def test_json_is_what_a_list_gives(full: Crm, tmp_path: Path) -> None:
    full(f"customer export {tmp_path / 'a.json'}")
    full(f"customer export {tmp_path / 'a.jsonl'}")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == everyone(full)
    lines = (tmp_path / "a.jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == everyone(full)


def test_a_table_has_our_own_keys_and_an_amount_in_two_columns(full: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    full(f"customer export {file}")
    header, *rows = cells(file)
    assert tuple(header) == CUSTOMER_COLUMNS
    assert header == full("customer list --format csv").lines[0].split(",")
    wang = dict(zip(header, rows[1], strict=True))
    assert (wang["potential"], wang["potential_currency"]) == ("1.234", "BHD")
    assert (wang["may_contact"], wang["tags"]) == ("true", "vip;老客户")
    assert wang["fields"] == "评分=007;车牌=京A"


def cells(file: Path, encoding: str = "utf-8") -> list[list[str]]:
    with file.open(encoding=encoding, newline="") as text:
        return list(csv.reader(text, strict=True))


RUN = tuple("=+-@\t\r＝＋－＠")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_is_run_by_a_spreadsheet(full: Crm, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    full(f"customer export {file}")
    if form == "csv":
        found = [cell for row in cells(file) for cell in row]
    else:
        lines = file.read_text("utf-8").split("\n")
        found = [cell for line in lines for cell in line.split("\t")]
    assert len(found) > 1000
    assert [cell for cell in found if cell.startswith(RUN)] == []
    assert "'=1+1" in found
    assert "''=already" in found
    assert "'+8613800138000;010-88886666" in found


def test_raw_leaves_cells_as_they_are(full: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    full(f"customer export {file} --raw")
    found = {cell for row in cells(file) for cell in row}
    assert found >= {"=1+1", "+8613800138000", "＠x", "\ttab", "\rreturn"}


def test_the_mark_for_excel_is_there_when_asked_for(full: Crm, other: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    full(f"customer export {file} --bom")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,uid,")
    other(f"customer import {file}")
    assert kept(everyone(other)) == kept(everyone(full))


def test_an_empty_answer_is_a_file_too(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    wanted = {"csv": 1, "tsv": 1, "json": "[]\n", "jsonl": ""}
    for form, content in wanted.items():
        file = tmp_path / f"a.{form}"
        told = crm(["customer", "export", str(file), "--where", "name = nobody"])
        assert told.out == f"Exported 0 customers to {file}.\n"
        text = file.read_text("utf-8")
        assert text == content or len(text.splitlines()) == content
    assert [each[3:] for each in copies(crm)] == [(0, "")] * 4


# Formats and filters


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["a.CSV"], "id,uid"),
        (["a.tab"], "id\tuid"),
        (["a.ndjson"], '{"id"'),
        (["a.csv", "--format", "json"], "[\n{"),
        (["a.txt", "--format", "tsv"], "id\tuid"),
        (["a.json", "--json"], "[\n{"),
    ],
)
def test_the_format_follows_the_suffix_unless_it_is_given(
    crm: Crm, tmp_path: Path, words: list[str], start: str
) -> None:
    crm("customer add 王芳")
    file, *options = words
    crm(["customer", "export", str(tmp_path / file), *options])
    assert (tmp_path / file).read_text("utf-8").startswith(start)


@pytest.mark.parametrize("words", [["a.txt"], ["a"], ["a.csv", "--format", "xml"]])
def test_a_format_that_is_not_known_is_a_usage_fault(
    crm: Crm, tmp_path: Path, words: list[str]
) -> None:
    crm("customer add 王芳")
    file, *options = words
    assert crm(["customer", "export", str(tmp_path / file), *options], code=2).out == ""
    assert list(tmp_path.glob("a*")) == []
    assert copies(crm) == []


def test_filters_are_those_of_the_list(full: Crm) -> None:
    for line in (
        "--grade B,E",
        "--tag vip",
        "--owner li",
        "--may-contact no",
        "--where 'potential > 1 BHD'",
        "--sort -name --limit 3",
    ):
        listed = full(f"customer list {line} --json").json
        assert full(f"customer export {line} --format json").json == listed, line
        assert 0 < len(listed) < len(everyone(full)), line


def test_a_filter_that_cannot_be_read_writes_nothing(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    assert crm(["customer", "export", str(file), "--where", "nonsense"], code=2).out == ""
    assert not file.exists()
    assert copies(crm) == []


def test_without_a_book_there_is_nothing_to_export(crm: Crm, tmp_path: Path) -> None:
    assert crm(f"customer export {tmp_path / 'a.csv'}", code=3).out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_who_referred_each_other_is_imported_without_the_last_of_these_links(
    crm: Crm,
) -> None:
    crm("customer add Zoe --phone 13800138000")
    referrers = {11: 12, 12: 13, 13: 11, 14: 11, 15: 15, 16: 10, 17: 18, 18: 17, 19: 99}
    ids = [*range(10, 20)]
    names = {each: f"C{each}" for each in ids} | {10: "Zoe"}
    phones = {10: "13800138000"}
    head = (*OWN_START, "name", "phones", "referred_by")
    rows = [(each, "", names[each], phones.get(each, ""), referrers.get(each, "")) for each in ids]
    table = "\n".join(",".join(map(str, row)) for row in (head, *rows)) + "\n"
    answer = crm("customer import - --yes --json", stdin=table).json
    assert (answer["created"], answer["unlinked"], answer["in_circle"]) == (9, 1, 3)
    found = {each["id"]: each for each in everyone(crm)}
    by = {each["name"]: each["referred_by"] for each in found.values()}
    linked = {name: found[key]["name"] for name, key in by.items() if key}
    assert linked == {"C11": "C12", "C12": "C13", "C14": "C11", "C16": "Zoe", "C17": "C18"}
    crm("undo")
    told = crm("customer import - --yes", stdin=table).err
    assert "3 customers referred their own referrers: that is left out.\n" in told


def test_the_help_says_that_the_types_of_own_fields_stay_in_the_book(crm: Crm, other: Crm) -> None:
    crm("customer field add 评分 --type number")
    crm("customer add 王芳 --set 评分=7")
    table = crm("customer export --format json").out
    other("customer import - --yes", stdin=table)
    (field,) = other("customer field list --json").json
    assert (field["name"], field["type"], field["customers"]) == ("评分", "text", 1)
    page = " ".join(crm("customer export --help").out.split())
    assert "None holds the types of your own fields: in a book that lacks these they become" in page
    assert "fields of your own, text unless the book has them" in " ".join(
        crm("customer import --help").out.split()
    )
