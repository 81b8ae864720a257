"""What the tests of exports share: a book with everything in it, and looks into a book."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

TEXTS = ("csv", "tsv", "json", "jsonl")
FORMATS = (*TEXTS, "xlsx")
NASTY = (
    "=1+1", "+8613800138000", "-5", "@sum(A1)", "\ttab", "\rreturn", "＝1", "＋2", "－3", "＠x",
    "'quoted", "'=already", "''=twice", '"double"', 'in "the" middle', "a;b", "a\\b", "a\\;b",
    "ends\\", "a,b", "two\nlines", "dos\r\nlines", "bare\rreturn", "007", "  spaces  ", "[/red]",
    "王芳", "😀👨‍👩‍👧", "\x1b[31mred", "\u202eright", "\ufeffmark", "- ", "无", "n/a",
    "=cmd|'/c calc'!A0", "\\n is no newline", "\\x1b is no escape", "k=v;k=w", "true", "null",
    "[{", "1.0", "#tag", "%s {x}",
)  # fmt: skip
"""Values that a table, a spreadsheet or a reader would change."""

_ELSEWHERE = frozenset({
    "id", "uid", "created", "updated", "open_promises", "urgency", "next_due", "relationship_due",
})  # fmt: skip
"""What follows from other records, such as promises, or is made anew in each book."""


def everyone(crm: Crm, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crm(["customer", "list", "--json", *options]).json
    return found


def select(crm: Crm, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(crm.db)) as connection:
        return connection.execute(sql).fetchall()


def copies(crm: Crm) -> list[tuple[Any, ...]]:
    return select(crm, "SELECT path, purpose, filter, count, customers FROM copy ORDER BY id")


def fill(crm: Crm) -> None:
    """Fill a book with customers that have every field, and all that can happen to one."""
    crm("customer field add 评分 --type number")
    crm(
        ["customer", "add", "Bob", "--grade", "E", "--may-contact", "no", "--reason", "=moved"],
        today="2025-01-02",
    )
    crm(
        "customer add 王芳 --company 王芳 --phone 13800138000 --phone 010-88886666 --email A@b.CN"
        " --email c@d.example --channel wechat --need clear --close 2026-06-01 --importance key"
        " --every 2w --by-channel visit --potential 'BHD 1.234' --source 展会 --referred-by Bob"
        " --birthday 农历八月十五 --tag vip --tag 老客户 --set wechat=wf --set handle.qq=12"
        " --set industry=IT --set company_size=small --set title=经理 --set gender=女"
        " --set occupation=销售 --set registered=2020-02-29 --set hobbies=茶 --set need_kind=both"
        " --set product_needs=软件 --set service_requirements=上门 --set 车牌=京A --set 评分=007"
        " --set address=深圳 --set owner=li --note 备注",
        today="2026-03-01",
    )
    crm(["customer", "person", "add", "王芳", "李四", "--title", "助理; \\ =1", "--role", "秘书",
         "--phone", "13900139000", "--email", "l@s.example", "--birthday", "05-06"])  # fmt: skip
    crm(["customer", "person", "add", "王芳", "王芳"])
    crm(["customer", "person", "add", "Bob", "[{;\\"])
    crm("customer add 李雷 --grade B --need potential --may-share yes --reason 'signed a form'")
    crm("log add 李雷 hello --via phone --at 2026-03-20 --next call --by fri")
    crm("customer pin 李雷 --status won --reason bought")
    crm("customer add Lost --referred-by 王芳")
    crm("customer lose Lost --reason '+dear;\\' --on 2026-03-10")
    crm("customer add Twin --phone 13800138000 --force")
    for text in NASTY:
        own = [f"--set={name}={text}" for name in ("company", "title", "address", "x", "wechat")]
        words = ["customer", "add", "--force", "--note", text, *own, "--set", f"handle.y={text}"]
        crm([*words, "--tag", "a\\b", "--", f"{text}.name"])


def kept(customers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out of customers what an export cannot hold."""
    found = []
    for each in customers:
        people = [
            {key: value for key, value in person.items() if key not in {"id", "customer_id"}}
            for person in each["people"]
        ]
        known = {key: value for key, value in each.items() if key not in _ELSEWHERE}
        found.append({**known, "people": people})
    return found


def many(crm: Crm, count: int) -> None:
    table = "name,phone,note\n" + "".join(
        f"客{n},{13800000000 + n},靠窗{n}\n" for n in range(count)
    )
    crm(["customer", "import", "-"], stdin=table)


def environment(crm: Crm, **more: str) -> dict[str, str]:
    return {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31", **more}


CRM = [sys.executable, "-m", "crmcli"]
