"""What is written in passing: what was not done is not filed, and nothing is lost unsaid."""

from __future__ import annotations

import pytest

from crmcli.domain.quick.amounts import TwoAmounts
from crmcli.domain.quick.entry import Corrected, NotPlainlyMade, OnlyPlanned, SaidTwice
from crmcli.errors import AmbiguousDate, CrmError, UnreadableDate
from tests.domain.quick.test_plainly import read

NOT_MADE = (
    "该电话李雷了", "记着电话李雷", "提醒我电话李雷", "有空电话李雷", "争取今天拜访李雷",
    "今天必须电话李雷", "马上去拜访李雷", "李雷在开会", "almost called Bob",
    "todo: call Bob today", "email Bob tonight", "同事昨天拜访了李雷", "小张昨天拜访李雷",
    "my colleague called Bob yesterday", "李雷昨天被对手拜访了", "没打电话给李雷", "忘了电话李雷",
    "还没拜访李雷", "要给李雷打电话", "取消了和李雷的会议", "没有电话李雷", "不用电话李雷",
    "要不要电话李雷", "电话李雷了吗", "电话李雷？", "打算电话李雷", "计划拜访李雷",
    "准备去拜访李雷", "记得给李雷打电话", "等李雷电话", "取消拜访李雷", "约李雷见面",
    "拜访李雷取消了", "每周拜访李雷", "让李雷来访", "和李雷约了周三见面", "李雷说周三来访",
    "约李雷周三见面", "李雷约我周三见面", "和李雷约好周三电话", "和李雷约周三下午3点视频会议",
    "沒打電話給李雷", "cancelled the meeting with Bob", "scheduled a call with Bob", "call Bob",
    "called Bob?",
)  # fmt: skip
UNANSWERED = (
    "拜访李雷 没见到人", "拜访李雷 吃了闭门羹", "电话李雷 拒接", "微信李雷 被拉黑",
    "visited Bob, wasn't there", "called Bob, wrong number", "给李雷打了三次电话都不通",
    "called Bob 3x, no answer", "李雷没接电话", "李雷不接电话", "王芳不接我电话", "李雷没回微信",
    "王芳没回复微信", "电话李雷 没人听", "电话李雷 无人接", "电话李雷 忙音",
    "电话李雷 两次都没接", "微信李雷 未回复", "微信李雷 已读不回", "拜访李雷，人不在",
    "拜访李雷没见着", "没见到李雷，拜访扑空", "打电话给李雷他没接", "王芳手机没人接",
    "called Bob, no one picked up", "called Bob, left a message", "visited Bob, she was out",
    "Bob didn't answer the phone", "left Bob a voicemail",
)  # fmt: skip
MADE = (
    "电话李雷", "昨天给李雷打电话", "刚去拜访李雷", "会后电话李雷", "请李雷吃了个饭",
    "应李雷要求电话沟通", "电话李雷 没谈成", "call Bob: no budget this year", "和李雷等3人会面",
    "called Bob about the cancelled order", "call with Bob about the offer",
    "called Bob to cancel the order",
)  # fmt: skip
DAYS: dict[str, type[CrmError] | str] = {
    "called Bob 11/20": "2026-11-20", "电话李雷 11/20": "2026-11-20",
    "[11-20] 电话李雷": "2026-11-20",
    "called Bob on 11/12, quoted 5k": AmbiguousDate, "called Bob sat, quoted 5k": UnreadableDate,
    "met Bob in October": AmbiguousDate, "昨儿电话李雷": "2026-11-21",
    "25年11月20日电话李雷": UnreadableDate,
    "met Bob Oct 25 '25": UnreadableDate, "昨天付款了 电话李雷": "None",
    "昨天拜访李雷 哦不是 是前天": Corrected,
    "called Bob, send it by Fri, no wait, Thu": Corrected,
    "电话李雷 半月内给方案": UnreadableDate, "电话李雷 3-5天内给方案": UnreadableDate,
    "called Bob about the demo on friday": AmbiguousDate,
    "called Bob to confirm friday": AmbiguousDate,
    "emailed Bob the slides for the demo on friday": AmbiguousDate,
    "called Bob about the demo yesterday": "2026-11-21",
    "called Bob on friday": "2026-11-20",
    "20261120 电话李雷": "2026-11-20", "电话李雷 20261120": "None", "去年拜访李雷": UnreadableDate,
    "上周拜访李雷": AmbiguousDate, "三月份拜访李雷": AmbiguousDate, "昨天前天电话王芳": SaidTwice,
    "last month called Bob": AmbiguousDate, "电话李雷 聊了去年的合同": "None",
}  # fmt: skip
TWO_AMOUNTS = (
    "电话李雷 报价5万 其实是4万", "电话李雷 报价5万 优惠后4万5",
    "called Bob, quoted 12k, actually 13k", "电话李雷 报价12万，不对，13万",
    "电话李雷 报价12万错了，应是15万", "called Bob, quoted 12k, sorry 13k",
    "called Bob, quoted 12k, I mean 13k",
)  # fmt: skip
DOUBTFUL_QUOTES = (
    "电话李雷 报价100M宽带", "电话李雷 报价3m胶带", "电话李雷 报价20万字翻译",
    "电话李雷 报价5万公里保养", "电话李雷 报价5万零6", "电话李雷 报价5千一吨 要20吨",
    "called Bob, quoted 12k last month and 11k now", "called Bob, we quoted 12k but withdrew it",
    "called Bob, quoted 12k minus 10%", "电话李雷 报价5万减2000", "电话李雷 报价5万待领导批",
    "电话李雷 报价5万可以吗", "called Bob, quoted 5k-ish", "called Bob, quoted 5k+",
    "电话李雷 给王芳报价5万", "called Bob, quoted 5k to Anna Smith",
    "微信李雷，报价12万能不能接受", "电话李雷，给了个报价，十二万左右", "电话李雷 报价12万×3",
    "电话李雷 报价12万*3", "called Bob, quoted 12k x 3", "电话李雷 华为报价12万",
    "called Bob, Anna Smith quoted her 12k", "电话李雷 报价12万以内", "电话李雷 报价12万起",
    "电话李雷 报价12万不到", "电话李雷 报价12万左右", "电话李雷 报价12万上下",
    "电话李雷 报价大概12万", "电话李雷 报价约12万", "called Bob, quoted 12k or so",
    "电话李雷 报价85", "电话李雷 报价3台共12万", "电话李雷 报价一台12万",
    "电话李雷 报了个价，12.5万", "电话李雷 给了12万的报价", "电话李雷 12万报价他嫌高",
    "called Bob, quoted twelve thousand", "called Bob, quoted 12.000", "called Bob, quoted 12,5k",
    "called Bob, quoted 12 000", "called Bob, quoted 1,2 million",
    "called Bob, gave him a 12k quote",
)  # fmt: skip
QUOTES = {
    "called Bob, requoted 12k": "12000",
    "电话李雷 报价三千六百五十": "3650", "电话李雷 报价八百五十": "850",
    "电话李雷 报价一万两千三百二十": "12320",
    "called Bob, quoted 12k.": "12000", "电话李雷 报价5万.": "50000",
    "电话李雷 介绍完产品后报价12万": "120000",
    "called Bob, quoted 12k valid till friday": "12000",
    "电话李雷 报价12万，12月15日前有效": "120000",
    "上午10点电话李雷 下午3点报价3万": "30000",
}  # fmt: skip
PROMISES = {
    "called Bob, demo wed": ("demo", False),
    "called Bob, send samples sat.": ("send samples", False),
    "电话李雷 约了周四下午去他们公司演示": ("去他们公司演示", False),
    "called Bob, visit planned for 10 dec": ("visit", False),
    "电话李雷 周三前把图纸发我": ("把图纸发我", True), "电话李雷 周三前回复我": ("回复我", True),
    "电话李雷 12月10日前给我答复": ("给我答复", True), "电话李雷 我周三前付款": ("付款", False),
    "电话李雷 我答应下周三送样品": ("送样品", False),
    "电话李雷 承诺下周三送样品": ("送样品", False),
    "电话李雷 我方下周三送样品": ("送样品", False),
    "电话李雷 约了下周三下午2点见面": ("见面", False),
    "电话李雷 今天下班前给方案": ("给方案", False), "电话李雷 下班前给方案": ("给方案", False),
    "电话李雷 周三前提供营业执照": ("提供营业执照", False),
    "电话王芳 要求周五前给方案": ("给方案", False),
    "called Bob, wants us to deliver by 15 dec": ("deliver", False),
    "called Bob, asked me to call back tuesday": ("call back", False),
    "called Bob, call me back by friday": ("call me back", True),
    "上午10点电话李雷 下午5点报价3万": ("报价3万", False),
}  # fmt: skip
LEFT = (
    "called Bob, samples wed",
    "电话李雷 竞争对手周五前给方案", "电话李雷 华为周五前给方案",
    "called Bob, competitor will send offer by Friday",
    "called Bob, Anna Smith will send samples by Friday", "电话李雷 周五前下单给9折",
    "电话李雷 财务周五前付款", "电话李雷 他说年底前有预算", "电话李雷 他12月5号出国",
    "电话李雷 他下周二前在上海", "电话李雷 他年底前搬厂", "电话李雷 他下周三开会",
    "电话李雷 库存月底前用完", "电话李雷 周五前能给方案吗", "电话李雷 周五前给方案悬",
    "电话李雷 周五前给方案 他说不用了", "called Bob, she leaves the company by Dec 15",
    "called Bob, offer valid until Dec 15", "called Bob, contract by friday",
    "王芳微信：“周五前一定付款”", "拜访李雷 月底前签约概率大", "called Bob, decision by 15 dec",
    "called Bob on nov 20 about the dec 5 workshop", "电话李雷 周三付款",
    "电话李雷 月底前付清尾款", "电话李雷 周三前寄回合同", "电话李雷 确认周五会议",
    "电话李雷 聊周五的会议", "电话李雷 谈周五开会的事", "电话李雷 要求12月15日前交货",
    "电话李雷 希望12月15日前交货", "电话李雷 年底前要用", "called Bob, wants delivery by 15 dec",
    "called Bob, needs it by 15 dec", "电话李雷 下周三或周四送样",
    "电话李雷 本来明天送样品，改到下周三", "电话李雷 可能下周三签", "电话李雷 下周三收款",
    "called Bob, sending samples friday", "called Bob, meeting friday 3pm",
    "called Bob about the demo tomorrow", "电话李雷 12月15日前有效",
    "called Bob, valid until 15 dec", "电话李雷 他周五出差",
)  # fmt: skip
GREETINGS = {
    "给李雷发微信祝生日快乐": True, "微信李雷 春节快乐": True, "电话李雷拜年": True,
    "texted Bob happy birthday": True, "texted Bob merry christmas, call back friday": False,
    "电话李雷 祝生日快乐，聊了新项目": False, "电话李雷 报价12万 祝节日快乐": False,
}  # fmt: skip


@pytest.mark.parametrize("text", NOT_MADE)
def test_a_contact_that_was_not_made_is_refused(text: str) -> None:
    with pytest.raises((NotPlainlyMade, OnlyPlanned)):
        read(text)


@pytest.mark.parametrize("text", UNANSWERED)
def test_who_was_not_reached_was_not_reached(text: str) -> None:
    assert read(text).outcome == "no_answer"


@pytest.mark.parametrize("text", MADE)
def test_a_contact_that_was_made_is_one(text: str) -> None:
    assert read(text).outcome == "reached"


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_the_day_of_a_contact_is_its_own(text: str, expected: type[CrmError] | str) -> None:
    if isinstance(expected, str):
        when = read(text).when
        assert str(when and when.day) == expected
        return
    with pytest.raises(expected):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "李雷给我打电话了",
        "Bob emailed me yesterday",
        "Bob rang",
        "李雷微信发来图纸",
        "李雷回电说不要了",
    ],
)
def test_who_made_it_is_who_did(text: str) -> None:
    assert read(text).direction == "in"


@pytest.mark.parametrize("text", TWO_AMOUNTS)
def test_a_corrected_amount_is_asked_about(text: str) -> None:
    with pytest.raises((TwoAmounts, Corrected)):
        read(text)


@pytest.mark.parametrize("text", DOUBTFUL_QUOTES)
def test_a_quote_that_is_not_plain_is_left_and_named(text: str) -> None:
    entry = read(text)
    assert entry.quoted is None
    assert entry.left


@pytest.mark.parametrize(("text", "amount"), QUOTES.items())
def test_a_plain_quote_is_filed(text: str, amount: str) -> None:
    entry = read(text)
    assert entry.quoted is not None
    assert entry.quoted.plain == amount
    assert entry.promise is None


@pytest.mark.parametrize(("text", "expected"), PROMISES.items())
def test_a_promise_is_what_is_to_be_done_and_by_whom(text: str, expected: tuple[str, bool]) -> None:
    entry = read(text)
    assert entry.promise is not None
    assert (entry.promise.text, entry.promise.theirs) == expected
    assert entry.quoted is None


def test_a_clause_that_states_the_need_names_nobody() -> None:
    entry = read("李雷 电话 需求明确 预计月底成交")
    assert [each.slot for each in entry.regions][:2] == [None, None]
    assert (entry.need, str(entry.close)) == ("clear", "2026-11-30")


@pytest.mark.parametrize("text", LEFT)
def test_a_day_to_come_that_is_no_plain_promise_is_left_and_named(text: str) -> None:
    entry = read(text)
    assert entry.promise is None
    assert entry.left


@pytest.mark.parametrize(("text", "greets"), GREETINGS.items())
def test_who_only_greets_has_greeted(text: str, greets: bool) -> None:  # noqa: FBT001 - a table
    assert (read(text).purpose == "greeting") is greets
