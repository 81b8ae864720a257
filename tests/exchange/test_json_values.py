"""JSON is read one value at a time, and what is none is refused with its place."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.exchange import json_values as module
from crmcli.exchange.json_values import BadJson, is_json, json_values

OBJECTS = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


def read(text: str) -> list[Any]:
    return list(json_values(io.StringIO(text)))


@pytest.mark.parametrize("block", [1, 2, 7, 1 << 16])
@given(st.lists(OBJECTS, max_size=5), st.sampled_from([None, 1]))
def test_arrays_and_lines_are_read_whatever_is_held_at_a_time(
    block: int, values: list[Any], indent: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        assert read(json.dumps(values, indent=indent)) == values
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values)
        if values:
            assert read(lines) == values


def test_numbers_stay_as_they_are_written() -> None:
    number = "1" * 5000
    text = f'[{{"a": 1.50, "b": 01e0, "c": {number}}}]'.replace("01e0", "1E5")
    assert read(text) == [{"a": "1.50", "b": "1E5", "c": number}]
    assert read("12") == ["12"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('[{"a": NaN}]', 1),
        ('[{"a": 1}, {"a": -Infinity}]', 2),
        ('[{"a": 1, "a": 2}]', 1),
        ('[{"a": {"b": 1, "b": 2}}]', 1),
        ('[{"a": "open}]', 1),
        ('[{"a": 1}', 1),
        ('[{"a": 1} {"a": 2}]', 1),
        ('[{"a": 1},]', 2),
        ('[{"a": 1}] more', 1),
        ("{'a': 1}", 1),
        ("[" * 100_000, 1),
        ('{"a":' * 100_000, 1),
    ],
)
def test_what_is_no_json_is_refused_with_the_number_of_its_value(text: str, number: int) -> None:
    with pytest.raises(BadJson) as caught:
        read(text)
    assert caught.value.details["number"] == number


@pytest.mark.parametrize(
    "text", ['[{"a":1}]', ' \n[ {"a"', "[]", "[", "[[1]]", "[1,2]", '{"a": 1}\n{', "{}", '\ufeff{"']
)
def test_json_is_told_by_its_beginning(text: str) -> None:
    assert is_json(text)


@pytest.mark.parametrize("text", ["name,phone", "[name],x", "{name}", '"[{', "", "x{"])
def test_a_table_is_not_taken_for_json(text: str) -> None:
    assert not is_json(text)
