"""Why a row is on the list, in short and in full."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.due_explanation import due_explanation
from crmcli.domain.due_kind import DueKind
from crmcli.domain.due_reason import DueFacts, due_reason, due_title
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.span import Span, Unit
from crmcli.render.words import say, word

DAY = date(2026, 3, 2)
SHORT = 72
FACTS = DueFacts(
    kind=DueKind.FOLLOW_UP,
    subject_id=17,
    due=date(2026, 3, 9),
    cadence=Span(7, Unit.DAY),
    basis=Basis.CONTACT,
    since=DAY,
    channel=None,
    theirs=False,
    promise=None,
    retry_on=None,
    planned_on=None,
    snoozed_until=None,
    snooze_reason=None,
    grade=Grade.B,
    grade_source=GradeSource.RULE,
    ground=Ground.CLOSES,
    grade_since=DAY,
    need=Need.CLEAR,
    expected_close=date(2026, 5, 1),
    own_frequency=False,
    last_contact=DAY,
    last_via=Channel.PHONE,
)
RELATIONSHIP = (Basis.CONTACT, Basis.BECAME_KEY, Basis.BECAME_EXISTING, Basis.EVERY_SET)
FOLLOW_UP = (
    Basis.CONTACT,
    Basis.ENTERED,
    Basis.GRADE_CHANGED,
    Basis.POLICY_CHANGED,
    Basis.WINBACK,
)
BASES = [
    (DueKind.PROMISE, Basis.PROMISED),
    (DueKind.VERIFY, Basis.VERIFIED),
    *((DueKind.RELATIONSHIP, each) for each in RELATIONSHIP),
    *((DueKind.FOLLOW_UP, each) for each in FOLLOW_UP),
]

days = st.integers(-400, 400).map(lambda number: DAY + timedelta(days=number))
maybe = st.none() | days


@given(
    st.sampled_from(BASES),
    st.none() | st.sampled_from(Channel),
    st.sampled_from(GradeSource),
    st.none() | st.sampled_from(Ground),
    st.sampled_from(
        [Span(1, Unit.DAY), Span(2, Unit.WEEK), Span(1, Unit.MONTH), Span(1, Unit.YEAR)]
    ),
    st.tuples(st.booleans(), st.booleans()),
    st.tuples(maybe, maybe, maybe, maybe, maybe),
    days,
)
def test_every_reason_is_a_whole_sentence_and_the_short_one_is_short(
    basis: tuple[DueKind, Basis],
    channel: Channel | None,
    source: GradeSource,
    ground: Ground | None,
    cadence: Span,
    flags: tuple[bool, bool],
    dates: tuple[date | None, ...],
    today: date,
) -> None:
    last, close, retry, planned, snoozed = dates
    facts = FACTS._replace(
        kind=basis[0],
        basis=basis[1],
        channel=channel,
        grade_source=source,
        ground=ground,
        cadence=cadence,
        theirs=flags[0],
        own_frequency=flags[1],
        promise="call",
        last_contact=last,
        last_via=None if last is None else Channel.WECHAT,
        expected_close=close,
        retry_on=retry,
        planned_on=planned,
        snoozed_until=snoozed,
        snooze_reason="later",
    )
    short, full = say(due_reason(facts, today)), say(due_explanation(facts, today))
    assert word(due_title(facts))
    assert len(short.partition("; no answer, again on ")[0]) <= SHORT
    assert full.endswith(".")
    for text in (short, full):
        assert not set("{}") & set(text)
        assert "  " not in text
        assert "None" not in text.replace("None since", "")


@pytest.mark.parametrize(
    ("basis", "text"),
    [
        (Basis.CONTACT, "B, every 7 days: last contact 2026-03-02 (phone)"),
        (Basis.ENTERED, "B: never contacted, due since 2026-03-02"),
        (Basis.GRADE_CHANGED, "B since 2026-03-02, every 7 days"),
        (Basis.POLICY_CHANGED, "B, every 7 days: changed on 2026-03-02"),
        (Basis.WINBACK, "lost; next try planned for 2026-03-02"),
    ],
)
def test_a_follow_up_says_in_short_what_it_counts_from(basis: Basis, text: str) -> None:
    assert say(due_reason(FACTS._replace(basis=basis), DAY)) == text


def test_a_text_with_braces_stays_as_it_is() -> None:
    facts = FACTS._replace(kind=DueKind.PROMISE, basis=Basis.PROMISED, promise="{0} {due} %s")
    assert "{0} {due} %s" in say(due_explanation(facts, DAY))


def test_a_grade_by_rule_says_what_the_rule_saw() -> None:
    text = say(due_explanation(FACTS, date(2026, 3, 9)))
    assert text == (
        "Grade B since 2026-03-02, by rule: closes 2026-05-01. Need: clear; expected close:"
        " 2026-05-01. Last contact 2026-03-02 (phone). Grade B is followed up every 7 days:"
        " 2026-03-02 + 7 days = 2026-03-09. That is today, 2026-03-09."
    )
