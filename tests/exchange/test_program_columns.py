"""What other programs export is known by the names they give their columns."""

from __future__ import annotations

import pytest

from crmcli.exchange.address_columns import composed
from crmcli.exchange.columns import Column, Known, Use, columns_of


def mapped(header: str) -> dict[str, str]:
    """Map a header, and give for each column its field; `own` for a field of one's own."""
    names = header.split("|")
    columns = columns_of(names, {}, Known(lambda _: None, lambda name, _: name))
    return {each.name: _field(each) for each in columns}


def _field(column: Column) -> str:
    if column.address is not None:
        return f"{column.field} of {column.address or 'it'}"
    return column.field if column.use is Use.FIELD else column.use.value


GOOGLE = (
    "First Name|Middle Name|Last Name|Nickname|Organization Name|Organization Title|Birthday|Notes"
    "|Labels|E-mail 1 - Label|E-mail 1 - Value|E-mail 2 - Value|Phone 1 - Label|Phone 1 - Value"
    "|Address 1 - Formatted|Address 1 - Street|Address 1 - City"
)
GOOGLE_BEFORE_2024 = (
    "Name|Given Name|Additional Name|Family Name|Nickname|Birthday|Gender|Occupation|Hobby|Notes"
    "|Group Membership|E-mail 1 - Type|E-mail 1 - Value|Phone 1 - Type|Phone 1 - Value"
    "|Organization 1 - Name|Organization 1 - Title"
)
OUTLOOK = (
    "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street"
    "|Business Street 2|Business City|Business State|Business Postal Code|Business Country/Region"
    "|Home Street|Home City|Other City|Business Fax|Business Phone|Business Phone 2|Home Phone"
    "|Mobile Phone|Birthday|Categories|E-mail Address|E-mail 2 Address|Notes|Web Page"
)
ZOHO = (
    "Record Id|Lead Owner|Company|First Name|Last Name|Designation|Email|Secondary Email|Phone"
    "|Mobile|Lead Source|Lead Status|Industry|No. of Employees|Annual Revenue|Skype ID|Twitter"
    "|Street|City|State|Zip Code|Country|Description|Tag|Last Activity Time"
)
HUBSPOT = (
    "Record ID|First Name|Last Name|Email|Phone Number|Mobile Phone Number|Contact owner"
    "|Primary Company|Job Title|Last Activity Date (GMT+8)|Lead Status|Street Address|City"
    "|State/Region|Postal Code|Country/Region|Original Source"
)
SALESFORCE = (
    "Salutation|First Name|Last Name|Title|Account Name|Mailing Street|Mailing City"
    "|Mailing State/Province|Mailing Zip/Postal Code|Mailing Country|Phone|Mobile|Email"
    "|Birthdate|Lead Source|Contact Owner|Last Activity|Description"
)
SALESFORCE_LEADS = "First Name|Last Name|Title|Company / Account|Lead Owner|Rating|Email"

EXPECTED = {
    GOOGLE: {
        "First Name": "first_name", "Last Name": "last_name", "Nickname": "own",
        "Organization Name": "company", "Organization Title": "title", "Labels": "tags",
        "E-mail 1 - Label": "own", "E-mail 1 - Value": "emails", "E-mail 2 - Value": "emails",
        "Phone 1 - Value": "phones", "Address 1 - Formatted": "address of address1",
        "Address 1 - Street": "street of address1", "Address 1 - City": "city of address1",
    },
    GOOGLE_BEFORE_2024: {
        "Name": "name", "Given Name": "first_name", "Additional Name": "middle_name",
        "Family Name": "last_name", "Gender": "gender", "Occupation": "occupation",
        "Hobby": "hobbies", "Group Membership": "tags", "Phone 1 - Value": "phones",
        "Organization 1 - Name": "company", "Organization 1 - Title": "title",
    },
    OUTLOOK: {
        "Title": "own", "Job Title": "title", "Company": "company",
        "Business Street": "street of business", "Business Street 2": "street of business",
        "Business Country/Region": "country of business", "Home Street": "street of home",
        "Other City": "own", "Business Fax": "own", "Business Phone 2": "phones",
        "Mobile Phone": "phones", "Categories": "tags", "E-mail Address": "emails",
        "E-mail 2 Address": "emails", "Web Page": "own",
    },
    ZOHO: {
        "Record Id": "own", "Lead Owner": "owner", "Designation": "title",
        "Secondary Email": "emails", "Mobile": "phones", "Lead Source": "source",
        "No. of Employees": "own", "Skype ID": "handle.skype", "Twitter": "handle.twitter",
        "Street": "street of it", "Zip Code": "postal_code of it", "Description": "notes",
        "Tag": "tags", "Last Activity Time": "last_contact",
    },
    HUBSPOT: {
        "Record ID": "own", "Contact owner": "owner", "Primary Company": "company",
        "Last Activity Date (GMT+8)": "last_contact", "Street Address": "street of it",
        "State/Region": "region of it", "Original Source": "source", "Lead Status": "own",
    },
    SALESFORCE: {
        "Salutation": "own", "Title": "title", "Account Name": "company",
        "Mailing State/Province": "region of mailing",
        "Mailing Zip/Postal Code": "postal_code of mailing", "Birthdate": "birthday",
        "Contact Owner": "owner", "Last Activity": "last_contact",
    },
    SALESFORCE_LEADS: {"Company / Account": "company", "Lead Owner": "owner", "Rating": "own"},
}  # fmt: skip


@pytest.mark.parametrize("header", EXPECTED)
def test_a_program_is_known_by_its_columns(header: str) -> None:
    found = mapped(header)
    assert {name: found[name] for name in EXPECTED[header]} == EXPECTED[header]


def test_a_city_without_a_street_is_a_fact_of_its_own() -> None:
    assert mapped("客户名称|城市|省份") == {"客户名称": "name", "城市": "own", "省份": "own"}


def test_a_chinese_address_in_parts_is_one() -> None:
    found = mapped("客户名称|省份|城市|区县|详细地址")
    assert found["详细地址"] == "street of it"
    assert found["城市"] == "city of it"
    assert mapped("客户名称|详细地址")["详细地址"] == "address"


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"street": "1 Main St", "city": "Springfield", "region": "IL", "postal_code": "62701",
          "country": "USA"}, "1 Main St, Springfield, IL 62701, USA"),
        ({"street": "中山路1号", "city": "深圳市", "region": "广东省", "country": "中国",
          "postal_code": "518000"}, "中国广东省深圳市中山路1号 518000"),
        ({"street": "广东省深圳市中山路1号", "city": "深圳市", "region": "广东省"},
         "广东省深圳市中山路1号"),
        ({"city": "Paris"}, "Paris"),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_parts_of_an_address_make_one_line(parts: dict[str, str], line: str) -> None:
    assert composed(parts) == line
