"""What a closed list says of itself: what may be typed, and in Chinese what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.many_lines import Line, answers

if TYPE_CHECKING:
    from tests.conftest import Crm

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
    for plain in (grades, formats, keys):
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
