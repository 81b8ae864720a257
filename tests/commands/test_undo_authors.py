"""Two people and one book: what one takes back never harms what the other did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

Step = tuple[str, str] | tuple[str, str, int]

WALKS: dict[str, list[Step]] = {
    "a policy, with a customer that came under it": [
        ("ann", "customer add X --grade B"),
        ("ann", "grade policy --set B=30d"),
        ("bob", "customer add Y --grade B"),
        ("ann", "undo"),
    ],
    "a policy, with a grade that was set under it": [
        ("ann", "customer add X"),
        ("ann", "grade policy --set B=30d"),
        ("bob", "grade set X B --reason so"),
        ("ann", "undo"),
        ("ann", "redo"),
    ],
    "a policy, with a customer that came out of the archive": [
        ("ann", "customer add X --grade B"),
        ("ann", "customer archive X --reason r"),
        ("ann", "grade policy --set B=30d"),
        ("bob", "customer restore X"),
        ("ann", "undo"),
    ],
    "a grade, under a policy that somebody changed since": [
        ("ann", "customer add X --grade B"),
        ("ann", "grade set X A --reason so"),
        ("bob", "grade policy --set B=20d"),
        ("ann", "undo"),
        ("ann", "redo"),
        ("bob", "grade policy --set horizon.A=2w"),
        ("ann", "undo"),
        ("bob", "undo"),
    ],
    "a grade back and forth, under one policy after the other": [
        ("ann", "customer add X --grade B"),
        ("ann", "grade set X A --reason so"),
        ("ann", "undo"),
        ("bob", "grade policy --set A=3d"),
        ("ann", "redo"),
        ("ann", "undo"),
        ("ann", "redo"),
        ("ann", "undo"),
        ("ann", "undo"),
    ],
    "an archive, under a policy that somebody changed since": [
        ("ann", "customer add X"),
        ("ann", "customer archive X --reason r"),
        ("bob", "grade policy --set D=11d"),
        ("ann", "undo"),
        ("ann", "redo"),
        ("bob", "undo"),
        ("ann", "undo"),
    ],
    "a consent, under a policy that somebody changed since": [
        ("ann", "customer add X"),
        ("ann", "customer edit X --may-contact no --reason r"),
        ("bob", "grade policy --set verify=7d"),
        ("ann", "undo"),
    ],
    "a customer back under a policy that somebody changed since": [
        ("ann", "customer add X"),
        ("ann", "undo"),
        ("bob", "grade policy --set D=11d"),
        ("ann", "redo"),
        ("ann", "undo"),
        ("ann", "redo"),
    ],
    "a bulk change, under a policy that somebody changed and took back since": [
        ("ann", "customer add X"),
        ("ann", "customer edit --where 'kind = person' --set importance=key --yes"),
        ("bob", "grade policy --set D=11d"),
        ("bob", "undo"),
        ("ann", "undo"),
    ],
    "the latest contact, with an earlier one added since": [
        ("bob", "customer add X --grade B"),
        ("bob", "log add X a --via phone --at -30d --keep"),
        ("ann", "log add X b --via phone --at -1d --keep"),
        ("bob", "log add X c --via phone --at -10d --keep"),
        ("ann", "undo", 4),
    ],
    "an archive, with a promise kept since": [
        ("bob", "customer add X --grade B"),
        ("bob", "promise add X a --by +3d"),
        ("ann", "customer archive X --reason r"),
        ("bob", "promise keep 1"),
        ("ann", "undo", 4),
    ],
    "a promise back to an archived customer": [
        ("ann", "customer add X"),
        ("ann", "customer archive X --reason r"),
        ("ann", "undo"),
        ("bob", "promise add X hi --by +3d"),
        ("bob", "undo"),
        ("ann", "redo"),
        ("bob", "redo", 4),
    ],
    "a person, with a number added since": [
        ("bob", "customer add X"),
        ("ann", "customer person add X Jane"),
        ("bob", "customer person edit X Jane --phone 13700137000"),
        ("ann", "undo", 4),
    ],
    "a person, with a contact since": [
        ("bob", "customer add X"),
        ("ann", "customer person add X Jane"),
        ("bob", "log add X talk --via phone --with Jane --keep"),
        ("ann", "undo", 4),
    ],
    "a change back to a customer that is gone": [
        ("ann", "customer add X"),
        ("bob", "customer edit X --set title=T"),
        ("bob", "undo"),
        ("ann", "undo"),
        ("bob", "redo", 4),
        ("ann", "redo"),
        ("bob", "redo"),
        ("bob", "undo"),
    ],
    "a change back over one that came back meanwhile": [
        ("ann", "customer add X"),
        ("bob", "customer edit X --set title=b"),
        ("bob", "undo"),
        ("ann", "customer edit X --set title=a"),
        ("ann", "undo"),
        ("bob", "redo"),
        ("ann", "redo", 4),
    ],
    "a contact back to a customer that is gone": [
        ("ann", "customer add X"),
        ("bob", "log add X hi --via phone --keep"),
        ("bob", "undo"),
        ("ann", "undo"),
        ("bob", "redo", 4),
    ],
    "a reference back to a customer that is gone": [
        ("bob", "customer add X"),
        ("ann", "customer add R"),
        ("bob", "customer edit X --set referred_by=R"),
        ("bob", "undo"),
        ("ann", "undo"),
        ("bob", "redo", 4),
        ("ann", "redo"),
        ("bob", "redo"),
    ],
    "a customer back whose referrer is gone": [
        ("ann", "customer add R"),
        ("bob", "customer add X --referred-by R"),
        ("bob", "undo"),
        ("ann", "undo"),
        ("bob", "redo", 4),
    ],
    "a value back to a field that is gone": [
        ("bob", "customer add X"),
        ("ann", "customer field add hat"),
        ("bob", "customer edit X --set hat=s"),
        ("bob", "undo"),
        ("ann", "undo"),
        ("bob", "redo", 4),
    ],
}


@pytest.mark.parametrize("walk", WALKS)
def test_a_book_stays_sound_whatever_two_people_take_back(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, walk: str
) -> None:
    for author, line, *code in WALKS[walk]:
        monkeypatch.setenv("CRM_USER", author)
        before = contents(crm.db) if crm.db.exists() else {}
        answer = crm(line, code=code[0] if code else 0)
        if answer.code:
            assert contents(crm.db) == before
            assert answer.out == ""
    found = crm("check --json", code=None).json
    assert [each["code"] for each in found["findings"] if each["severity"] == "fault"] == []


def test_a_refusal_names_who_changed_what(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_USER", "ann")
    crm("customer add 王芳")
    monkeypatch.setenv("CRM_USER", "bob")
    crm("log add 王芳 hello --via phone")
    monkeypatch.setenv("CRM_USER", "ann")

    refused = crm("undo", code=4)
    assert "`customer add` cannot be taken back: bob changed the same with `log add`" in refused.err


@pytest.mark.parametrize(
    "line",
    [
        "customer edit --where 'kind = person' --set industry=teapot --yes",
        "customer edit --where 'kind = person' --company teapot --yes",
        "customer edit --where 'kind = person' --tag teapot --yes",
        "customer field remove hat --force --yes",
    ],
)
def test_a_bulk_change_of_more_than_a_page_is_taken_back_whole(crm: Crm, line: str) -> None:
    rows = "\n".join(f"N{n},wool{n}" for n in range(450))
    crm("customer import - --yes", stdin=f"name,hat\n{rows}\n")
    before = contents(crm.db)
    crm(line)
    after = contents(crm.db)

    crm("undo")
    assert contents(crm.db) == before
    crm("redo")
    assert contents(crm.db) == after
    crm("undo")
    assert contents(crm.db) == before
    assert [each["customer"] for each in crm("customer find wool50 --json").json] == ["N50"]


def test_whom_the_undo_of_another_blocks_is_told_that_a_redo_brings_it_back(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_USER", "ann")
    crm("customer add A")
    monkeypatch.setenv("CRM_USER", "ben")
    crm("log add A hi --via phone")
    crm("undo")
    monkeypatch.setenv("CRM_USER", "ann")
    crm("undo")
    monkeypatch.setenv("CRM_USER", "ben")
    refused = crm("redo --json", code=4).error
    assert refused["hint"].startswith("ann may bring it back first, with `crm redo`;")
    monkeypatch.setenv("CRM_USER", "ann")
    crm("redo")
    monkeypatch.setenv("CRM_USER", "ben")
    crm("redo")
    assert [each["note"] for each in crm("log list --json").json] == ["hi"]
