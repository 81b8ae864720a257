"""References of due rows."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.domain.choice import UnknownChoice
from crmcli.domain.due import DueQuery, UnreadableRef, due_ref, read_ref
from crmcli.domain.due_kind import DueKind


@pytest.mark.parametrize("kind", list(DueKind))
def test_a_reference_is_read_back(kind: DueKind) -> None:
    assert read_ref(due_ref(kind, 17)) == (kind, 17)


@pytest.mark.parametrize("text", ["Follow-Up:17", "FOLLOW_UP:17", " follow_up: 17 "])
def test_a_kind_is_read_whatever_its_case_and_dashes(text: str) -> None:
    assert read_ref(text) == (DueKind.FOLLOW_UP, 17)


@pytest.mark.parametrize("text", ["王芳", "17", "id:17", "tel:1234", "name:Acme: Ltd", "Acme: Ltd"])
def test_what_may_be_a_customer_is_no_reference(text: str) -> None:
    assert read_ref(text) is None


@pytest.mark.parametrize("text", ["promise:", "promise:x", "promise:-5", f"promise:{2**63}"])
def test_a_kind_without_an_id_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRef):
        read_ref(text)


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownChoice) as caught:
        read_ref("promis:5")
    assert caught.value.details["nearest"] == "promise"


def test_looking_ahead_ends_with_the_calendar() -> None:
    assert DueQuery(date(2026, 3, 31), ahead=7).until == date(2026, 4, 7)
    assert DueQuery(date(2026, 3, 31), ahead=10**8).until == date.max
