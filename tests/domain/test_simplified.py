"""Words of the trade in traditional characters are read as the same words in simplified ones."""

from __future__ import annotations

import pytest

from crmcli.domain.simplified import simplified
from crmcli.exchange.column_names import synonyms

SIMPLE_WORDS = sorted(each for each in synonyms() if not each.isascii())


def in_simplified_characters(text: str) -> bool:
    """Tell by the encoding of mainland China, which has the simplified ones only."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("traditional", "plain"),
    [
        ("客戶名稱", "客户名称"), ("聯絡電話", "联络电话"), ("備註", "备注"), ("職稱", "职称"),
        ("預計成交金額", "预计成交金额"), ("負責業務員", "负责业务员"), ("來源渠道", "来源渠道"),
        ("電子郵件", "电子邮件"), ("購買日期", "购买日期"), ("兩週後", "两周后"),
    ],
)  # fmt: skip
def test_a_word_is_the_same_in_both(traditional: str, plain: str) -> None:
    assert simplified(traditional) == plain
    assert simplified(plain) == plain


@pytest.mark.parametrize("word", SIMPLE_WORDS)
def test_every_known_column_is_in_simplified_characters_and_stays_so(word: str) -> None:
    assert in_simplified_characters(word)
    assert simplified(word) == word


@pytest.mark.parametrize(
    ("traditional", "plain"),
    [
        ("張偉", "张伟"),
        ("劉強東", "刘强东"),
        ("錢鍾書", "钱钟书"),
        ("钱锺书", "钱钟书"),
        ("龍鳳閣", "龙凤阁"),
        ("陳乾", "陈乾"),
    ],
)
def test_names_too(traditional: str, plain: str) -> None:
    assert simplified(traditional) == plain


def test_simplified_text_stays() -> None:
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            char = bytes([high, low]).decode("gb2312", "ignore")
            assert simplified(char) == char or char in "後锺"
