"""Finding one of 20,000: the right one is among the first, the order is told, nobody is guessed."""

from __future__ import annotations

import csv
from itertools import islice, product
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.commands.test_log_asking import terminal
from tests.conftest import Crm
from tests.contracts.test_completion import offered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = 20_000
FIRST = 21
"""Candidates are 20; one more would be said."""

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉兰红建国志文海燕春梅玲雪莉永新云龙飞"
WANG = 12_345
"""The number of 王小明, somewhere in the middle."""


def crowd_of(size: int) -> Iterator[tuple[str, str, str]]:
    """Make up names, companies and numbers: many are called 王, one is called 王小明."""
    firms = ("上海华信", "广州百川", "北京字节跳动", "深圳德高")
    people = product(SURNAMES, GIVEN, ("", *GIVEN))
    for number, (family, one, two) in enumerate(islice(people, size), 1):
        name = "王小明" if number == WANG else f"{family}{one}{two}"
        firm = f"{firms[number % 4]}{GIVEN[number % len(GIVEN)]}贸易有限公司"
        yield name, firm, f"13{number % 10}{number:04d}{number % 9000 + 500:04d}"[:11]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("crowd")
    file = folder / "crowd.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("name", "company", "kind"))
        writer.writerows((name, firm, "person") for name, firm, _ in crowd_of(SIZE))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("CRM_USER", "tester")
        crm = Crm(folder / "crowd.db", patch)
        crm(["customer", "import", str(file), "--no-input"])
        crm(["customer", "edit", f"id:{WANG}", "--phone", "13912345678"])
        crm(["log", "add", f"id:{WANG}", "x", "--via", "phone"])
        yield crm.db


def candidates(crm: Crm, typed: str) -> list[str]:
    """Name whom a text names: the one that is taken, or the candidates in their order."""
    answer = crm(["customer", "show", typed, "--json"], code=None)
    if answer.code == 0:
        return [answer.json["name"]]
    assert answer.code == 4, answer.err
    return [each["name"] for each in answer.error["candidates"]]


@pytest.mark.parametrize(
    "typed",
    [
        "王小明", "王小", "小明", "王", "wangxiaoming", "wang xiaoming", "wangxm", "wxm", "wangx",
        "wangxiao", "xiaoming", "wang", "王xm", "王xiao", "tel:5678", "13912345678", "w", "明",
    ],
)  # fmt: skip
def test_the_one_who_is_meant_is_among_the_first(crm: Crm, crowd: Path, typed: str) -> None:
    crm.db = crowd
    found = candidates(crm, typed)
    assert "王小明" in found
    assert len(found) < FIRST
    if len(found) > 1:
        # Nobody else was ever contacted.
        assert found[0] == "王小明"


@pytest.mark.parametrize("typed", ["wangx", "wxm", "王小", "小明", "王xm", "王"])
def test_completion_offers_the_one_who_is_meant_first(crm: Crm, crowd: Path, typed: str) -> None:
    crm.db = crowd
    assert offered(crm, "customer", "show", typed)[0].split("\t")[0] == "王小明"


def test_candidates_stand_in_the_order_of_their_last_contact(crm: Crm) -> None:
    for name in ("王芳", "王方", "王放", "王房", "王防"):
        crm(["customer", "add", name, "--force"])
    for day, who in (("2026-03-01", 4), ("2026-03-20", 2), ("2026-03-10", 5)):
        crm(["log", "add", f"id:{who}", "x", "--via", "phone", "--at", day])
    crm("customer archive id:5")
    for typed in ("wangfang", "wangf", "wf", "fang", "王"):
        refused = crm(["log", "add", typed, "x", "--via", "phone", "--json"], code=4)
        assert [each["id"] for each in refused.error["candidates"]] == [2, 4, 1, 3]
        told = crm(["customer", "show", typed], code=4).err
        order = [told.index(name) for name in ("王方", "王房", "王芳", "王放")]
        assert order == sorted(order)
        assert offered(crm, "customer", "show", typed) == [
            "王方\t2",
            "王房\t4",
            "王芳\t1",
            "王放\t3",
        ]
    assert len(crm("log list --json").json) == 3


def test_a_better_tier_wins_over_a_later_contact(crm: Crm) -> None:
    for name in ("王小", "王小明", "李王小"):
        crm(["customer", "add", name])
    crm("log add id:2 x --via phone")
    crm("log add id:3 x --via phone")
    assert crm("customer show 王小 --json").json["id"] == 1
    assert crm("customer show wangxiao --json").json["id"] == 1
    crm("customer archive id:1")
    # Named exactly, and archived: nobody else is taken for it.
    assert crm("customer show 王小 --json").json["id"] == 1


def test_one_who_is_written_so_is_not_mixed_up_with_one_who_is_spelled_so(crm: Crm) -> None:
    crm(["customer", "add", "Wang Fang"])
    crm(["customer", "add", "王芳"])
    assert crm(["customer", "show", "Wang Fang", "--json"]).json["id"] == 1
    refused = crm(["customer", "show", "wang f", "--json"], code=4)
    assert [each["id"] for each in refused.error["candidates"]] == [1, 2]


def test_a_mixed_form_is_a_beginning_and_never_decides_between_two(crm: Crm) -> None:
    crm(["customer", "add", "王芳"])
    assert crm("customer show wangf --json").json["id"] == 1
    crm(["customer", "add", "王飞翔"])
    refused = crm("log add wangf x --via phone --json", code=4)
    assert [each["id"] for each in refused.error["candidates"]] == [1, 2]


def test_digits_that_are_an_id_stay_one_and_it_says_whose_number_ends_so(
    crm: Crm, crowd: Path
) -> None:
    crm.db = crowd
    shown = crm("customer show 5678")
    assert "(5678)" in shown.out
    assert f"Phone numbers that end so: 王小明 ({WANG}). Type tel:5678." in shown.err
    assert crm("customer show 5678 --json").err == ""
    assert crm("customer show 5679").err == ""
    assert crm("customer show tel:5678 --json").json["id"] == WANG


def test_on_a_terminal_digits_of_two_senses_are_asked_about(crm: Crm, crowd: Path) -> None:
    crm.db = crowd
    child = terminal(crm, "customer", "show", "5678")
    child.expect("Several customers match 5678:")
    child.expect(r"\(5678\)")
    child.expect(rf"2  王小明 .*\({WANG}\)")
    child.sendline("2")
    child.expect("王小明")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
