"""Lines of vCards: heads, parameters, escapes and folds, and all of it there and back."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.exchange.vcard.card import cards_in
from crmcli.exchange.vcard.content_line import (
    escaped,
    folded,
    items_of,
    line,
    parsed,
    parts_of,
    unescaped,
)

NAME = st.from_regex(r"[A-Z][A-Z0-9-]{0,12}", fullmatch=True).filter(
    lambda name: name not in {"BEGIN", "END", "AGENT", "VERSION", "CHARSET", "ENCODING"}
)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r")
    | st.sampled_from('\\\\\n,;:" \t=\u2028\x85\ufeff三😀'),
    max_size=200,
)
VALUE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from(':;,"'),
    min_size=1,
    max_size=10,
).map(lambda text: text.replace('"', ""))
WORD = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)


def read(data: bytes) -> list[list[str]]:
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8", "surrogateescape", newline="")
    cards = list(cards_in(text, "utf-8"))
    assert [each.fault for each in cards] == [None] * len(cards)
    return [[str(each) for each in card.lines] for card in cards]


@given(st.lists(st.tuples(NAME, st.sampled_from(["", "item1", "a-b"]), WORD, TEXT), max_size=5))
def test_lines_that_are_folded_come_back(found: list[tuple[str, str, str, str]]) -> None:
    lines = [
        line(name, escaped(text), ("TYPE", (word,)), group=group)
        for name, group, word, text in found
    ]
    data = b"".join(folded(str(each)) for each in lines)
    assert max((len(each) for each in data.split(b"\r\n")), default=0) <= 75
    for each in data.split(b"\r\n"):
        each.decode()
    back = read(b"BEGIN:VCARD\r\n" + data + b"END:VCARD\r\n")
    assert back == [[str(each) for each in lines]]
    again = [parsed(each) for each in back[0]]
    assert again == lines
    texts = [text.replace("\r", "\n") for *_, text in found]
    assert [unescaped(each.value) for each in again if each is not None] == texts


@given(st.lists(TEXT, min_size=1, max_size=7))
def test_parts_and_items_come_back(texts: list[str]) -> None:
    written = [escaped(each) for each in texts]
    assert [unescaped(each) for each in parts_of(";".join(written))] == texts
    assert [unescaped(each) for each in items_of(",".join(written))] == texts


@given(st.lists(st.tuples(NAME, VALUE.filter(str.strip)), max_size=3))
def test_parameters_come_back(parameters: list[tuple[str, str]]) -> None:
    named = [(name, (text.strip(),)) for name, text in parameters if name != "TYPE"]
    found = parsed(str(line("X", "v", *named)))
    assert found is not None
    assert list(found.parameters) == [each for each in named if each[1] != ("",)]


@given(st.text(max_size=60) | st.text(st.sampled_from('A;:=",.- x'), max_size=60))
def test_any_text_is_a_line_or_none(text: str) -> None:
    found = parsed(text)
    if found is not None:
        assert found.name
        assert text.endswith(found.value)


@pytest.mark.parametrize(
    ("text", "name", "types", "value"),
    [
        ("TEL;CELL;VOICE:1", "TEL", {"CELL", "VOICE"}, "1"),
        ("tel;type=cell,voice;type=pref:1", "TEL", {"CELL", "VOICE", "PREF"}, "1"),
        ('TEL;TYPE="work,voice";PREF=1:tel:1', "TEL", {"WORK", "VOICE"}, "tel:1"),
        ("item1.TEL;TYPE=a :1", "TEL", {"A"}, "1"),
        ('X;P="a:b;c":d:e', "X", set(), "d:e"),
        ('X;P="a:b', "X", set(), "b"),
        ("NOTE::", "NOTE", set(), ":"),
    ],
)
def test_heads(text: str, name: str, types: set[str], value: str) -> None:
    found = parsed(text)
    assert found is not None
    assert (found.name, found.types, found.value) == (name, types, value)


@pytest.mark.parametrize("text", ["", "NOTE", ":x", "a b:c", "三:x", ";A=1:x", "A=B"])
def test_what_is_no_line(text: str) -> None:
    assert parsed(text) is None


def test_folds_of_both_styles() -> None:
    new = b"BEGIN:VCARD\nVERSION:3.0\nNOTE:one\n  two\n\t three\nEND:VCARD\n"
    assert read(new) == [["VERSION:3.0", "NOTE:one two three"]]
    old = b"begin:vcard\nVERSION:2.1\nNOTE:one\n two\nend:vcard\n"
    assert read(old) == [["VERSION:2.1", "NOTE:one two"]]
    bare = b"BEGIN:VCARD\rNOTE:one\r two\rEND:VCARD\r"
    assert read(bare) == [["NOTE:onetwo"]]


def test_what_version_21_writes_otherwise_is_as_30_would_write_it() -> None:
    old = (
        b"BEGIN:VCARD\nVERSION:2.1\nNOTE;QUOTED-PRINTABLE:a=0D=0Ab=\n=3B c, d\\;e\n"
        b"ORG:C:\\new, Inc;Sales\nPHOTO;BASE64;JPEG:AAAA\nBBBB\n CCCC\n\nX-A:C:\\new\nEND:VCARD\n"
    )
    assert read(old) == [
        [
            "VERSION:2.1",
            r"NOTE:a\nb; c\, d\;e",
            r"ORG:C:\\new\, Inc;Sales",
            "PHOTO;ENCODING=b;TYPE=JPEG:AAAABBBBCCCC",
            r"X-A:C:\new",
        ]
    ]


def test_a_soft_break_before_the_end_ends_there() -> None:
    lines = b"NOTE;QUOTED-PRINTABLE:a=\n\nFN:b\nX;QUOTED-PRINTABLE:c=\n"
    assert read(b"BEGIN:VCARD\n" + lines + b"END:VCARD\n") == [["NOTE:a", "FN:b", "X:c"]]


def test_a_line_end_that_is_cut_by_the_reading_is_one() -> None:
    for length in range(65_530, 65_540):
        data = b"BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:" + b"x" * (length - 36) + b"=\r\n"
        assert read(data + b"y\r\nEND:VCARD\r\n")[0][0].endswith("xy")
