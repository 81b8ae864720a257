"""The catalogues say every message of the source, with its placeholders, in each language."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest

from tests import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog

HAN = re.compile("[\u4e00-\u9fff]")
LETTERS = re.compile("[A-Za-z]{2,}")
STOPS = (".", "?", "!", "…", "。", "？", "！", "：", ":")
each_catalogue = pytest.mark.parametrize(
    "path", catalogue.CATALOGUES, ids=lambda path: path.parts[-3]
)


def texts(catalog: Catalog) -> Iterator[tuple[str, str, bool]]:
    """Yield each message with its translation, in each form; whether it is the form of one."""
    for each in catalog:
        if not each.id:
            continue
        if isinstance(each.id, str):
            yield each.id, str(each.string), False
        else:
            assert isinstance(each.string, (tuple, list))
            one, many = each.string
            yield each.id[0], str(one), True
            yield each.id[1], str(many), False


def placeholders(text: str) -> set[str]:
    try:
        return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def test_there_is_a_catalogue_for_each_language_but_the_one_messages_are_written_in() -> None:
    assert [path.parts[-3] for path in catalogue.CATALOGUES] == ["zh"]


@each_catalogue
def test_it_has_the_messages_of_the_source_and_no_others(path: Path) -> None:
    present = {(each.context, each.id) for each in catalogue.read(path) if each.id}
    wanted = {(each.context, each.id) for each in catalogue.template() if each.id}
    assert not wanted - present, "new; run python -m tests.catalogue, then translate it"
    assert not present - wanted, "gone; run python -m tests.catalogue"


@each_catalogue
def test_no_message_is_left_without_a_translation(path: Path) -> None:
    assert catalogue.untranslated(catalogue.read(path)) == []
    assert [each.id for each in catalogue.read(path) if each.fuzzy and each.id] == []


@each_catalogue
def test_what_programs_read_is_made_from_it(path: Path) -> None:
    found = catalogue.read(path)
    assert path.read_bytes() == catalogue.source_text(found)
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(found)


@each_catalogue
def test_no_placeholder_is_lost_or_made_up(path: Path) -> None:
    for message, text, is_one in texts(catalogue.read(path)):
        lost = placeholders(message) ^ placeholders(text)
        assert not lost or (is_one and lost == {"count:"}), (message, text)


@each_catalogue
def test_a_translation_has_the_spaces_and_the_end_of_its_message(path: Path) -> None:
    for message, text, _ in texts(catalogue.read(path)):
        assert message[:1].isspace() == text[:1].isspace(), (message, text)
        if len(message) > 20 and message.endswith("."):
            assert text.endswith(STOPS) or text[-1].isascii(), (message, text)
        assert text.count("\n") == message.count("\n"), (message, text)


def test_a_chinese_translation_is_chinese() -> None:
    (path,) = [each for each in catalogue.CATALOGUES if each.parts[-3] == "zh"]
    for message, text, _ in texts(catalogue.read(path)):
        words = LETTERS.findall(re.sub(r"\{.*?\}", "", text))
        if any(word.islower() for word in words) and not HAN.search(text):
            assert is_typed(message), (message, text)


def is_typed(message: str) -> bool:
    """Tell whether a message is one that is typed as it is, such as a command line."""
    return message.startswith(("crm ", "--"))


def test_the_extraction_sees_every_marked_message() -> None:
    source = "\n".join(each.read_text("utf-8") for each in sorted(catalogue.SOURCE.rglob("*.py")))
    calls = len(re.findall(r"(?<![\w.])(?:N_|NN_|NC_|ngettext|counted)\(\s*\(?\"", source))
    places = sum(len(list(each.locations)) for each in catalogue.template() if each.id)
    assert places >= calls
