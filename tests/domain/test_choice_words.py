"""Closed lists are read in Chinese too: each value of what is owed, said back and warned of."""

from __future__ import annotations

from enum import StrEnum

import pytest

from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.due_kind import DueKind
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
from crmcli.domain.winback_result import WinbackResult

WORDS: dict[type[StrEnum], str] = {
    DueKind: "投诉 反馈 承诺 跟进 关系维护 商机 流失 满意度 生日 节日 核实",
    FeedbackKind: "意见 建议 表扬 投诉",
    Severity: "低 中 高",
    FeedbackState: "收到 已处理 已告知 已记录 调查中 方案 已执行 回访 关闭",
    CampaignKind: "优惠 活动 节日问候 其他",
    ChurnKind: "节奏 订单下降 低分 投诉逾期 需再次跟进",
    WinbackResult: "未接 拒绝 考虑 回来",
}
"""For each list a word for each of its values, in their order."""


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: str(kind.__name__))
def test_every_value_is_read_in_chinese(kind: type[StrEnum]) -> None:
    assert [read_choice(kind, word, "field") for word in WORDS[kind].split()] == list(kind)


@pytest.mark.parametrize(
    ("kind", "word", "value"),
    [
        (DueKind, "追踪", DueKind.FOLLOW_UP),
        (DueKind, "follow-up", DueKind.FOLLOW_UP),
        (DueKind, "满意度调查", DueKind.SURVEY),
        (Severity, "严重", Severity.HIGH),
        (Severity, "轻微", Severity.LOW),
        (FeedbackState, "受理", FeedbackState.RECEIVED),
    ],
)
def test_other_words_of_the_trade_are_read_too(
    kind: type[StrEnum], word: str, value: StrEnum
) -> None:
    assert read_choice(kind, word, "field") is value


def test_a_word_of_another_list_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        read_choice(DueKind, "表扬", "kind")
