from __future__ import annotations

import json
from contextlib import closing
from sqlite3 import connect
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

TODAY = "2026-03-31"

BOOK = (
    (
        "customer add 王芳 --company 星河贸易 --phone 13800138000 --phone 021-62881234"
        " --email a@b.cn --grade B --tag vip --tag 上海 --note 'knows 李雷' --set 'size=small'"
    ),
    "customer add 李雷 --need clear --close +2w --referred-by 王芳",
    "customer add Acme --set kind=company --importance key",
    "customer person add Acme 'Jane Roe' --phone 13700137000 --title CFO",
    "log add 王芳 'first talk' --via phone --at -20d --next 'send list' --by -10d",
    "log add Acme 'met Jane' --via visit --with Jane --at -9d --next 'call back' --by +3d --theirs",
    "feedback add 王芳 'pump leaks' --kind complaint --category quality --at -3d",
    "feedback advance 1 --note 'seal is worn' --at -2d",
    "feedback add 李雷 'an app' --kind suggestion --handler Li",
    "feedback measure add 'test seals' --feedback 1 --by +2w",
    "feedback measure add 'answer faster' --by +1m",
    "feedback survey add 王芳 --score 4 --note 'rather slow' --at -9d",
    "feedback add Acme 'in time' --kind praise",
    "feedback close 3 --skip --reason 'told at once'",
    "purchase add 王芳 --amount 999.99 --product pipe --note first --at -9d",
    "purchase add 王芳 --amount 'USD 5' --at -9d",
    "rate set USD 7",
    "customer field add colour --type text",
    "customer edit 李雷 --set colour=red",
    "due snooze follow_up:1 --until +2d --reason travelling",
)

CHANGES = (
    "customer add 赵敏 --phone 13600136000 --tag new",
    "customer edit 王芳 --name 王方 --phone 13900139000 --unset tag:vip --set colour=blue",
    "customer edit 王芳 --note 'other words' --set colour=green",
    "customer edit --where 'grade = B' --set industry=tea --yes",
    "customer edit --where 'kind = person' --tag bulk --yes",
    "customer edit 李雷 --unset need --unset close",
    "customer archive 王芳 --reason moved",
    "customer lose 李雷 --reason price --winback +30d",
    "customer pin 王芳 --value high --reason 'old friend'",
    "customer verify Acme",
    "customer person add 王芳 '周 杰' --email zj@b.cn",
    "customer person edit Acme Jane --name 'Jane Doe' --phone 13700137001",
    "customer person remove Acme Jane",
    "customer field add size2 --type choice --choice s --choice m",
    "customer field remove colour --force --yes",
    "log add 王芳 'second talk' --via wechat --close +3w --next 'send quote' --by fri --kept-all",
    "log add Acme 'with both' --via meeting --also 王芳 --with Jane --need none",
    "log edit 1 --note 'other words' --via visit",
    "log remove 2",
    "promise add 李雷 'bring samples' --by +1w",
    "promise keep 1",
    "promise move 1 --by +9d --reason later",
    "promise drop 2 --reason no",
    "feedback add Acme 'very good' --kind praise --severity low --via email",
    "feedback advance 1 --note 'new seal' --handler Li --result 'new seal'",
    "feedback advance 1 --to called_back --skip --reason 'asked at once' --score 1",
    "feedback close 2 --skip --reason told --note 'thanked for it'",
    "feedback reopen 3 --reason 'asked again'",
    "feedback edit 1 --text 'valve leaks' --unset category --severity high",
    "feedback measure add 'call first' --customer 李雷 --by fri",
    "feedback measure done 1 --effect 'no leak since'",
    "feedback survey add 李雷 --score 2 --recommend 3 --via form --note 'too dear'",
    "due snooze follow_up:2 --until +5d --reason away",
    "due spread --yes",
    "grade set Acme A --reason hot",
    "grade suggest --apply --yes",
    "grade audit --apply --yes",
    "grade policy --set B=10d --set C=20d",
    "purchase add 李雷 --amount 100000 --product pump",
    "purchase edit 1 --amount 5 --product pump --unset note",
    "purchase remove 2 --reason back",
    "rate set USD 7.12",
    "rate set USD 8 --on -30d",
    "rate remove 1",
    "config set currency EUR --force",
    "config unset currency",
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    for line in BOOK:
        crm(line, today=TODAY)
    return crm


def changes(book: Crm) -> int:
    with closing(connect(book.db)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM change").fetchone()
    return int(count)


@pytest.mark.parametrize("line", CHANGES)
def test_what_a_command_did_is_taken_back_whole_and_brought_back(book: Crm, line: str) -> None:
    before, noted = contents(book.db), changes(book)
    book(line, today=TODAY)
    after = contents(book.db)
    if changes(book) == noted:
        # Nothing was changed, and so nothing can be taken back.
        assert after == before
        return

    book("undo", today="2026-04-02")
    assert contents(book.db) == before
    book("redo", today="2026-04-02")
    assert contents(book.db) == after
    book("undo", today="2026-04-02")
    assert contents(book.db) == before


def test_commands_are_taken_back_one_after_the_other_to_the_empty_book(book: Crm) -> None:
    states = [contents(book.db)]
    for line in CHANGES:
        noted = changes(book)
        book(line, today=TODAY, code=None)
        if changes(book) > noted:
            states.append(contents(book.db))

    for before in states[-2::-1]:
        book("undo")
        assert contents(book.db) == before
    for after in states[1:]:
        book("redo")
        assert contents(book.db) == after
    book("redo", code=3)
    for _ in states[1:]:
        book("undo")
    for _ in BOOK:
        book("undo")
    book("undo", code=3)
    assert not any(rows for rows in contents(book.db).values())


def test_something_new_ends_what_could_be_brought_back(book: Crm) -> None:
    book("customer edit 王芳 --set title=CEO")
    book("undo")
    book("customer edit 李雷 --set title=CTO")

    assert book("redo --json", code=3).error["code"] == "nothing_to_redo"
    book("undo")
    # What was undone stays undone: now it is the turn of the command before.
    book("undo")
    assert [each["command"] for each in book("undo --list --json").json][:2] == [
        "customer edit",
        "due snooze",
    ]


def test_the_list_says_what_comes_next(book: Crm) -> None:
    book("undo")
    book("undo")
    listed = book("undo --list --json").json

    assert [(each["command"], each["redo"]) for each in listed][:3] == [
        ("due snooze", True),
        ("customer edit", True),
        ("customer field add", False),
    ]
    assert len(listed) == len(BOOK)


def test_reading_the_list_and_foreseeing_write_nothing(book: Crm) -> None:
    before = book.db.read_bytes()
    book("undo --list")
    foreseen = book("undo --dry-run --json").json

    assert (foreseen["command"], foreseen["redo"]) == ("due snooze", False)
    assert book.db.read_bytes() == before


@pytest.fixture
def as_author(monkeypatch: pytest.MonkeyPatch) -> object:
    return lambda name: monkeypatch.setenv("CRM_USER", name)


def test_each_author_takes_back_their_own(crm: Crm, as_author: object) -> None:
    assert callable(as_author)
    as_author("ann")
    crm("customer add 王芳")
    as_author("bob")
    crm("customer add 李雷")
    as_author("ann")
    crm("undo")

    assert [each["name"] for each in crm("customer list --json").json] == ["李雷"]
    assert crm("undo --json", code=3).error["code"] == "nothing_to_undo"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("customer edit 王芳 --set title=CEO", "customer edit 王芳 --set title=CTO"),
        ("customer edit 王芳 --set title=CEO", "log add 王芳 hello --via phone"),
        ("customer add 赵敏", "log add 赵敏 hello --via phone"),
        ("customer add 赵敏", "promise add 赵敏 sweets --by +3d"),
        ("customer add 赵敏", "customer edit 李雷 --set referred_by=赵敏"),
        ("customer field add hat", "customer edit 李雷 --set hat=blue"),
        ("promise add 王芳 sweets --by +3d", "promise keep 1"),
        ("config set currency EUR", "config set currency USD"),
        ("grade policy --set A=2d", "grade policy --set A=3d"),
        # Horizons must grow from A to C, whoever changes which of them.
        ("grade policy --set horizon.B=5m", "grade policy --set horizon.A=4m"),
    ],
)
def test_what_somebody_else_changed_since_is_not_taken_back(
    crm: Crm, as_author: object, mine: str, theirs: str
) -> None:
    assert callable(as_author)
    as_author("ann")
    crm("customer add 王芳")
    crm("customer add 李雷")
    crm(mine)
    as_author("bob")
    crm(theirs)
    before = contents(crm.db)
    as_author("ann")

    refused = crm("undo --json", code=4)
    assert refused.out == ""
    assert refused.error["code"] in {"changed_by_another", "still_referred_to"}
    assert contents(crm.db) == before
    as_author("bob")
    crm("undo")
    as_author("ann")
    crm("undo")


def test_another_authors_change_of_other_records_is_no_obstacle(
    crm: Crm, as_author: object
) -> None:
    assert callable(as_author)
    as_author("ann")
    crm("customer add 王芳")
    crm("customer edit 王芳 --set title=CEO")
    as_author("bob")
    crm("customer add 李雷")
    crm("log add 李雷 hello --via phone --next more --by +3d")
    as_author("ann")
    crm("undo")

    assert crm("customer show 王芳 --json").json["title"] is None


def test_another_authors_change_of_another_policy_is_no_obstacle(
    crm: Crm, as_author: object
) -> None:
    assert callable(as_author)
    as_author("ann")
    crm("customer add 王芳 --grade A")
    crm("grade policy --set B=20d")
    as_author("bob")
    crm("grade policy --set C=25d")
    as_author("ann")
    crm("undo")

    policies = {each["name"]: each["value"] for each in crm("grade policy --json").json}
    assert (policies["B"], policies["C"]) == ("7d", "25d")


def test_a_change_past_crm_is_not_overwritten(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer edit 王芳 --set title=CEO")
    with closing(connect(crm.db)) as connection:
        connection.execute("UPDATE customer SET title = 'Queen'")
        connection.commit()

    assert crm("undo --json", code=4).error["code"] == "changed_since"
    assert crm("customer show 王芳 --json").json["title"] == "Queen"


def test_a_retry_does_not_take_back_twice(book: Crm) -> None:
    first = book("undo --key k1 --json").json
    assert book("undo --key k1 --json").json == first
    assert book("undo --list --json").json[0]["redo"]
    assert sum(each["redo"] for each in book("undo --list --json").json) == 1


def test_an_import_is_taken_back_and_brought_back(book: Crm) -> None:
    rows = "\n".join(f"客户{n},1390000{n:04d},tag{n % 7},note {n}" for n in range(1700))
    before = contents(book.db)
    book("customer import - --yes", stdin=f"name,phone,tags,notes\n{rows}\n")
    after = contents(book.db)

    undone = book("undo --json").json
    assert undone["records"] == 1700
    assert contents(book.db) == before
    book("redo")
    assert contents(book.db) == after
    assert len(book("customer find 客户1699 --json").json) == 1


def test_an_import_into_an_empty_book_leaves_it_empty_again(crm: Crm) -> None:
    crm("customer import -", stdin="name,phone\n王芳,13800138000\n李雷,13800138001\n")
    crm("undo")
    assert not any(rows for rows in contents(crm.db).values())
    crm("redo")
    assert [each["customer"] for each in crm("customer find 138001380 --json").json] == [
        "王芳",
        "李雷",
    ]


def test_the_line_of_a_command_is_kept_as_it_was_typed(crm: Crm) -> None:
    crm(["customer", "add", "王 芳", "--note", ""], code=None)
    crm(["customer", "add", "王 芳", "--note", "two words"])

    (choice,) = crm("undo --list --json").json
    assert choice["line"] == 'customer add "王 芳" --note "two words"'
    assert json.dumps(choice["at"])


def test_a_long_note_is_not_repeated_by_what_takes_it_back(crm: Crm) -> None:
    crm("customer add 王芳")
    note = "想要报价 and more " * 5000
    crm(["log", "add", "王芳", "-", "--via=phone"], stdin=note)
    crm(["customer", "edit", "王芳", "--note", "-"], stdin=note)
    for line in ("undo --dry-run", "undo", "undo", "redo"):
        told = crm(line)
        assert "想要报价 and more" in told.out, line
        assert "…" in told.out, line
        assert len(told.out) < 400, line
    assert crm("history --json --limit 1").json
