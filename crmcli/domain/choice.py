"""Closed lists of values, read as people write them in English and Chinese."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.channel import Channel
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.classes import (
    Frequency,
    Importance,
    Lifecycle,
    NeedKind,
    SaleStatus,
    Urgency,
    ValueClass,
)
from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.domain.customer import CompanySize, CustomerKind, Gender
from crmcli.domain.due_kind import DueKind
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
from crmcli.domain.grade import Grade, Need
from crmcli.domain.stage import Stage
from crmcli.domain.winback_result import WinbackResult
from crmcli.errors import N_, UsageFault

Choice = TypeVar("Choice", bound=StrEnum)


class UnknownChoice(UsageFault):
    """A value that is not in its closed list."""

    code = "unknown_choice"
    sentence = N_("{field} cannot be {text}; it is one of {choices}.")
    hint = N_("Did you mean {nearest}?")


# Written as the trade writes them; whoever keeps a Chinese spreadsheet uses these words.
_WORDS: dict[type[StrEnum], dict[str, str]] = {
    CustomerKind: {
        "个人": "person", "公司": "company", "企业": "company",
    },
    Gender: {
        "男": "male", "女": "female", "m": "male", "f": "female", "先生": "male",
        "女士": "female", "小姐": "female",
    },
    CompanySize: {
        "小": "small", "中": "medium", "大": "large", "小型": "small", "中型": "medium",
        "大型": "large",
    },
    Importance: {
        "重点": "key", "重要": "key", "关键": "key", "重点客户": "key", "是": "key", "yes": "key",
        "普通": "normal", "一般": "normal", "普通客户": "normal", "否": "normal", "no": "normal",
    },
    Need: {
        "明确": "clear", "明确需求": "clear", "有": "clear", "潜在": "potential",
        "潜在需求": "potential", "无": "none", "没有": "none", "无需求": "none",
    },
    NeedKind: {
        "产品": "product", "服务": "service", "产品和服务": "both", "都有": "both",
    },
    Channel: {
        "电话": "phone", "手机": "phone", "call": "phone", "tel": "phone", "邮件": "email",
        "邮箱": "email", "mail": "email", "e-mail": "email", "拜访": "visit", "上门": "visit",
        "会议": "meeting", "见面": "meeting", "微信": "wechat", "短信": "sms", "text": "sms",
        "视频": "video", "其他": "other", "其它": "other", "打电话": "phone",
        "电话沟通": "phone", "电话联系": "phone", "电话拜访": "phone", "电话跟进": "phone",
        "phone call": "phone", "logged call": "phone", "电子邮件": "email", "邮件沟通": "email",
        "logged email": "email", "上门拜访": "visit", "实地拜访": "visit", "客户拜访": "visit",
        "拜访客户": "visit", "登门拜访": "visit", "当面拜访": "visit", "面谈": "meeting",
        "会面": "meeting", "当面": "meeting", "当面沟通": "meeting", "微信沟通": "wechat",
        "微信联系": "wechat", "企业微信": "wechat", "weixin": "wechat", "text message": "sms",
        "发短信": "sms", "视频会议": "video", "线上会议": "video", "视频通话": "video",
        "video call": "video",
    },
    Direction: {
        "来": "in", "呼入": "in", "去": "out", "呼出": "out", "来电": "in", "去电": "out",
        "inbound": "in", "incoming": "in", "outbound": "out", "outgoing": "out",
    },
    Purpose: {
        "介绍": "introduction", "咨询": "consulting", "解决问题": "problem_solving",
        "维护": "maintenance", "问候": "greeting", "催款": "collection", "其他": "other",
        "其它": "other",
    },
    Outcome: {
        "接通": "reached", "已联系": "reached", "无人接听": "no_answer", "未接": "no_answer",
        "未接通": "no_answer", "拒绝": "declined", "同意": "agreed", "其他": "other",
        "其它": "other",
    },
    Stage: {
        "初步接触": "initial_contact", "初次接触": "initial_contact", "接触": "initial_contact",
        "contact": "initial_contact", "initial": "initial_contact", "需求确认": "need_confirmed",
        "确认需求": "need_confirmed", "需求": "need_confirmed", "need": "need_confirmed",
        "报价": "quote", "quotation": "quote", "offer": "quote", "谈判": "negotiation",
        "商务谈判": "negotiation", "negotiating": "negotiation", "成交": "won", "赢单": "won",
        "丢单": "lost", "输单": "lost",
    },
    DueKind: {
        "投诉": "complaint", "客户投诉": "complaint", "反馈": "feedback", "客户反馈": "feedback",
        "承诺": "promise", "约定": "promise", "跟进": "follow_up", "跟踪": "follow_up",
        "追踪": "follow_up", "应跟进": "follow_up", "followup": "follow_up",
        "关系": "relationship", "关系维护": "relationship", "维护": "relationship",
        "商机": "deal", "销售机会": "deal", "机会": "deal", "流失": "churn", "流失预警": "churn",
        "满意度": "survey", "满意度调查": "survey", "调查": "survey", "生日": "birthday",
        "节日": "festival", "节日问候": "festival", "核实": "verify", "核对": "verify",
        "确认资料": "verify",
    },
    FeedbackKind: {
        "意见": "opinion", "建议": "suggestion", "表扬": "praise", "赞扬": "praise",
        "好评": "praise", "投诉": "complaint", "抱怨": "complaint", "idea": "suggestion",
    },
    Severity: {
        "低": "low", "轻": "low", "轻微": "low", "中": "normal", "中等": "normal",
        "一般": "normal", "普通": "normal", "正常": "normal", "高": "high", "重": "high",
        "严重": "high", "重大": "high",
    },
    FeedbackState: {
        "已收到": "received", "收到": "received", "受理": "received", "已受理": "received",
        "已处理": "handled", "处理": "handled",
        "已告知": "customer_told", "告知客户": "customer_told", "told": "customer_told",
        "已记录": "recorded", "记录": "recorded", "调查": "investigating",
        "调查中": "investigating", "方案": "solution_made", "已出方案": "solution_made",
        "solution": "solution_made", "已执行": "carried_out", "执行": "carried_out",
        "实施": "carried_out", "已实施": "carried_out", "回访": "called_back",
        "已回访": "called_back", "call_back": "called_back", "callback": "called_back",
        "关闭": "closed", "已关闭": "closed", "结案": "closed",
    },
    CampaignKind: {
        "优惠": "offer", "促销": "offer", "活动": "event", "节日问候": "greeting",
        "问候": "greeting", "祝福": "greeting", "节日": "greeting", "其他": "other",
        "其它": "other",
    },
    SaleStatus: {
        "正在谈判": "negotiating", "谈判中": "negotiating", "已成交": "won", "成交": "won",
        "潜在": "prospect",
    },
    Urgency: {
        "紧急": "urgent", "较急": "soon", "一般": "later", "不急": "slow",
    },
    ValueClass: {
        "高": "high", "中": "medium", "低": "low",
    },
    Frequency: {
        "高": "high", "中": "medium", "低": "low",
    },
    Lifecycle: {
        "潜在": "prospect", "首购": "first_purchase", "复购": "repeat", "忠诚": "loyal",
        "流失": "lost",
    },
    ChurnKind: {
        "订货周期": "rhythm", "周期": "rhythm", "节奏": "rhythm", "quiet": "rhythm",
        "订单下降": "falling", "下降": "falling", "低分": "low_score", "score": "low_score",
        "投诉逾期": "overdue_complaint", "投诉": "overdue_complaint",
        "complaint": "overdue_complaint", "需再次跟进": "no_deal", "无商机": "no_deal",
    },
    WinbackResult: {
        "无人接听": "no_answer", "未接": "no_answer", "未接通": "no_answer", "拒绝": "declined",
        "考虑": "thinking", "考虑中": "thinking", "回来": "back", "已挽回": "back",
        "挽回": "back",
    },
}  # fmt: skip


def read_choice(kind: type[Choice], text: str, field: str) -> Choice:
    """Read a value of a closed list, whatever its case, width, dashes or language.

    Args:
        kind: the list.
        text: what was written; a grade may be written `b`, `Ｂ` or `B级`.
        field: the field's name, for the message.

    Raises:
        UnknownChoice: it is not in the list; the message names the list and the nearest value.
    """
    folded = _tidy(text)
    if kind is Grade:
        folded = folded.removesuffix("级").removesuffix("类").removesuffix("客户").strip()
    wanted = _WORDS.get(kind, {}).get(folded, folded.replace("-", "_").replace(" ", "_"))
    for member in kind:
        if member.value.lower() == wanted:
            return member
    raise _unknown(kind, text, field)


def _tidy(text: str) -> str:
    if not text.isascii():
        import unicodedata  # noqa: PLC0415 - most values are ASCII

        from crmcli.domain.simplified import simplified  # noqa: PLC0415 - likewise

        text = simplified(unicodedata.normalize("NFKC", text))
    return text.strip().lower()


_SYNONYMS = {
    "refused": "declined", "rejected": "declined", "busy": "no_answer", "missed": "no_answer",
    "accepted": "agreed", "important": "key", "sold": "won", "face": "meeting",
    "critical": "high", "minor": "low",
}  # fmt: skip
"""Words that people try, and which value they mean."""


def _unknown(kind: type[StrEnum], text: str, field: str) -> UnknownChoice:
    from crmcli.domain.nearness import nearest  # noqa: PLC0415 - only to help after a mistake

    values = [member.value for member in kind]
    word = _tidy(text).replace(" ", "_")
    near = _SYNONYMS.get(word, word)
    near = near if near in values else nearest(word, values)
    hint = None if near else ""
    return UnknownChoice(text=text, field=field, choices=tuple(kind), nearest=near, hint=hint)
