"""The page on the schema names every table and view of a book, and no other."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Crm

PAGE = Path(__file__).parents[2] / "crmcli/store/README.md"


def test_the_page_and_the_book_name_the_same_tables_and_views(crm: Crm) -> None:
    crm("customer add 王芳")
    with sqlite3.connect(crm.db) as book:
        names = {
            name
            for (name,) in book.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            )
            if not name.startswith("sqlite_")
            and not re.search(r"_text_(data|idx|docsize|config|content)$", name)
        }
    book.close()
    rows = re.findall(r"^\| (`.*?`) \|", PAGE.read_text(), re.MULTILINE)
    assert names == {name for row in rows for name in re.findall(r"`(\w+)`", row)}
