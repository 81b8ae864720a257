from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.spelling import (
    ALL,
    BEGINNING,
    CUT,
    WHOLE,
    forms_of,
    heads_of,
    letters_of,
    spelled_key,
    spelling_in,
    spelling_of,
    spells,
    typed_heads,
)

WANG = "wang/xiao/ming"
SYLLABLES = st.sampled_from(
    ["wang", "xiao", "ming", "zhang", "a", "an", "lv", "nve", "er", "xi", "ao", "chuang", "shan"]
)
NAMES = st.lists(st.lists(SYLLABLES, min_size=1, max_size=3, unique=True), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("letters", "spelling", "fit"),
    [
        ("wangxiaoming", WANG, ALL),
        ("wxm", WANG, ALL),
        ("wangxm", WANG, BEGINNING),
        ("wxiaoming", WANG, BEGINNING),
        ("w", WANG, BEGINNING),
        ("wa", WANG, BEGINNING),
        ("wangx", WANG, BEGINNING),
        ("wangxiaomin", WANG, BEGINNING),
        ("waxm", WANG, None),
        ("xm", WANG, None),
        ("wangxiaomingm", WANG, None),
        ("zhs", "zhang/san", ALL),
        ("zs", "zhang/san", ALL),
        ("xian", "xi/an", ALL),
        ("shanxx", "shan,dan,chan/xiong/xin", BEGINNING),
        ("dxx", "shan,dan,chan/xiong/xin", ALL),
        ("lyubu", "lv,lu,lyu/bu", ALL),
        ("wfvivian", "wang/fang/.vivian", BEGINNING),
        ("wfv", "wang/fang/.vivian", ALL),
        ("wfviv", "wang/fang/.vivian", BEGINNING),
        ("wf", "", None),
    ],
)
def test_letters_spell_a_name_whole_in_part_or_not(
    letters: str, spelling: str, fit: str | None
) -> None:
    assert spells(letters, spelling) == fit


def test_initials_do_not_count_where_names_are_compared_in_full() -> None:
    assert spells("wangxiaoming", WANG, in_full=True) == ALL
    assert spells("wangxiao", WANG, in_full=True) == BEGINNING
    assert spells("wxm", WANG, in_full=True) is None


@pytest.mark.parametrize("letters", ["wangly", "aly", "alvny", "alyuny", "wlny"])
def test_what_is_typed_on_the_way_to_a_passports_u_leads_to_it(letters: str) -> None:
    spelling = spelling_of([("wang",) if letters[0] == "w" else ("a",), ("lv",), ("nve",)])
    assert spells(letters, spelling) == BEGINNING
    assert any(
        head.startswith(each.heads if each.is_all else each.heads + CUT)
        for each in typed_heads(letters)
        for head in heads_of(spelling)
    )


@given(NAMES, st.data())
def test_whatever_spells_a_name_leads_to_it(name: list[list[str]], data: st.DataObject) -> None:
    spelling = spelling_of([tuple(each) for each in name])
    typed = ""
    for unit in spelling.split("/"):
        reading = data.draw(st.sampled_from(unit.split(",")))
        typed += data.draw(st.sampled_from([reading, reading[0]]))
    cut = data.draw(st.integers(1, len(typed)))
    for letters in (typed, typed[:cut]):
        if spells(letters, spelling) is None:
            assert letters != typed
            continue
        kept = heads_of(spelling)
        led = [
            each
            for each in typed_heads(letters)
            for head in kept
            if head.startswith(each.heads if each.is_all else each.heads + CUT)
            and holds(spelled_key(head, spelling), each.marks)
        ]
        assert led


def holds(key: str, marks: tuple[str, str, str, str, str]) -> bool:
    """Tell what the query that is narrowed by these marks tells."""
    return any(each in key for each in marks[:2]) and any(each in key for each in marks[2:])


@given(NAMES)
def test_a_key_gives_its_spelling_back(name: list[list[str]]) -> None:
    spelling = spelling_of([tuple(each) for each in name])
    for head in heads_of(spelling):
        assert head[-1] in {WHOLE, CUT}
        assert spelling_in(spelled_key(head, spelling)) == spelling


def test_few_letters_have_few_heads() -> None:
    for letters in ("beijingzijietiaodongkejiyouxiangongsi", "a" * 200, "zhuangshuangchuang"):
        assert len(typed_heads(letters)) < 40


def test_the_forms_that_are_mostly_typed() -> None:
    assert forms_of(WANG) == ["wangxiaoming", "wxm", "wangxm"]


def test_letters_are_what_is_left_without_signs() -> None:
    assert letters_of("Xi'an Wáng-3") == "xianwang3"
