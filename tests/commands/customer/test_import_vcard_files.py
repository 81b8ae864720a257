"""The vCards of real programs: their values, and what no field keeps, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.customer.export_book import everyone
from tests.commands.customer.vcards import exported, says
from tests.conftest import SHARED, Crm

VCARDS = SHARED / "vcard"
NOTE = "THIS SOFTWARE IS PROVIDED BY "


def real(crm: Crm, name: str, count: int = 1) -> list[dict[str, Any]]:
    """Import a file of a real program, twice, and give the customers."""
    file = VCARDS / name
    if not file.exists():
        pytest.skip(f"{file} is not there")
    first = crm(f"customer import {file} --json").json
    assert (first["read"], first["created"], first["refused"]) == (count, count, 0)
    again = crm(f"customer import {file} --json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, count)
    return everyone(crm)


def test_the_cards_of_an_android_phone(crm: Crm) -> None:
    one, two, three, four, five, six = real(crm, "John_Doe_ANDROID.vcf", 6)
    says(one, name="john.doe@company.com", kind="person", emails=["john.doe@company.com"])
    says(two, name="jane.doe@company.com", emails=["jane.doe@company.com"], tags=[])
    says(three, name="Ñ Ñ Ñ Ñ Ñ", phones=["123456789"])
    note = "Ñ Ñ Ñ Ñ Ñ Ñ Ñ ÑÑ Ñ Ñ Ñ Ñ Ñ Ñ ÑÑ Ñ Ñ Ñ Ñ "
    says(four, name=" ".join("Ñ" * 11), phones=["123456", "234567", "3456789", "45678901"])
    assert four["notes"] == note
    says(five, name="Ñ Ñ Ñ Ñ", phones=["123456"], emails=["bob@company.com"], company="Ñ" * 12)
    says(six, name="ÑÑÑÑ", company="Ñ" * 44, phones=["55556666"], emails=["henry@company.com"])
    for form in ("vcf", "vcf3"):
        lines = exported(crm, form)
        assert lines.count("CATEGORIES:My Contacts") == 5
        assert "EMAIL:" + "Ñ" * 14 in [each.replace(";PREF=1", "").replace(";TYPE=PREF", "")
                                       .replace(";TYPE=pref", "") for each in lines]  # fmt: skip
        assert "URL:http://www.company.com" in lines
        # The organisation that the phone has cut within a character is as it was written.
        assert any(each.startswith("X-UNREADABLE-ORG:=C3=91")
                   and each.endswith("=91=80") for each in lines)  # fmt: skip
        assert any(each.startswith("TEL;TYPE=WORK,FAX:123456") for each in lines)
        assert any("/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIB" in each for each in lines)


def test_a_card_of_evolution(crm: Crm) -> None:
    (john,) = real(crm, "John_Doe_EVOLUTION.vcf")
    says(
        john, name="Mr. John Richter, James Doe Sr.", kind="person", company="IBM",
        title="Money Counter", birthday="1980-03-22", tags=["VIP"], emails=["john.doe@ibm.com"],
        phones=["9056661234", "9055551234"], uid="477343c8e6bf375a9bac1f96a5000837",
        address="ASB-123, 15 Crescent moon drive, Albaney, New York 12345,"
        " United States of America",
    )  # fmt: skip
    assert john["handles"] == {"aim": "johnny5@aol.com", "website": "http://www.ibm.com"}
    assert john["notes"].startswith(f'{NOTE}THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY')
    assert john["notes"].endswith("POSSIBILITY OF SUCH DAMAGE.")
    lines = exported(crm, "vcf3")
    for line in (
        "UID:477343c8e6bf375a9bac1f96a5000837", "X-EVOLUTION-SPOUSE:Maria",
        "X-EVOLUTION-MANAGER:Big Blue", r"X-EVOLUTION-FILE-AS:Doe\, John", "NICKNAME:Johny",
        "X-EVOLUTION-ANNIVERSARY:1980-03-22", "ORG:IBM;Accounting;Dungeon",
        r"N:Doe;John;Richter\, James;Mr.;Sr.",
        'X-COUCHDB-APPLICATION-ANNOTATIONS:{"Evolution":{"revision":"2012-03-05T13:32:54Z"}}',
        "TEL;X-COUCHDB-UUID=fbfb2722-4fd8-4dbf-9abd-eeb24072fd8e;TYPE=WORK,VOICE:9055551234",
        'X-AIM;TYPE=HOME;X-COUCHDB-UUID="cb9e11fc-bb97-4222-9cd8-99820c1de454":johnny5@aol.com',
    ):  # fmt: skip
        assert line in lines


def test_a_card_of_gmail(crm: Crm) -> None:
    (john,) = real(crm, "John_Doe_GMAIL.vcf")
    says(
        john, name="Mr. John Richter, James Doe Sr.", company="IBM", title="Money Counter",
        birthday="1980-03-22", phones=["9055551234", "9056661234"], emails=["john.doe@ibm.com"],
        address="Crescent moon drive, 555-asd, Nice Area, Albaney, New York 12345,"
        " United States of America",
    )  # fmt: skip
    assert '"AS IS"' in john["notes"]
    assert john["notes"].endswith("SUCH DAMAGE.\nFavotire Color: Blue")
    lines = exported(crm, "vcf")
    for line in ("item1.X-ABDATE:1975-03-01", "item1.X-ABLabel:_$!<Anniversary>!$_",
                 "item2.X-ABRELATEDNAMES:Jenny", "X-PHONETIC-FIRST-NAME:Jon",
                 "X-PHONETIC-LAST-NAME:Dow", "TEL;TYPE=HOME:9056661234"):  # fmt: skip
        assert line in lines


@pytest.mark.parametrize(
    ("file", "name", "street"),
    [
        ("John_Doe_IPHONE.vcf", "Mr. John Richter James Doe Sr.", "Silicon Alley 5,"),
        ("John_Doe_MAC_ADDRESS_BOOK.vcf", "Mr. John Richter,James Doe Sr.", "Silicon Alley 5\\,"),
    ],
)
def test_cards_of_apple(crm: Crm, file: str, name: str, street: str) -> None:
    (john,) = real(crm, file)
    says(
        john, name=name, company="IBM", title="Money Counter", birthday="2012-06-06",
        emails=["john.doe@ibm.com"], handles={"website": "http://www.ibm.com"},
        address="Silicon Alley 5, New York, New York 12345, United States of America\n"
        "Street4, Building 6, Floor 8, New York, 12345, USA",
    )  # fmt: skip
    numbers = [f"905{n}1234" for n in (555, 666, 777, 888, 999, 111, 222)]
    assert sorted(john["phones"]) == sorted(numbers)
    assert john["phones"][0] == ("9055551234" if "IPHONE" in file else "9057771234")
    is_mac = "MAC" in file
    assert (john["notes"] or "").startswith(NOTE if is_mac else "")
    label = "AssistantPhone" if is_mac else "_$!<AssistantPhone>!$_"
    group = "item1" if is_mac else "item2"
    for form in ("vcf", "vcf3"):
        lines = exported(crm, form)
        assert f"{group}.TEL:9052221234" in lines
        assert f"{group}.X-ABLabel:{label}" in lines
        assert "TEL;TYPE=PAGER:9051111234" in lines
        assert any(f":;;{street};New York;New York;12345;" in each for each in lines)
        start = "data:image/jpeg;base64,/9j/4AAQ" if form == "vcf" else ":/9j/4AAQ"
        (photo,) = (each for each in lines if each.startswith("PHOTO"))
        assert start in photo
        assert len(photo) > 20_000
        assert " " not in photo


def test_a_card_of_outlook(crm: Crm) -> None:
    (john,) = real(crm, "John_Doe_MS_OUTLOOK.vcf")
    says(
        john, name="Mr. John Richter James Doe Sr.", company="IBM", title="Money Counter",
        occupation="Counting Money", birthday="1980-03-22", emails=["john.doe@ibm.cm"],
        phones=["9055551234", "9056661234"],
        address="Cresent moon drive, Albaney, New York 12345, United States of America\n"
        "Silicon Alley 5, New York, New York 12345, United States of America",
    )  # fmt: skip
    assert john["handles"] == {"website": "http://www.ibm.com", "im": "johny5@aol.com"}
    assert john["notes"].startswith(f"{NOTE}GEORGE EL-HADDAD ''AS IS'' AND ANY EXPRESS")
    lines = exported(crm, "vcf3")
    for line in (
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2", "X-MS-ANNIVERSARY:20110113", "X-MS-MANAGER:Big Blue",
        "X-MS-ASSISTANT:Jenny", "X-MS-IMADDRESS:johny5@aol.com", "TEL;TYPE=WORK,VOICE:9055551234",
        r"LABEL;TYPE=HOME:Silicon Alley 5\,\nNew York\, New York  12345",
    ):  # fmt: skip
        assert line in lines
    assert any(each.startswith("X-MS-OL-DESIGN:<card xmlns=") for each in lines)
    assert any(each.startswith("N;LANGUAGE=en-us:Doe;John;") for each in lines)


def test_lists_of_gmail(crm: Crm) -> None:
    found = real(crm, "gmail-list.vcf", 3)
    assert [(each["name"], each["emails"]) for each in found] == [
        ("Arnold Smith", ["asmithk@gmail.com"]),
        ("Chris Beatle", ["chrisy55d@yahoo.com"]),
        ("Doug White", ["dwhite@gmail.com"]),
    ]


def test_a_single_card_of_gmail(crm: Crm) -> None:
    (greg,) = real(crm, "gmail-single.vcf")
    says(
        greg, name="Greg Dartmouth", company="TheCompany", title="TheJobTitle",
        birthday="1960-09-10", emails=["gdartmouth@hotmail.com"],
        handles={"icq": "123456789", "website": "http://TheProfile.com"},
        address="123 Home St, Home City, HM 12345\n321 Custom St, Custom City, TX 98765, USA",
        notes="This is GMail's note field.\nIt should be added as a NOTE type.\n"
        "ACustomField: CustomField",
    )  # fmt: skip
    assert [each.replace("-", "")[-10:] for each in greg["phones"]] == ["5555551111", "5555552222"]
    assert {"NICKNAME:Gman", "item1.X-ABLabel:GRAND_CENTRAL"} <= set(exported(crm, "vcf"))


def test_the_examples_of_the_standards(crm: Crm) -> None:
    frank, tim = real(crm, "rfc2426-example.vcf", 2)
    says(
        frank, name="Frank Dawson", company="Lotus Development Corporation",
        phones=["+19196769515", "+19196769564"],
        emails=["Frank_Dawson@lotus.com", "fdawson@earthlink.net"],
        address="6544 Battleford Drive, Raleigh, NC 27613-3502, U.S.A.",
    )  # fmt: skip
    says(tim, name="Tim Howes", company="Netscape Communications Corp.")
    says(tim, phones=["+14159373419", "+14155284164"], emails=["howes@netscape.com"])
    assert "TEL;TYPE=FAX,WORK:+19196769564" in exported(crm, "vcf3")


def test_the_example_of_version_4(crm: Crm) -> None:
    (simon,) = real(crm, "rfc6350-example.vcf")
    says(
        simon, name="Simon Perreault", company="Viagenie", gender="male", birthday="02-03",
        phones=["+14186569254#102", "+14182626501"], emails=["simon.perreault@viagenie.ca"],
        address="Suite D2-630, 2875 Laurier, Quebec, QC G1V 2M2, Canada",
    )  # fmt: skip
    lines = exported(crm, "vcf")
    for line in (
        "ANNIVERSARY:20090808T1430-0500", "LANG;PREF=1:fr", "LANG;PREF=2:en", "TZ:-0500",
        "GEO;TYPE=work:geo:46.772673,-71.282945", "BDAY:--0203", "GENDER:M",
        "KEY;TYPE=work;VALUE=uri:http://www.viagenie.ca/simon.perreault/simon.asc",
        "TEL;VALUE=uri;TYPE=work,voice;PREF=1:tel:+14186569254;ext=102",
        "N:Perreault;Simon;;;ing. jr,M.Sc.", "ORG;TYPE=work:Viagenie",
    ):  # fmt: skip
        assert line in lines
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03" in exported(crm, "vcf3")
