"""Nothing in the book can act: text from outside is kept as it is and shown harmlessly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

ACTING = "\x1b]0;owned\x07 \x1b[31mred \x9b31m \u202egnp \r\x08 \x1b]52;c;eA==\x07"
FORMATS = ("tsv", "csv", "md", "json", "jsonl", "table")


@pytest.mark.parametrize("form", FORMATS)
def test_no_escape_or_bidi_character_reaches_the_terminal(crm: Crm, form: str) -> None:
    crm(["customer", "add", f"王{ACTING}", "--note", ACTING, "--company", ACTING])
    crm(["log", "add", "id:1", ACTING, "--via", "phone", "--next", ACTING, "--by", "+1d"])
    for line in ("customer list", "customer show id:1", "log list", "log show 1", "due --ahead 9"):
        shown = crm([*line.split(), "--format", form])
        for character in "\x1b\x07\x08\x9b\u202e\r":
            assert character not in shown.out, (line, form, character)


def test_json_gives_the_text_back_equal(crm: Crm) -> None:
    crm(["customer", "add", f"王{ACTING}x"])
    assert crm("customer show id:1 --json").json["name"] == f"王{ACTING}x"


@pytest.mark.parametrize("name", ["[/red] Ltd", "[link=x]y[/link]", ":smile:", "{name}", "%s"])
def test_markup_is_shown_as_it_is(crm: Crm, name: str) -> None:
    crm(["customer", "add", name])
    for form in ("table", "tsv", "md"):
        assert name in crm(["customer", "list", "--format", form]).out
    assert name in crm(["customer", "show", "id:1"]).out
    assert name in crm(["log", "add", "id:1", "--via", "phone"]).out


def test_a_name_that_looks_like_an_option_goes_behind_two_dashes(crm: Crm) -> None:
    crm(["customer", "add", "--", "--json"])
    assert crm("customer list --json").json[0]["name"] == "--json"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "a\0b", "a\ud800b"])
def test_an_unusable_name_is_refused(crm: Crm, name: str) -> None:
    refused = crm(["customer", "add", name, "--json"], code=5)
    assert refused.error["code"] == "unusable_text"
    assert crm("due", code=None).code in {0, 3}


def test_every_naughty_string_is_kept_byte_equal_and_found_by_id(crm: Crm, shared: Path) -> None:
    strings = json.loads((shared / "blns/blns.json").read_text())
    kept = {}
    for text in strings:
        words = ["customer", "add", "--json", "--force", "--note", text, "--", f"x{text}"]
        added = crm(words, code=None)
        if added.code == 0:
            kept[added.json["id"]] = text
        else:
            assert added.error["code"] == "unusable_text"
    listed = {each["id"]: each for each in crm("customer list --json").json}
    assert len(kept) > 0.95 * len(strings)
    for key, text in kept.items():
        assert listed[key]["notes"] == text
        assert listed[key]["name"] == f"x{text}".strip()


SIGNS = ['"', "AND", "C++", "o'brien", "%", "_", "*", "' OR 1=1 --", "NEAR("]


@pytest.mark.parametrize("text", SIGNS)
def test_searching_for_signs_and_words_of_query_languages_is_searching(crm: Crm, text: str) -> None:
    crm(["customer", "add", f"firm {text} here"])
    crm(["customer", "add", "somebody else"])
    found = crm(["customer", "find", "--json", "--", text]).json
    assert [each["customer_id"] for each in found] == [1]
    assert crm(["customer", "show", "--json", "--", f"firm {text} here"]).json["id"] == 1


def test_a_narrow_terminal_still_gets_its_list(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm(["customer", "add", "北京天佑电子商务有限公司"])
    monkeypatch.setenv("COLUMNS", "20")
    shown = crm("due --format table").out
    assert "北京" in shown


def test_a_terminal_that_cannot_encode_gets_utf_8_all_the_same(crm: Crm) -> None:
    crm(["customer", "add", "王芳"])
    answer = crm.real("due --format tsv", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert answer.code == 0
    assert "王芳" in answer.out
