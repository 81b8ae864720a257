from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import UnusablePhone
from crmcli.services.customers.phones import DigitsLost, normalise_phone


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("13800138000", "+8613800138000", None),
        ("+86 138 0013 8000", "+8613800138000", None),
        ("１３８００１３８０００", "+8613800138000", None),
        ("电话：13800138000", "+8613800138000", None),
        ("13800138000.0", "+8613800138000", None),
        ("138\u00a00013\u00a08000", "+8613800138000", None),
        ("010-62345678", "010-62345678", None),
        ("(010) 6234-5678", "010-62345678", None),
        ("010-62345678 转 801", "010-62345678", "801"),
        ("010-62345678-801", "010-62345678", "801"),
        ("0755-86001234—12", "0755-86001234", "12"),
        ("400-810-8888", "400-810-8888", None),
        ("0086 400 810 8888", "400-810-8888", None),
        ("+1 415 555 2671 x12", "+14155552671", "12"),
        ("+44 20 7946 0958", "+442079460958", None),
        ("tel: 0044 20 7946 0958", "+442079460958", None),
        ("95588", "95588", None),
        ("10086", "10086", None),
        ("01234", "01234", None),
        ("110", "110", None),
        ("+999 1234567", "+9991234567", None),
    ],
)
def test_a_number_is_brought_to_one_form(text: str, number: str, extension: str | None) -> None:
    assert normalise_phone(text, "CN") == (number, extension)


def test_a_rounded_number_is_told_from_a_wrong_one() -> None:
    with pytest.raises(DigitsLost):
        normalise_phone("1.38001E+10", "CN")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "12",
        "1.38E+10",
        "1.38001E+10",
        "1,38e10",
        "call me",
        "王芳 13800138000",
        "ext 12",
        "13800138000/13900139000",
        "1" * 18,
        "asdf12345",
        "+",
        "-",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnusablePhone) as caught:
        normalise_phone(text, "CN")
    assert caught.value.details["text"] == text


def test_eleven_digits_are_a_chinese_mobile_only_in_china() -> None:
    assert normalise_phone("(415) 555-2671", "US") == ("+14155552671", None)
    assert normalise_phone("13800138000", "US") == ("13800138000", None)
    assert normalise_phone("+86 13800138000", "US") == ("+8613800138000", None)


@given(st.text(), st.sampled_from(["CN", "US", "DE"]))
def test_any_text_is_a_number_or_refused(text: str, region: str) -> None:
    try:
        number, _ = normalise_phone(text, region)
    except UnusablePhone:
        return
    assert number.removeprefix("+").isdigit()


@given(st.from_regex(r"\A[+]?[0-9]{3,17}\Z"))
def test_a_kept_number_stays_as_it_is(text: str) -> None:
    number, extension = normalise_phone(text, "CN")
    assert extension is None
    if number.startswith("+"):
        assert normalise_phone(number, "CN") == (number, None)


def test_a_plain_mobile_needs_no_library() -> None:
    code = (
        "import sys; from crmcli.services.customers.phones import normalise_phone as n;"
        "n('138 0013 8000', 'CN'); sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
