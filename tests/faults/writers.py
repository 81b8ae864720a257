"""The commands that write, each with the place it writes in: whatever the fault, these meet it."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.launcher import Order
from tests.faults.old_books import make_first_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.launcher import Launcher
    from tests.faults.place import Place

    Prepare = Callable[["Crm", int], None]


@dataclass(frozen=True, slots=True)
class Crm:
    """Runs crm in a place.

    Args:
        place: where.
        launcher: what runs it.
    """

    place: Place
    launcher: Launcher

    def __call__(self, *words: str) -> str:
        """Run a command that must succeed and give what it prints."""
        ended = self.launcher.run(Order(words, self.place.environment))
        assert ended.code == 0, f"{' '.join(words)} ended with {ended.code}: {ended.err}"
        return ended.out


@dataclass(frozen=True, slots=True)
class Writer:
    """A command that writes.

    Args:
        name: what it is called in tables.
        words: its command line, `{desk}` being the folder of the book.
        prepare: makes what it finds, with so many customers.
        leaves: what the files it makes besides the book are called; each is a whole book.
        copies_first: whether such a file stays when the command fails later.
        never_replaces: whether it refuses, unless forced, where such a file lies.
        cleans_up: whether it goes on after its commit, with what can be done at any later time.
        erases: what must be nowhere in the book's file when it is done.
    """

    name: str
    words: tuple[str, ...]
    prepare: Prepare
    leaves: str | None = None
    copies_first: bool = False
    never_replaces: bool = False
    cleans_up: bool = False
    erases: tuple[str, ...] = ()

    def line(self, place: Place) -> tuple[str, ...]:
        """Give the command line in a place."""
        return tuple(each.replace("{desk}", str(place.desk)) for each in self.words)

    def made_by_it(self, name: str) -> bool:
        """Whether a file, named from the place's folder, is one that the command makes."""
        return self.leaves is not None and re.fullmatch(self.leaves, name) is not None


def _nothing(crm: Crm, customers: int) -> None:
    del crm, customers


def _customers(crm: Crm, customers: int) -> None:
    crm("customer", "add", "王芳", "--grade", "B", "--phone", "13800138000")
    _table(crm, customers)
    crm("customer", "import", _file(crm), "--yes")


def _with_a_table(crm: Crm, customers: int) -> None:
    crm("customer", "add", "王芳", "--grade", "B", "--phone", "13800138000")
    _table(crm, customers)


def _with_an_import(crm: Crm, customers: int) -> None:
    _customers(crm, customers)


def _with_an_edit(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    crm(*BULK_EDIT)


def _old(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    model = crm.place.folder / "model.db"
    shutil.move(crm.place.book, model)
    crm.place.book.with_name("book.db-journal").unlink()
    make_first_version(crm.place.book, model)


def _with_a_backup(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    crm("backup", str(crm.place.desk / "yesterday.db"))
    crm("customer", "edit", "王芳", "--set", "notes=later")


def _with_an_export(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    crm("export", str(crm.place.desk / "old.jsonl"))
    crm.place.book.unlink()
    crm.place.book.with_name("book.db-journal").unlink()
    shutil.rmtree(crm.place.desk / "book.backups", ignore_errors=True)


def _with_an_empty_book(crm: Crm, customers: int) -> None:
    _with_an_export(crm, customers)
    crm("config", "set", "currency", "USD")


def _with_a_wrong_clock(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    with closing(sqlite3.connect(crm.place.book, isolation_level=None)) as book:
        book.execute("UPDATE obligation SET due = date(due, '+5 days'), due_day = due_day + 5")


def _with_a_deal(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    crm("grade", "policy", "--set", "loyalty.points=1", "--yes")
    crm("deal", "add", "王芳", "ERP", "--amount", "200000", "--close", "+3w")


def _with_two_that_are_one(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    crm("customer", "add", "王方", "--phone", "13700137000", "--company", "宏远", "--note", "tea")
    other = crm("customer", "list", "--where", "name = 王方", "--format", "ids").strip()
    crm("customer", "person", "add", f"id:{other}", "李四", "--phone", "13600136000")
    crm("deal", "add", f"id:{other}", "ERP", "--amount", "200000", "--close", "+3w")
    crm("feedback", "add", f"id:{other}", "the box leaks", "--kind", "complaint")
    for number in range(20):
        crm("log", "add", f"id:{other}", f"call {number}", "--via", "phone", "--at", f"-{number}d")
    crm("log", "add", f"id:{other}", "visit", "--via", "visit", "--next", "send", "--by", "+3d")


def _with_a_table_of_purchases(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    with (crm.place.desk / "purchases.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["customer", "date", "product", "amount"])
        for number in range(customers):
            rows.writerow([f"客户{number:05d}", "2026-01-05", "pump", 20_000 + number])


def _with_a_table_of_contacts(crm: Crm, customers: int) -> None:
    _customers(crm, customers)
    with (crm.place.desk / "contacts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["customer", "date", "via", "note", "author"])
        for number in range(customers):
            rows.writerow([f"客户{number:05d}", "2026-01-05", "phone", f"call {number}", "小陈"])


def _file(crm: Crm) -> str:
    return str(crm.place.desk / "customers.csv")


def _table(crm: Crm, customers: int) -> None:
    with (crm.place.desk / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "company", "phone", "email", "industry", "notes"])
        for number in range(customers):
            phone, mail = f"139{number:08d}", f"c{number}@example.com"
            rows.writerow([f"客户{number:05d}", f"公司{number}", phone, mail, "IT", "met at fair"])


BULK_EDIT = ("customer", "edit", "--where", "industry = IT", "--set", "source=fair", "--yes")
KEY = ("--key", "k1")
_AUTOMATIC = r"desk/book\.backups/[^/]+\.db"

LOG_ADD = Writer("log add", ("log", "add", "王芳", "call", "--via", "phone", *KEY), _customers)
IMPORT = Writer(
    "import",
    ("customer", "import", "{desk}/customers.csv", "--yes", *KEY),
    _with_a_table,
    _AUTOMATIC,
    copies_first=True,
)
WIN = Writer("deal win", ("deal", "win", "1", "--purchase", *KEY), _with_a_deal)
PURCHASES = Writer(
    "purchase import",
    ("purchase", "import", "{desk}/purchases.csv", "--yes", *KEY),
    _with_a_table_of_purchases,
    _AUTOMATIC,
    copies_first=True,
)
CONTACTS = Writer(
    "log import",
    ("log", "import", "{desk}/contacts.csv", "--yes", *KEY),
    _with_a_table_of_contacts,
    _AUTOMATIC,
    copies_first=True,
)
MERGE = Writer(
    "customer merge",
    ("customer", "merge", "王芳", "王方", "--yes", *KEY),
    _with_two_that_are_one,
)
EDIT = Writer("bulk edit", (*BULK_EDIT, *KEY), _customers)
UNDO_IMPORT = Writer("undo an import", ("undo", *KEY), _with_an_import)
UNDO_EDIT = Writer("undo a bulk edit", ("undo", *KEY), _with_an_edit)
BACKUP = Writer(
    "backup",
    ("backup", "{desk}/copy.db", *KEY),
    _customers,
    r"desk/copy\.db",
    never_replaces=True,
)
EXPORT = Writer(
    "export",
    ("customer", "export", "{desk}/out.csv", "--purpose", "fair", *KEY),
    _customers,
    r"desk/out\.csv",
    never_replaces=True,
)
BOOK_EXPORT = Writer(
    "export of the book",
    ("export", "{desk}/out.jsonl", "--purpose", "laptop", *KEY),
    _customers,
    r"desk/out\.jsonl",
    never_replaces=True,
)
BOOK_IMPORT = Writer("import of a book", ("import", "{desk}/old.jsonl", *KEY), _with_an_export)
BOOK_IMPORT_INTO_EMPTY = Writer(
    "import into an empty book",
    ("import", "{desk}/old.jsonl", *KEY),
    _with_an_empty_book,
    _AUTOMATIC,
    copies_first=True,
)
WORKBOOK = Writer(
    "export a workbook",
    ("customer", "export", "{desk}/out.xlsx", "--with", "all", "--purpose", "fair", *KEY),
    _customers,
    r"desk/out\.xlsx",
    never_replaces=True,
)
RESTORE = Writer(
    "restore",
    ("restore", "{desk}/yesterday.db", "--yes", *KEY),
    _with_a_backup,
    _AUTOMATIC,
    copies_first=True,
)
ERASE = Writer(
    "erase",
    ("customer", "erase", "id:1", "--yes", "--reason", "asked by letter", *KEY),
    _customers,
    cleans_up=True,
    erases=("王芳", "13800138000"),
)
REPAIR = Writer(
    "repair",
    ("check", "--repair", "--yes", *KEY),
    _with_a_wrong_clock,
    _AUTOMATIC,
    copies_first=True,
)
MIGRATION = Writer(
    "migration",
    ("customer", "list", "--format", "ids"),
    _old,
    _AUTOMATIC,
    copies_first=True,
)
FIRST_WRITE = Writer("first write", ("customer", "add", "王芳", *KEY), _nothing)
SETTING = Writer("config set", ("config", "set", "currency", "USD"), _customers)
OWN_SETTING = Writer("config set (own file)", ("config", "set", "lang", "en"), _customers)

KILLED = (
    LOG_ADD, IMPORT, EDIT, UNDO_IMPORT, UNDO_EDIT, MIGRATION, BACKUP, RESTORE, EXPORT, FIRST_WRITE,
    ERASE, WIN, PURCHASES, CONTACTS, MERGE, BOOK_EXPORT, BOOK_IMPORT, BOOK_IMPORT_INTO_EMPTY,
    WORKBOOK,
)  # fmt: skip
"""Those that are killed."""

STARVED = (*(each for each in KILLED if not each.cleans_up), REPAIR, SETTING, OWN_SETTING)
"""Those that find no room; what is cleaned up later is tried where it is made."""
