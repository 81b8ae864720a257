"""What people and other programs call the columns of a table of contacts, in English and Chinese.

Zoho, HubSpot and Salesforce call contacts activities, calls, meetings or notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.contact import CONTACT_START
from crmcli.errors import N_
from crmcli.exchange.columns import written_name
from crmcli.exchange.record_columns import Needed, RecordColumns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names

CUSTOMER, CUSTOMER_ID = "customer", "customer_id"
AT, TIME = "at", "time"
VIA, DIRECTION, PURPOSE, OUTCOME = "via", "direction", "purpose", "outcome"
NOTE, SAID, MINUTES = "note", "said", "minutes"
AUTHOR, PEOPLE = "author", "people"

_NAMES = {
    CUSTOMER: (
        "customer", "customer name", "client", "client name", "account", "account name", "company",
        "company name", "company / account", "associated company", "related to",
        "客户", "客户名称", "客户名", "客户姓名", "客户全称", "姓名", "公司", "公司名称", "单位",
        "拜访客户", "拜访对象", "关联客户", "所属客户", "相关客户",
    ),
    CUSTOMER_ID: ("customer id", "客户id"),
    AT: (
        "at", "date", "day", "when", "date and time", "datetime", "timestamp", "contact date",
        "contacted", "activity date", "activity time", "call date", "call start time",
        "call time", "meeting date", "meeting start time", "visit date", "start time", "started",
        "联系时间", "联系日期", "跟进时间", "跟进日期", "沟通时间", "沟通日期", "拜访时间",
        "拜访日期", "通话时间", "通话日期", "日期", "活动时间", "活动日期", "开始时间", "发生时间",
        "记录时间", "记录日期",
    ),
    TIME: ("time", "time of day", "时间", "时刻", "具体时间"),
    VIA: (
        "via", "channel", "type", "activity type", "contact type", "contact method", "method",
        "联系方式", "联系渠道", "联系类型", "沟通方式", "沟通渠道", "跟进方式", "跟进类型",
        "拜访方式", "渠道", "方式", "类型", "活动类型",
    ),
    DIRECTION: ("direction", "call direction", "call type", "方向", "呼叫方向", "呼叫类型"),
    PURPOSE: (
        "purpose", "call purpose", "contact purpose", "目的", "联系目的", "沟通目的", "跟进目的",
        "拜访目的", "通话目的",
    ),
    OUTCOME: (
        "outcome", "result", "call outcome", "call result", "call disposition", "disposition",
        "meeting outcome", "结果", "联系结果", "沟通结果", "跟进结果", "拜访结果", "通话结果",
    ),
    NOTE: (
        "note", "notes", "subject", "description", "comment", "comments", "full comments",
        "content", "summary", "body", "details", "remark", "remarks", "call notes", "call body",
        "meeting notes", "meeting description", "note body", "email subject", "email body",
        "沟通内容", "沟通记录", "沟通情况", "联系内容", "联系记录", "联系情况", "跟进内容",
        "跟进记录", "跟进情况", "拜访内容", "拜访记录", "通话内容", "通话记录", "内容", "记录",
        "主题", "标题", "事由", "纪要", "会议纪要", "详情", "备注", "说明", "描述",
    ),
    SAID: (
        "said", "customer said", "customer feedback", "feedback", "response",
        "客户反馈", "客户意见", "客户回复", "客户说", "反馈", "反馈内容", "客户反馈内容",
    ),
    MINUTES: (
        "minutes", "duration", "duration minutes", "length", "时长", "通话时长", "沟通时长",
        "时长分钟", "分钟", "分钟数",
    ),
    AUTHOR: (
        "author", "by", "user", "assigned", "assigned to", "activity assigned to", "owner",
        "activity owner", "call owner", "event owner", "task owner", "host", "logged by",
        "created by", "salesperson", "sales rep", "rep",
        "跟进人", "跟进人员", "联系人员", "记录人", "拜访人", "拜访人员", "业务员", "销售",
        "销售员", "销售人员", "经手人", "负责人", "创建人", "所有人",
    ),
    PEOPLE: (
        "people", "person", "with", "participants", "attendees", "contact", "contact name",
        "contact person", "associated contact", "name",
        "联系人", "联系人姓名", "客户联系人", "参与人", "参会人", "参会人员", "对接人", "受访人",
    ),
}  # fmt: skip

_DERIVED = frozenset({"id", "gradefrom", "gradeto", "gradereason", "nextdue", "imported"})
_CONTACTS = RecordColumns(
    N_("A contact"), _NAMES, _DERIVED, several=frozenset({NOTE, SAID, PEOPLE})
)
_WITH = Needed((CUSTOMER, CUSTOMER_ID, PEOPLE), "customer", N_("whom it was with"))
_WHEN = Needed((AT,), "at", N_("when it was"))
_HOW = Needed(
    (VIA,),
    "via",
    N_("how it was made"),
    N_("Say which one does, as in --map COLUMN=via, or how all were, as in --via phone."),
)


def contact_columns(
    header: Sequence[str], edits: Mapping[str, str], *, has_channel: bool
) -> list[Column]:
    """Say what becomes of each column of a table of contacts; as `RecordColumns.of`.

    Args:
        header: the names as they are written.
        edits: for some columns the field, or `-`.
        has_channel: whether it is known otherwise how contacts were made that do not say it.
    """
    needed = (_WITH, _WHEN) if has_channel else (_WITH, _WHEN, _HOW)
    edited = {_CONTACTS.field(each) for each in edits.values()}
    own = {} if AT in edited else _only_time(header)
    return _CONTACTS.of(header, {**own, **edits}, needed)


def contact_names(edits: Mapping[str, str]) -> Names:
    """Give the column names that are known in a table of contacts; as `RecordColumns.known`."""
    return _CONTACTS.known(edits, (_WITH, _WHEN._replace(fields=(AT, TIME))))


def is_own_contacts(header: Sequence[str]) -> bool:
    """Tell whether a table is a list of contacts that crm wrote."""
    return tuple(header[: len(CONTACT_START)]) == CONTACT_START


def _only_time(header: Sequence[str]) -> dict[str, str]:
    """Say that what is called a time says date and time, where no other column says when."""
    fields = [_CONTACTS.field(name) for name in header]
    if AT in fields or TIME not in fields:
        return {}
    return {written_name(header[fields.index(TIME)]): AT}
