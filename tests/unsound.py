"""A book with something of everything, and what makes it unsound behind SQLite's back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

BOOK = (
    "customer add 王芳 --company 星河贸易 --phone 13800138000 --need clear --close +2w --tag vip",
    "customer add 李雷 --importance key --email li@lei.cn --note 'likes tea'",
    "log add 王芳 'first talk' --via phone --at -20d --next 'send list' --by -10d",
    "log add 王芳 'second talk' --via visit --at -9d",
    "promise add 李雷 'bring samples' --by +3d",
    "promise add 李雷 'call back' --by +5d",
    "promise keep 3",
    "customer add 赵敏",
    "customer archive 赵敏 --reason moved",
)
TRADE = (
    "grade policy --set loyalty.points=1 --set loyalty.referral=50",
    "customer edit 李雷 --referred-by 王芳",
    "deal add 王芳 machine --amount 1000 --close +9d --stage quote",
    "deal add 李雷 parts --amount 'EUR 20'",
    "deal lose 2 --reason price --why dear --objection price",
    "log add 王芳 'about the machine' --via phone",
    "rate set EUR 7.8",
    "purchase add 王芳 --amount 500 --product pump --deal 1 --note cash",
    "purchase add 李雷 --amount 'EUR 10' --product filter",
    "feedback add 王芳 'it leaks' --kind complaint --category quality --handler tester",
    "feedback advance 1 --note looked",
    "feedback measure add 'better boxes' --feedback 1 --owner tester --by +9d",
    "feedback survey add 王芳 --score 2 --note slow",
    "churn look 王芳 --note fine",
    "customer lose 李雷 --reason gone",
    "churn try 李雷 --result thinking --note call",
    "campaign add spring --customer 王芳 --note roses",
    "campaign reach spring --all --via wechat --yes",
    f"customer import {Path(__file__).with_name('card.vcf')} --save-mapping phone --yes",
)
"""Something of all that is sold, said and done to keep customers, for such a book."""


_MADE: dict[tuple[str, ...], bytes] = {}


def filled(crm: Crm, *more: str) -> Crm:
    """Write the book, and do more in it; what was made once is copied from then on."""
    lines = (*BOOK, *more)
    made = _MADE.get(lines)
    if made is None:
        for line in lines:
            crm(line)
        _MADE[lines] = crm.db.read_bytes()
    else:
        crm.db.touch(mode=0o600)
        crm.db.write_bytes(made)
    return crm


def seed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            changed = connection.execute(statement)
            assert changed.rowcount != 0, f"{statement} changed nothing"
        connection.commit()


def faults(answer: Any) -> dict[str, str]:
    return {
        each["code"]: each["severity"] for each in answer["findings"] if each["severity"] != "ok"
    }


def saved(book: Crm) -> list[Path]:
    return sorted((book.db.parent / "book.backups").glob("before-repair-*"))


def overwrite(path: Path, name: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", [name]
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)


def unindex(path: Path) -> None:
    """Take an entry out of an index behind SQLite's back."""
    with closing(sqlite3.connect(path)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'contact_of'"
        ).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'contact_of'",
            [f"{sql} WHERE customer_id > 1"],
        )
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("REINDEX contact_of")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'contact_of'", [sql])
        connection.commit()
