"""How probable it is that two customers are one: what speaks for it, and what against."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.customer import CustomerKind, Gender
from crmcli.domain.duplicate.reach import Reach, email_key_of, phone_key
from crmcli.domain.duplicate.rule import LIKELY, Likeness, compared
from crmcli.domain.duplicate.words import Evidence

MOBILE, OTHER_MOBILE, DESK = "+8613800138000", "+8613900139000", "+861088886666"


def person(key: int, name: str = "张伟", **more: object) -> Likeness:
    return replace(Likeness(key, CustomerKind.PERSON, name), **more)  # type: ignore[arg-type]


def firm(key: int, name: str, **more: object) -> Likeness:
    return replace(Likeness(key, CustomerKind.COMPANY, name), **more)  # type: ignore[arg-type]


def phones(*numbers: str) -> tuple[Reach, ...]:
    return tuple(Reach(each) for each in numbers)


def score(one: Likeness, other: Likeness, many: int = 2) -> int:
    shared = {phone_key(each.value): many for each in (*one.phones, *other.phones)}
    return compared(one, other, shared).score


MINE, THEIRS = phones(MOBILE), phones(OTHER_MOBILE)
PAIRS = (
    (person(1, phones=MINE), person(2, phones=MINE), 93),
    (firm(1, "宏远", phones=phones(DESK)), firm(2, "宏远有限公司", phones=phones(DESK)), 88),
    (person(1, company="宏远"), person(2, company="宏远有限公司"), 82),
    (person(1, birthday="1988-05-06"), person(2, birthday="1988-05-06"), 82),
    (firm(1, "宏远"), firm(2, "宏远"), 75),
    (person(1, birthday="1988-05-06"), person(2, birthday="05-06"), 73),
    (person(1, "王芳", sound="wf", company="X"), person(2, "王方", sound="wf", company="X"), 72),
    (firm(1, "宏远有限公司"), firm(2, "宏远"), 70),
    (firm(1, "宏远有限公司"), person(2, "宏远"), 70),
    (person(1, phones=MINE), person(2, "李雷", phones=MINE), 60),
    (person(1, phones=MINE, company="X"), person(2, phones=THEIRS, company="X"), 57),
    (person(1, phones=MINE), person(2), 55),
    (person(1, "王芳", sound="wf"), person(2, "王方", sound="wf"), 50),
    (person(1, company="X"), person(2, company="Y"), 35),
    (person(1, phones=phones(DESK)), person(2, "李雷", phones=phones(DESK)), 35),
    (person(1, phones=MINE), person(2, phones=THEIRS), 30),
    (person(1, "张总"), person(2, "张总"), 25),
    (person(1, birthday="1988-05-06"), person(2, birthday="1990-05-06"), 15),
    (person(1), person(2, "李雷"), 0),
    (firm(1, "Firm 1 Ltd"), firm(2, "Firm 2 Ltd"), 0),
)


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_pairs_have_their_score(one: Likeness, other: Likeness, expected: int) -> None:
    assert score(one, other) == expected


def test_two_of_a_frequent_name_with_numbers_of_their_own_are_two() -> None:
    """Hundreds of thousands are called 张伟; the name alone cannot outweigh two mobiles."""
    two = compared(person(1, phones=MINE), person(2, phones=THEIRS), {})
    assert two.score < LIKELY
    assert [(each.kind, each.points) for each in two.reasons] == [
        (Evidence.NAME, 55),
        (Evidence.OTHER_PHONE, -25),
    ]


def test_a_number_says_less_the_more_have_it() -> None:
    one, other = person(1, "A", phones=MINE), person(2, "B", phones=MINE)
    scores = [score(one, other, many) for many in (2, 3, 4, 9, 10, 100)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == scores[1] > LIKELY > scores[2] > scores[-1] == 0


def test_extensions_of_one_switchboard_are_not_one_number() -> None:
    one, other = person(1, phones=phones(f"{DESK}#1")), person(2, phones=phones(f"{DESK}#2"))
    bare = person(3, phones=phones(DESK))
    same = person(4, phones=phones(f"{DESK}#1"))
    assert score(one, other) < score(one, bare) < score(one, same)
    assert compared(one, other, {}).reasons[0].kind is Evidence.PHONE


def test_the_number_of_one_of_its_people_says_whose_it_is() -> None:
    company = firm(1, "宏远", phones=(Reach(MOBILE, "李四"),), people=("李四",))
    found = compared(company, person(2, "李四", phones=MINE), {})
    assert [each.kind for each in found.reasons] == [Evidence.PHONE, Evidence.PERSON]
    assert found.reasons[0].text.details["person"] == "李四"
    assert found.score > 80


names = st.sampled_from(["张伟", "张玮", "Acme Ltd", "Acme", "王芳", "Jonathan", "Jonathon", "A"])
maybe = st.none() | st.sampled_from(["宏远", "宏远有限公司", "X"])
numbers = st.lists(
    st.builds(Reach, st.sampled_from([MOBILE, OTHER_MOBILE, DESK, f"{DESK}#1"]), st.none()),
    max_size=2,
).map(tuple)
addresses = st.lists(
    st.builds(Reach, st.sampled_from(["a@b.cn", "A@b.cn", "info@b.cn"]), st.none()), max_size=1
).map(tuple)


def likenesses(key: int) -> st.SearchStrategy[Likeness]:
    return st.builds(
        Likeness,
        id=st.just(key),
        kind=st.sampled_from(CustomerKind),
        name=names,
        company=maybe,
        gender=st.none() | st.sampled_from(Gender),
        birthday=st.sampled_from([None, "1988-05-06", "05-06", "lunar:05-06", "1990-01-01"]),
        phones=numbers,
        emails=addresses,
        handles=st.sampled_from([(), ("wechat: a",), ("wechat: b",)]),
        people=st.sampled_from([(), ("张伟",)]),
        sound=st.sampled_from(["", "zhangwei"]),
    )


@given(likenesses(1), likenesses(2), st.integers(2, 20))
def test_the_score_is_what_the_reasons_say_whoever_is_asked_first(
    one: Likeness, other: Likeness, many: int
) -> None:
    shared = dict.fromkeys(
        [*(phone_key(each.value) for each in one.phones)]
        + [email_key_of(each.value) for each in one.emails],
        many,
    )
    found = compared(one, other, shared)
    assert found == compared(other, one, shared)
    assert (found.id, found.other_id) == (1, 2)
    assert 0 <= found.score <= 100
    assert all(each.points for each in found.reasons)
    assert found.score == 0 or any(each.points > 0 for each in found.reasons)
    best = sum(each.points for each in found.reasons if each.points > 0)
    assert found.score <= best


@given(likenesses(1), likenesses(2))
def test_one_more_thing_in_common_never_makes_it_less_probable(
    one: Likeness, other: Likeness
) -> None:
    before = compared(one, other, {}).score
    handle = ("qq: 1",)
    first, second = (replace(each, handles=(*each.handles, *handle)) for each in (one, other))
    assert compared(first, second, {}).score >= before


@given(likenesses(1))
def test_a_copy_is_likely_the_same(one: Likeness) -> None:
    copy = compared(one, replace(one, id=2), {})
    assert all(each.points > 0 for each in copy.reasons)
    assert copy.score >= 25
