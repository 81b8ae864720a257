"""`crm customer dupes`: who is probably the same, with a score and the reasons."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.duplicate.rule import LIKELY, compared
from crmcli.services.duplicates import finding
from crmcli.services.duplicates.likeness import keys_of, likeness
from crmcli.store.book import Book
from crmcli.store.reads.duplicates import facts_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

SURE = LIKELY + 1
"""More than the sound of two names alone, by which whole books hang together."""

BOOK = (
    "customer add 张伟 --phone 13800138000",
    "customer add 张伟 --phone 13900139000 --force",
    "customer add 深圳博远电子商务有限公司 --set kind=company --phone 0755-88886666",
    "customer add 深圳博远电子商务 --set kind=company",
    "customer add 博远电子商务(深圳)有限公司 --set kind=company --phone 0755-88886666 --force",
    "customer add 王芳 --company 宏远 --phone 13700137000",
    "customer add 王方 --company 宏远有限公司",
    "customer add 'Jonathan Smith' --company 'Acme Ltd' --email js@acme.com",
    "customer add 'Jonathon Smith' --company 'ACME Co., Ltd.'",
    "customer add 'John Miller' --email j.miller@web.de",
    "customer add 'J. Miller' --email J.Miller@web.de --force",
    "customer add 天地 --set kind=company",
    "customer person add 天地 赵六 --phone 13400134000",
    "customer add 赵六 --phone 13400134000 --company 天地 --force",
    "customer add 陈静 --set wechat=cj",
    "customer add 静静 --set wechat=cj",
    "customer add 马超 --phone 010-88886666#12",
    "customer add 马超 --phone 010-88886666#34 --force",
    "customer add 刘洋 --birthday 1988-05-06 --phone 13600136000",
    "customer add 刘洋 --birthday 1990-05-06 --force",
)
EXPECTED = [
    (12, 13, 89, {"phone", "person"}),
    (3, 5, 88, {"phone", "form"}),
    (6, 7, 72, {"sound", "company"}),
    (3, 4, 70, {"form"}),
    (8, 9, 64, {"mistyped", "company"}),
    (16, 17, 62, {"phone", "name"}),
    (10, 11, 60, {"email", "other_name"}),
    (14, 15, 60, {"handle", "other_name"}),
]


@pytest.fixture
def book(crm: Crm) -> Crm:
    for line in BOOK:
        crm(line)
    return crm


def found(crm: Crm, line: str = "") -> list[tuple[int, int, int, set[str]]]:
    return [
        (each["id"], each["other_id"], each["score"], {one["kind"] for one in each["reasons"]})
        for each in crm(f"customer dupes {line} --json").json
    ]


def test_the_likeliest_come_first_each_with_its_reasons(book: Crm) -> None:
    assert found(book) == EXPECTED
    first = book("customer dupes --json --limit 1").json[0]
    assert list(first) == [
        "id",
        "name",
        "company",
        "other_id",
        "other_name",
        "other_company",
        "score",
        "reasons",
    ]
    assert (first["name"], first["other_name"], first["other_company"]) == ("天地", "赵六", "天地")
    assert first["reasons"] == [
        {
            "kind": "phone",
            "value": "+8613400134000",
            "text": "same phone +8613400134000, of 赵六",
            "points": 76,
        },
        {
            "kind": "person",
            "value": "赵六",
            "text": "赵六 is one of the people of 天地",
            "points": 55,
        },
    ]


def test_two_of_one_name_with_two_mobiles_come_with_a_lower_score_alone(book: Crm) -> None:
    # The name alone is not enough for people: very many are called 张伟.
    pairs = {(one, other): score for one, other, score, _ in found(book, "--min-score 0")}
    assert pairs[1, 2] == 30 < LIKELY
    assert pairs[18, 19] == 15
    assert (1, 2) not in {(one, other) for one, other, _, _ in found(book)}


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("--by phone", [(12, 13), (3, 5), (16, 17)]),
        ("--by email", [(10, 11)]),
        ("--by phone,email", [(12, 13), (3, 5), (16, 17), (10, 11)]),
        ("--by phone --by email --limit 2", [(12, 13), (3, 5)]),
        ("--by name --min-score 70", [(12, 13), (3, 5), (6, 7), (3, 4)]),
        ("--limit 0", []),
        ("--min-score 100", []),
        ("id:4", [(3, 4), (4, 5)]),
        ("id:7", [(6, 7)]),
        ("id:6", [(6, 7)]),
        ("id:9", [(8, 9)]),
        ("id:12", [(12, 13)]),
        ("id:13 --by name", [(12, 13)]),
        ("id:15", [(14, 15)]),
        ("id:17", [(16, 17)]),
        ("张伟 --min-score 0 --by name", None),
        ("id:1 --min-score 30", [(1, 2)]),
        ("id:1", []),
    ],
)
def test_pairs_are_chosen(book: Crm, line: str, pairs: list[tuple[int, int]] | None) -> None:
    if pairs is None:
        book(f"customer dupes {line}", code=4)
        return
    assert [(one, other) for one, other, _, _ in found(book, line)] == pairs


def test_one_customer_has_the_scores_that_the_whole_book_has(book: Crm) -> None:
    whole = {each[:2]: each[2:] for each in found(book, "--min-score 1")}
    for key in range(1, 20):
        for each in found(book, f"id:{key} --min-score 1"):
            assert whole.get(each[:2], each[2:]) == each[2:]


def test_every_format_of_a_list_is_there(book: Crm) -> None:
    assert book("customer dupes --format ids").out.split() == [
        str(other) for _, other, _, _ in EXPECTED
    ]
    head, row, *_ = book("customer dupes").lines
    assert head.split("\t") == [
        "id", "name", "company", "other_id", "other_name", "other_company", "score", "reasons",
    ]  # fmt: skip
    assert row.split("\t")[-1] == (
        "same phone +8613400134000, of 赵六;赵六 is one of the people of 天地"
    )
    assert len(book("customer dupes --format jsonl").lines) == len(EXPECTED)
    table = book("customer dupes --format table")
    assert "89  天地 (12)" in table.out
    assert table.err.splitlines() == [
        "8 pairs; the oldest of those that are alike stands first.",
        "One customer? crm customer merge 12 13 --dry-run shows it as one.",
    ]


def test_what_it_says_to_do_can_be_done_and_then_they_are_one(book: Crm) -> None:
    for one, other, _, _ in EXPECTED:
        book(f"customer merge id:{one} id:{other} --yes")
    assert found(book) == []
    told = book("customer dupes --format table")
    assert (told.out, told.err) == ("", "No two customers seem to be the same.\n")
    assert book("check --json").json["ok"]


def test_archived_customers_are_compared_where_that_is_asked_for(book: Crm) -> None:
    book("customer archive id:13")
    assert (12, 13) not in {each[:2] for each in found(book)}
    assert (12, 13) in {each[:2] for each in found(book, "--archived")}
    assert found(book, "id:12") == []
    assert [each[:2] for each in found(book, "id:12 --archived")] == [(12, 13)]
    book("customer archive id:3")
    assert (4, 5) in {each[:2] for each in found(book)}


def test_a_number_of_a_hundred_is_told_with_the_oldest_and_counted(
    crm: Crm, tmp_path: Path
) -> None:
    rows = [f"客户{number:03},010-88886666,c{number}@b.cn" for number in range(98)]
    rows += ["张伟,010-88886666,", "张伟,010-88886666,"]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(["name,phone,email", *rows[:1]]), "utf-8")
    crm(["customer", "import", str(table), "--yes"])
    for row in rows[1:]:
        name, phone, email = row.split(",")
        more = ["--email", email] if email else []
        crm(["customer", "add", name, "--phone", phone, "--force", *more])
    # Only those of one name are one.
    assert found(crm) == [(99, 100, 60, {"phone", "name"})]
    every = crm("customer dupes --min-score 0 --json").json
    assert len(every) == 100
    assert {each["id"] for each in every} == {1, 99}
    assert every[0]["reasons"][0]["text"] == "same phone 010-88886666, shared by 100 customers"
    assert len(crm("customer dupes id:5 --min-score 1 --json").json) == 0
    assert len(crm("customer dupes id:99 --json").json) == 1


@pytest.mark.parametrize("seed", range(3))
def test_pages_of_any_size_find_the_same_and_no_likely_pair_is_missed(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    for _ in range(40):
        crm(line_of(chance))
    lines = [f"customer dupes --json --min-score {least}" for least in (0, SURE)]
    pairs = [crm(line).json for line in lines]
    for name, size in (("_PAGE", 3), ("_KEYS", 7), ("_POINTS", 5), ("_PAIRS", 2)):
        monkeypatch.setattr(finding, name, size)
    assert [crm(line).json for line in lines] == pairs
    likely = [(each["id"], each["other_id"]) for each in pairs[1]]
    every = all_pairs(crm)
    assert set(likely) <= set(every)
    # Each is told with the oldest: whoever is the same is so by way of others or not.
    assert groups(likely) == groups(every)


def all_pairs(crm: Crm) -> list[tuple[int, int]]:
    """Compare every two customers of a book: what is likely by the rule alone."""
    with Book(crm.db).reading() as connection:
        known = [likeness(each) for each in facts_of(connection, range(1, 41)).values()]
    many = Counter(key for each in known for key in set(keys_of(each)))
    found = [compared(*pair, many) for pair in combinations(known, 2)]
    return [(each.id, each.other_id) for each in found if each.score >= SURE]


def groups(pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    """Put those together who are the same by way of others or not."""
    whole: dict[int, set[int]] = {}
    for one, other in pairs:
        both = whole.get(one, {one}) | whole.get(other, {other})
        whole |= dict.fromkeys(both, both)
    return {frozenset(each) for each in whole.values()}


def line_of(chance: random.Random) -> list[str]:
    """Give a line that adds somebody who may be there already."""

    def perhaps(option: str, values: list[str], odds: float) -> list[str]:
        return [option, chance.choice(values)] if chance.random() < odds else []

    names = ["王芳", "王方", "张伟", "Wang Fang", "Jonathan Smith", "Jonathon Smith", "宏远"]
    names += ["宏远有限公司", "深圳宏远(集团)有限公司", "深圳市宏远", "Acme Ltd", "Acme Inc."]
    line = ["customer", "add", chance.choice(names), "--force"]
    line += perhaps("--phone", [f"1380013800{each}" for each in range(9)], 0.4)
    line += perhaps("--email", [f"a{each}@b.cn" for each in range(9)], 0.2)
    line += perhaps("--company", ["宏远", "宏远有限公司", "Acme"], 0.3)
    line += perhaps("--birthday", ["1988-05-06", "05-06", "1990-01-01"], 0.3)
    line += perhaps("--set", ["wechat=a", "wechat=b"], 0.1)
    return line + perhaps("--set", ["kind=company"], 0.1)


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("--by colour", 2, "unknown_choice"),
        ("--min-score 101", 2, "usage"),
        ("--min-score -1", 2, "usage"),
        ("nobody", 3, "customer_not_found"),
    ],
)
def test_what_is_not_understood_is_refused(crm: Crm, line: str, code: int, word: str) -> None:
    crm("customer add A")
    assert crm(f"customer dupes {line} --json", code=code).error["code"] == word


def test_a_book_that_is_not_there_or_empty_has_none(crm: Crm) -> None:
    assert crm("customer dupes --json", code=3).error["code"] == "no_book"
    crm("customer field add hat")
    assert crm("customer dupes --json").json == []


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("customer add X --phone '138 0013 8000'", ["same phone +8613800138000"]),
        ("customer add X --email A@b.cn", ["same e-mail A@b.cn"]),
        ("customer add 王芳 --company 宏远", ["same name 王芳", "same company 宏远"]),
        ("customer add X --phone 13700137000", ["same phone +8613700137000, of 李四"]),
    ],
)
def test_adding_one_that_is_there_says_what_is_alike(crm: Crm, line: str, texts: list[str]) -> None:
    crm("customer add 王芳 --company 宏远 --phone 13800138000 --email a@b.cn")
    crm("customer person add 王芳 李四 --phone 13700137000")
    refused: Any = crm(f"{line} --json", code=4).error
    (candidate,) = refused["candidates"]
    assert (candidate["id"], candidate["name"]) == (1, "王芳")
    assert [each["text"] for each in candidate["reasons"]] == texts
    told = crm(line, code=4).err
    assert f"  1\t王芳\t宏远\t{'; '.join(texts)}" in told
