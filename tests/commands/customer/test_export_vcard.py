"""Customers as vCards, and back: nothing is lost, nothing in a value becomes a line of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.customer.export_book import everyone, fill, kept, select
from tests.conftest import Crm

VERSIONS = pytest.mark.parametrize("form", ["vcf", "vcf3"])


@pytest.fixture
def other(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """A second book, empty and not there yet."""
    del crm
    return Crm(tmp_path / "other.db", monkeypatch)


def cards(crm: Crm, *words: str) -> list[list[str]]:
    """Export, check what every card must have, and give the lines of each card without folds."""
    text = crm(["customer", "export", "-", "--format", *(words or ("vcf",))]).out
    assert text.endswith("END:VCARD\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert max(len(each.encode()) for each in text.split("\r\n")) <= 75
    lines = re.sub("\r\n ", "", text).split("\r\n")[:-1]
    found: list[list[str]] = []
    for line in lines:
        if line == "BEGIN:VCARD":
            found.append([])
        elif line != "END:VCARD":
            assert re.match(r"(?:[\w-]+\.)?[A-Za-z][\w-]*[;:]", line)
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line)
            found[-1].append(line)
    for card in found:
        names = [re.match(r"(?:[\w-]+\.)?([A-Za-z-]+)", each)[1] for each in card]  # type: ignore[index]
        assert names[0] == "VERSION"
        for once in ("VERSION", "PRODID", "UID", "N", "FN", "BDAY", "KIND", "REV"):
            assert names.count(once) <= 1
        assert names.count("FN") == names.count("N") == 1
    return found


def card_of(crm: Crm, name: str, *words: str) -> list[str]:
    found = [each for each in cards(crm, *words) if f"FN:{name}" in each]
    assert len(found) == 1
    return found[0]


@VERSIONS
def test_exported_and_imported_into_an_empty_book_they_are_the_same(
    crm: Crm, other: Crm, tmp_path: Path, form: str
) -> None:
    fill(crm)
    file = tmp_path / "out.vcf"
    count = len(everyone(crm))
    assert crm(f"customer export {file} --format {form} --json").json["exported"] == count
    answer = other(f"customer import {file} --json").json
    assert (answer["read"], answer["created"], answer["refused"]) == (count, count, 0)
    assert kept(everyone(other)) == kept(everyone(crm))
    assert select(other, "SELECT line FROM card_line") == []
    names = {each["id"]: each["name"] for each in everyone(other)}
    referred = {each["name"]: names.get(each["referred_by"]) for each in everyone(other)}
    assert (referred["王芳"], referred["Lost"], referred["Bob"]) == ("Bob", "王芳", None)
    again = other(f"customer import {file} --json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, count)


@VERSIONS
def test_every_card_is_one_by_the_rules_whatever_is_in_the_book(crm: Crm, form: str) -> None:
    fill(crm)
    reached = sum(bool(p["phones"]) for each in everyone(crm) for p in each["people"])
    assert reached == 1
    assert len(cards(crm, form)) == len(everyone(crm)) + reached


def test_a_customer_as_a_card_of_version_4(crm: Crm) -> None:
    crm(
        "customer add 'John Doe' --company 'A, B; C' --phone 13800138000 --phone '010-88886666'"
        " --email j@d.example --birthday 05-06 --tag vip --tag x --set title=Boss"
        " --set gender=male --set occupation=Engineer --set 'address=1 High St' --note 'one\ntwo'"
        " --set wechat=wf --set handle.qq=12 --set handle.linkedin=jd --close +3w"
    )
    (card,) = cards(crm)
    uid = everyone(crm)[0]["uid"]
    for line in (
        "VERSION:4.0", f"UID:{uid}", "FN:John Doe", "N:Doe;John;;;",
        r"ORG:A\, B\; C", "TITLE:Boss", "ROLE:Engineer", "GENDER:M", "BDAY:--0506",
        "TEL;TYPE=cell:+8613800138000", "TEL:010-88886666", "EMAIL:j@d.example",
        "ADR:;;1 High St;;;;", "X-QQ:12", "X-WECHAT:wf", "X-SOCIALPROFILE;TYPE=linkedin:jd",
        "CATEGORIES:vip,x", r"NOTE:one\ntwo", "X-CRM-GRADE:A", "X-CRM-NEED:clear",
    ):  # fmt: skip
        assert line in card
    assert any(re.fullmatch(r"REV:\d{8}T\d{6}Z", each) for each in card)


def test_a_customer_as_a_card_of_version_3(crm: Crm) -> None:
    crm("customer add 王芳 --birthday 02-29 --phone 13800138000")
    crm("customer add Acme --set kind=company --birthday 2001-02-03")
    wang, acme = cards(crm, "vcf3")
    assert wang[0] == "VERSION:3.0"
    assert {"FN:王芳", "N:王芳;;;;", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29"} <= set(wang)
    assert f"UID:{everyone(crm)[0]['uid']}" in wang
    assert {"BDAY:2001-02-03", "ORG:Acme", "X-ABShowAs:COMPANY", "N:;;;;"} <= set(acme)


def test_a_lunar_birthday_that_no_program_reads_is_our_own_property(crm: Crm) -> None:
    crm("customer add 王芳 --birthday 农历八月十五")
    (card,) = cards(crm)
    assert not [each for each in card if each.startswith("BDAY")]
    assert "X-CRM-BIRTHDAY:lunar:08-15" in card


@VERSIONS
def test_people_of_a_company_have_a_card_to_be_called_and_come_back_as_people(
    crm: Crm, other: Crm, form: str
) -> None:
    crm("customer add 大明公司 --set kind=company --phone 010-88886666")
    crm("customer person add 大明公司 李四 --title 经理 --phone 13900139000 --birthday 1980-05-06")
    crm("customer person add 大明公司 无号")
    company, person = cards(crm, form)
    uid = everyone(crm)[0]["uid"]
    assert "KIND:org" in company
    for line in ("KIND:individual", "FN:李四", "ORG:大明公司", "TITLE:经理",
                 "TEL;TYPE=cell:+8613900139000", f"X-CRM-PERSON-OF:{uid}"):  # fmt: skip
        assert line in person
    file = crm(f"customer export - --format {form}").out
    answer = other("customer import - --json", stdin=file).json
    assert (answer["read"], answer["created"]) == (1, 1)
    assert kept(everyone(other)) == kept(everyone(crm))
    # Without the company's card that of the person is one of its own.
    alone = file[file.index("END:VCARD") + len("END:VCARD\r\n") :]
    answer = other("customer import - --json", stdin=alone).json
    assert (answer["read"], answer["skipped"]) == (1, 1)


def test_what_stands_in_a_value_is_no_line_of_the_card(crm: Crm, other: Crm) -> None:
    evil = "Eve\r\nX-CRM-IMPORTANCE:key\nTEL:110\rEND:VCARD\x0b\x1b\x85\u2028BEGIN:VCARD"
    crm(["customer", "add", evil, "--note", evil, "--set", f"title={evil}", "--tag", evil,
         "--set", f"wechat={evil}", "--set", f"handle.website={evil}", "--set",
         f"handle.a b={evil}", "--set", f"address={evil}", "--set", f"x={evil}"])  # fmt: skip
    for form in ("vcf", "vcf3"):
        (card,) = cards(crm, form)
        assert not [each for each in card if each.startswith(("TEL", "X-CRM-IMPORTANCE"))]
    other("customer import -", stdin=crm("customer export - --format vcf").out)
    assert kept(everyone(other)) == kept(everyone(crm))


def test_our_own_properties_are_believed_in_our_own_cards_alone(crm: Crm) -> None:
    foreign = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Eve\nX-CRM-IMPORTANCE:key\nitem1.X-CRM-GRADE:A\nEND:VCARD\n"
    )
    crm("customer import -", stdin=foreign)
    (eve,) = everyone(crm)
    assert (eve["importance"], eve["grade"]) == ("normal", "D")
    # And they do not come into one of ours.
    (card,) = cards(crm)
    assert not [each for each in card if "IMPORTANCE" in each or each.startswith("item1")]
    with_line(crm, "X-CRM-IMPORTANCE:key")
    with_line(crm, "END:VCARD")
    with_line(crm, "X-A:1\r\nX-CRM-IMPORTANCE:key")
    (card,) = cards(crm)
    assert [each for each in card if "IMPORTANCE" in each] == ["X-A:1X-CRM-IMPORTANCE:key"]


def with_line(crm: Crm, line: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("INSERT INTO card_line (customer_id, line) VALUES (1, ?)", (line,))


CARD = """BEGIN:VCARD
VERSION:3.0
UID:phone-77
FN:Wang Fang
N:Fang;Wang;;Ms.;
ORG:Acme;Sales
item1.TEL;TYPE=WORK;TYPE=pref:010-88886666
item1.X-ABLabel:Front desk
TEL;TYPE=CELL;TYPE=VOICE:138 0013 8000
EMAIL;TYPE=WORK:wang@a.example
EMAIL:nobody
ADR;TYPE=WORK:;;1 High St;Town;;12345;
BDAY;X-KEPT=1:1988-05-06
TITLE:Boss
TITLE:Chair
NICKNAME:Fangfang
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
X-UNKNOWN;P="a;b":one\\, two
END:VCARD
"""


@pytest.fixture
def worded(crm: Crm) -> Crm:
    crm("customer import -", stdin=CARD)
    return crm


def test_what_no_field_keeps_stands_in_the_next_card(worded: Crm) -> None:
    (new,) = cards(worded)
    for line in (
        "UID:phone-77", "N:Fang;Wang;;Ms.;", "ORG:Acme;Sales", "EMAIL;TYPE=WORK:wang@a.example",
        "item1.TEL;TYPE=WORK;PREF=1:010-88886666", "item1.X-ABLabel:Front desk",
        "TEL;TYPE=CELL;TYPE=VOICE:+8613800138000", "EMAIL:nobody", "NICKNAME:Fangfang",
        "ADR;TYPE=WORK:;;1 High St;Town;;12345;", "TITLE:Boss", "TITLE:Chair",
        "PHOTO:data:image/jpeg;base64,/9j/4AAQ", r'X-UNKNOWN;P="a;b":one\, two',
    ):  # fmt: skip
        assert line in new
    assert everyone(worded)[0]["uid"] == "phone-77"
    (old,) = cards(worded, "vcf3")
    assert "item1.TEL;TYPE=WORK;TYPE=pref:010-88886666" in old
    assert "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ" in old
    assert "BDAY;X-KEPT=1:1988-05-06" in old


def test_a_wording_goes_with_the_value_that_it_says(worded: Crm) -> None:
    worded("customer edit 1 --set phones=13800138000 --set emails=new@a.example --company Other")
    worded("customer edit 1 --set name=Wangfang --set title=CEO --set address=elsewhere")
    worded("customer edit 1 --birthday 1988-05-07")
    (card,) = cards(worded)
    said = "\n".join(card)
    for gone in ("88886666", "Front desk", "wang@", "Acme", "Ms.", "TITLE:Boss", "High St",
                 "0506", "05-06"):  # fmt: skip
        assert gone not in said, gone
    assert {"TITLE:CEO", "TITLE:Chair", "ORG:Other", "BDAY:19880507", "EMAIL:nobody"} <= set(card)
    assert "TEL;TYPE=CELL;TYPE=VOICE:+8613800138000" in card


@VERSIONS
def test_kept_lines_come_through_another_book(worded: Crm, other: Crm, form: str) -> None:
    other("customer import -", stdin=worded(f"customer export - --format {form}").out)
    assert kept(everyone(other)) == kept(everyone(worded))
    for each in ("vcf", "vcf3"):
        mine, theirs = (comparable(card_of(book, "Wang Fang", each)) for book in (worded, other))
        assert theirs == mine


def comparable(card: list[str]) -> list[str]:
    return sorted(each for each in card if not each.startswith("REV:"))


def test_a_phone_that_sends_our_card_back_changes_nothing(worded: Crm) -> None:
    ours = worded("customer export - --format vcf3").out
    theirs = ours.replace("PRODID:-//crmcli//crm//EN", "PRODID:-//Apple Inc.//iOS 17//EN")
    answer = worded("customer import - --json", stdin=theirs).json
    assert (answer["read"], answer["unchanged"]) == (1, 1)


def test_cards_hold_customers_and_the_suffix_tells_them(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    crm(f"customer export {tmp_path / 'a.vcf'}")
    assert (tmp_path / "a.vcf").read_bytes().startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    crm(f"customer export {tmp_path / 'b.vcf'} --format vcf3")
    assert (tmp_path / "b.vcf").read_bytes().startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")


def test_what_is_no_customer_is_in_no_card(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    answer = crm(f"log export {tmp_path / 'a.vcf'} --json", code=2)
    assert answer.error["code"] == "customers_alone"
    assert not (tmp_path / "a.vcf").exists()


def test_an_empty_answer_is_a_file_without_cards(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    crm(["customer", "export", str(tmp_path / "a.vcf"), "--where", "name = nobody"])
    assert (tmp_path / "a.vcf").read_bytes() == b""


def test_who_may_not_be_shared_is_in_no_card(crm: Crm) -> None:
    crm("customer add 王芳 --may-share no --reason asked")
    crm("customer add 李雷")
    assert [each for card in cards(crm) for each in card if each.startswith("FN")] == ["FN:李雷"]
