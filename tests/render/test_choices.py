"""What a closed list says of itself: what may be typed, and in Chinese what it means."""

from __future__ import annotations

import re
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import crmcli
from crmcli import language
from crmcli.domain.choice import choice_named
from crmcli.domain.choice_words import WORDS
from crmcli.render.choices import meaning
from tests.many_lines import Line, answers

if TYPE_CHECKING:
    from tests.conftest import Crm

SOURCES = {path: path.read_text("utf-8") for path in Path(crmcli.__file__).parent.rglob("*.py")}
READ = {
    name
    for text in SOURCES.values()
    for name in re.findall(r"\b(?:read_choice|choice_named|choices)\(([A-Z]\w+),", text)
    + re.findall(r'_one_of\("\w+", (\w+)\)', text)
}
"""The closed lists that something typed is read by, anywhere in the source."""

SAME_IN_CHINESE = {"Format", "ReportFormat", "ExportFormat", "Shell", "Grade"}
"""Those whose values are the same in Chinese: formats, shells and grades."""

OF_POLICIES = {"Counted", "FreeDays", "Whom"}
"""Those whose refusals are sentences of their own."""


def kind_named(name: str) -> type[StrEnum]:
    """Find a closed list by its name; of two of one name the one whose words are known."""
    for path, text in SOURCES.items():
        if f"class {name}(StrEnum)" in text:
            module = path.relative_to(Path(crmcli.__file__).parents[1]).with_suffix("")
            found: type[StrEnum] = getattr(import_module(".".join(module.parts)), name)
            values = {each.value for each in found}
            if set(WORDS.get(name, {}).values()) <= values:
                return found
    raise LookupError(name)


LINES = ["due --kind fax", "due --grade X", "due --format x", "deal list --sort x"]


def messages(crm: Crm, language: str) -> list[str]:
    lines = [Line([*each.split(), "--json"]) for each in LINES]
    return [each.error["message"] for each in answers(lines, crm.db, CRM_LANG=language)]


def test_in_english_the_values_are_listed(crm: Crm) -> None:
    kinds, grades, formats, keys = messages(crm, "en")
    assert kinds.startswith("--kind cannot be fax; it is one of complaint, feedback, promise, ")
    assert grades == "--grade cannot be X; it is one of A, B, C, D, E."
    assert formats.endswith("table, json, jsonl, csv, tsv, md, ids.")
    assert "expected_close, amount, stage" in keys


def test_in_chinese_each_value_has_its_meaning_where_all_have_one(crm: Crm) -> None:
    kinds, grades, formats, keys = messages(crm, "zh")
    assert "complaint（投诉）" in kinds
    assert "follow_up（追踪）" in kinds
    assert "quiet_days（未联系天数）" in keys
    for plain in (grades, formats):
        assert "（" not in plain


def test_a_shell_completes_chinese_words_and_explains_english_ones(crm: Crm) -> None:
    def offered(line: list[str], language: str) -> list[str]:
        asked = crm.real(["crm", *line], CRM_LANG=language, _CRM_COMPLETE="complete_zsh")
        return asked.out.splitlines()[1:]

    assert "phone\t电话" in offered(["log", "add", "--via", ""], "zh")
    assert offered(["log", "add", "--via", "电"], "zh") == ["电话\tphone"]
    assert offered(["deal", "list", "--stage", "quote,谈"], "zh") == ["quote,谈判\tnegotiation"]
    assert "phone" in offered(["log", "add", "--via", ""], "en")
    assert "add\tLog a contact" in offered(["log", ""], "en")
    (told,) = [each for each in offered(["log", ""], "zh") if each.startswith("add\t")]
    assert "。" not in told


def test_every_list_that_is_read_has_chinese_words() -> None:
    assert set(WORDS) >= READ - SAME_IN_CHINESE
    assert len(READ) > 25


@pytest.mark.parametrize("name", sorted(READ - SAME_IN_CHINESE))
def test_each_value_is_typed_by_a_chinese_word_and_by_the_one_that_is_shown(name: str) -> None:
    kind = kind_named(name)
    for member in kind:
        typed = [word for word, value in WORDS[name].items() if value == member.value]
        assert any(not word.isascii() for word in typed), member
    if name in OF_POLICIES:
        return
    language.bind("zh")
    for member in kind:
        assert choice_named(kind, meaning(member)) is member


@pytest.mark.parametrize(
    "line",
    [
        "customer export {tmp}/a.xlsx --with 联系记录、全部",
        "grade policy --set free_days=之后 --dry-run",
        "grade policy --set counting.A=自然日 --set festivals.for=全部 --dry-run",
        "customer import - --dates 日月 --dry-run",
        "due export {tmp}/a.ics --as 待办",
    ],
)
def test_lines_take_the_chinese_words(crm: Crm, tmp_path: Path, line: str) -> None:
    crm("customer add 甲某")
    crm(line.format(tmp=tmp_path), stdin="name\nAnn\n")
