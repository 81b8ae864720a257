from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.currency import decimals
from crmcli.domain.money import LARGEST_MINOR, Money, read_money, read_money_beside
from crmcli.errors import UnreadableAmount

CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD", "CLF", "EUR", "MXN", "MKD", "KGS"])


def why(text: str, book: str = "CNY") -> str:
    with pytest.raises(UnreadableAmount) as caught:
        read_money(text, book_currency=book)
    return str(caught.value.details["reason"])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("12000", "12000.00 CNY"),
        ("12,000.50", "12000.50 CNY"),
        (" 12k ", "12000.00 CNY"),
        ("1.5K", "1500.00 CNY"),
        ("2m", "2000000.00 CNY"),
        ("1.2万", "12000.00 CNY"),
        ("1.2W", "12000.00 CNY"),
        ("1.234567万", "12345.67 CNY"),
        ("1.2萬元", "12000.00 CNY"),
        ("3亿", "300000000.00 CNY"),
        ("2百万", "2000000.00 CNY"),
        ("EUR 300", "300.00 EUR"),
        ("300 EUR", "300.00 EUR"),
        ("eur300", "300.00 EUR"),
        ("300MXN", "300.00 MXN"),
        ("3kwd", "3.000 KWD"),
        ("3k KWD", "3000.000 KWD"),
        ("€300", "300.00 EUR"),
        ("300€", "300.00 EUR"),
        ("$5", "5.00 USD"),
        ("US$5", "5.00 USD"),
        ("HK$5.5", "5.50 HKD"),
        ("¥300", "300.00 CNY"),
        ("￥300", "300.00 CNY"),
        ("¥300元", "300.00 CNY"),
        ("300元", "300.00 CNY"),
        ("300块", "300.00 CNY"),
        ("RMB 300", "300.00 CNY"),
        ("人民币300", "300.00 CNY"),
        ("5万美元", "50000.00 USD"),
        ("JPY 300", "300 JPY"),
        ("1.005 KWD", "1.005 KWD"),
        ("１２，０００．５０", "12000.50 CNY"),
        (".5", "0.50 CNY"),
        ("007", "7.00 CNY"),
        ("0", "0.00 CNY"),
        ("92233720368547758.07", "92233720368547758.07 CNY"),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, written: str) -> None:
    assert str(read_money(text, book_currency="CNY")) == written


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \u3000", "empty"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("(5)", "negative"),
        ("5-", "negative"),
        ("-¥5", "negative"),
        ("EUR -5", "negative"),
        ("CNY-5", "negative"),
        ("1.005", "more decimals"),
        ("12.500", "more decimals"),
        ("1.234 EUR", "more decimals"),
        ("0.000001k", "more decimals"),
        ("JPY 300.0", "more decimals"),
        ("12,50", "comma"),
        ("1.234,50", "comma"),
        ("1,2000", "comma"),
        ("0,500", "comma"),
        ("1,234,56", "comma"),
        (",5", "comma"),
        ("1..2", "plain number"),
        ("12.", "plain number"),
        ("nan", "plain number"),
        ("inf", "plain number"),
        ("1e308", "plain number"),
        ("0x10", "plain number"),
        ("1_000", "plain number"),
        ("12 000", "plain number"),
        ("abc", "plain number"),
        ("¹²", "plain number"),
        ("½", "plain number"),
        ("一万", "plain number"),
        ("١٢", "plain number"),
        ("5%", "plain number"),
        ("5 XXX", "not known"),
        ("5 xyz", "not known"),
        ("EUR 5 USD", "two different"),
        ("$5元", "two different"),
        ("92233720368547758.08", "too large"),
        ("9" * 5000, "too large"),
        ("9" * 100_000 + "!", "plain number"),
        (",", "comma"),
        ("EUR" + " " * 100_000 + "x", "plain number"),
        (".", "plain number"),
        ("9" * 39 + "万亿", "too large"),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert reason in why(text)


def test_the_yen_sign_is_the_books_currency_or_refused() -> None:
    assert read_money("¥300", book_currency="JPY") == Money(300, "JPY")
    assert "¥" in why("¥300", "EUR")


def test_the_dollar_sign_is_the_books_own_dollar_or_us() -> None:
    assert read_money("$5", book_currency="AUD") == Money(500, "AUD")
    assert read_money("$5", book_currency="CLP") == Money(5, "CLP")
    assert read_money("$5", book_currency="EUR") == Money(500, "USD")


def test_yuan_is_refused_where_the_book_has_a_yuan_of_its_own() -> None:
    assert read_money("300元", book_currency="EUR") == Money(30000, "CNY")
    assert "元" in why("300元", "TWD")


def test_an_amount_below_zero_is_written_exactly() -> None:
    assert str(Money(-5, "CNY")) == "-0.05 CNY"
    assert str(Money(-120050, "CNY")) == "-1200.50 CNY"
    assert Money(-5, "JPY").decimal_text() == "-5"


@given(st.integers(0, LARGEST_MINOR), CURRENCIES, CURRENCIES)
def test_what_is_written_is_read_back_the_same(minor: int, currency: str, book: str) -> None:
    money = Money(minor, currency)
    assert read_money(str(money), book_currency=book) == money
    assert read_money(f"{currency}{money.decimal_text()}", book_currency=book) == money
    assert read_money(money.decimal_text(), book_currency=currency) == money


@given(st.integers(0, LARGEST_MINOR), CURRENCIES)
def test_grouping_changes_nothing(minor: int, currency: str) -> None:
    whole, _, part = Money(minor, currency).decimal_text().partition(".")
    grouped = f"{int(whole):,}" + (f".{part}" if part else "")
    assert read_money(grouped, book_currency=currency) == Money(minor, currency)


@given(st.integers(0, 10**9), CURRENCIES)
def test_a_unit_multiplies_exactly(count: int, currency: str) -> None:
    expected = count * 10_000 * 10 ** decimals(currency)
    assert read_money(f"{count}万", book_currency=currency).minor == expected


@given(st.text() | st.from_regex(r"[A-Z¥$€]*[0-9.,]+[km万亿元]*", fullmatch=True))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        money = read_money(text, book_currency="CNY")
    except UnreadableAmount as refusal:
        assert refusal.details["text"] == text  # noqa: PT017 - either outcome is right
    else:
        assert 0 <= money.minor <= LARGEST_MINOR
        assert read_money(str(money), book_currency="CNY") == money


@pytest.mark.parametrize(
    ("text", "beside", "written"),
    [
        ("1,200元", "人民币", "1200.00 CNY"),
        ("¥1200", "CNY", "1200.00 CNY"),
        ("$5", "AUD", "5.00 AUD"),
        ("EUR 12", "欧元", "12.00 EUR"),
        ("1200", "日元", "1200 JPY"),
        ("1.2万", " ", "12000.00 CNY"),
    ],
)
def test_a_currency_beside_an_amount_goes_with_the_one_it_names(
    text: str, beside: str, written: str
) -> None:
    assert str(read_money_beside(text, beside, book_currency="CNY")) == written


@pytest.mark.parametrize("beside", ["USD", "美元", "xx"])
def test_another_currency_beside_an_amount_is_refused(beside: str) -> None:
    with pytest.raises(UnreadableAmount) as caught:
        read_money_beside("1,200元", beside, book_currency="CNY")
    assert caught.value.details["text"] == ("1,200元" if beside != "xx" else "xx")
