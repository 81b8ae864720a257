"""Books in which customers are merged at random stay sound, and undo takes each back whole."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crm

STEPS = 12
CUSTOMERS = 6


def making(chance: random.Random) -> Iterator[str]:
    """Give the lines that make a book of customers with anything a customer can have."""
    yield "grade policy --set loyalty.points=1 --set loyalty.referral=50 --yes"
    for number in range(1, CUSTOMERS + 1):
        more = chance.choice(["--tag vip", "--company X", "--every 2w", "--set hat=red", ""])
        if number > 1 and chance.random() < 0.5:
            more += f" --referred-by id:{chance.randrange(1, number)}"
        if chance.random() < 0.3:
            more += " --may-contact no --reason asked"
        kind = chance.choice(["person", "company"])
        yield f"customer add {chance.choice('ABC')} --set kind={kind} {more} --force"
    yield "campaign add fair id:1 id:2"


def step(chance: random.Random, ids: list[int]) -> str:
    """Give one line that does something with one of some customers."""
    one = f"id:{chance.choice(ids)}"
    day = chance.choice(["-40d", "-9d", "today"])
    name, phone = chance.choice(["Jane", "Tom"]), f"1380013800{chance.randrange(10)}"
    return chance.choice([
        f"log add {one} hello --via {chance.choice(['phone', 'visit', 'wechat'])} --at {day}",
        f"log add {one} facts --via phone --close +{chance.randrange(1, 30)}w --next x --by +3d",
        f"deal add {one} ERP --amount {chance.randrange(1, 300_000)} --close +2w",
        f"purchase add {one} --amount {chance.randrange(1, 200_000)} --at {day}",
        f"feedback add {one} leaks --kind complaint",
        f"feedback survey add {one} --score {chance.randrange(1, 6)}",
        f"customer person add {one} {name} --phone {phone} --force",
        f"customer lose {one} --reason price --winback +1m",
        f"customer pin {one} --status won --reason sure",
        f"promise add {one} send --by +{chance.randrange(1, 9)}d",
        f"due snooze {one} --until +9d --reason away",
        f"grade set {one} {chance.choice('ABCDE')} --reason sure",
        f"customer edit {one} --importance key --set wechat=w{chance.randrange(3)}",
        f"campaign include fair {one}",
        f"churn look {one} --note seen",
    ])  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_book_stays_sound_whatever_is_merged(crm: Crm, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    for line in making(chance):
        crm(line)
    ids = list(range(1, CUSTOMERS + 1))
    for number in range(STEPS):
        for _ in range(4):
            # What a rule refuses of a lost or unwelcome customer changes nothing.
            crm(step(chance, ids), code=None)
        if number % 3 == 2 and len(ids) > 1:
            keep, other = chance.sample(ids, 2)
            before = contents(crm.db)
            crm(f"customer merge id:{keep} id:{other} --yes")
            after = contents(crm.db)
            assert crm("check --json").json["ok"], (seed, number)
            crm("undo")
            assert contents(crm.db) == before, (seed, number)
            assert crm("check --json").json["ok"], (seed, number)
            crm("redo")
            assert contents(crm.db) == after, (seed, number)
            ids.remove(other)
    assert crm("check --json").json["ok"]
