"""`crm customer erase` leaves nothing of a person in the book's files, and everybody else alone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

ERASE = "customer erase 欧阳靐龘 --yes --reason 'asked by letter'"

THREE = (
    "name,company,phone,email,tags,notes\n"
    "赵敏,明教,13600136000,zm@b.cn,sect,leads\n"
    "欧阳靐龘,鱻犇商行,13987654321,quokka@zyzzyva.cn,xylotag,likes jabberwock\n"
    "周芷若,峨眉,13600136001,zz@b.cn,sect,teaches\n"
)

LIFE = (
    "customer field add colour",
    [
        "customer", "edit", "欧阳靐龘", "--set", "title=Grandvizier", "--set", "colour=smaragdine",
        "--set", "wechat=vexillology", "--set", "hobbies=spelunking", "--set", "address=Xanadu",
        "--phone", "021-65748392",
    ],
    "customer edit 欧阳靐龘 --name 麤贔 --set title=Mugwump --email kumquat@syzygy.cn",
    "customer edit 麤贔 --name 欧阳靐龘",
    [
        "customer", "edit", "欧阳靐龘", "--set", "industry=whippersnapping",
        "--set", "source=gardyloo", "--set", "product_needs=doohickey",
        "--set", "service_requirements=widgetry", "--set", "handle.signal=hootenanny",
        "--set", "birthday=1957-08-23",
    ],
    "customer edit 欧阳靐龘 --may-share no --reason cattywampus",
    "customer edit 欧阳靐龘 --may-share yes --reason taradiddle",
    "customer lose 欧阳靐龘 --reason skullduggery",
    "customer winback 欧阳靐龘",
    "grade set 欧阳靐龘 B --reason malarkey",
    "customer person add 欧阳靐龘 'Bartholomew Quux' --phone 13711223355 --email q@quux.org",
    "log add 欧阳靐龘 'spoke of flibbertigibbet' --said 'snollygoster please' --via phone",
    "log edit 2 --note 'spoke of widdershins'",
    "promise add 欧阳靐龘 'send gobbledygook' --by +3d --key for-欧阳靐龘",
    "promise move 2 --by +5d --reason taradiddle",
    "customer pin 欧阳靐龘 --value high --reason bumfuzzle",
    "due snooze follow_up:3 --until +60d --reason collywobbles",
    "customer edit 欧阳靐龘 --set occupation=lollygagger",
    "undo",
    "redo",
    "undo",
)  # fmt: skip

TRACES = (
    "欧阳靐龘", "靐龘", "欧阳", "阳靐", "鱻犇商行", "鱻犇", "犇商", "麤贔",
    "13987654321", "12345678931", "quokka", "zyzzyva", "xylotag", "jabberwock",
    "Grandvizier", "smaragdine", "vexillology", "spelunking", "Xanadu", "65748392", "29384756",
    "Mugwump", "kumquat", "syzygy", "Bartholomew", "Quux", "13711223355", "55332211731",
    "flibbertigibbet", "snollygoster", "widdershins", "gobbledygook", "taradiddle", "bumfuzzle",
    "collywobbles", "lollygagger", "ou/yang", "whippersnapping", "gardyloo", "doohickey",
    "widgetry", "hootenanny", "1957-08-23", "cattywampus", "skullduggery", "malarkey",
)  # fmt: skip
"""Every unusual piece of what is known of the one: texts, their pairs, pinyin, turned numbers."""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --note 'knows everybody'")
    crm("log add 王芳 'first talk' --via phone --next 'send list' --by +5d")
    crm("customer import - --yes", stdin=THREE)
    for line in LIFE:
        crm(line)
    return crm


def traces_in(content: bytes) -> set[str]:
    lowered = content.lower()
    forms = ("utf-8", "utf-16-le", "utf-16-be")
    return {each for each in TRACES if any(each.lower().encode(form) in lowered for form in forms)}


def traces_beside(book: Crm) -> dict[str, set[str]]:
    files = [each for each in book.db.parent.rglob("*") if each.is_file()]
    found = {str(each): traces_in(each.read_bytes()) for each in files}
    return {name: traces for name, traces in found.items() if traces}


def without(path: Path, customer_id: int) -> dict[str, list[tuple[object, ...]]]:
    """Read what is told of the others, in tables that name their customer."""
    found = {}
    with closing(connect(path)) as connection:
        for table in (
            "customer", "person", "contact_point", "contact", "promise", "tag", "pin",
            "field_value", "grade_change", "obligation", "search_key",
        ):  # fmt: skip
            column = "id" if table == "customer" else "customer_id"
            found[table] = connection.execute(
                f"SELECT * FROM {table} WHERE {column} <> ? ORDER BY 1, 2", [customer_id]
            ).fetchall()
    return found


def test_the_traces_that_are_looked_for_are_there_before(book: Crm) -> None:
    # Pairs of letters and turned numbers lie in the search index, whose pages share beginnings.
    missing = set(TRACES) - traces_in(book.db.read_bytes())
    assert missing <= {"阳靐", "犇商", "29384756"}, missing


def test_nothing_of_the_one_is_left_in_any_file(book: Crm) -> None:
    before = without(book.db, 3)
    erased = book(f"{ERASE} --json").json

    assert traces_beside(book) == {}
    assert (erased["id"], erased["swept"], erased["dry_run"]) == (3, True, False)
    assert erased["removed"]["customer"] == 1
    assert without(book.db, 3) == before
    assert [each["name"] for each in book("customer list --json").json] == [
        "王芳",
        "赵敏",
        "周芷若",
    ]
    for text in ("赵敏", "13600136001", "zhangmin", "峨眉", "teaches"):
        book(f"customer find {text}", code=None)
    assert [each["customer"] for each in book("customer find 峨眉 --json").json] == ["周芷若"]
    assert [each["customer"] for each in book("customer find 13600136000 --json").json] == ["赵敏"]
    assert book("check --json").json["ok"]


def test_nobody_finds_the_one_any_more(book: Crm) -> None:
    book(ERASE)
    for text in ("欧阳靐龘", "13987654321", "widdershins", "ouyang", "quokka@zyzzyva.cn"):
        assert book(["customer", "find", text, "--json"], code=None).json == [], text


def test_a_stone_stays_with_time_and_order(book: Crm) -> None:
    book(ERASE)

    shown = book("history id:3 --format table").out
    assert "2026-03-31" in shown
    assert "customer erase" in shown
    assert "asked by letter" in shown
    with closing(connect(book.db)) as connection:
        (stone,) = connection.execute(
            "SELECT customer_id, author, reason, swept FROM erasure"
        ).fetchall()
    assert stone == (3, "tester", "asked by letter", 1)
    assert traces_in(book("history --json").out.encode()) == set()


@pytest.mark.parametrize("name", ["欧阳靐龘", "id:3", "3", "13987654321"])
def test_once_erased_the_one_is_not_there_by_any_name(book: Crm, name: str) -> None:
    book(ERASE)
    before = book.db.read_bytes()

    book(["customer", "erase", name, "--yes", "--reason", "again"], code=3)
    shown = book(["customer", "show", name, "--json"], code=3)
    if name.startswith("id:"):
        assert "Customer 3 was erased on 2026-03-31" in shown.error["hint"]
    assert book.db.read_bytes() == before


def test_it_cannot_be_undone_and_the_import_is_taken_back_for_the_others(book: Crm) -> None:
    book(ERASE)
    listed = book("undo --list --json").json
    assert "customer erase" not in {each["command"] for each in listed}
    assert traces_in(book("undo --list --json").out.encode()) == set()

    refused = book("undo --json", code=4).error
    assert refused["code"] == "cannot_be_undone"
    assert "`crm customer erase id:3` (2026-03-31 12:00)" in refused["message"]
    while book("undo --yes --json").json["command"] != "customer import":
        pass
    assert [each["name"] for each in book("customer list --json").json] == ["王芳"]
    assert book("check --json").json["ok"]
    book("redo")
    assert [each["name"] for each in book("customer list --json").json] == [
        "王芳",
        "赵敏",
        "周芷若",
    ]
    assert book("check --json").json["ok"]
    assert traces_beside(book) == {}


def test_one_that_is_in_the_history_alone_is_erased_by_its_number(book: Crm) -> None:
    book("customer add 赑屃 --phone 13512344321 --note brouhaha")
    book("undo")
    assert b"brouhaha" in book.db.read_bytes()
    book("customer erase id:5 --yes --reason 'asked by letter'")

    left = book.db.read_bytes()
    for text in ("赑屃", "brouhaha", "13512344321"):
        assert text.encode() not in left


@pytest.mark.parametrize("words", ["", "--yes", "--reason letter"])
def test_a_script_has_to_confirm_and_to_say_why(book: Crm, words: str) -> None:
    before = book.db.read_bytes()
    refused = book(f"customer erase 欧阳靐龘 {words} --json", code=2)

    assert refused.error["code"] == "not_confirmed"
    assert book.db.read_bytes() == before


def test_a_dry_run_says_what_would_go_and_writes_nothing(book: Crm) -> None:
    before = book.db.read_bytes()
    foreseen = book("customer erase 欧阳靐龘 --dry-run --json").json

    assert foreseen["dry_run"]
    assert (foreseen["removed"]["customer"], foreseen["removed"]["person"]) == (1, 1)
    assert book.db.read_bytes() == before
    done = book(f"{ERASE} --json").json
    assert done["removed"] == foreseen["removed"]


@pytest.mark.parametrize("words", ["--reason 'by 欧阳靐龘'", "--reason letter --key 13987654321"])
def test_neither_reason_nor_key_may_name_the_one(book: Crm, words: str) -> None:
    before = book.db.read_bytes()
    refused = book(f"customer erase id:3 --yes {words} --json", code=5)

    assert refused.error["code"] == "tells_who"
    assert book.db.read_bytes() == before


def test_a_retry_erases_once(book: Crm) -> None:
    first = book(f"{ERASE} --key k1 --json").json
    before = contents(book.db)

    assert book(f"{ERASE} --key k1 --json").json == first
    assert contents(book.db) == before
    assert traces_beside(book) == {}


def test_backups_and_exports_that_hold_the_one_are_named(book: Crm, tmp_path: Path) -> None:
    copy, table, others = tmp_path / "copy.db", tmp_path / "all.csv", tmp_path / "others.csv"
    book(f"backup {copy}")
    book(f"customer export {table} --purpose fair")
    book(f"customer export {others} --where 'name = 赵敏'")
    erased = book(f"{ERASE} --json").json

    assert str(copy) in {each["path"] for each in erased["backups"]}
    (export,) = erased["exports"]
    assert (export["path"], export["purpose"], export["exists"]) == (str(table), "fair", True)
    named = {each["path"] for each in erased["backups"]} | {str(table)}
    assert set(traces_beside(book)) <= named


def test_what_others_say_of_the_one_is_named_and_stays(book: Crm) -> None:
    book("log add 王芳 'met 欧阳靐龘 there' --via phone")
    erased = book(f"{ERASE} --json").json

    mention = {"record": "contact", "record_id": 3, "customer_id": 1, "way": "texts"}
    assert mention in erased["mentions"]
    assert next(each["note"] for each in book("log list 王芳 --json").json) == "met 欧阳靐龘 there"


def test_who_was_referred_by_the_one_is_referred_by_nobody(book: Crm) -> None:
    book("customer edit 赵敏 --set referred_by=欧阳靐龘")
    book(ERASE)

    assert book("customer show 赵敏 --json").json["referred_by"] is None
    assert book("check --json").json["ok"]


def test_on_a_terminal_the_number_is_typed_again(book: Crm) -> None:
    words = ("customer", "erase", "欧阳靐龘", "--reason", "letter")
    for typed, code in (("4", 2), ("3", 0)):
        child = terminal(book, *words)
        child.expect("CANNOT be undone")
        child.expect("Type 3 to erase 欧阳靐龘 for good:")
        child.sendline(typed)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
        book("customer show id:3", code=0 if code else 3)
    assert traces_beside(book) == {}
