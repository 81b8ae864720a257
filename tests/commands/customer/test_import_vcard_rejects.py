"""`customer import --skip-bad` of vCards: what could be read of a bad card is not lost."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from tests.commands.customer.export_book import everyone
from tests.commands.customer.vcards import card, exported, says

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

OPEN = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王芳\r\nTEL;TYPE=CELL:13800138000\r\nX-A:1\r\n"


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    return tmp_path / "rejects.csv"


def rejected(crm: Crm, text: str | bytes, path: Path) -> list[dict[str, str]]:
    crm(["customer", "import", "-", "--skip-bad", str(path)], stdin=text)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bring(crm: Crm, path: Path) -> tuple[int, ...]:
    answer = crm("customer import - --json", stdin=path.read_text("utf-8")).json
    return tuple(answer[each] for each in ("created", "unchanged", "skipped", "refused"))


def test_a_card_without_its_end_is_put_right_in_the_table(crm: Crm, rejects: Path) -> None:
    first, last = rejected(crm, OPEN + card("FN:Good") + OPEN.replace("王芳", "+Eve"), rejects)
    assert (first["name"], first["phones"], first["card"]) == ("王芳", "13800138000", "X-A:1")
    assert last["name"] == "'+Eve"
    # Nothing in the row tells its fault, so it does not come in unless somebody says so.
    assert first["action"] == "skip"
    assert bring(crm, rejects) == (0, 0, 2, 0)
    rejects.write_text(rejects.read_text("utf-8").replace("skip,", "create,"), "utf-8")
    assert bring(crm, rejects) == (2, 0, 0, 0)
    assert bring(crm, rejects) == (0, 2, 0, 0)
    says(everyone(crm)[1], name="王芳", phones=["+8613800138000"])
    assert exported(crm, "vcf3").count("X-A:1") == 2


def test_text_outside_of_cards_is_kept(crm: Crm, rejects: Path) -> None:
    lines = "hello\r\nagain: there\r\n"
    (row,) = rejected(crm, card("FN:Good") + lines + card("FN:Better"), rejects)
    assert (row["name"], row["card"]) == ("", "hello\nagain: there")


def test_of_text_outside_of_cards_only_so_much_is_kept(crm: Crm, rejects: Path) -> None:
    (row,) = rejected(crm, card("FN:Good") + "x\r\n" * 200_000, rejects)
    assert 1000 < len(row["card"]) < 100_000


def test_a_group_keeps_its_name_and_its_lines(crm: Crm, rejects: Path) -> None:
    (row,) = rejected(crm, card("KIND:group", "FN:Friends", "MEMBER:urn:uuid:1"), rejects)
    assert (row["action"], row["name"]) == ("skip", "Friends")
    assert row["card"].endswith("KIND:group\nFN:Friends\nMEMBER:urn:uuid:1")


def test_a_card_with_signs_that_are_none_keeps_the_others(crm: Crm, rejects: Path) -> None:
    (row,) = rejected(crm, card("FN:a\0b", "TEL:13800138000"), rejects)
    assert (row["name"], row["phones"]) == ("a?b", "13800138000")


def test_bytes_that_are_no_text_are_written_out(crm: Crm, rejects: Path) -> None:
    text = card("FN:Good", "NOTE:好的") + card("FN:王芳", "NOTE:@", "TITLE;X=@:经理")
    data = text.encode().replace(b"@", b"\xff\xfe")
    (row,) = rejected(crm, data, rejects)
    assert (row["name"], row["title"], row["notes"]) == ("王芳", "经理", "")
    assert "X-UNREADABLE-NOTE:=FF=FE" in row["card"]


def test_a_card_longer_than_any_keeps_its_beginning(
    crm: Crm, rejects: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmcli.exchange.vcard.card.LONGEST_CARD", 100_000)
    text = card("FN:Long", "TEL:110", "NOTE:" + "x" * 300_000, "TEL:112") + card("FN:Good")
    (row,) = rejected(crm, text, rejects)
    assert (row["name"], row["phones"]) == ("Long", "110")


def test_our_own_card_without_its_end_says_what_it_said(crm: Crm, rejects: Path) -> None:
    table = 'name,person,tags,notes\n宏远公司,李四,vip,"a, b;c"\n'
    crm("customer import -", stdin=table)
    text = crm("customer export - --format vcf").out
    first, *_ = rejected(crm, text.replace("END:VCARD\r\n", "", 1), rejects)
    assert (first["name"], first["tags"], first["notes"]) == ("宏远公司", "vip", "a, b;c")
    assert "李四" in first["people"]
