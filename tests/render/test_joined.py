"""Texts put together in the language's own way."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest

from crmcli import language
from crmcli.render import joined

if TYPE_CHECKING:
    from collections.abc import Callable

CHINESE = {
    "{first} {rest}": "{first}{rest}",
    "{first}, {rest}": "{first}，{rest}",
    "between the items of a list\x04, ": "、",
    "between the clauses of a line\x04; ": "；",
    "a word and what it is about\x04{title}: {text}": "{title}：{text}",
    "a text and a note on it\x04{text} ({note})": "{text}（{note}）",
}


class Chinese(gettext.NullTranslations):
    """A catalogue of what stands between texts."""

    def gettext(self, message: str) -> str:
        return CHINESE.get(message, message)


@pytest.mark.parametrize(
    ("put", "english", "chinese"),
    [
        (lambda: joined.items(["甲", "", "乙"]), "甲, 乙", "甲、乙"),
        (lambda: joined.facts(["甲", "", "乙"]), "甲, 乙", "甲，乙"),
        (lambda: joined.clauses(["甲", "乙", ""]), "甲; 乙", "甲；乙"),
        (lambda: joined.sentences(["甲。", "", "乙。"]), "甲。 乙。", "甲。乙。"),
        (lambda: joined.titled("甲", "乙"), "甲: 乙", "甲：乙"),
        (lambda: joined.heading("甲"), "甲:", "甲："),
        (lambda: joined.noted("甲", "乙"), "甲 (乙)", "甲（乙）"),
        (lambda: joined.dotted(["甲", "", "乙"]), "甲 · 乙", "甲 · 乙"),
        (lambda: joined.without_stop("不再联系。"), "不再联系", "不再联系"),
    ],
)
def test_what_stands_between_texts_is_the_languages(
    monkeypatch: pytest.MonkeyPatch, put: Callable[[], str], english: str, chinese: str
) -> None:
    monkeypatch.setattr(language, "_bound", [gettext.NullTranslations()])
    assert put() == english
    monkeypatch.setattr(language, "_bound", [Chinese()])
    assert put() == chinese
