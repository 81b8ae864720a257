"""What a customer allows, since when and why, and what is owed to it all the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crmcli.domain.cadence import ClockFacts
from crmcli.domain.choice import UnknownChoice
from crmcli.domain.consent import Consent, consent_after, is_owed, read_flag, refusals
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import Grade
from crmcli.domain.obligation import clock_obligations
from crmcli.domain.policy import Policy

TODAY = date(2026, 3, 31)
EARLIER = TODAY - timedelta(days=30)
NO_CONTACT = Consent(may_contact=False, on=EARLIER, reason="moved")


def test_a_change_is_dated_with_its_reason() -> None:
    after = consent_after(Consent(), {"may_contact": False}, TODAY, "asked for it")
    assert after == Consent(may_contact=False, on=TODAY, reason="asked for it")


@pytest.mark.parametrize("reason", [None, "moved"])
def test_what_is_said_twice_changes_nothing(reason: str | None) -> None:
    assert consent_after(NO_CONTACT, {"may_contact": False}, TODAY, reason) == NO_CONTACT
    assert consent_after(Consent(), {"may_contact": True}, TODAY, reason) == Consent()


def test_a_new_reason_for_what_is_not_allowed_is_dated() -> None:
    after = consent_after(NO_CONTACT, {"may_contact": False}, TODAY, "by letter too")
    assert after == Consent(may_contact=False, on=TODAY, reason="by letter too")


def test_all_allowed_again_forgets_why_not_unless_a_reason_is_given() -> None:
    assert consent_after(NO_CONTACT, {"may_contact": True}, TODAY, None) == Consent()
    after = consent_after(NO_CONTACT, {"may_contact": True}, TODAY, "signed a form")
    assert after == Consent(on=TODAY, reason="signed a form")


def test_the_reason_stays_while_something_is_not_allowed() -> None:
    both = Consent(may_contact=False, may_share=False, on=EARLIER, reason="moved")
    after = consent_after(both, {"may_share": True}, TODAY, None)
    assert after == Consent(may_contact=False, on=EARLIER, reason="moved")
    more = consent_after(NO_CONTACT, {"may_share": False}, TODAY, None)
    assert more == Consent(may_contact=False, may_share=False, on=TODAY)


@pytest.mark.parametrize(
    "text", ["yes", "Y", "TRUE", "1", "是", "有", "对", "可以", "同意", "允許", "√", "ｙｅｓ"]
)
def test_yes_is_read(text: str) -> None:
    assert read_flag(text, "may_contact")


@pytest.mark.parametrize(
    "text", ["no", "N", "false", "0", "否", "无", "無", "错", "不对", "不可以", "拒绝", "×"]
)
def test_no_is_read(text: str) -> None:
    assert not read_flag(text, "may_contact")


def test_anything_else_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        read_flag("perhaps", "may_contact")


def test_only_what_is_no_contact_of_ours_is_owed_to_who_may_not_be_contacted() -> None:
    stays = {each for each in DueKind if is_owed(each, may_contact=False)}
    assert stays == {DueKind.COMPLAINT, DueKind.FEEDBACK, DueKind.PROMISE, DueKind.DEAL}
    assert all(is_owed(each, may_contact=True) for each in DueKind)


def test_there_are_no_clocks_for_who_may_not_be_contacted() -> None:
    def kinds(*, may_contact: bool) -> list[DueKind]:
        facts = ClockFacts(
            grade=Grade.A,
            first_due=TODAY,
            verified=TODAY,
            key_since=TODAY,
            may_contact=may_contact,
        )
        return [each.kind for each in clock_obligations(1, facts, Policy())]

    assert kinds(may_contact=True) == [DueKind.FOLLOW_UP, DueKind.RELATIONSHIP, DueKind.VERIFY]
    assert kinds(may_contact=False) == []


def test_nothing_is_said_of_who_allows_everything() -> None:
    assert refusals(Consent(on=TODAY, reason="signed a form")) is None
    assert refusals(NO_CONTACT) is not None
