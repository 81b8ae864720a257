"""What is written into a cell is read back to the byte, and a spreadsheet runs none of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.cell import RISKY, divided, joined, neutral, paired, pairs, restored

NASTY = st.text(st.sampled_from("a'=+-@\t\r＝＋－＠;\\,\n \"王😀"), max_size=12)
TEXTS = st.one_of(NASTY, st.text(max_size=20))


@given(TEXTS)
def test_neutral_text_is_given_back_as_it_was(text: str) -> None:
    assert restored(neutral(text)) == text


@given(TEXTS)
def test_no_neutral_text_begins_with_what_is_run(text: str) -> None:
    assert neutral(text)[:1] not in RISKY or not text


@given(TEXTS, TEXTS)
def test_two_texts_are_never_neutralised_to_one(one: str, other: str) -> None:
    assert (neutral(one) == neutral(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+8613800138000", "'+8613800138000"),
        ("-5", "'-5"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("'=1", "''=1"),
        ("'twas", "'twas"),
        ("1+1", "1+1"),
        ("", ""),
    ],
)
def test_what_is_run_gets_a_mark_in_front(text: str, written: str) -> None:
    assert neutral(text) == written


@given(st.lists(TEXTS.filter(bool), max_size=5))
def test_lists_survive_what_divides_them(values: list[str]) -> None:
    assert divided(joined(values)) == values


@given(st.dictionaries(TEXTS, TEXTS, max_size=5))
def test_pairs_survive_what_divides_them(values: dict[str, str]) -> None:
    assert pairs(paired(values)) == values


def test_what_people_write_is_divided_too() -> None:
    assert divided(r"a;b\c;d\;e;f\\;g") == ["a", r"b\c", "d;e", "f\\", "g"]
    assert pairs(r"a=1;b=x=y;c\=d=2;nothing") == {"a": "1", "b": "x=y", "c=d": "2"}
    assert divided("ends with \\") == ["ends with \\"]
