"""What can be done with an archived customer: nothing that is new; all that is there can change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.faults.command_lines import WRITING, verb_of

TODAY = "2026-03-31"

BOOK = (
    "grade policy --set loyalty.points=1 --yes",
    "customer add 王芳 --need clear --close +9w",
    "customer add Bob",
    "customer add Gone",
    "customer lose Gone --reason price",
    "customer archive Gone",
    "customer person add 王芳 李四",
    "log add 王芳 hello --via phone",
    "promise add 王芳 'send quote' --by +3d",
    "deal add 王芳 licence --amount 100",
    "deal add 王芳 support --amount 100",
    "deal lose 2 --reason price",
    "purchase add 王芳 --amount 5",
    "feedback add 王芳 'the box leaks' --kind complaint",
    "feedback add 王芳 nice --kind praise",
    "feedback close 2 --skip --reason told",
    "feedback add 王芳 quick --kind praise",
    "feedback advance 3",
    "feedback measure add 'test boxes' --customer 王芳 --by +3d",
    "feedback survey add 王芳 --score 2",
    "campaign add fair 王芳 Bob",
    "campaign add spring 王芳 Bob",
    "campaign reach spring 王芳 --via wechat",
    "campaign add summer Bob",
    "customer pin 王芳 --lifecycle loyal --reason sure",
    "customer archive 王芳",
)
"""What makes a book in which an archived customer has everything that a customer can have."""

REFUSED = (
    "log add id:1 hello --via phone",
    "log q 'called, quoted 5k' --customer id:1 --yes --no-deal",
    "promise add id:1 more --by +3d",
    "deal add id:1 more --amount 1",
    "deal move 1 quote",
    "deal win 1",
    "deal reopen 2 --reason again",
    "purchase add id:1 --amount 3",
    "feedback add id:1 more --kind praise",
    "feedback advance 1 --note looked",
    "feedback reopen 2 --reason again",
    "feedback measure add more --customer id:1 --by +3d",
    "feedback measure add more --feedback 1 --by +3d",
    "feedback survey add id:1 --score 4",
    "churn look id:1 --note seen",
    "churn try id:1 --result back",
    "campaign add winter id:1",
    "campaign include summer id:1",
    "campaign reach fair id:1 --via wechat",
    "campaign answer spring id:1",
    "loyalty adjust id:1 +5 --reason gift",
    "loyalty redeem id:1 1 --reason gift",
    "grade set id:1 B --reason sure",
    "grade suggest id:1 --apply",
    "customer merge id:2 id:1 --yes",
    "customer merge id:1 id:2 --yes",
)
"""What would be new."""

DONE = (
    "log edit 1 --note other",
    "log remove 1",
    "promise keep 1",
    "promise move 1 --by +9d --reason later",
    "promise drop 1 --reason over",
    "deal edit 1 --amount 7",
    "deal lose 1 --reason price",
    "deal case 2 --why price",
    "purchase edit 1 --amount 6",
    "purchase remove 1",
    "feedback edit 1 --severity high",
    "feedback close 3",
    "feedback measure done 1 --effect good",
    "campaign remove fair id:1",
    "campaign drop fair --yes",
    "customer edit id:1 --phone 13800138000",
    "customer restore id:1",
    "customer lose id:1 --reason price",
    "customer winback id:3",
    "customer pin id:1 --value high --reason large",
    "customer unpin id:1 --lifecycle",
    "customer verify id:1",
    "customer person add id:1 Somebody",
    "customer person edit id:1 李四 --title boss",
    "customer person remove id:1 李四",
    "customer erase id:1 --yes --reason asked",
)
"""What corrects, completes, ends or takes away what is recorded."""

OTHERS = frozenset({
    "customer add", "customer import", "customer archive", "customer field add",
    "customer field remove", "customer export", "log export", "deal export",
    "purchase export", "feedback export", "customer suggest", "due snooze", "due spread",
    "due export", "export",
    "grade audit", "grade policy show", "purchase import",
    "log import", "rate set", "rate remove", "config set", "calendar import", "calendar update",
    "calendar remove",
    "config unset", "undo", "redo", "report save",
})  # fmt: skip
"""What concerns no one customer, or leaves the archived ones out."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book once, to be copied."""
    place = tmp_path_factory.mktemp("archived") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        crm = Crm(place, patch)
        for line in BOOK:
            crm(line, today="2026-03-01")
    return place


@pytest.fixture
def book(crm: Crm, filled: Path) -> Crm:
    shutil.copy(filled, crm.db)
    return crm


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_new_is_refused_until_the_customer_is_back(book: Crm, line: str) -> None:
    error = book(f"{line} --json", today=TODAY, code=5).error
    assert error["code"] == "archived_customer"
    assert error["hint"] == "Bring it back first: crm customer restore id:1"
    book("customer restore id:1", today=TODAY)
    answer = book(f"{line} --json", today=TODAY, code=None)
    assert answer.code == 0 or answer.error["code"] in {"not_lost", "not_enough_points"}, answer.err


@pytest.mark.parametrize("line", DONE)
def test_what_is_recorded_can_be_corrected_and_ended(book: Crm, line: str) -> None:
    book(line, today=TODAY)
    book("check", today=TODAY)


def test_every_verb_that_writes_is_one_or_the_other() -> None:
    told = {verb_of(line) for line in (*REFUSED, *DONE)}
    assert told | OTHERS == {verb_of(line) for line in WRITING}
    assert not told & OTHERS


def test_of_many_that_are_named_the_archived_ones_are_left_out_and_said(book: Crm) -> None:
    made = book("campaign add winter id:1 id:2 --json", today=TODAY).json
    assert [each["reason"] for each in made["left_out"]] == ["archived"]
    reached = book("campaign reach fair --all --via sms --json", today=TODAY).json
    assert [each["reason"] for each in reached["left_out"]] == ["archived"]
    book("campaign include summer id:1 --archived", today=TODAY)
