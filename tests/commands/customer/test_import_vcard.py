"""What the values of vCards mean, and how cards become customers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.commands.customer.export_book import everyone, select
from tests.commands.customer.vcards import card, exported, imported, says
from tests.conftest import Crm


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1980-03-22", "1980-03-22"),
        ("BDAY:19800322", "1980-03-22"),
        ("BDAY:1980-03-22T00:00:00Z", "1980-03-22"),
        ("BDAY;VALUE=date:--0322", "03-22"),
        ("BDAY:--03-22", "03-22"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1800:1800-02-28", "02-28"),
        ("BDAY;VALUE=text:农历八月十五", "lunar:08-15"),
        ("BDAY;VALUE=text:circa 1800", None),
        ("BDAY:1980-02-30", None),
        ("BDAY:1985", None),
        ("BDAY:---22", None),
        ("BDAY:2999-01-01", None),
        ("BDAY;CALSCALE=chinese:19800815", None),
    ],
)
def test_birthdays(crm: Crm, line: str, birthday: str | None) -> None:
    (eve,) = imported(crm, card("FN:Eve", line))
    assert eve["birthday"] == birthday
    if birthday is None:
        assert line in exported(crm, "vcf3")


@pytest.mark.parametrize(
    ("lines", "service", "name"),
    [
        (["IMPP:xmpp:a@b.example"], "jabber", "a@b.example"),
        (["IMPP;X-SERVICE-TYPE=QQ;type=pref:x-apple:123"], "qq", "123"),
        (["IMPP;X-SERVICE-TYPE=Skype:skype:bob"], "skype", "bob"),
        (["X-SOCIALPROFILE;type=twitter:http://twitter.com/bob"], "twitter",
         "http://twitter.com/bob"),
        (["X-SOCIALPROFILE;type=weibo;x-user=bob:http://weibo.com/u/1"], "weibo", "bob"),
        (["X-SKYPE-USERNAME:bob", "X-SKYPE:bob2"], "skype", "bob"),
        (["X-WEIXIN:bob"], "wechat", "bob"),
        (["URL:http\\://a.example", "URL:http://b.example"], "website", "http://a.example"),
    ],
)  # fmt: skip
def test_accounts(crm: Crm, lines: list[str], service: str, name: str) -> None:
    (eve,) = imported(crm, card("FN:Eve", *lines))
    assert eve["handles"] == {service: name}
    out = exported(crm, "vcf3")
    assert all(each.replace("\\", "").split(":", 1)[1] in "\n".join(out) for each in lines)


def test_companies_and_their_people(crm: Crm) -> None:
    text = "".join([
        card("KIND:org", "FN:Sunrise", version="4.0"),
        card("FN:Acme", "N:Doe;John;;;", "ORG:Acme;", "X-ABShowAs:COMPANY"),
        card("FN:Moon", "N:;;;;", "ORG:Moon"),
        card("FN:Ann Lee", "ORG:Moon", "TITLE:Boss"),
    ])  # fmt: skip
    sun, acme, moon, ann = imported(crm, text)
    says(sun, kind="company", company=None)
    says(acme, kind="company", company=None)
    assert [each["name"] for each in acme["people"]] == ["John Doe"]
    says(moon, kind="company", company=None)
    says(ann, kind="person", company="Moon", title="Boss")


def test_a_name_where_none_is_shown(crm: Crm) -> None:
    text = "".join([
        card("N:Doe;John;Q.;Dr.;Jr.", version="2.1"),
        card("NICKNAME:Johnny,Jo", "TEL:110"),
        card("EMAIL:jo@a.example"),
        card("TEL:13800138000"),
        card("FN:  ", "N:;;;;", "ORG:Acme;Sales"),
    ])  # fmt: skip
    found = imported(crm, text)
    assert [each["name"] for each in found] == [
        "Dr. John Q. Doe Jr.", "Johnny", "jo@a.example", "13800138000", "Acme",
    ]  # fmt: skip


def test_a_card_within_a_card_is_kept_and_is_nobody_of_its_own(crm: Crm) -> None:
    agent = card("FN:Agent", "TEL:110", version="2.1")
    text = card("FN:Boss", f"AGENT:\r\n{agent.strip()}", "TEL:13800138000", version="2.1")
    (boss,) = imported(crm, text)
    says(boss, name="Boss", phones=["+8613800138000"])
    kept = r"AGENT:BEGIN:VCARD\nVERSION:2.1\nFN:Agent\nTEL:110\nEND:VCARD"
    assert kept in exported(crm, "vcf3")


def test_a_shared_number_makes_nobody_a_repetition_but_the_same_name_does(crm: Crm) -> None:
    text = "".join(card(f"FN:{name}", "TEL:010-88886666") for name in ("Ann", "Bob", "Ann"))
    answer = crm("customer import - --json", stdin=text).json
    assert (answer["created"], answer["skipped"]) == (2, 1)
    again = crm("customer import - --json", stdin=text).json
    assert (again["created"], again["unchanged"]) == (0, 3)


def test_a_card_is_known_by_its_uid_when_all_else_has_changed(crm: Crm) -> None:
    imported(crm, card("UID:u-1", "FN:Ann Lee", "TEL:13800138000"))
    text = card("UID:u-1", "FN:Ann Smith", "TEL:13900139000")
    answer = crm("customer import - --update --json", stdin=text).json
    assert (answer["created"], answer["updated"]) == (0, 1)
    (ann,) = everyone(crm)
    says(ann, name="Ann Smith", phones=["+8613800138000", "+8613900139000"])


def test_what_was_rejected_comes_back_with_its_lines(crm: Crm, tmp_path: Path) -> None:
    imported(crm, card("FN:Old", "EMAIL:a@a.example"))
    text = card("FN:New", "EMAIL:a@a.example", "EMAIL:nobody", "X-KEPT:1")
    rejects = tmp_path / "rejects.csv"
    crm(["customer", "import", "-", "--skip-bad", str(rejects)], stdin=text)
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][0] = "create"
    with rejects.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    crm(f"customer import {rejects} --yes")
    assert [each["name"] for each in everyone(crm)] == ["Old", "New"]
    assert select(crm, "SELECT line FROM card_line") == [("EMAIL:nobody",), ("X-KEPT:1",)]


def test_the_column_of_lines_is_one_of_vcards_alone(crm: Crm) -> None:
    (eve,) = imported(crm, "name,card\nEve,X-A:1\n")
    assert eve["fields"] == {"card": "X-A:1"}
    assert select(crm, "SELECT * FROM card_line") == []


def test_an_import_of_cards_is_undone_with_their_lines(crm: Crm) -> None:
    imported(crm, card("FN:Eve", "X-A:1"))
    crm("undo")
    assert select(crm, "SELECT * FROM card_line") == []
    crm("redo")
    assert select(crm, "SELECT line FROM card_line") == [("X-A:1",)]
