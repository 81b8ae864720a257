from __future__ import annotations

import json
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain import text as text_module
from crmcli.domain.field_words import field_word
from crmcli.domain.text import (
    clean,
    clean_label,
    clean_name,
    contains,
    fold,
    gram_query,
    gram_text,
    grams,
)
from crmcli.errors import UnusableText

NAUGHTY = Path(__file__).parents[2].parent / "shared/data/blns/blns.json"
MIXED = st.text(
    st.sampled_from(
        "abcXYZ019 -_%*\"'王小芳李娜公司かなガ한글абвЁйé\u0301ßſﬁ①½ทีนา"
        "คิ😀👍🏽\u200d\ufe0f𠮷々〇।कि١٢"
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


def found(haystacks: list[str], query: str) -> list[int]:
    """Rows that a real FTS5 table answers."""
    book = sqlite3.connect(":memory:")
    try:
        book.execute("CREATE VIRTUAL TABLE g USING fts5(t, tokenize='unicode61', prefix='1 2')")
        book.executemany("INSERT INTO g (t) VALUES (?)", [(gram_text(h),) for h in haystacks])
        rows = book.execute("SELECT rowid - 1 FROM g WHERE g MATCH ? ORDER BY rowid", (query,))
        return [row[0] for row in rows]
    finally:
        book.close()


@pytest.mark.parametrize("text", ["", "  two  ", "a\x1b[31m\n", "e\u0301", "\u202e", "𠮷", "\x7f"])
def test_usable_text_is_kept_to_the_byte(text: str) -> None:
    assert clean(text, "note") == text


@pytest.mark.parametrize("text", ["\0", "王\0", "\ud800", "a\udfff", "\ude00\ud83d"])
def test_a_nul_or_half_a_character_is_refused(text: str) -> None:
    with pytest.raises(UnusableText) as caught:
        clean(text, "note")
    assert caught.value.details["field"] == field_word("note")
    with pytest.raises(UnusableText):
        clean_name(text, "name")


@pytest.mark.parametrize("text", [" 王 芳\u3000", "-x", "a\tb\n", "%", "😀", "ﾊ"])
def test_a_name_is_kept_to_the_byte(text: str) -> None:
    assert clean_name(text, "name") == text
    assert clean_label(text, "name") == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\t\n",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u2800",
        "\u3164",
        "\u202e\u200d",
        "\x1b",
        "\u0301",
    ],
)
def test_a_name_nobody_can_see_is_refused(text: str) -> None:
    with pytest.raises(UnusableText):
        clean_name(text, "name")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  John\t SMITH ", "john smith"),
        ("Élodie MÜLLER", "elodie muller"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße ﬁx", "strasse fix"),
        ("王\u3000芳", "王 芳"),
        ("Ёлка", "елка"),
        ("ｶﾞ", "ガ"),
        ("한글", "한글"),
        ("A\u200bB\u00ad", "ab"),
        ("ที่", "ที่"),
        ("İ", "i"),
    ],
)
def test_texts_are_compared_without_case_width_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(MIXED)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aZ 09~\t王芳齉", max_size=20))
def test_the_short_way_of_folding_gives_the_long_ways_answer(text: str) -> None:
    long = unicodedata.normalize("NFKC", text).casefold()
    assert fold(text) == " ".join(long.split())


def test_every_word_must_be_a_part_of_the_text() -> None:
    assert contains("王小芳 Acme Ltd", "小芳 acm")
    assert contains("100% cotton", "0%")
    assert contains("C++ GmbH", "c++")
    assert not contains("王小芳 Acme Ltd", "小芳 beta")
    assert not contains("100 cotton", "%")
    assert contains("anything", " ")


def test_runs_become_pairs_and_triples_with_their_tails() -> None:
    assert grams("王小芳Wang") == ["王小", "小芳", "芳", "wan", "ang", "ng", "g"]
    assert gram_text("a-12") == "a 12 2"
    assert gram_text("%*\"' ") == ""


@pytest.mark.parametrize("text", ["", " ", "%", "*", '"', "'", "_", "()", "\u200b", "--"])
def test_a_query_without_a_letter_has_no_expression(text: str) -> None:
    assert gram_query(text) is None


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("芳", [0, 1]),
        ("小芳", [0]),
        ("王小芳", [0]),
        ("an", [0, 2]),
        ("wang", [0]),
        ("acme 芳", [1]),
        ("8000", [2]),
        ("иван", [3]),
        ("ива", [3]),
        ("นา", [4]),
        ("😀", [4]),
        ("muller", [5]),
        ("ﾄﾖﾀ", [5]),
        ("zzz", []),
    ],
)
def test_the_index_answers_a_part_of_any_length(query: str, rows: list[int]) -> None:
    book = ["王小芳 Wang", "李芳 Acme", "Anna 13800138000", "Иванов", "นารี 😀", "Müller トヨタ"]
    expression = gram_query(query)
    assert expression is not None
    assert found(book, expression) == rows
    assert [at for at, row in enumerate(book) if contains(row, query)] == rows


@given(MIXED, st.data())
def test_no_part_of_a_text_is_missed(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    part = folded[start:end]
    expression = gram_query(part)
    if expression is not None and contains(text, part):
        assert found(["other", text], expression)[-1:] == [1]


@given(MIXED, MIXED)
def test_the_index_never_misses_what_contains_finds(text: str, query: str) -> None:
    expression = gram_query(query)
    answer = found([text], expression) if expression else [0]
    assert answer == [0] or not contains(text, query)


@given(MIXED)
def test_a_text_finds_itself(text: str) -> None:
    assert contains(text, text)
    expression = gram_query(text)
    assert expression is None or found([text], expression) == [0]


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_long_query_is_cut_and_still_finds(size: int) -> None:
    for text in ("x" * size, "王" * size, "a " * size, " ".join(map(str, range(size)))):
        expression = gram_query(text)
        assert expression is not None
        assert len(expression) < 40_000
        assert found([text], expression) == [0]


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not here")
def test_every_naughty_string_is_kept_and_finds_itself() -> None:
    strings: list[str] = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    for text in strings:
        assert clean(text, "note") == text
        expression = gram_query(text)
        if expression is not None:
            assert found([text], expression) == [0]


def test_the_index_keeps_every_character_the_table_lets_through() -> None:
    kept = [chr(c) for low, high in text_module._KIN for c in range(low, high + 1)]  # noqa: SLF001
    kept += map(chr, range(0xE000, 0xF900))
    book = sqlite3.connect(":memory:")
    book.execute("CREATE VIRTUAL TABLE g USING fts5(t, tokenize='unicode61')")
    book.execute("CREATE VIRTUAL TABLE v USING fts5vocab(g, row)")
    book.executemany("INSERT INTO g (t) VALUES (?)", [(c * 2,) for c in kept])
    assert {row[0] for row in book.execute("SELECT term FROM v")} == {c * 2 for c in kept}
    book.close()
