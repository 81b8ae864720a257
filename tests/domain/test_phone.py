from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.phone import (
    as_called,
    digits,
    looks_like_phone,
    plain_mobile,
    search_forms,
    tail_key,
    typed_forms,
)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        " 138 0013 8000 ",
        "138-0013-8000",
        "+8613800138000",
        "+86 138-0013-8000",
        "0086 13800138000",
        "8613800138000",
    ],
)
def test_a_plain_mobile_is_read_however_it_is_spaced(text: str) -> None:
    assert plain_mobile(text) == "+8613800138000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12800138000",
        "1380013800",
        "138001380000",
        "010-62345678",
        "13800138000 ext 1",
        "138.0013.8000",
        "１３８００１３８０００",
        "+8513800138000",
        "13800138000-",
    ],
)
def test_anything_else_is_no_plain_mobile(text: str) -> None:
    assert plain_mobile(text) is None


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(" -", max_size=3))
def test_every_mobile_is_read_with_and_without_its_country(number: str, gap: str) -> None:
    number = number.strip()
    assert plain_mobile(number) == f"+86{number}"
    assert plain_mobile(f"+86{gap}{number}") == f"+86{number}"


def test_digits_of_every_script_are_digits() -> None:
    assert digits("+86 (138) 0013-8000") == "8613800138000"
    assert digits("１３８") == "138"
    assert digits("١٢x²三") == "12"


@given(st.text())
def test_digits_are_always_ascii(text: str) -> None:
    assert digits(text) == "" or (digits(text).isascii() and digits(text).isdigit())


@pytest.mark.parametrize(
    "text", ["1234", "138-0013-8000", "+86 138 00", "(010) 6234 5678", "6234 x12"]
)
def test_what_may_be_meant_as_a_number(text: str) -> None:
    assert looks_like_phone(text)


@pytest.mark.parametrize(
    "text", ["", "123", "王芳", "abc1234", "12ab34", "1" * 18, "li@1234.cn", "+"]
)
def test_what_cannot_be_meant_as_a_number(text: str) -> None:
    assert not looks_like_phone(text)


def test_a_chinese_number_is_found_in_its_national_forms_too() -> None:
    assert search_forms("+8613800138000") == ("8613800138000", "13800138000")
    assert search_forms("+861062345678") == ("861062345678", "01062345678", "1062345678")
    assert search_forms("010-62345678") == search_forms("+861062345678")
    assert search_forms("400-800-1234") == search_forms("+864008001234")
    assert search_forms("0755-86001234#801") == (
        "8675586001234801",
        "075586001234801",
        "75586001234801",
    )
    assert search_forms("+864008001234") == ("864008001234", "4008001234")
    assert search_forms("+442079460958") == ("442079460958",)
    assert search_forms("01234") == ("01234",)


def test_the_end_of_a_number_is_the_beginning_of_its_key() -> None:
    assert tail_key("+8613800138000").startswith(tail_key("8000"))


@pytest.mark.parametrize(
    ("national", "area", "called"),
    [("1088886666", 2, "010-88886666"), ("75586001234", 3, "0755-86001234"),
     ("4008108888", 0, "400-810-8888"), ("8008108888", 0, "800-810-8888"), ("95588", 0, "95588")],
)  # fmt: skip
def test_a_chinese_number_is_written_as_it_is_called(national: str, area: int, called: str) -> None:
    assert as_called(national, area) == called


@pytest.mark.parametrize(
    ("text", "forms"),
    [("8888", ("8888",)), ("010-88886666", ("01088886666",)),
     ("+86 10 8888 6666", ("861088886666", "1088886666", "01088886666")),
     ("0086 138 0013 8000", ("008613800138000", "13800138000")), ("8612", ("8612",))],
)  # fmt: skip
def test_a_number_may_be_meant_without_its_country(text: str, forms: tuple[str, ...]) -> None:
    assert typed_forms(text) == forms
