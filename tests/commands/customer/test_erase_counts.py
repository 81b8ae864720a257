"""`crm customer erase` says of everything that goes with a customer how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli.domain.erasure_words import COUNTED, WITHIN

if TYPE_CHECKING:
    from tests.conftest import Crm

LIFE = (
    "grade policy --set loyalty.points=1 --yes",
    "customer import -",
    "customer field add colour",
    "customer edit 王芳 --set colour=red",
    "customer pin 王芳 --value high --reason r",
    "customer person add 王芳 Bob",
    "log add 王芳 hello --via phone --with Bob",
    "log add 王芳 hello --via phone",
    "promise add 王芳 flyer --by +3d",
    "promise move 1 --by +5d --reason r",
    "deal add 王芳 pipes --amount 1000",
    "deal add 王芳 pumps --amount 1000",
    "deal move 1 quote",
    "deal win 2 --purchase --why demo",
    "purchase add 王芳 --amount 1000",
    "feedback add 王芳 leaks --kind complaint",
    "feedback advance 1 --note seen",
    "feedback measure add pads --feedback 1 --owner tester --by +9d",
    "feedback survey add 王芳 --score 3",
    "campaign add fair 王芳 --note hello",
    "churn look 王芳 --note seen",
    "customer lose 王芳 --reason r",
    "churn try 王芳 --result thinking --via phone --note n",
)
TOLD = (
    "2 contacts, 1 promise, 2 deals, 2 purchases, 1 feedback, 1 measure, 1 survey answer,"
    " 2 lines of loyalty points, 1 mark of a campaign, 1 look at warnings, 1 try to win it back,"
    " 1 person, 1 number or address, 1 line of a vCard, 1 tag, 1 field of your own,"
    " 1 pinned class, "
)


@pytest.fixture
def full(crm: Crm) -> Crm:
    card = "BEGIN:VCARD\nFN:王芳\nTEL:13800138000\nCATEGORIES:vip\nX-ID:7\nEND:VCARD\n"
    for line in LIFE:
        crm(line, stdin=card)
    return crm


def test_whatever_goes_with_a_customer_is_counted_before_and_after(full: Crm) -> None:
    assert f"With it go: {TOLD}" in full("customer erase 王芳 --dry-run").out
    assert TOLD in full("customer erase 王芳 --yes --reason asked").out


def test_its_rows_are_counted_for_programs_table_by_table(full: Crm) -> None:
    removed = full("customer erase 王芳 --yes --reason asked --json").json["removed"]
    assert set(removed) == {*COUNTED, *WITHIN}
    assert removed["deal"] == removed["purchase"] == removed["loyalty_entry"] == 2
    assert removed["promise_move"] == removed["contact_person"] == 1
