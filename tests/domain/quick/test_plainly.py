"""What is denied, wished, still to come, doubtful or somebody else's is never a fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.quick.amounts import TwoAmounts
from crmcli.domain.quick.entry import OnlyPlanned, SaidTwice
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.reading import understood
from crmcli.errors import AmbiguousDate, CrmError
from tests.domain.quick.test_reading import NOW

if TYPE_CHECKING:
    from crmcli.domain.quick.entry import QuickEntry

NAMES = ("王芳", "李雷", "高明", "bob", "anna smith", "赵总")


def read(text: str) -> QuickEntry:
    found = [each for name in NAMES for each in re.finditer(name, text.lower())]
    return understood(text, NOW, [Piece(*each.span()) for each in found])


NO_QUOTE = (
    *(f"电话王芳 {word}报价12万" for word in (
        "没有", "不", "没", "未", "还没", "暂不", "先不", "不能", "取消", "拒绝", "没给",
        "没有接受", "老李", "去年", "上周", "之前", "供应商", "希望", "如果", "可能会", "打算",
        "李雷", "张三", "他", "听说",
    )),
    *(f"电话王芳 报价12万{word}" for word in ("取消了", "吗", "?", "/年", "一年", "没发",
    " 还没发")),
    "電話王芳 沒有報價12萬", "called Anna Smith, no quote of 12k", "called Bob, plans to quote 12k",
    "called Bob, didn't quote 12k", "called Bob, never quoted 12k", "called Bob, not quoted 12k",
    "Bob emailed, wants a quote of 3k", "called Bob, she was quoted 12k by Acme",
    "called Bob, Acme quoted 12k", "called Bob, quoted 12k per month", "called Bob, quoted 12k?",
    "电话王芳 报价三五万", "电话王芳 报价12万多", "电话王芳 报价每台12万",
)  # fmt: skip

QUOTED = (
    "电话王芳 报价12万", "电话王芳报价12万",
    "电话王芳 没问题 报价12万", "电话王芳 今天报价12万",
    "昨天和王芳见面报价12万", "电话王芳 我们报价12万",
    "电话王芳 给对方报价12万",
    "电话王芳 向客户报价12万", "電話王芳 報價12萬", "电话王芳 报价12万 没谈成",
    "电话王芳 报价12万下周五前给合同",
    "called Bob, quoted 12k", "called Bob and quoted 12k", "called Bob quoted 12k",
    "emailed Bob a quote of 12k", "called Bob, I quoted him 12k",
    "called Bob, not happy, quoted 12k",
)  # fmt: skip

PROMISES = {
    "电话王芳 明天报价12万": ("报价12万", False),
    "电话王芳 下周五前报价12万": ("报价12万", False),
    "called Bob, will quote 12k by friday": ("quote 12k", False),
    "电话王芳 客户要我周五前发合同": ("发合同", False),
    "赵总来电 他要我们周五前发样品": ("发样品", False),
    "电话王芳 王芳周五前付款": ("付款", True),
    "called Bob, Bob will pay by friday": ("pay", True),
    "电话王芳 答应我周五前付款": ("付款", True),
    "电话王芳 等她周五前回复": ("回复", True),
    "called Bob, waiting for his PO by friday": ("PO", True),
    "called Bob, his boss decides by friday": ("his boss decides", True),
    "called Bob, they expect our offer by friday": ("expect our offer", False),
    "电话王芳 我答应他周五前报价": ("报价", False),
    "電話王芳 對方週五前付款": ("付款", True),
    "电话王芳 对方周五前付款": ("付款", True),
    "电话王芳 客户要周五前付款": ("付款", True),
    "电话王芳他答应周五前付款": ("付款", True),
    "电话王芳答应周五前付款": ("付款", True),
    "电话王芳让我周五前发合同": ("发合同", False),
    "电话李雷 没接 明天再打": ("打", False),
    "called Bob, busy, call back tomorrow": ("call back", False),
}

NO_PROMISE = (
    "emailed Bob, won't send samples by friday", "called Bob, he won't pay by friday",
    "电话王芳 上次答应周五前给合同 没给", "called Bob, can't send samples by friday",
    "called Bob, don't send samples by friday", "called Bob, no need to send samples by friday",
    "called Bob, didn't pay by friday", "called Bob, never pays by friday",
    "called Bob, refused to pay by friday", "called Bob, demo next wed cancelled",
    "电话王芳 周五前给不了合同", "電話王芳 週五前給不了合同", "电话王芳 客户可能周五前付款",
    "called Bob, might send samples by friday", "电话王芳 周五前给合同 取消了",
    "电话王芳 客户要周五前合同",
)  # fmt: skip

UNANSWERED = (
    *(f"电话李雷 {word}" for word in (
        "无法接通", "空号", "停机", "挂断了", "正在通话中", "占线", "没接", "关机了", "無法接通",
    )),
    "昨天高明的电话没打通", "电话李雷占线", "called Bob, left a voicemail", "called Bob, line busy",
    "called Bob, phone off", "called Bob, mailbox full", "called Bob, not in",
    "emailed Bob, bounced", "called Bob, busy, call back tomorrow",
)  # fmt: skip

REFUSED: dict[str, type[CrmError]] = {
    "电话王芳 报价12万或者10万": TwoAmounts, "电话王芳 报价12万还是10万没定": TwoAmounts,
    "电话王芳 报价12万、8万两个方案": TwoAmounts, "called Bob, quoted 12k, then 10k": TwoAmounts,
    "电话王芳 报价12万 后来降到10万": TwoAmounts, "电话王芳 周三或周四前给合同": SaidTwice,
    "called Bob, demo wed or thu": SaidTwice, "called Bob tomorrow": OnlyPlanned,
    "met Bob for lunch tomorrow": OnlyPlanned,
    "called Bob at 3": AmbiguousDate, "11点电话王芳": AmbiguousDate,
    "called Bob yesterday 3": AmbiguousDate, "called Bob today at 11": AmbiguousDate,
}  # fmt: skip


@pytest.mark.parametrize("text", NO_QUOTE)
def test_what_is_no_quote_of_ours_is_left_to_the_note_and_named(text: str) -> None:
    entry = read(text)
    assert entry.quoted is None
    assert entry.left


@pytest.mark.parametrize("text", QUOTED)
def test_a_plain_quote_is_one(text: str) -> None:
    entry = read(text)
    assert entry.quoted is not None
    assert entry.left == ()


@pytest.mark.parametrize(("text", "expected"), PROMISES.items())
def test_a_promise_is_his_who_made_it_and_its_amount_is_no_quote(
    text: str, expected: tuple[str, bool]
) -> None:
    entry = read(text)
    assert entry.promise is not None
    assert (entry.promise.text, entry.promise.theirs) == expected
    assert entry.quoted is None
    assert entry.left == ()


@pytest.mark.parametrize("text", NO_PROMISE)
def test_a_promise_that_is_denied_or_old_is_left_to_the_note_and_named(text: str) -> None:
    entry = read(text)
    assert entry.promise is None
    assert entry.left


NO_CLOSE = (
    "电话王芳 预计下月底成交不了", "电话王芳 如果预算批了预计下月底成交",
    "called Bob, won't close by end of month", "called Bob, deal will not close end of month",
    "电话王芳 预计12月20日成交 取消了", "called Bob, no longer closing on 2026-12-20",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_CLOSE)
def test_a_sale_that_is_denied_or_depends_has_no_expected_close(text: str) -> None:
    entry = read(text)
    assert (entry.close, entry.promise) == (None, None)
    assert entry.left


@pytest.mark.parametrize("text", ["电话王芳 周五前不付款", "電話王芳 對方週五前不付款"])
def test_what_will_not_be_done_is_no_promise(text: str) -> None:
    assert read(text).promise is None


@pytest.mark.parametrize("text", UNANSWERED)
def test_who_was_not_reached_was_not_reached(text: str) -> None:
    assert read(text).outcome == "no_answer"


@pytest.mark.parametrize(
    "text", ["called Bob, agreed?", "电话王芳 同意？", "called Bob, declined?"]
)
def test_a_question_is_no_outcome(text: str) -> None:
    assert read(text).outcome == "reached"


@pytest.mark.parametrize(("text", "error"), REFUSED.items())
def test_two_readings_are_refused(text: str, error: type[CrmError]) -> None:
    with pytest.raises(error):
        read(text)
