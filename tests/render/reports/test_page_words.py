"""The words of a page are in the reader's language, all of them."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

import pytest

from crmcli import language
from crmcli.render.reports.page import page_text
from tests.render.reports import made
from tests.render.reports.reading_pages import Part, read_page

if TYPE_CHECKING:
    from collections.abc import Sequence


class Marking(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"«{message.rpartition(language.CONTEXT_END)[2]}»"

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


def test_every_word_of_a_page_comes_through_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_bound", [Marking()])
    monkeypatch.setattr(language, "_present", ["zh"])
    blocks = [made.named(["王芳", "李雷"]), *made.all_blocks()[2:]]
    blocks += [made.named([f"{at}" for at in range(300)])]
    page = read_page(page_text([made.report(*blocks, explained=True, compare=True)]))
    assert page.one("html").given["lang"] == "zh"
    page.one("head").inside.clear()
    for words in leaves(page):
        bare = re.sub("«.*?»|CNY|EUR|JPY|deal|[^A-Za-z]", "", nested(words))
        assert not bare, words


def leaves(part: Part) -> Sequence[str]:
    if part.tag in {"bdi", "script"}:
        return []
    found: list[str] = []
    for each in part.inside:
        found += [each] if isinstance(each, str) else leaves(each)
    return found


def nested(words: str) -> str:
    """Take out translated parts from the innermost outwards."""
    while (less := re.sub("«[^«»]*»", "", words)) != words:
        words = less
    return words
