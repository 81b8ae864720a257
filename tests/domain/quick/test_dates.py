"""Date phrases inside a sentence, on Sunday 22 November 2026: found whole, and no word torn."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crmcli.domain.quick.aligned import aligned
from crmcli.domain.quick.dates import dates_in
from crmcli.domain.quick.piece import Piece

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=timezone(timedelta(hours=8)))

FOUND = {
    "昨天下午3点电话王总": ["昨天下午3点"],
    "昨天 下午3点 见面": ["昨天 下午3点"],
    "12月1日（周二）拜访": ["12月1日（周二）"],
    "2026-12-01 15:00 开会": ["2026-12-01 15:00"],
    "２０２６年１２月１日见": ["２０２６年１２月１日"],
    "下周五前给合同，月底前付款": ["下周五前", "月底前"],
    "11月20日后天见": ["11月20日", "后天"],
    "三天后、十天内、2小时前": ["三天后", "十天内", "2小时前"],
    "met Tue, 1 Dec 2026 and Dec 3, 2026": ["Tue, 1 Dec 2026", "Dec 3, 2026"],
    "yesterday at 9:30, by next fri": ["yesterday at 9:30", "by next fri"],
    "12/25 called": ["12/25"],
    "下周一定给": ["下周"],
    "每两周一次": [], "每周一开会": [], "周一起吃饭": [], "本周一次性付清": ["本周"],
    "提了两点意见": [], "便宜一点": [], "三点建议": [], "5号楼3号线": [], "5号前": ["5号前"],
    "去年买过 今年再说": [], "今日头条": ["今日"], "周末": ["周末"],
    "the 5th floor, by the 5th": ["by the 5th"], "he sat in the sun": [], "on sat": ["on sat"],
    "may I call in may": [], "24/7 support, 50/50": [], "3-4个人 4-5万": [], "order 20261201": [],
    "back now": [], "三天后悔": [], "周五前台": ["周五"], "月内容": [],
}  # fmt: skip


def found(text: str, taken: tuple[Piece, ...] = ()) -> list[str]:
    return [each.text for each in dates_in(aligned(text), text, NOW, taken)]


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_the_longest_phrases_are_found_and_no_word_is_torn(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_what_is_a_name_is_no_date() -> None:
    assert found("电话周一鸣") == ["周一"]
    assert found("电话周一鸣", (Piece(2, 5),)) == []


def test_an_aligned_text_is_as_long_as_it_was() -> None:
    for text in ("ＡＢＣ１２３", "İstanbul ǅ ﬁ ㈱", "電話王總，報價12萬", "’–\t"):
        assert len(aligned(text)) == len(text)
    assert aligned("電話１２：３０ ABC") == "电话12:30 abc"
