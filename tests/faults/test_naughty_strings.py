"""Every naughty string in every field of a customer: kept, shown, found, taken out and in again."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.text import fold
from crmcli.errors import CrmError
from crmcli.services.customers.fields import READERS, Reading, read_field
from tests.conftest import Crm
from tests.faults.hostile_text import naughty, unsafe, visible

if TYPE_CHECKING:
    from pathlib import Path

_READING = Reading(date(2026, 3, 31), "CNY", "CN")
_PROBE = " Zz 1, b;c=d\\e "

TODAY = "2026-03-31"
UNUSABLE = 5
LISTED = 100


def _is_plain(name: str) -> bool:
    try:
        return bool(read_field(name, _PROBE, _READING) == _PROBE)
    except CrmError:
        return False


_OTHERWISE = {"name", "consent_reason"}
PLAIN = tuple(name for name in READERS if _is_plain(name) and name not in _OTHERWISE)
"""The fields that hold any text as it is; a new one comes in by itself."""

SET = (*PLAIN, "handle.signal", "colour")
"""All of them, with a handle and a field of the user's own."""


def value(row: dict[str, Any], name: str) -> object:
    if name in {"wechat", "handle.signal"}:
        return row["handles"].get(name.removeprefix("handle."))
    return row["fields"].get(name) if name == "colour" else row[name]


class Kept:
    """A book with a customer for each string, which it has in every field.

    Args:
        crm: what reads it.
        strings: the string of each customer, by its id.
        refused: the strings that were refused.
    """

    def __init__(self, crm: Crm, strings: dict[int, str], refused: list[str]) -> None:
        self.crm = crm
        self.strings = strings
        self.refused = refused

    def holds(self, rows: list[dict[str, Any]]) -> None:
        """Check that rows hold every string in every field, to the byte."""
        found = {int(row["id"]): row for row in rows}
        assert found.keys() == self.strings.keys()
        for key, text in self.strings.items():
            for name in SET:
                assert value(found[key], name) == text, (name, text)
            assert found[key]["name"] == named(text), text


def named(text: str) -> str:
    """Give the name of a customer for a string: the string itself, where it can be seen."""
    return text if visible(text) else f"x{text}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    shared = pytest.importorskip("tests.conftest").SHARED
    if not shared.is_dir():
        pytest.skip(f"{shared} is not here")
    path = tmp_path_factory.mktemp("naughty") / "book.db"
    strings, refused = {}, []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        patch.setenv("XDG_CONFIG_HOME", str(path.parent))
        crm = Crm(path, patch)
        crm("customer field add colour")
        for text in naughty(shared):
            words = ["customer", "add", "--force", "--json", *(f"--set={n}={text}" for n in SET)]
            # A note of - is read from stdin.
            added = crm([*words, "--", named(text)], code=None, stdin=text, today=TODAY)
            if added.code == UNUSABLE:
                assert added.error["code"] == "unusable_text"
                refused.append(text)
            else:
                assert added.code == 0, (text, added.err)
                strings[added.json["id"]] = text
    return Kept(Crm(path, pytest.MonkeyPatch()), strings, refused)


def test_nothing_is_refused_but_what_is_blank(kept: Kept) -> None:
    assert [text for text in kept.refused if text.strip()] == []
    assert len(kept.strings) > 500


def test_lists_give_every_string_back_equal(kept: Kept) -> None:
    kept.holds(kept.crm("customer list --json", today=TODAY).json)
    lines = kept.crm("customer list --format jsonl", today=TODAY).lines
    kept.holds([json.loads(line) for line in lines])
    assert unsafe("".join(lines)) is None


def test_csv_gives_every_string_back_equal(kept: Kept) -> None:
    text = kept.crm("customer list --format csv", today=TODAY).out
    for row in csv.DictReader(io.StringIO(text, newline="")):
        string = kept.strings[int(row["id"])]
        for name in PLAIN:
            if name != "wechat":
                assert without_mark(row[name]) == string, (name, string)


def without_mark(cell: str) -> str:
    """Take away the mark that keeps a spreadsheet from running a cell."""
    return cell[1:] if re.match("'+[=+\\-@\t\r＝＋－＠]", cell) else cell


def test_tsv_gives_every_string_back_equal_and_has_no_control_characters(kept: Kept) -> None:
    text = kept.crm("customer list --format tsv", today=TODAY).out
    assert unsafe(text) is None
    header, *lines = text.removesuffix("\n").split("\n")
    names = header.split("\t")
    assert len(lines) == len(kept.strings)
    for line in lines:
        row = dict(zip(names, map(meant, line.split("\t")), strict=True))
        for name in PLAIN:
            if name != "wechat":
                assert row[name] == kept.strings[int(row["id"])]


def meant(cell: str) -> str:
    """Read the escapes of a cell of tab-separated values."""
    codes = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(?:([tnr\\])|x([0-9a-f]{2})|u([0-9a-f]{4}))",
        lambda match: codes[match[1]] if match[1] else chr(int(match[2] or match[3], 16)),
        cell,
    )


def test_show_gives_every_string_back_equal(kept: Kept) -> None:
    kept.holds([kept.crm(f"customer show id:{key} --json").json for key in kept.strings])


def test_every_page_and_table_shows_every_string_harmlessly(kept: Kept) -> None:
    table = kept.crm("customer list --format table", today=TODAY).out
    assert unsafe(table) is None
    for key, text in kept.strings.items():
        page = kept.crm(f"customer show id:{key}").out
        assert unsafe(page) is None, text
        assert f" ({key})" in page.splitlines()[0], text


def test_every_string_is_found(kept: Kept) -> None:
    for key, text in kept.strings.items():
        words = ["customer", "find", "--json", "--limit", str(len(kept.strings)), "--", text]
        answer = kept.crm(words, code=None)
        if not fold(text):
            assert answer.error["code"] == "nothing_to_find"
            continue
        assert answer.code == 0, (text, answer.err)
        assert key in [row["customer_id"] for row in answer.json], text


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize("raw", [[], ["--raw"]])
def test_what_is_exported_is_imported_equal(
    kept: Kept, tmp_path: Path, form: str, raw: list[str]
) -> None:
    file = str(tmp_path / f"out.{form}")
    kept.crm(["customer", "export", file, "--purpose", "test", *raw], today=TODAY)
    other = Crm(tmp_path / "other.db", pytest.MonkeyPatch())
    answer = other(["customer", "import", file, "--yes", "--json"], code=None, today=TODAY)
    assert answer.code == 0, answer.err
    assert answer.json["created"] == len(kept.strings), answer.json["skips"][:3]
    before = kept.crm("customer list --json", today=TODAY).json
    after = other("customer list --json", today=TODAY).json
    for old, new in zip(before, after, strict=True):
        # Without marks nothing tells a ' of the text from one of ours.
        if not (raw and form in {"csv", "tsv"} and without_mark(old["notes"]) != old["notes"]):
            for name in ("name", *SET):
                assert value(new, name) == value(old, name), (name, old["name"])


def test_a_list_as_csv_is_imported_equal_too(kept: Kept, tmp_path: Path) -> None:
    table = kept.crm("customer list --format csv", today=TODAY).out
    other = Crm(tmp_path / "other.db", pytest.MonkeyPatch())
    other("customer import - --yes", stdin=table, today=TODAY)
    before = kept.crm("customer list --json", today=TODAY).json
    after = other("customer list --json", today=TODAY).json
    for old, new in zip(before, after, strict=True):
        assert {name: value(new, name) for name in SET} == {name: value(old, name) for name in SET}


def test_a_table_of_another_program_brings_every_string_in(kept: Kept, tmp_path: Path) -> None:
    names = [name for name in SET if name not in {"wechat", "handle.signal"}]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["name", *names])
    for key, string in kept.strings.items():
        writer.writerow([f"{key} of many", *[string] * len(names)])
    other = Crm(tmp_path / "other.db", pytest.MonkeyPatch())
    other("customer import - --yes", stdin=text.getvalue(), today=TODAY)
    for row in other("customer list --json", today=TODAY).json:
        string = kept.strings[int(row["name"].split()[0])]
        for name in names:
            # A cell of a spreadsheet has white space around it that nobody meant, and a ' that is
            # no part of the text where it would be run without.
            found = str(value(row, name) or "").strip()
            assert found == without_mark(string.strip()), (name, string)
