"""The encoding of a file is told by its content, and never guessed."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.exchange.encoding import BadByte, EitherEncoding, UnknownEncoding, encoding_of
from crmcli.exchange.likeness import is_assigned, is_western

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "客户名称,手机,备注\n深圳博远电子商务有限公司,13800138000,老板爱喝茶，逢年过节记得问候\n"
TRADITIONAL = "客戶名稱,電話,備註\n許功蓋,02-1234,價格敏感\n"


def told(content: bytes, named: str | None = None) -> str:
    return encoding_of(io.BytesIO(content), named)


def decoded(content: bytes) -> str:
    return content.decode(told(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030", "gb2312"])
def test_chinese_text_is_read_without_a_question(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_traditional_text_is_read_without_a_question(encoding: str) -> None:
    assert decoded(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_both_byte_orders_of_utf_16_are_read() -> None:
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decoded(mark + TEXT.encode(name)) == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "big5"),
        ("姓名,電話\n陳小姐,1\n", "big5"),
        ("名前,電話\n山田さん,03-1234\n", "shift_jis"),
        ("Name;Umsatz\nMüller & Söhne;1,50 €\n", "cp1252"),
        ("name,city\nAndré,Köln\n", "cp1252"),
    ],
)
def test_other_encodings_are_refused_and_named(text: str, encoding: str) -> None:
    with pytest.raises(BadByte) as caught:
        told(text.encode(encoding))
    assert encoding in {caught.value.details["first"], caught.value.details["second"]}
    assert told(text.encode(encoding), encoding) == encoding


def test_a_bad_byte_is_named_with_its_row_and_position(shared: Path) -> None:
    content = (shared / "hostile" / "mixed_encoding_utf8_then_latin1.csv").read_bytes()
    with pytest.raises(BadByte) as caught:
        told(content)
    details = caught.value.details
    assert (details["row"], details["byte"], details["position"]) == (3, "0xE9", 30)
    assert (details["first"], details["second"]) == ("cp1252", "latin-1")


def test_rows_are_counted_by_any_line_end_outside_quotes() -> None:
    with pytest.raises(BadByte) as caught:
        told(b'a,b\r\n1,"x\r\ny"\r2,3\n\xff\xff\xff,1\n')
    assert caught.value.details["row"] == 4


def test_a_named_encoding_is_the_only_one_tried() -> None:
    with pytest.raises(BadByte) as caught:
        told(TEXT.encode("gbk"), "utf-8")
    assert caught.value.details["first"] == "gb18030"
    assert told(TEXT.encode("utf-8-sig"), "UTF8") == "utf-8-sig"


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", ""])
def test_an_unknown_encoding_is_a_usage_fault(name: str) -> None:
    with pytest.raises(UnknownEncoding):
        told(b"a\n", name)


def test_a_fault_far_down_is_found() -> None:
    content = b"name\n" + TEXT.encode() * 3000
    assert told(content) == "utf-8"
    with pytest.raises(BadByte) as caught:
        told(content + b"\x81\xff\n")
    assert caught.value.details["position"] == len(content) + 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_utf_8_is_known_for_what_it_is_unless_it_is_a_jumble_of_alphabets(text: str) -> None:
    content = text.encode()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    try:
        name = told(content)
    except EitherEncoding:
        assert content.decode("gb18030") != text
        return
    is_plain = is_western(text) or (max(text) > "\u07ff" and is_assigned(text))
    assert content.decode(name) == text.removeprefix("\ufeff") or not is_plain


@pytest.mark.parametrize(
    "text",
    ["José,Müller,Søren\n", "Иван Петров,Ольга\n", "Γιώργος,Ελένη\n", "name\nÉl,1\n", "中\n",
     "5 m³,2 m³,40°C\n", "name,note\nA,3½ m³\nB,12 µm²\n",
     "Łukasz,Škoda,Ștefan\n", "דוד,משה\n", "محمد,فاطمة\n", "price\n£5 ±3 20°\n"],
)  # fmt: skip
def test_names_of_every_alphabet_are_read_as_utf_8(text: str) -> None:
    assert told(text.encode()) == "utf-8"


@pytest.mark.parametrize("names", ["谢伟,谢平", "袁英,郑珊", "谢伟", "袁英", "郑珊"])
def test_names_in_gbk_whose_bytes_happen_to_be_utf_8_are_read_as_written(names: str) -> None:
    text = "name,phone\n" + "".join(f"{each},138\n" for each in names.split(","))
    assert text.encode("gbk").decode() != text
    assert decoded(text.encode("gbk")) == text


@pytest.mark.parametrize(
    "start", ["id,uid,name\n1,u,", "id\tuid\tname\n1\tu\t", '[\n{"id": 1, "name": "']
)
def test_what_crm_wrote_itself_is_always_utf_8(start: str) -> None:
    assert told(f"{start}лΰ,лƽ".encode()) == "utf-8"


def test_what_is_everyday_text_in_two_encodings_is_refused_with_both() -> None:
    with pytest.raises(EitherEncoding) as caught:
        told("name\nó,û\n".encode())
    assert "name\nó,û\n".encode().decode("gb18030") == "name\n贸,没\n"
    assert told("name\nó\n".encode()) == "utf-8"
    assert (caught.value.details["first"], caught.value.details["second"]) == ("gb18030", "utf-8")
    assert caught.value.details["row"] == 2


@pytest.mark.parametrize(
    ("names", "codec"),
    [("傅妘蘭", "big5"), ("歐翊妘 黎晴翰 董婷晴", "big5"), ("임하영 김철수 박지성", "euc_kr"),
     ("田中 鈴木 佐藤", "euc_jp"), ("Иванов Петров Сидоров", "cp1251")],
)  # fmt: skip
def test_rare_characters_are_no_chinese(names: str, codec: str) -> None:
    text = "name,phone\n" + "".join(f"{each},0900\n" for each in names.split())
    with pytest.raises(BadByte):
        told(text.encode(codec))


def test_the_euro_of_windows_is_read() -> None:
    text = "name,phone,notes\n王芳,13800138000,价格 €12\n李雷,13900139000,好€\n"
    content = text.replace("€", "@").encode("gbk").replace(b"@", b"\x80")
    for named in (None, "gbk", "gb18030", "cp936"):
        assert content.decode(told(content, named)) == text
    whole = "€,".encode("gb18030") + b"\x80" + "龘".encode("gb18030")
    assert whole.decode(told(whole, "gbk")) == "€,€龘"


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_that_is_nearly_all_chinese_is_known_without_its_mark(order: str) -> None:
    note = "老板爱喝茶逢年过节记得问候价格敏感要提前两周报价下单以后三十天之内付款"
    text = "姓名,公司,备注\n" + f"王芳,北京华为有限公司,{note}\n" * 5
    assert told(text.encode(f"utf-16-{order}")) == f"utf-16-{order}"


@pytest.mark.parametrize(
    "name", ["contacts_gbk.csv", "contacts_utf8_bom.csv", "contacts_utf16_excel_unicode_text.txt"]
)
def test_the_same_contacts_are_the_same_text_in_every_encoding(shared: Path, name: str) -> None:
    text = decoded((shared / "hostile" / name).read_bytes())
    assert text.startswith("客户名称")
    assert "北京测试科技有限公司" in text
    assert '上海"引号"贸易' in text


def test_a_large_file_is_never_in_memory_as_a_whole() -> None:
    size = 20_000_000
    file = io.BytesIO(b"name,phone\n" + b"x" * size)
    tracemalloc.start()
    try:
        assert encoding_of(file) == "utf-8"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < size / 20


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_is_known_without_its_mark(order: str) -> None:
    text = "姓名,公司,电话\n王芳,北京华为有限公司,13800138000\n㐀𠀀張,䶮公司,13700137000\n"
    assert told(text.encode(f"utf-16-{order}")) == f"utf-16-{order}"
    plain = "name,phone\nA,13800138000\n"
    assert told(plain.encode(f"utf-16-{order}")) == f"utf-16-{order}"


@pytest.mark.parametrize(
    ("text", "codec"),
    [("name,phone\n蘇雅華,0912345678\n", "big5"), ("name,company\nHÖÖR,MÜLLER\n", "cp1252"),
     ("name\nJosé García\n", "cp1252")],
)  # fmt: skip
def test_what_may_be_two_encodings_is_refused_with_both(text: str, codec: str) -> None:
    with pytest.raises(BadByte) as caught:
        told(text.encode(codec))
    assert codec in {caught.value.details["first"], caught.value.details["second"]}


def test_the_words_of_a_header_tell_where_a_few_characters_do_not() -> None:
    assert told("姓名,手机\n王芳,13800138000\n".encode("gbk")) == "gb18030"
