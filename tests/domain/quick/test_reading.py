"""What a sentence says of a contact, on Sunday 22 November 2026 at 16:00, without any book."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crmcli.domain.quick.amounts import TwoAmounts
from crmcli.domain.quick.entry import OnlyPlanned, QuickEntry, SaidTwice
from crmcli.domain.quick.reading import understood
from crmcli.errors import AmbiguousDate, CrmError, UnreadableDate

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=timezone(timedelta(hours=8)))


def told(text: str) -> dict[str, str]:
    """Give all that a sentence says, in words, and nothing of what it does not."""
    entry = understood(text, NOW)
    return {name: value for name, value in _parts(entry).items() if value}


def _parts(entry: QuickEntry) -> dict[str, str]:
    when, promise = entry.when, entry.promise
    first = next((each for each in entry.regions if each.called or each.slot), None)
    named = "" if first is None else (first.called[0].text if first.called else first.slot or "")
    clock = "" if when is None or when.time is None else f" {when.time:%H:%M}"
    return {
        "when": "" if when is None else f"{when.day}{clock}",
        "via": entry.via or "",
        "came": "in" if entry.direction.value == "in" else "",
        "who": named,
        "outcome": "" if entry.outcome.value == "reached" else entry.outcome.value,
        "quoted": "" if entry.quoted is None else entry.quoted.amount,
        "promise": "" if promise is None else f"{promise.text} by {promise.by}",
        "theirs": "yes" if promise is not None and promise.theirs else "",
        "need": entry.need or "",
        "close": "" if entry.close is None else f"{entry.close}",
        "said": entry.said,
    }


CHINESE: dict[str, dict[str, str]] = {
    "昨天下午3点电话王总 报价12万 下周五前给合同 有点嫌贵": {
        "when": "2026-11-21 15:00", "via": "phone", "who": "王总", "quoted": "12万",
        "promise": "给合同 by 2026-11-27", "said": "有点嫌贵",
    },
    "昨天下午3点电话王总，报价12万，下周五前给合同，有点嫌贵": {
        "when": "2026-11-21 15:00", "via": "phone", "who": "王总", "quoted": "12万",
        "promise": "给合同 by 2026-11-27", "said": "有点嫌贵",
    },
    "昨天 下午3点 电话 王总 报价12万元 下周五前 给合同": {
        "when": "2026-11-21 15:00", "via": "phone", "who": "王总", "quoted": "12万元",
        "promise": "给合同 by 2026-11-27",
    },
    "昨天電話王總，報價12萬，下週五前給合同": {
        "when": "2026-11-21", "via": "phone", "who": "王總", "quoted": "12萬",
        "promise": "給合同 by 2026-11-27",
    },
    "昨天拜访字节跳动张经理，客户觉得太贵，下周三再联系": {
        "when": "2026-11-21", "via": "visit", "who": "张经理",
        "promise": "联系 by 2026-11-25", "said": "客户觉得太贵",
    },
    "微信李雷 没接": {"via": "wechat", "who": "李雷", "outcome": "no_answer"},
    "李雷 没接": {"via": "phone", "who": "李雷", "outcome": "no_answer"},
    "今天上午和王芳见面 预计下月底成交": {
        "when": "2026-11-22", "via": "meeting", "who": "王芳", "close": "2026-12-31",
    },
    "王总来电 投诉产品质量": {"via": "phone", "came": "in", "who": "王总"},
    "给李女士发邮件 报价 USD 3000": {"via": "email", "who": "李女士", "quoted": "USD 3000"},
    "电话13800138000 无人接听": {
        "via": "phone", "who": "13800138000", "outcome": "no_answer",
    },
    "拜访老李 需求明确 约下周三上午演示": {
        "via": "visit", "who": "老李", "need": "clear", "promise": "约演示 by 2026-11-25",
    },
    "拜访王总，王总下周三前付款": {
        "via": "visit", "who": "王总", "promise": "付款 by 2026-11-25", "theirs": "yes",
    },
    "今天跟王经理通了个电话，他说下周三给答复": {
        "when": "2026-11-22", "via": "phone", "who": "王经理",
        "promise": "给答复 by 2026-11-25", "theirs": "yes",
    },
    "电话王总下周五前给合同": {
        "via": "phone", "who": "王总", "promise": "给合同 by 2026-11-27",
    },
    "电话王总 给合同 下周五前": {
        "via": "phone", "who": "王总", "promise": "给合同 by 2026-11-27",
    },
    "电话李四 客户没需求 拒绝了": {
        "via": "phone", "who": "李四", "need": "none", "outcome": "declined",
    },
    "拜访李四 同意了 预计12月20日前签约": {
        "via": "visit", "who": "李四", "outcome": "agreed", "close": "2026-12-20",
    },
    "上周五下午视频会议李工 确认方案": {
        "when": "2026-11-13", "via": "video", "who": "李工",
    },
    "周五电话王总": {"when": "2026-11-20", "via": "phone", "who": "王总"},
    "明天拜访王总": {"when": "2026-11-23", "via": "visit", "who": "王总"},
    "和王芳吃饭 三天内发资料": {
        "via": "meeting", "who": "王芳", "promise": "发资料 by 2026-11-25",
    },
    "電話林先生，月底前寄樣品": {
        "via": "phone", "who": "林先生", "promise": "寄樣品 by 2026-11-30",
    },
    "王总要求本周内给方案 电话沟通": {
        "via": "phone", "who": "王总", "promise": "给方案 by 2026-11-22",
    },
    "昨天跟王总见面，报价USD 12,000，他嫌贵，12月5日前答复": {
        "when": "2026-11-21", "via": "meeting", "who": "王总", "quoted": "USD 12,000",
        "said": "他嫌贵", "promise": "答复 by 2026-12-05",
    },
    "和王芳聊了合同 电话沟通 下周三前发邮件": {
        "via": "phone", "who": "王芳", "promise": "发邮件 by 2026-11-25",
    },
    "王总昨天说下周给订单，电话": {"when": "2026-11-21", "via": "phone", "who": "王总"},
    "电话沟通李总：需求明确，预算50万，月底前出方案": {
        "via": "phone", "who": "李总", "need": "clear", "promise": "出方案 by 2026-11-30",
    },
    "接到王总电话，要求退货": {"via": "phone", "came": "in", "who": "王总"},
    "收到李总微信 同意报价": {"via": "wechat", "came": "in", "who": "李总"},
    "电话王总：报价 12W，对方报价 11万": {"via": "phone", "who": "王总", "quoted": "12W"},
    "今天电话王总，明天和李雷见面": {
        "when": "2026-11-22", "via": "phone", "who": "王总", "promise": "和李雷见面 by 2026-11-23",
    },
    "电话王总 明天让李雷送合同": {
        "via": "phone", "who": "王总", "promise": "让李雷送合同 by 2026-11-23",
    },
    "11-20电话王总 12/25前交货": {
        "when": "2026-11-20", "via": "phone", "who": "王总", "promise": "交货 by 2026-12-25",
    },
    "电话王总约下周三": {"via": "phone", "who": "王总"},
    "昨天电话王总 月底前客户打款": {
        "when": "2026-11-21", "via": "phone", "who": "王总",
        "promise": "打款 by 2026-11-30", "theirs": "yes",
    },
}  # fmt: skip

ENGLISH: dict[str, dict[str, str]] = {
    "called Anna Smith yesterday 3pm, quoted 12k, send contract by next fri,"
    " finds it a bit expensive": {
        "when": "2026-11-21 15:00", "via": "phone", "who": "Anna Smith", "quoted": "12k",
        "promise": "send contract by 2026-11-27", "said": "finds it a bit expensive",
    },
    "Anna Smith called yesterday, wants a quote": {
        "when": "2026-11-21", "via": "phone", "came": "in", "who": "Anna Smith",
        "said": "wants a quote",
    },
    "met with Bob Lee at Acme Ltd on monday; they will send the drawings by fri": {
        "when": "2026-11-16", "via": "meeting", "who": "Bob Lee",
        "promise": "send the drawings by 2026-11-27", "theirs": "yes",
    },
    "emailed anna@example.com, closes end of month": {
        "via": "email", "who": "anna@example.com", "close": "2026-11-30",
    },
    "call Anna Smith, no answer": {
        "via": "phone", "who": "Anna Smith", "outcome": "no_answer",
    },
    "visited Acme Ltd last tue, need is clear, expected close 2026-12-20": {
        "when": "2026-11-17", "via": "visit", "who": "Acme Ltd", "need": "clear",
        "close": "2026-12-20",
    },
    "wechat with Mr Wang yesterday, demo next wed": {
        "when": "2026-11-21", "via": "wechat", "who": "Wang", "promise": "demo by 2026-11-25",
    },
    "yesterday at 9:30 I phoned Bob and quoted USD 3,000": {
        "when": "2026-11-21 09:30", "via": "phone", "who": "Bob", "quoted": "USD 3,000",
    },
    "met Anna yesterday, email the offer by fri": {
        "when": "2026-11-21", "via": "meeting", "who": "Anna",
        "promise": "email the offer by 2026-11-27",
    },
    "texted Bob, he agreed": {"via": "sms", "who": "Bob", "outcome": "agreed"},
    "lunch with Anna today; I will send samples within 3 days": {
        "when": "2026-11-22", "via": "meeting", "who": "Anna",
        "promise": "send samples by 2026-11-25",
    },
    "e-mail from Bob: she says it is too dear": {
        "via": "email", "came": "in", "who": "Bob", "said": "she says it is too dear",
    },
    "phone call with Anna on 2026-11-20 15:00, no need": {
        "when": "2026-11-20 15:00", "via": "phone", "who": "Anna", "need": "none",
    },
    "called Bob, went to voicemail": {
        "via": "phone", "who": "Bob", "outcome": "no_answer",
    },
    "had lunch with Bob Lee at Acme yesterday, quoted $12,000 for 3 pumps": {
        "when": "2026-11-21", "via": "meeting", "who": "Bob Lee", "quoted": "$12,000",
    },
    "emailed Anna the offer, quoted EUR 4,500.50; she replies by wed": {
        "via": "email", "who": "Anna", "quoted": "EUR 4,500.50", "theirs": "yes",
        "promise": "replies by 2026-11-25",
    },
    "spoke to Anna on the phone yesterday": {
        "when": "2026-11-21", "via": "phone", "who": "Anna",
    },
    "Anna emailed, asks for a quote by friday": {
        "via": "email", "came": "in", "who": "Anna", "said": "asks for a quote by friday",
    },
    "Bob called me this morning about the invoice, call him back tomorrow": {
        "when": "2026-11-22", "via": "phone", "came": "in", "who": "Bob",
        "promise": "call him back by 2026-11-23",
    },
    "called Anna to schedule a demo for next monday": {"via": "phone", "who": "Anna"},
    "had a call with Anna about the demo of next week": {"via": "phone", "who": "Anna"},
    "12/25 called Anna": {"when": "2025-12-25", "via": "phone", "who": "Anna"},
}  # fmt: skip

NOT_SAID: dict[str, dict[str, str]] = {
    # What looks like a fact and is none is left to the note.
    "电话王总 对手报价10万": {"via": "phone", "who": "王总"},
    "电话王总 希望报价10万以内": {"via": "phone", "who": "王总", "said": ""},
    "电话王总 要3台 报价3台": {"via": "phone", "who": "王总"},
    "电话王总 提了两点意见 便宜一点": {"via": "phone", "who": "王总"},
    "电话王总 去年买过 今年预算少": {"via": "phone", "who": "王总"},
    "电话王总 等老板同意": {"via": "phone", "who": "王总"},
    "电话王总 需求还不明确": {"via": "phone", "who": "王总"},
    "电话王总 下周一直出差": {"via": "phone", "who": "王总"},
    "电话王总 下周五他没空": {"via": "phone", "who": "王总"},
    "电话王总 每周一开会": {"via": "phone", "who": "王总"},
    "电话王总 周一发货了": {"via": "phone", "who": "王总"},
    "called Bob, invoice dated 1 nov": {"via": "phone", "who": "Bob"},
    "called Bob, wants delivery before christmas": {"via": "phone", "who": "Bob"},
    "called Bob, no need to hurry": {"via": "phone", "who": "Bob"},
    "called Bob, 24/7 support, 3-4 people, the 5th floor": {"via": "phone", "who": "Bob"},
    "called Bob, competitor quoted 10k": {"via": "phone", "who": "Bob"},
    "called Bob, he sat in the sun in may": {"via": "phone", "who": "Bob"},
    "called Bob, quoted 12 machines": {"via": "phone", "who": "Bob"},
    "called Bob, he is on holiday next week": {"via": "phone", "who": "Bob"},
}  # fmt: skip

REFUSED: dict[str, type[CrmError]] = {
    "call Anna tomorrow": OnlyPlanned, "meeting with Anna tomorrow": OnlyPlanned,
    "拜访王总 明天": OnlyPlanned, "拜访王总下周三": OnlyPlanned,
    "周五前给王总回电话": OnlyPlanned, "12月1日前电话王总": OnlyPlanned,
    "昨天3点电话王总": AmbiguousDate, "周末拜访王总": AmbiguousDate,
    "电话王总 12月前给合同": AmbiguousDate, "电话王总 下周前给合同": AmbiguousDate,
    "电话王总 预计12月成交": AmbiguousDate, "called Bob yesterday at 3": AmbiguousDate,
    "called Bob, send it by the weekend": AmbiguousDate,
    "called Bob this week": AmbiguousDate, "03/04 called Bob": AmbiguousDate,
    "前两天电话王总": UnreadableDate, "11.20 电话王总": UnreadableDate,
    "电话王总 元旦前给方案": UnreadableDate, "电话王总 两个工作日内回复": UnreadableDate,
    "电话王总 两三天后回复": UnreadableDate,
    "电话王总 12.25前交货": UnreadableDate, "called Bob the other day": UnreadableDate,
    "called Bob, send it before christmas": UnreadableDate,
    "called Bob, send it within two business days": UnreadableDate,
    "电话王总 报价12-15万": TwoAmounts, "电话王总 报价12万或15万": TwoAmounts,
    "called Bob, quoted 12k to 15k": TwoAmounts,
    "电话王总 下周五前给合同 下周三前发报价": SaidTwice,
    "昨天电话王总，上周五拜访李总": SaidTwice,
    "昨天给王总发邮件后电话沟通": SaidTwice, "called Bob, agreed, declined": SaidTwice,
    "called Bob, send contract by fri, send samples by mon": SaidTwice,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), (CHINESE | ENGLISH).items())
def test_a_sentence_is_understood(text: str, expected: dict[str, str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), NOT_SAID.items())
def test_what_is_not_plainly_said_is_left_to_the_note(text: str, expected: dict[str, str]) -> None:
    found = told(text)
    found.pop("said", None)
    assert found == {name: value for name, value in expected.items() if value}


@pytest.mark.parametrize(("text", "error"), REFUSED.items())
def test_what_can_be_read_in_two_ways_is_refused(text: str, error: type[CrmError]) -> None:
    with pytest.raises(error) as caught:
        understood(text, NOW)
    details = caught.value.details
    assert error in {UnreadableDate, OnlyPlanned} or {"first", "second"} <= set(details)


@pytest.mark.parametrize("text", ["上周拜访王总", "met Bob last month"])
def test_a_contact_was_on_one_day_and_in_no_week_or_month(text: str) -> None:
    with pytest.raises((UnreadableDate, AmbiguousDate)):
        understood(text, NOW)
