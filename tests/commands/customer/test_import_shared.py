"""The shared files come in with the values that whoever wrote them meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

CONTACTS = [
    ("北京测试科技有限公司", ["+8613800138000"], ["zhangsan@example.com"]),
    ('上海"引号"贸易', ["021-55556666"], []),
]
"""The good rows of the same contacts in several encodings; the third has no e-mail address."""

FILES: dict[str, tuple[tuple[str, ...], list[tuple[str, list[str], list[str]]], list[int]]] = {
    "csv/bad.csv": (("--map", "column_a=name"), [("0", [], [])], [2, 3]),
    "csv/dummy_col_shuffled_ragged.csv": (("--map", "b=name"), [("2", [], [])], []),
    "csv/mac_newlines.csv": (
        ("--map", "a=name"),
        [("1", [], []), ("Once upon\ra time", [], [])],
        [],
    ),
    "csv/test_extra_header.csv": (("--map", "a=name"), [("1", [], [])], []),
    "csv/test_header_newline.csv": (("--map", "start end=name"), [("d", [], [])], []),
    "csv/test_latin1.csv": (
        ("--encoding", "cp1252", "--map", "c=name"),
        [("3", [], []), ("©", [], [])],
        [],
    ),
    "csv/test_utf16_little.csv": (
        ("--map", "c=name"),
        [("3", [], []), ("ʤ", [], [])],
        [],
    ),
    "csv/test_utf8_bom.csv": (("--map", "baz=name"), [("3", [], []), ("ʤ", [], [])], []),
    "hostile/contacts_gbk.csv": ((), CONTACTS, [4]),
    "hostile/contacts_utf16_excel_unicode_text.txt": ((), CONTACTS, [4]),
    "hostile/contacts_utf8_bom.csv": ((), CONTACTS, [4]),
    "hostile/formula_injection.csv": (
        (),
        [
            ("=cmd|' /C calc'!A0", [], []),
            ("+1+1", [], []),
            ("-2+3", [], []),
            ("@SUM(1)", [], []),
            ("=1", [], []),
        ],
        [],
    ),
    "hostile/google_contacts_2024_header.csv": (
        ("--map", "Birthday=-"),
        [("Ann Lee", ["+15550100", "+15550101"], ["ann@example.com", "ann2@example.com"])],
        [],
    ),
    "hostile/mixed_encoding_utf8_then_latin1.csv": (
        ("--encoding", "cp1252"),
        [("JosÃ©", [], []), ("André", [], [])],
        [],
    ),
    "hostile/nul_and_controls.csv": ((), [("\x9b31m", [], [])], [2]),
    "hostile/semicolon_decimal_comma_cp1252.csv": (
        ("--encoding", "cp1252"),
        [("Müller & Söhne", [], [])],
        [],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_shared_table_has_these_values(crm: Crm, shared: Path, name: str) -> None:
    options, wanted, refused = FILES[name]
    words = ["customer", "import", str(shared / name), "--dry-run", "--json", *options]
    answer = crm(words, code=5 if refused else 0)
    found = [(each["name"], each["phones"], each["emails"]) for each in answer.json["preview"]]
    assert found == wanted
    assert [each["row"] for each in answer.json["refusals"]] == refused
    # Nothing that a terminal acts upon leaves as it is.
    assert not {"\x1b", "\x9b", "\x07"} & {*answer.out, *answer.err}


def test_escapes_are_seen_and_not_acted_upon_wherever_they_are_told(crm: Crm, shared: Path) -> None:
    path = str(shared / "hostile" / "terminal_escapes.txt")
    names = crm(["customer", "import", path, "--dry-run"], code=5)
    assert r"\x1b]0" in names.err
    lines = ["name,note\n", *(f'"{line}",x\n' for line in ("\x1b[2J", "\x9b2J", "\u202etxt.exe"))]
    text = "".join(lines)
    told = crm("customer import - --dry-run", stdin=text)
    assert r"2: \x1b[2J" in told.out
    for answer in (told, crm("customer import - --dry-run --json", stdin=text), names):
        assert not {"\x1b", "\x9b", "\u202e"} & {*answer.out, *answer.err}
