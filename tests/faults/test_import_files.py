"""Files of other programs: read for what they say, or refused with the place; never half."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Crm

MOST_SECONDS = 10
LONGEST_MESSAGE = 1000

TABLE = (
    "客户名称,城市,备注\r\n"
    "北京天佑电子商务有限公司,北京,老板爱喝茶，逢年过节记得问候\r\n"
    "王芳,上海,\r\n"
)
TRADITIONAL = "客戶名稱,電話,備註\r\n許功蓋,02-1234,價格敏感，請先聯絡\r\n"
JAPANESE = "会社名,電話,備考\r\n山田さん,03-1234,よろしくお願いします\r\n"
WESTERN = "Name;Ort;Umsatz\r\nMüller & Söhne;Köln;1.234,50 €\r\nAndré;München;5\r\n"


def bring(crm: Crm, content: str | bytes, *options: str, code: int = 0) -> Answer:
    words = ["customer", "import", "-", "--yes", "--json", *options]
    answer = crm(words, stdin=content, code=code)
    if code:
        told(crm, answer)
    return answer


def told(crm: Crm, answer: Answer) -> None:
    """Check that a refusal is one short message, and that nothing came of it."""
    assert answer.error["message"]
    assert len(answer.err) < LONGEST_MESSAGE
    assert not crm.db.exists()


def customers(crm: Crm) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crm("customer list --json").json
    return found


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030", "gb2312"])
def test_a_chinese_table_is_the_same_in_every_encoding(crm: Crm, encoding: str) -> None:
    bring(crm, TABLE.encode(encoding))
    first, second = customers(crm)
    assert (first["name"], first["kind"]) == ("北京天佑电子商务有限公司", "company")
    assert (first["notes"], second["name"]) == ("老板爱喝茶，逢年过节记得问候", "王芳")


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_both_orders_of_bytes_are_read(crm: Crm, mark: bytes, encoding: str) -> None:
    bring(crm, mark + TABLE.replace(",", "\t").encode(encoding))
    assert [each["name"] for each in customers(crm)] == ["北京天佑电子商务有限公司", "王芳"]


@pytest.mark.parametrize(
    ("text", "encoding", "column", "name"),
    [
        (TRADITIONAL, "big5", "客戶名稱=name", "許功蓋"),
        (JAPANESE, "shift_jis", "会社名=name", "山田さん"),
        (WESTERN, "cp1252", "Name=name", "Müller & Söhne"),
    ],
)
def test_what_could_be_several_encodings_is_asked_for(
    crm: Crm, text: str, encoding: str, column: str, name: str
) -> None:
    content = text.encode(encoding)
    refused = bring(crm, content, code=5)
    assert refused.error["code"] == "bad_byte"
    assert encoding in refused.error["hint"]
    bring(crm, content, "--encoding", encoding, "--map", column)
    assert customers(crm)[0]["name"] == name


@pytest.mark.parametrize("row", [2, 500, 9_999])
def test_a_bad_byte_is_named_with_its_row(crm: Crm, row: int) -> None:
    lines = [f"客户{number},北京\n".encode() for number in range(2, 10_001)]
    lines[row - 2] = b"Andr\xe9,x\n"
    refused = bring(crm, "姓名,城市\n".encode() + b"".join(lines), code=5)
    assert refused.error["message"].startswith(f"Row {row}: byte 0xE9 at position ")


# Tables


READ = {
    "rows with too few cells": ("name,note\nA\nB,x\n", ["A", "B"]),
    "empty cells too many": ("name,note\nA,1,,\nB,x,\n", ["A", "B"]),
    "blank lines": ("\n\nname,note\n\nA,1\n\n,\nB,2\n\n", ["A", "B"]),
    "a header twice": ("name,note,note,note\nA,1,2,3\n", ["A"]),
    "an empty header": ("name,,note,\nA,1,2,3\n", ["A"]),
    "bare returns": ("name,note\rA,1\rB,2\r", ["A", "B"]),
    "semicolons": ("name;note\nA;1,5\nB;2,5\n", ["A", "B"]),
    "tabs": ("name\tnote\nA\t1,2\nB\t2;3\n", ["A", "B"]),
    "quoted newlines": ('name,note\nA,"one\ntwo\r\nthree"\nB,x\n', ["A", "B"]),
    "quotes within a cell": ('name,note\nA "the" B,x\nC,5" pipe\n', ['A "the" B', "C"]),
    "no newline at the end": ("name,note\nA,1\nB,2", ["A", "B"]),
    "one column": ("name\nA\nB\n", ["A", "B"]),
}


@pytest.mark.parametrize("case", READ)
def test_a_table_with_oddities_is_read(crm: Crm, case: str) -> None:
    content, names = READ[case]
    bring(crm, content)
    assert [each["name"] for each in customers(crm)] == names


def test_what_has_no_column_name_of_its_own_is_kept_all_the_same(crm: Crm) -> None:
    bring(crm, 'name,note,note,,city,city\nA,one,two,three,x,"fo\nur"\n')
    (row,) = customers(crm)
    assert row["notes"] == "one\ntwo"
    assert row["fields"] == {"column 4": "three", "city": "x", "city 2": "fo\nur"}


REFUSED = {
    "no bytes": ("", "file_unusable", "it is empty"),
    "blank lines alone": ("\n\n  \n", "no_header", "no row with column names"),
    "no header": ("王芳,13800138000\n李雷,13900139000\n", "no_name_column", "names the customers"),
    "an open quote": ('name,note\nA,1\nB,"x\nC,2\n', "open_quote", "A quote opens in line 3"),
    "an open quote far down": (
        "name,note\n" + "A,1\n" * 5000 + 'B,"x\n' + "C,2\n" * 5000,
        "open_quote",
        "A quote opens in line 5002",
    ),
    "JSON without objects": ("[[1,2],[3,4]]", "no_objects", "no object in the JSON"),
    "JSON 100,000 deep": ("[" * 100_000 + "]" * 100_000, "bad_json", "it nests too deep"),
    "text behind a quote": ('name,note\nA,1\n"B" C,2\n', "bad_quote", "Row 3: text follows"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_table_that_cannot_be_read_is_refused_with_the_place(crm: Crm, case: str) -> None:
    content, code, message = REFUSED[case]
    refused = bring(crm, content, code=5)
    assert refused.error["code"] == code
    assert message in refused.error["message"]


def test_a_header_alone_is_no_fault(crm: Crm) -> None:
    assert bring(crm, "name,note\n").json["read"] == 0
    assert not crm.db.exists()


BAD_ROWS = {
    "cells too many": ("A,1,2\n", "It has 3 cells where the header has 2."),
    "a NUL": ("A\0B,1\n", "It holds a NUL character."),
    "nobody": (",1\n", "It names no customer."),
}


@pytest.mark.parametrize(("case", "row"), list(zip(BAD_ROWS, [2, 7_001, 10_001], strict=True)))
def test_one_bad_row_in_ten_thousand_stops_all(crm: Crm, case: str, row: int) -> None:
    lines = [f"客户{number},x\n" for number in range(2, 10_002)]
    bad, reason = BAD_ROWS[case]
    refused = bring(
        crm, "name,note\n" + "".join([*lines[: row - 2], bad, *lines[row - 1 :]]), code=5
    )
    answer = refused.json
    assert (answer["read"], answer["created"], answer["refused"]) == (10_000, 0, 1)
    assert answer["refusals"] == [{"row": row, "reason": reason}]


def test_without_its_bad_row_the_same_file_is_imported_once(crm: Crm) -> None:
    content = "name,note\n" + "".join(f"客户{number},x\n" for number in range(1_000))
    bring(crm, content + "A,1,2\n", code=5)
    assert bring(crm, content).json["created"] == 1_000
    again = bring(crm, content).json
    assert (again["created"], again["unchanged"]) == (0, 1_000)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("01234", "01234"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("86-138-0013-8000", "+8613800138000"),
        ("13800138000.0", "+8613800138000"),
        ("1.38E+10", None),
    ],
)
def test_a_number_is_kept_with_its_zeros_and_a_damaged_one_is_refused(
    crm: Crm, cell: str, kept: str | None
) -> None:
    content = f'name,phone\nA,"{cell}"\n'
    if kept is None:
        (refusal,) = bring(crm, content, code=5).json["refusals"]
        assert cell in refusal["reason"]
    else:
        bring(crm, content)
        assert customers(crm)[0]["phones"] == [kept]


def test_a_cell_without_end_is_refused_and_not_repeated(crm: Crm) -> None:
    long = "x" * 1_000_000
    refused = bring(crm, f"name,email\nA,{long}\n", code=5)
    assert refused.json["refusals"][0]["reason"].startswith("email: xxx")
    assert len(refused.out) < LONGEST_MESSAGE
    assert bring(crm, f"{long},{long}\nA,B\n", code=5).error["code"] == "no_name_column"


# The shared files


FILES: dict[str, tuple[int, str]] = {
    "csv/bad.csv": (5, "row 2: It has 4 cells where the header has 3"),
    "csv/blanks.csv": (5, "It names no customer"),
    "csv/dummy_col_shuffled_ragged.csv": (0, "1 read: 1 to create"),
    "csv/mac_newlines.csv": (0, "2 read: 2 to create"),
    "csv/null_byte.csv": (5, "It holds a NUL character"),
    "csv/test_extra_header.csv": (0, "1 read: 1 to create"),
    "csv/test_header_newline.csv": (0, "1 read: 1 to create"),
    "csv/test_latin1.csv": (5, "Row 3: byte 0xA9 at position 17 is no text in UTF-8"),
    "csv/test_utf16_little.csv": (0, "2 read: 2 to create"),
    "csv/test_utf8_bom.csv": (0, "2 read: 2 to create"),
    "hostile/billion_laughs.xlsx": (5, "unrecognized entity"),
    "hostile/contacts_big5.csv": (5, "is no text in UTF-8"),
    "hostile/contacts_gbk.csv": (5, "row 4: 邮箱: x@y is not an e-mail address"),
    "hostile/contacts_utf16_excel_unicode_text.txt": (
        5,
        "row 4: 邮箱: x@y is not an e-mail address",
    ),
    "hostile/contacts_utf8_bom.csv": (5, "row 4: 邮箱: x@y is not an e-mail address"),
    "hostile/far_cell.xlsx": (0, "no rows below its header"),
    "hostile/formula_injection.csv": (0, "8 read"),
    "hostile/google_contacts_2024_header.csv": (5, "row 2: Birthday: Cannot read 1990-02-30"),
    "hostile/mixed_encoding_utf8_then_latin1.csv": (5, "Row 3: byte 0xE9 at position 30"),
    "hostile/nul_and_controls.csv": (5, "It holds a NUL character"),
    "hostile/semicolon_decimal_comma_cp1252.csv": (5, "is no text in UTF-8"),
    "hostile/terminal_escapes.txt": (5, "row 3: It has 3 cells"),
    "hostile/unterminated_quote.csv": (5, "A quote opens in line 2"),
    "hostile/zipbomb_200MB.xlsx": (5, "takes more than 23"),
}


def test_every_shared_table_has_its_outcome_here(shared: Path) -> None:
    found = {f"{each.parent.name}/{each.name}" for each in shared.glob("csv/*.csv")}
    found |= {f"{each.parent.name}/{each.name}" for each in shared.glob("hostile/*.*")}
    assert found == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_shared_table_ends_as_it_should(crm: Crm, shared: Path, name: str) -> None:
    code, message = FILES[name]
    first = (shared / name).read_bytes()[:200].decode("utf-8", "ignore").replace("\0", "")
    words = ["customer", "import", str(shared / name), "--dry-run"]
    found = crm([*words, "--json"], code=None)
    if found.code and found.error["code"] == "no_name_column":
        # These tables are of no customers: their first column names them here.
        words += ["--map", f"{first_column(found)}=name"]
    answer = crm(words, code=code)
    assert message in answer.out + answer.err, first
    assert not crm.db.exists()


def first_column(refused: Answer) -> str:
    columns: str = refused.error["message"].partition("it has: ")[2]
    return columns.removesuffix(".").split(", ")[0]


# JSON


BAD_JSON = {
    "NaN": '[{"name":"x","potential":NaN}]',
    "Infinity": '[{"name":"x","potential":-Infinity}]',
    "a key twice": '[{"name":"x","name":"y"}]',
    "100,000 objects deep": '[{"name":' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}]",
    "100,000 arrays deep": '[{"name":' + "[" * 100_000 + "]" * 100_000 + "}]",
    "nothing but brackets": "[" * 100_000,
    "an object that breaks off": '[{"name":"x"',
    "something behind the end": '[{"name":"x"}] and more',
    "a bad line": '{"name":"x"}\n{"name":y}\n',
    "a number of 5,000 digits": '[{"name":"x","potential":' + "9" * 5_000 + "}]",
    "a NUL": '[{"name":"a\\u0000b"}]',
    "half a character": '[{"name":"a\\ud800b"}]',
    "no objects": "[1, 2, 3]",
    "nothing": "[]",
}


@pytest.mark.parametrize("case", BAD_JSON)
def test_json_that_is_none_is_refused(crm: Crm, case: str) -> None:
    begun = time.monotonic()
    bring(crm, BAD_JSON[case], code=5)
    assert time.monotonic() - begun < MOST_SECONDS


def test_numbers_in_json_are_kept_digit_by_digit(crm: Crm) -> None:
    numbers = ("1.10", "12345678901234567890.123456789", "1e400", "-0.0")
    values = ",".join(f'"n{at}":{number}' for at, number in enumerate(numbers))
    bring(crm, f'[{{"name":"x",{values}}}]')
    assert list(customers(crm)[0]["fields"].values()) == list(numbers)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk"])
def test_json_is_read_in_every_encoding_that_tables_are(crm: Crm, encoding: str) -> None:
    content = json.dumps([{"name": "王芳", "notes": "老板爱喝茶"}], ensure_ascii=False)
    bring(crm, content.encode(encoding))
    assert (customers(crm)[0]["name"], customers(crm)[0]["notes"]) == ("王芳", "老板爱喝茶")
