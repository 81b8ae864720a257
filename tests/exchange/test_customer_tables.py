"""Tables of customers in every format are read back to the byte."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.domain.cell import divided, pairs, restored
from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.domain.export_tables import CUSTOMERS as TABLE
from crmcli.exchange.json_table import JsonTable, NoObject, NoObjects, UnknownKey
from crmcli.exchange.json_values import BadJson
from crmcli.exchange.people_cell import people_cell, read_people
from crmcli.exchange.table import Form
from crmcli.exchange.tables import table_in
from crmcli.exchange.writers import WRITERS, ExportFormat, FormatUnknown, format_of

TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.sampled_from("'=+-@\t\r\n＝;\\\",[{"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() and "_xFFF" not in text)
# What a workbook writes for U+FFFE and U+FFFF is no text of its own: they cannot be told apart.
PEOPLE = st.fixed_dictionaries(
    {"name": TEXT},
    optional={
        "title": TEXT,
        "role": TEXT,
        "birthday": TEXT,
        "phones": st.lists(TEXT, min_size=1, max_size=2),
        "emails": st.lists(TEXT, min_size=1, max_size=2),
    },
)
CUSTOMERS = st.fixed_dictionaries(
    {
        "name": TEXT,
        "notes": TEXT,
        "company": st.none() | TEXT,
        "tags": st.lists(TEXT, max_size=3),
        "fields": st.dictionaries(TEXT, TEXT, max_size=3),
        "handles": st.dictionaries(TEXT, TEXT, max_size=2),
        "people": st.lists(PEOPLE, max_size=3),
        "may_contact": st.booleans(),
    }
)
FORMATS = pytest.mark.parametrize(
    "form", [each for each in ExportFormat if each is not ExportFormat.XLSX]
)


def row(number: int, known: dict[str, Any]) -> list[Any]:
    empty: dict[str, Any] = {"phones": [], "emails": [], "tags": [], "fields": {}, "people": []}
    values = {**empty, "handles": {}, "id": number, "uid": f"u{number}", "may_share": True}
    return [{**values, **known}.get(name) for name in CUSTOMER_COLUMNS]


def written(form: ExportFormat, rows: list[list[Any]]) -> io.BytesIO:
    file = io.BytesIO()
    writer = WRITERS[form](file, raw=False, mark=False, made=datetime(2026, 3, 31, tzinfo=UTC))
    writer.begin(TABLE, len(rows))
    writer.write(rows)
    writer.finish()
    file.seek(0)
    return file


@FORMATS
@given(st.lists(CUSTOMERS, min_size=1, max_size=4))
def test_what_is_written_is_read_back(form: ExportFormat, customers: list[dict[str, Any]]) -> None:
    read_back(form, customers)


@settings(max_examples=20, deadline=None)
@given(st.lists(CUSTOMERS, min_size=1, max_size=8))
def test_what_is_written_as_a_workbook_is_read_back(customers: list[dict[str, Any]]) -> None:
    # Each is read in a process of its own, which takes its time.
    read_back(ExportFormat.XLSX, customers)


def read_back(form: ExportFormat, customers: list[dict[str, Any]]) -> None:
    file = written(form, [row(number, each) for number, each in enumerate(customers, 1)])
    with table_in(file, Form()) as table:
        assert tuple(table.header[: len(CUSTOMER_COLUMNS)]) == CUSTOMER_COLUMNS
        assert table.exact
        found = [dict(zip(table.header, map(restored, each.cells), strict=True))
                 for each in table.rows()]  # fmt: skip
    assert len(found) == len(customers)
    for each, known in zip(found, customers, strict=True):
        assert (each["name"], each["notes"]) == (known["name"], known["notes"])
        assert each["company"] == (known["company"] or "")
        assert divided(each["tags"]) == known["tags"]
        assert pairs(each["fields"]) == known["fields"] if known["fields"] else not each["fields"]
        assert pairs(each["handles"]) == known["handles"] if known["handles"] else True
        assert read_people(each["people"]) == known["people"]
        assert each["may_contact"] == ("true" if known["may_contact"] else "false")


@given(st.lists(PEOPLE, max_size=4))
def test_people_are_names_where_that_is_all_and_whole_otherwise(people: list[Any]) -> None:
    assert read_people(people_cell(people)) == people


def test_people_who_are_names_are_divided_like_any_list() -> None:
    assert people_cell([{"name": "a;b", "title": None}, {"name": "c"}]) == r"a\;b;c"
    assert read_people("[王] ; 李") == [{"name": "[王] "}, {"name": " 李"}]


@pytest.mark.parametrize(
    "text", ['[{"name": 1}]', '[{"name": "a"', '[{"name": "a", "phones": "1"}]', '[{"a": 1}, 2]']
)
def test_broken_people_are_refused(text: str) -> None:
    from crmcli.errors import UnusableText

    with pytest.raises(UnusableText):
        read_people(text)


def test_a_table_of_somebody_else_is_not_exact() -> None:
    for content in ("name\tnote\n王芳\ta\\tb\n", "uid,id,name\n1,2,王芳\n", "name\n王芳\n"):
        with table_in(io.BytesIO(content.encode()), Form()) as table:
            assert not table.exact
            assert "a\\tb" in next(iter(table.rows())).cells or "\t" not in content


def test_another_encoding_is_no_table_that_we_wrote_with_tabs() -> None:
    content = 'id\tuid\tname\n1\tu\t"a\\tb"\n'
    with table_in(io.BytesIO(content.encode("utf-16")), Form()) as table:
        assert next(iter(table.rows())).cells == ["1", "u", "a\\tb"]


# JSON of others


def json_table(value: Any) -> JsonTable:
    text = value if isinstance(value, str) else json.dumps(value)
    table = table_in(io.BytesIO(text.encode()), Form())
    assert isinstance(table, JsonTable)
    return table


def test_keys_are_collected_from_all_objects() -> None:
    with json_table(
        [{"a": 1}, {"b": None, "a": True}, {"c": ["x;y", 2], "d": {"e": [1]}}]
    ) as table:
        assert table.header == ["a", "b", "c", "d"]
        assert [each.cells for each in table.rows()] == [
            ["1", "", "", ""],
            ["true", "", "", ""],
            ["", "", r"x\;y;2", '{"e": ["1"]}'],
        ]


def test_an_amount_has_two_columns() -> None:
    with json_table([{"price": {"amount": "1.5", "currency": "EUR"}}, {"price": None}]) as table:
        assert table.header == ["price", "price_currency"]
        assert [each.cells for each in table.rows()] == [["1.5", "EUR"], ["", ""]]


def test_what_is_no_object_is_a_fault_of_its_row() -> None:
    with json_table('[{"a": 1}, 7, {"a": 2}]') as table:
        faults = [type(each.fault) for each in table.rows()]
    assert faults == [type(None), NoObject, type(None)]


def test_in_our_own_an_object_with_another_key_is_a_fault_of_its_row() -> None:
    with json_table([{"id": 1, "uid": "u", "name": "a"}, {"id": 2, "x": 1}]) as table:
        assert isinstance(list(table.rows())[1].fault, UnknownKey)


def test_json_without_objects_or_that_breaks_off_is_no_table() -> None:
    with pytest.raises(NoObjects):
        json_table("[]")
    with pytest.raises(BadJson):
        json_table('[{"a": 1}, ')


@pytest.mark.parametrize("name", ["a", "a.txt", "csv", ".csv"])
def test_a_name_without_a_known_suffix_tells_no_format(name: str) -> None:
    with pytest.raises(FormatUnknown):
        format_of(name)
