"""Every naughty string in what is logged, promised, said as a reason, and of whom: kept and shown.

A log entry takes five texts at once, and a file any number of people; there all strings are tried.
Of the fields that take one text with a command each, all strings are tried with `CRM_FAULTS=all`,
and else one of each kind: the same kinds of characters, the same at its beginning and its end.
"""

from __future__ import annotations

import json
import os
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.text import fold
from tests.conftest import SHARED
from tests.faults.hostile_text import naughty, unsafe, visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Crm

UNUSABLE = 5
TAKEN = 4


def strings() -> list[str]:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here")
    return naughty(SHARED)


def of_each_kind() -> list[str]:
    """Give all strings if all are asked for, else one of each kind."""
    if os.environ.get("CRM_FAULTS") == "all":
        return strings()
    kinds: dict[object, str] = {}
    for text in strings():
        each = [_kind(character) for character in text]
        kinds.setdefault((frozenset(each), *each[:1], *each[-1:]), text)
    return list(kinds.values())


def _kind(character: str) -> str:
    """Give the kind of a character: letter, digit, punctuation, space; of controls the very one."""
    category = unicodedata.category(character)
    return category[0] if category[0] in "LNPZS" else category


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --need clear --close +3w")
    return crm


def test_a_log_entry_keeps_every_string(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    expected: list[tuple[str, str]] = []
    for text in strings():
        author = text if visible(text) else "tester"
        monkeypatch.setenv("CRM_USER", author)
        step = text if visible(text) else "step"
        words = ["log", "add", "--via=phone", "--json", f"--said={text}", f"--next={step}",
                 "--by=+1d", "--kept-all", "--grade=B", f"--reason={text}",
                 "--", "id:1", text]  # fmt: skip
        logged = book(words, stdin=text).json
        found = (logged["note"], logged["said"], logged["author"], logged["grade_reason"])
        assert found == (text, text, author.strip(), text or "by hand"), text
        assert logged["promises"][0]["text"] == step
        expected.append((text, step))
    listed = {row["id"]: row for row in book("log list --json").json}
    for key, (text, step) in enumerate(expected, 1):
        assert (listed[key]["note"], listed[key]["said"]) == (text, text)
        assert listed[key]["promises"][0]["text"] == step
    promised = {row["id"]: row["text"] for row in book("promise list --all --json").json}
    assert promised == {key: step for key, (_, step) in enumerate(expected, 1)}
    shown_harmlessly(book, "log list", "promise list", "due --ahead 9", "history", "undo --list")


def shown_harmlessly(crm: Crm, *lines: str) -> None:
    for line in lines:
        for form in ("table", "tsv", "md", "json"):
            assert unsafe(crm(f"{line} --format {form}").out) is None, (line, form)


def test_the_words_of_a_log_entry_are_found(book: Crm) -> None:
    texts = [text for text in of_each_kind() if fold(text)]
    for text in texts:
        book(["log", "add", "--via=phone", "--json", "--", "id:1", text], stdin=text)
    for key, text in enumerate(texts, 1):
        found = book(["customer", "find", "--json", "--limit=999", "--", text]).json
        assert ("contact", key) in [(row["kind"], row["id"]) for row in found], text


def test_people_keep_every_string(crm: Crm, tmp_path: Path) -> None:
    texts = [text for text in strings() if visible(text)]
    people = [{"name": text, "title": text, "role": text} for text in texts]
    file = tmp_path / "people.json"
    file.write_text(json.dumps([{"name": "宏远", "people": people}]), encoding="utf-8")
    crm(["customer", "import", str(file), "--yes"])
    listed = crm("customer person list id:1 --json").json
    assert [row["name"] for row in listed] == texts
    assert [(row["title"], row["role"]) for row in listed] == [(text, text) for text in texts]
    shown_harmlessly(crm, "customer person list id:1", "customer show id:1", "customer list")


def test_an_edited_person_keeps_every_string(book: Crm) -> None:
    book("customer person add id:1 somebody")
    for text in of_each_kind():
        if visible(text):
            words = ["customer", "person", "edit", "id:1", "1", "--json"]
            made = book([*words, f"--name={text}", f"--title={text}", f"--role={text}"]).json
            assert (made["name"], made["title"], made["role"]) == (text, text, text)


def test_feedback_keeps_every_string(book: Crm) -> None:
    for key, text in enumerate(filter(visible, of_each_kind()), 1):
        words = ["feedback", "add", "id:1", "--kind=complaint", "--json", f"--category={text}",
                 f"--handler={text}", "--", text]  # fmt: skip
        made = book(words, stdin=text).json
        assert made["text"] == text
        assert (made["category"], made["handler"]) == (text.strip(), text.strip())
        words = ["feedback", "advance", str(key), "--json", "--to=carried_out", "--skip"]
        step = book([*words, f"--note={text}", f"--reason={text}"], stdin=text).json["steps"][-1]
        assert (step["note"], step["reason"]) == (text, text)
        words = ["feedback", "measure", "add", "--by=+1d", f"--owner={text}", "--json", "--", text]
        measure = book(words, stdin=text).json
        assert (measure["text"], measure["owner"]) == (text, text.strip())
        words = ["feedback", "survey", "add", "id:1", "--score=4", "--json", f"--note={text}"]
        assert book(words, stdin=text).json["note"] == text
    shown_harmlessly(
        book, "feedback list", "feedback measure list", "feedback survey list", "due", "history"
    )


def test_purchases_keep_every_string(book: Crm, tmp_path: Path) -> None:
    rows = []
    for text in filter(visible, of_each_kind()):
        words = ["purchase", "add", "id:1", "--amount=5", "--json", f"--product={text}"]
        made = book([*words, f"--note={text}"], stdin=text).json
        assert (made["product"], made["note"]) == (text.strip(), text)
        words = ["purchase", "list", "--json", f"--product={text}"]
        assert made["id"] in [each["id"] for each in book(words).json]
        rows.append({"customer": "id:1", "at": "2026-03-01", "amount": "7", "product": text})
    shown_harmlessly(book, "purchase list", "report products", "history", "purchase suggest id:1")
    file = tmp_path / "purchases.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    imported = book(["purchase", "import", str(file), "--yes", "--json"]).json
    assert imported["created"] == len(rows)
    listed = book("purchase list --until 2026-03-01 --json").json
    assert [each["product"] for each in reversed(listed)] == [
        row["product"].strip() for row in rows
    ]


def test_campaigns_and_points_keep_every_string(book: Crm) -> None:
    book("grade policy --set loyalty.points=1 --yes")
    names = []
    for text in filter(visible, of_each_kind()):
        words = ["campaign", "add", "--json", "--customer=id:1", f"--note={text}", "--", text]
        made = book(words, code=None)
        if made.code == TAKEN:
            # It differs from another by its case alone.
            continue
        names.append(text.strip())
        assert (made.json["name"], made.json["note"]) == (text.strip(), text)
        assert book(["campaign", "show", "--json", "--", text]).json["id"] == made.json["id"]
        words = ["campaign", "reach", "--via=sms", f"--note={text}", "--", text, "id:1"]
        book(words)
        words = ["loyalty", "adjust", "id:1", "+1", "--json", f"--reason={text}"]
        assert book(words).json["entry"]["reason"] == text
    assert len(names) > 10
    assert [each["name"] for each in book("campaign list --json").json] == names[::-1]
    shown_harmlessly(
        book, "campaign list", "campaign show 1", "loyalty list", "loyalty show id:1", "history"
    )


def test_deals_keep_every_string(book: Crm) -> None:
    for key, text in enumerate(filter(visible, of_each_kind()), 1):
        words = ["deal", "add", "id:1", "--amount=1", "--json", f"--note={text}", "--", text]
        made = book(words, stdin=text).json
        assert (made["title"], made["notes"]) == (text, text)
        moved = ["deal", "move", str(key), "quote", f"--note={text}"]
        book(moved, stdin=text)
        words = ["deal", "lose", str(key), "--json", f"--reason={text}", f"--why={text}"]
        lost = book([*words, f"--objection={text}", f"--avoid={text}"]).json
        assert lost["lost_reason"] == text
        shown = book(f"deal show {key} --json").json
        assert shown["moves"][1]["note"] == text
        assert (shown["case"]["why"], shown["case"]["avoid"]) == (text, text)
        assert shown["case"]["objection"] == text.strip()
        book(f"deal show {key}")
    shown_harmlessly(
        book,
        "deal list --all",
        "deal list --board",
        "deal show 1",
        "report cases id:1",
        "customer show id:1",
        "history",
    )


def test_looks_and_tries_to_win_back_keep_every_string(book: Crm) -> None:
    book("customer add somebody")
    for text in filter(visible, of_each_kind()):
        words = ["churn", "look", "id:1", "--json", f"--note={text}"]
        assert book(words, stdin=text).json["note"] == text
        book(["customer", "lose", "somebody", f"--reason={text}"])
        words = ["churn", "try", "somebody", "--result=back", "--json", f"--note={text}"]
        made = book(words, stdin=text).json
        assert (made["note"], made["lost_reason"]) == (text, text)
    shown_harmlessly(
        book, "churn show id:1", "churn show somebody", "churn lost", "customer show somebody"
    )


def test_tags_keep_every_string_that_is_one_tag(book: Crm) -> None:
    # What divides tags, and a # in front, are no part of them.
    texts = [
        text
        for text in strings()
        if text
        and text == text.strip()
        and not set(text) & set(";,\n；，、#")
        and " / " not in text
    ]
    assert len(texts) > 300
    made = book(["customer", "edit", "id:1", "--json", *(f"--tag={text}" for text in texts)]).json
    assert made["tags"] == sorted(set(texts))
    shown_harmlessly(book, "customer list", "customer show id:1")
    for text in texts[:40]:
        rows = book(["customer", "list", "--json", f"--tag={text}"]).json
        assert [row["id"] for row in rows] == [1], text


def test_names_of_fields_and_handles_keep_every_string_that_can_be_one(book: Crm) -> None:
    kept = {}
    for text in of_each_kind():
        for name in (text, f"handle.{text}"):
            if "=" in text:
                continue
            answer = book(["customer", "edit", "id:1", "--json", f"--set={name}=x"], code=None)
            assert answer.code in {0, 2, 4, UNUSABLE}, (text, answer.err)
            if answer.code == 0 and name == text and text.strip() in answer.json["fields"]:
                kept[text.strip()] = "x"
    assert len(kept) > 10
    assert book("customer show id:1 --json").json["fields"] == kept
    shown_harmlessly(book, "customer field list", "customer list", "customer show id:1")


# Reasons, and other texts that a command takes alone


def _moved(crm: Crm, text: str) -> Any:
    words = ["promise", "move", "1", "--by=+3d", f"--reason={text}", "--json"]
    return crm(words, code=None), lambda answer: answer.json["reason"]


def _pinned(crm: Crm, text: str) -> Any:
    words = ["customer", "pin", "id:1", "--value=high", f"--reason={text}", "--json"]
    return crm(words, code=None), lambda answer: answer.json["pins"][0]["reason"]


def _lost(crm: Crm, text: str) -> Any:
    crm("customer winback id:1", code=None)
    words = ["customer", "lose", "id:1", f"--reason={text}", "--json"]
    return crm(words, code=None), lambda answer: answer.json["lost_reason"]


def _graded(crm: Crm, text: str) -> Any:
    words = ["grade", "set", "id:1", "E", f"--reason={text}", "--json"]
    return crm(words, code=None), lambda answer: answer.json["reason"]


def _consented(crm: Crm, text: str) -> Any:
    words = ["customer", "edit", "id:1", f"--set=consent_reason={text}", "--json"]
    return crm(words, code=None), lambda answer: answer.json["consent_reason"]


def _archived(crm: Crm, text: str) -> Any:
    crm("customer restore id:1", code=None)
    words = ["customer", "archive", "id:1", f"--reason={text}", "--json"]
    return crm(words, code=None), lambda _: crm("history --limit 1 --json").json[0]["reason"]


def _snoozed(crm: Crm, text: str) -> Any:
    words = ["due", "snooze", "promise:1", "--until=+2d", f"--reason={text}", "--json"]
    return crm(words, code=None), lambda _: crm("history --limit 1 --json").json[0]["reason"]


REASONS: dict[str, Callable[[Crm, str], Any]] = {
    "promise move": _moved,
    "customer pin": _pinned,
    "customer lose": _lost,
    "grade set": _graded,
    "customer edit": _consented,
    "customer archive": _archived,
    "due snooze": _snoozed,
}


@pytest.mark.parametrize("verb", REASONS)
def test_a_reason_keeps_every_string(book: Crm, verb: str) -> None:
    book("promise add id:1 words --by +1d")
    for text in of_each_kind():
        answer, reason = REASONS[verb](book, text)
        if answer.code == UNUSABLE:
            assert not visible(text), (text, answer.err)
            assert answer.error["code"] == "unusable_text"
            continue
        assert answer.code == 0, (text, answer.err)
        assert reason(answer) == text, text
    shown_harmlessly(book, "history", "customer show id:1", "customer list", "promise list --all")
