from __future__ import annotations

import re
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from crmcli.store import connection as connections
from crmcli.store.belongings import folder_of
from crmcli.store.book import Book
from crmcli.store.connection import APPLICATION_ID, SCHEMA_VERSION
from crmcli.store.copies.target import NoBackupPlace
from crmcli.store.creation import create_book
from crmcli.store.faults import Damaged
from crmcli.store.migration import VERSIONS, MigrationFailed, migrate
from crmcli.store.place import NewerBook

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer, StartWorker

TARGET = SCHEMA_VERSION + 1
"""One version further than the program: reached by steps of the tests' own."""

HEAD = f"""
from alembic import op
import sqlalchemy as sa
revision = "{TARGET:04d}"
down_revision = "{SCHEMA_VERSION:04d}"
def do(sql):
    op.get_bind().exec_driver_sql(sql)
"""

REBUILD = """
def upgrade():
    with op.batch_alter_table("customer", recreate="always") as batch:
        batch.add_column(sa.Column("shoe_size", sa.Integer))
"""

REBUILD_BY_HAND = """
def upgrade():
    sql = op.get_bind().exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE name = 'customer'"
    ).scalar_one()
    do(sql.replace("TABLE customer", "TABLE customer_new"))
    do("INSERT INTO customer_new SELECT * FROM customer")
    do("DROP TABLE customer")
    do("ALTER TABLE customer_new RENAME TO customer")
"""

NOTHING = """
def upgrade():
    pass
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "steps" / "versions"
    shutil.copytree(VERSIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def add_step(scripts: Path, body: str) -> None:
    (scripts / f"{TARGET:04d}_next.py").write_text(HEAD + body, encoding="utf-8")


@pytest.fixture
def book(path: Path, run: Run, add_customer: AddCustomer) -> Path:
    """Make a book of the present version with a customer and all that hangs on it."""
    with Book(path).writing(run) as transaction:
        wang = add_customer(transaction)
        gone = add_customer(transaction, "to be erased")
        person = transaction.add("person", customer_id=wang, name="李雷")
        contact = transaction.add(
            "contact",
            note="",
            said="",
            imported=False,
            customer_id=wang,
            at=run.now,
            day=run.today,
            via="phone",
            direction="out",
            outcome="reached",
            effect="clock",
            author="wei",
        )
        transaction.add("contact_person", contact_id=contact, person_id=person)
        transaction.add(
            "promise",
            customer_id=wang,
            theirs=False,
            contact_id=contact,
            text="send quote",
            by=run.today,
            state="open",
            made=run.today,
        )
        transaction.add("tag", customer_id=wang, tag="vip")
        transaction.connection.execute(
            "INSERT INTO contact_text (rowid, pieces) VALUES (?, '王芳')", (contact,)
        )
        transaction.remove("customer", id=gone)
    return path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def version(path: Path) -> object:
    return rows(path, "PRAGMA user_version")[0][0]


def backups(path: Path) -> list[Path]:
    return sorted(folder_of(path).glob("before-migration-v*.db"))


def drafts(path: Path) -> list[Path]:
    """List what was half filled, beside the book or among its backups."""
    return list(path.parent.rglob(".*"))


def empty_book(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return path


_LINK = re.compile(r",?(FOREIGNKEY\(\w+\))?REFERENCES\w+\(\w+\)(ONDELETECASCADE)?")


def described(path: Path) -> dict[str, object]:
    """Describe a schema, whatever the order and the white space it was made with."""
    found: dict[str, object] = {}
    for kind, name, sql in rows(path, "SELECT type, name, sql FROM sqlite_master"):
        # A renamed table is written in quotes.
        words = None if sql is None else "".join(str(sql).replace('"', "").split())
        # A link that came later stands beside its column; what it promises is compared below.
        found[f"{kind} {name}"] = _LINK.sub("", words) if words and kind == "table" else words
        if kind == "table":
            indexes = rows(path, f"PRAGMA index_list('{name}')")
            found[f"{name} columns"] = rows(path, f"PRAGMA table_xinfo('{name}')")
            found[f"{name} indexes"] = sorted(
                (each, unique, origin, partial) for _, each, unique, origin, partial in indexes
            )
            links = rows(path, f"SELECT * FROM pragma_foreign_key_list('{name}')")
            found[f"{name} links"] = sorted(each[2:] for each in links)
            for _, each, *_ in indexes:
                found[f"{each} columns"] = rows(path, f"PRAGMA index_xinfo('{each}')")
    return found


def test_the_steps_lead_to_the_schema_of_the_models(tmp_path: Path) -> None:
    migrated = empty_book(tmp_path / "old.db")
    created = tmp_path / "new.db"

    migrate(migrated)
    create_book(created, parents=False)

    assert described(migrated) == described(created)
    assert version(migrated) == version(created) == SCHEMA_VERSION


def test_a_book_that_is_behind_is_brought_up_when_it_is_opened(path: Path, run: Run) -> None:
    empty_book(path)

    with Book(path).reading() as connection:
        assert connection.execute("SELECT count(*) FROM customer_card").fetchone() == (0,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)

    assert len(backups(path)) == 1
    with Book(path).writing(run) as transaction:
        assert transaction.command_id == 1


@pytest.mark.parametrize("step", [REBUILD, REBUILD_BY_HAND])
def test_a_rebuilt_table_keeps_its_rows_and_those_that_refer_to_it(
    book: Path, scripts: Path, step: str
) -> None:
    add_step(scripts, step)
    tables = ("customer", "person", "contact", "contact_person", "promise", "tag", "command")
    before = {each: rows(book, f"SELECT * FROM {each}") for each in tables}

    migrate(book, target=TARGET, scripts=scripts)

    assert version(book) == TARGET
    after = {each: rows(book, f"SELECT * FROM {each}") for each in tables}
    width = len(before["customer"][0])
    after["customer"] = [row[:width] for row in after["customer"]]
    assert after == before
    assert rows(book, "PRAGMA foreign_key_check") == []
    assert rows(book, "PRAGMA integrity_check") == [("ok",)]
    assert rows(book, "SELECT rowid FROM contact_text WHERE contact_text MATCH '王芳'") == [(1,)]
    targets = rows(book, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('contact')")
    assert sorted(targets) == [("customer",), ("deal",)]
    assert not rows(book, "SELECT 1 FROM sqlite_master WHERE name LIKE 'alembic%'")


def test_the_views_and_the_users_own_views_and_triggers_are_back(book: Path, scripts: Path) -> None:
    own = (
        "CREATE VIEW mine AS SELECT name FROM customer",
        "CREATE TRIGGER watch AFTER UPDATE ON customer BEGIN SELECT 1; END",
        "CREATE TRIGGER watch_mine INSTEAD OF DELETE ON mine BEGIN SELECT 1; END",
    )
    with closing(sqlite3.connect(book)) as connection:
        for statement in own:
            connection.execute(statement)
    add_step(scripts, REBUILD)
    search = "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY name"
    before = rows(book, search)

    migrate(book, target=TARGET, scripts=scripts)

    assert rows(book, search) == before
    assert rows(book, "SELECT name, shoe_size FROM customer_card") == [("王芳", None)]


def test_a_retired_view_is_not_made_again(book: Path, scripts: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("CREATE VIEW old_card AS SELECT name FROM customer")
    add_step(scripts, "retires = ('old_card',)" + NOTHING)

    migrate(book, target=TARGET, scripts=scripts)

    assert not rows(book, "SELECT 1 FROM sqlite_master WHERE name = 'old_card'")


def test_ids_of_erased_rows_do_not_come_again(book: Path, scripts: Path) -> None:
    add_step(scripts, REBUILD_BY_HAND)

    migrate(book, target=TARGET, scripts=scripts)

    assert rows(book, "SELECT seq FROM sqlite_sequence WHERE name = 'customer'") == [(2,)]


def test_the_copy_is_the_old_book_and_nobody_elses(book: Path, scripts: Path) -> None:
    add_step(scripts, REBUILD)
    before = content(book)

    migrate(book, target=TARGET, scripts=scripts)

    (copy,) = backups(book)
    assert copy.parent == book.with_name("book.backups")
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert version(copy) == SCHEMA_VERSION
    assert content(copy) == before
    assert list(copy.parent.iterdir()) == [copy]
    assert drafts(book) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('def upgrade():\n    do("DROP TABLE tag")\n    do("no sql")', "no"),
        ('def upgrade():\n    do("DELETE FROM tag")', "tag"),
        ('def upgrade():\n    do("DROP TABLE tag")', "tag"),
        (
            'changes_rows_of = ("customer",)\ndef upgrade():\n    do("DELETE FROM customer")',
            "contact",
        ),
        ('def upgrade():\n    do("DELETE FROM tag")\n    raise RuntimeError("at last")', "at last"),
        ('raise ValueError("broken step")', "broken step"),
    ],
    ids=["bad_sql", "rows_lost", "table_lost", "links_broken", "late", "unreadable"],
)
def test_a_failing_step_changes_nothing_and_names_the_copy(
    book: Path, scripts: Path, body: str, reason: str
) -> None:
    add_step(scripts, body)
    before, bytes_before = content(book), book.read_bytes()

    with pytest.raises(MigrationFailed) as caught:
        migrate(book, target=TARGET, scripts=scripts)

    assert content(book) == before
    assert book.read_bytes() == bytes_before
    assert version(book) == SCHEMA_VERSION
    assert caught.value.exit_code == 6
    assert [caught.value.details["backup"]] == backups(book)
    said = caught.value.details["reason"]
    assert reason in str(getattr(said, "details", said))
    with Book(book).reading() as connection:
        assert connection.execute("SELECT name FROM customer_card").fetchall() == [("王芳",)]


def test_rows_may_change_where_the_step_says_so(book: Path, scripts: Path) -> None:
    add_step(scripts, 'changes_rows_of = ("tag",)\ndef upgrade():\n    do("DELETE FROM tag")')

    migrate(book, target=TARGET, scripts=scripts)

    assert version(book) == TARGET
    assert rows(book, "SELECT * FROM tag") == []


def test_a_link_that_was_broken_before_does_not_stop_the_steps(book: Path, scripts: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("INSERT INTO tag VALUES (77, 'nobody')")
        connection.commit()
    add_step(scripts, NOTHING)

    migrate(book, target=TARGET, scripts=scripts)

    assert version(book) == TARGET


def test_failing_again_and_again_leaves_one_copy(book: Path, scripts: Path) -> None:
    add_step(scripts, "def upgrade():\n    raise RuntimeError")

    for _ in range(3):
        with pytest.raises(MigrationFailed):
            migrate(book, target=TARGET, scripts=scripts)

    assert len(backups(book)) == 1


class Noon(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Noon:
        return cls(2026, 1, 2, 12, 0, tzinfo=tz)


def test_another_copy_is_never_overwritten(
    book: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmcli.store.migration.datetime", Noon)
    folder = book.with_name("book.backups")
    folder.mkdir()
    earlier = folder / f"before-migration-v{TARGET}-20260102T120000Z.db"
    earlier.write_text("precious")
    add_step(scripts, NOTHING)

    migrate(book, target=TARGET, scripts=scripts)

    assert earlier.read_text() == "precious"
    assert backups(book) == [
        folder / f"before-migration-v{TARGET}-20260102T120000Z-2.db",
        earlier,
    ]


def test_only_the_newest_five_copies_are_kept(book: Path, scripts: Path) -> None:
    folder = book.with_name("book.backups")
    folder.mkdir()
    old = [folder / f"before-migration-v1-2020010{day}T120000Z.db" for day in range(1, 7)]
    made = folder / "backup-20190101T120000Z.db"
    for each in (*old, made):
        each.write_text("old")
    add_step(scripts, NOTHING)

    migrate(book, target=TARGET, scripts=scripts)

    (copy,) = folder.glob(f"before-migration-v{TARGET}-*.db")
    assert sorted(folder.iterdir()) == sorted([made, *old[2:], copy])


def test_where_no_copy_can_be_made_nothing_is_done(book: Path, scripts: Path) -> None:
    book.with_name("book.backups").write_text("a file in its place")
    add_step(scripts, NOTHING)
    before = book.read_bytes()

    with pytest.raises(NoBackupPlace) as caught:
        migrate(book, target=TARGET, scripts=scripts)

    assert caught.value.exit_code == 6
    assert book.read_bytes() == before


def test_a_damaged_book_is_not_touched(book: Path, scripts: Path) -> None:
    (root,) = rows(book, "SELECT rootpage FROM sqlite_master WHERE name = 'contact_of'")[0]
    (size,) = rows(book, "PRAGMA page_size")[0]
    assert isinstance(root, int)
    assert isinstance(size, int)
    with book.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 512)
    add_step(scripts, NOTHING)
    before = book.read_bytes()

    with pytest.raises(Damaged):
        migrate(book, target=TARGET, scripts=scripts)

    assert book.read_bytes() == before
    assert backups(book) == []


def test_a_book_in_wal_mode_is_left_in_it(book: Path, scripts: Path) -> None:
    assert rows(book, "PRAGMA journal_mode = WAL") == [("wal",)]
    add_step(scripts, REBUILD)

    migrate(book, target=TARGET, scripts=scripts)

    assert rows(book, "PRAGMA journal_mode") == [("wal",)]
    assert rows(book, "SELECT tag FROM tag") == [("vip",)]
    (copy,) = backups(book)
    assert rows(copy, "PRAGMA journal_mode") == [("delete",)]
    assert drafts(book) == []


@pytest.mark.parametrize("attempt", range(3))
def test_two_migrations_at_once_end_with_one(
    book: Path, scripts: Path, start_worker: StartWorker, attempt: int
) -> None:
    del attempt
    add_step(scripts, REBUILD)
    code = f"""
from pathlib import Path
from crmcli.store import connection
from crmcli.store.migration import migrate
connection.SCHEMA_VERSION = {TARGET}
def work(path):
    try:
        migrate(Path(path), target={TARGET}, scripts=Path({str(scripts)!r}))
    except Exception as error:
        return repr(error)
    return "done"
"""
    workers = [start_worker(code) for _ in range(2)]

    for worker in workers:
        worker.ask(book)

    assert [worker.answer() for worker in workers] == ["done", "done"]
    assert version(book) == TARGET
    assert len(backups(book)) == 1
    assert rows(book, "SELECT tag FROM tag") == [("vip",)]


def test_a_migration_killed_on_the_way_has_not_happened(
    book: Path, scripts: Path, start_worker: StartWorker
) -> None:
    add_step(
        scripts,
        """
import os, signal
def upgrade():
    do("PRAGMA cache_size = 1")
    do("UPDATE customer SET name = 'half'")
    do("CREATE TABLE half AS SELECT zeroblob(100000) AS filler")
    os.kill(os.getpid(), signal.SIGKILL)
""",
    )
    before = content(book)
    worker = start_worker(f"""
from pathlib import Path
from crmcli.store.migration import migrate
def work(path):
    migrate(Path(path), target={TARGET}, scripts=Path({str(scripts)!r}))
""")

    worker.ask(book)

    assert worker.end() == -9
    with Book(book).reading() as connection:
        assert connection.execute("SELECT name FROM customer_card").fetchall() == [("王芳",)]
    assert content(book) == before


@pytest.mark.parametrize("door", ["reading", "writing"])
def test_a_newer_book_is_refused_and_untouched(book: Path, run: Run, door: str) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = book.read_bytes()

    opened = Book(book).reading() if door == "reading" else Book(book).writing(run)
    with pytest.raises(NewerBook) as caught, opened:
        pass

    assert caught.value.details == {"path": book, "found": 99, "known": SCHEMA_VERSION}
    assert book.read_bytes() == before
    assert backups(book) == []


def test_a_book_that_became_newer_meanwhile_is_refused(
    book: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SCHEMA_VERSION", 99)
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA user_version = 98")

    with pytest.raises(NewerBook):
        migrate(book, target=TARGET, scripts=scripts)

    assert backups(book) == []


def test_a_version_no_step_starts_from_fails_with_a_copy(book: Path, scripts: Path) -> None:
    with pytest.raises(MigrationFailed) as caught:
        migrate(book, target=TARGET, scripts=scripts)

    assert version(book) == SCHEMA_VERSION
    assert [caught.value.details["backup"]] == backups(book)
