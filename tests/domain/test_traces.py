"""A customer's names and numbers are known again however they are written, and not elsewhere."""

from __future__ import annotations

import pytest

from crmcli.domain.traces import Traces

WORDS = ("欧阳瑞雪", "Anna Müller", "Al", "李", "anna@müller.de", "wx_anna88")
NUMBERS = ("+8613912345678", "+862162881234", "+14155550123", "110")


@pytest.mark.parametrize(
    "text",
    [
        "给欧阳瑞雪打电话",
        "call ANNA   MULLER",
        "Ａｎｎａ Müller",
        "ask Al.",
        "Al's boss",
        "给Al打电话",
        "问 李 吧",
        "to Anna@Müller.de now",
        'customer add x --set "wechat=WX_Anna88"',
        "13912345678",
        "139 1234-5678",
        "(+86) 139 1234 5678",
        "139１２３４5678",
        "customer add 李雷 17 13912345678",
        "021-62881234",
        "6288 1234",
        "415.555.0123",
        "call 110",
    ],
)
def test_what_names_it_is_found(text: str) -> None:
    assert Traces(WORDS, NUMBERS).are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "欧阳",
        "also call all",
        "李雷来了",
        "Anna",
        "5678",
        "1234",
        "13912345679",
        "1101",
        "2026-03-31 12:00:00",
        "1 3 9",
    ],
)
def test_what_does_not_name_it_is_not(text: str | None) -> None:
    assert not Traces(WORDS, NUMBERS).are_in(text)


def test_the_tail_of_a_number_counts_where_it_was_meant_for_sure() -> None:
    assert Traces((), NUMBERS, loosely=True).are_in("--referred-by 5678")


def test_nothing_is_in_no_text() -> None:
    assert not Traces((), ()).are_in("whatever 12345")
    assert not Traces(("", " "), ("",)).are_in("whatever 12345")


@pytest.mark.parametrize("text", ["phone ~ 139123", "phone ~ 5678", "tel 2345", "1-3-9-1"])
def test_a_few_digits_from_within_count_where_it_was_meant_for_sure(text: str) -> None:
    assert Traces((), ("13912345678",), loosely=True).are_in(text)
    assert not Traces((), ("13912345678",)).are_in(text)


@pytest.mark.parametrize("text", ["phone ~ 139", "limit 100", "0000", "9999"])
def test_fewer_digits_or_others_do_not(text: str) -> None:
    assert not Traces((), ("13912345678",), loosely=True).are_in(text)
