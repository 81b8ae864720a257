"""What holds for every sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.quick.aligned import aligned
from crmcli.domain.quick.dates import dates_in
from crmcli.domain.quick.reading import understood
from crmcli.errors import CrmError

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)

PIECES = """
昨天 下午3点 电话 王总 报价 12万 下周五前 给合同 有点嫌贵 微信 没接 预计 月底 成交
周末 拜访 张经理 李女士 ， 。 ； 需求明确 前 内 - 3 点 一 周 下 12/25 USD 元 说 客户 he said 老 王
called Anna Smith yesterday 3pm quoted 12k send contract by next fri , ; . and met visited they will
no answer closes 2026-12-01 同意 拒绝
"""
SENTENCES = st.lists(st.sampled_from([*PIECES.split(), "\n", " "]), max_size=14)


@given(st.text(max_size=200) | SENTENCES.map("".join) | SENTENCES.map(" ".join))
def test_any_text_is_understood_or_refused_with_our_own_error(text: str) -> None:
    try:
        entry = understood(text, NOW)
    except CrmError as error:
        assert error.exit_code in {2, 5}  # noqa: PT017 - both outcomes are right
    else:
        assert entry.text == text
        assert entry.quoted is None or entry.quoted.text in text


@given(st.text(max_size=200) | SENTENCES.map("".join) | SENTENCES.map(" ".join))
def test_no_character_belongs_to_two_dates(text: str) -> None:
    plain = aligned(text)
    assert len(plain) == len(text)
    dates = dates_in(plain, text, NOW)
    for one, other in pairwise(dates):
        assert one.piece.end <= other.piece.start
    assert all(each.piece.of(text) == each.text for each in dates)
