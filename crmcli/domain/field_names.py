"""What people call the fields of a customer, in English and Chinese.

Names are compared without case, width, spaces and punctuation, in simplified characters. Who types
a name means what crm calls so; a column of a file may hold something else
(`exchange.column_names`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from crmcli.domain.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name", "full name", "customer", "customer name", "client", "client name", "display name",
        "account", "account name", "lead name",
        "客户名称", "客户名", "客户", "客户姓名", "客户全称", "姓名", "名称", "名字", "称呼",
        "客户简称",
        "顾客", "顾客姓名", "顾客名称",
    ),
    "person": (
        "contact", "contact name", "contact person", "primary contact", "person",
        "联系人", "联系人姓名", "联络人", "连络人", "主要联系人", "对接人", "负责联系人",
        "客户联系人", "联系人名称",
    ),
    "first_name": ("first name", "given name", "名"),
    "middle_name": ("middle name", "additional name"),
    "last_name": ("last name", "family name", "surname", "姓", "姓氏"),
    "kind": ("kind", "customer kind", "客户性质", "个人或公司"),
    "gender": ("gender", "sex", "性别"),
    "occupation": ("occupation", "profession", "职业"),
    "company": (
        "company", "company name", "organization", "organisation", "organization name",
        "organisation name", "firm", "employer", "公司", "公司名称", "公司名", "单位", "单位名称",
        "工作单位", "企业", "企业名称", "所在公司", "所属公司",
    ),
    "title": (
        "title", "job title", "position", "organization title", "organization 1 title",
        "职务", "职位", "职称", "头衔", "岗位", "联系人职务", "联系人职位",
    ),
    "industry": ("industry", "sector", "行业", "所属行业", "客户行业", "行业类别"),
    "company_size": ("company size", "size", "公司规模", "企业规模", "规模", "客户规模"),
    "registered": (
        "registered", "registration date", "注册日期", "注册时间", "登记日期", "成立日期",
    ),
    "phones": (
        "phones", "phone", "phone number", "mobile", "mobile phone", "mobile number", "cell",
        "cell phone", "cellphone", "tel", "telephone", "telephone number", "work phone",
        "home phone", "business phone", "primary phone", "other phone", "landline",
        "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "移动电话",
        "座机", "固话",
        "固定电话", "办公电话", "公司电话", "联系手机", "联系人电话", "联系人手机", "客户电话",
        "客户手机",
        "备用电话", "其他电话", "联络电话", "连络电话", "行动电话",
    ),
    "emails": (
        "emails", "email", "e-mail", "mail", "email address", "e-mail address", "work email",
        "home email", "primary email", "other email",
        "邮箱", "电子邮箱", "电子信箱", "邮件", "电子邮件", "邮箱地址", "邮件地址", "电邮",
        "联系人邮箱", "客户邮箱",
    ),
    "address": (
        "address", "street address", "mailing address", "business address", "home address",
        "地址", "住址", "公司地址", "联系地址", "详细地址", "通讯地址", "客户地址", "办公地址",
        "单位地址", "收货地址",
    ),
    "wechat": ("wechat", "wechat id", "weixin", "微信", "微信号", "微信id"),
    "handle.qq": ("qq", "qq号", "qq号码"),
    "handle.weibo": ("weibo", "微博"),
    "handle.linkedin": ("linkedin", "领英"),
    "handle.whatsapp": ("whatsapp",),
    "handle.skype": ("skype",),
    "hobbies": ("hobbies", "hobby", "interests", "爱好", "兴趣", "兴趣爱好", "喜好"),
    "birthday": (
        "birthday", "birth date", "date of birth", "dob", "生日", "出生日期", "联系人生日",
        "公历生日", "阳历生日", "新历生日", "国历生日", "生日(公历)", "生日(阳历)",
    ),
    "lunar_birthday": (
        "lunar birthday", "birthday (lunar)", "农历生日", "阴历生日", "旧历生日", "生日(农历)",
        "生日(阴历)", "农历出生日期", "阴历出生日期",
    ),
    "birthday_calendar": (
        "birthday calendar", "birthday type", "is lunar",
        "农历", "是否农历", "生日类型", "生日历法",
    ),
    "festivals": ("festivals", "节日", "节日问候", "问候节日"),
    "channel": (
        "channel", "preferred channel", "preferred contact method", "首选渠道", "偏好渠道",
        "首选联系方式", "偏好联系方式",
    ),
    "source": (
        "source", "lead source", "客户来源", "来源", "来源渠道", "线索来源", "获客渠道", "获客来源",
    ),
    "product_needs": ("product needs", "产品需求", "需求产品", "意向产品", "需求描述", "需求内容"),
    "service_requirements": ("service requirements", "服务需求", "服务要求"),
    "need_kind": ("need kind", "kind of need", "需求类型", "需求种类"),
    "potential": (
        "potential", "potential amount", "expected amount", "expected revenue", "budget",
        "预算", "潜在金额", "意向金额", "预计金额", "预计成交金额", "商机金额", "客户预算",
        "采购预算",
    ),
    "potential_currency": ("potential currency", "潜在金额币种", "币种"),
    "importance": (
        "importance", "key customer", "重要程度", "重要性", "重点客户", "是否重点", "客户重要程度",
        "是否重点客户",
    ),
    "owner": (
        "owner", "sales rep", "sales", "account owner", "contact owner", "assigned to",
        "负责人", "业务员", "销售", "销售员", "销售人员", "所属人", "跟进人", "客户经理", "归属人",
    ),
    "tags": ("tags", "tag", "labels", "label", "标签", "客户标签"),
    "notes": (
        "notes", "note", "remark", "remarks", "comment", "comments", "memo", "description",
        "备注", "说明", "备注信息", "客户备注", "备忘", "附注",
    ),
    "need": ("need", "需求", "需求情况", "需求状态", "是否有需求", "需求程度", "需求明确度"),
    "expected_close": (
        "expected close", "expected close date", "close date", "closing date", "close", "closes",
        "预计成交", "预计成交日期", "预计成交时间", "预计成交日", "预计签单", "预计签单日期",
        "预计签约",
        "成交预期", "预计签约日期",
    ),
    "grade": (
        "grade", "等级", "客户等级", "级别", "客户级别", "评级", "分级", "客户分级",
    ),
    "every": (
        "every", "contact frequency", "跟进频率", "联系频率", "跟进周期", "追踪频率",
        "追踪周期", "自定频率", "自定追踪频率",
    ),
    "by_channel": ("by channel", "跟进渠道", "追踪渠道"),
    "last_contact": (
        "last contact", "last contacted", "last contact date", "last activity date",
        "last contact time", "最近联系", "最近联系日期", "最近联系时间", "最后联系", "最后联系时间",
        "最后联系日期", "上次联系", "上次联系时间", "上次联系日期", "最近跟进", "最近跟进时间",
        "最近跟进日期",
        "最后跟进", "最后跟进时间", "最后跟进日期", "上次跟进", "最近一次联系", "最近拜访",
    ),
    "last_via": (
        "last contact channel", "last contact via", "via", "最近联系方式", "最后联系方式",
        "上次联系方式",
        "上次联系渠道", "最近联系渠道", "联系渠道", "沟通方式", "跟进方式", "方式",
    ),
    "status": (
        "status", "sale status", "sales status", "deal status", "状态", "客户状态", "销售状态",
        "成交状态",
        "跟进状态", "是否成交",
    ),
    "lost": ("lost", "流失日期", "流失时间"),
    "lost_reason": ("lost reason", "流失原因"),
    "may_contact": (
        "may contact", "can contact", "contact allowed", "ok to contact",
        "可联系", "可以联系", "是否可联系", "是否可以联系", "允许联系", "是否允许联系", "同意联系",
        "是否同意联系",
    ),
    "may_share": (
        "may share", "can share", "sharing allowed",
        "可分享", "可以分享", "是否可分享", "允许分享", "是否允许分享", "同意分享", "是否同意分享",
        "可共享", "是否可共享", "允许共享",
    ),
    "consent_on": (
        "consent on", "consent date", "consent since", "同意日期", "授权日期", "意愿日期",
    ),
    "consent_reason": (
        "consent reason", "同意说明", "授权说明", "意愿说明", "授权原因", "同意原因",
    ),
    "do_not_contact": (
        "do not contact", "do not call", "请勿联系", "请勿联络", "勿联系",
        "不可联系", "拒绝联系", "禁止联系",
    ),
    "grade_source": ("grade source", "评级来源"),
    # What others call so is often a friend, a colleague or an advertisement, and no customer.
    "referred_by": ("referred by",),
    "people": ("people",),
    "fields": ("fields",),
    "handles": ("handles",),
}  # fmt: skip
"""By field the names of a column that holds it: those of our own are among them."""

_TYPED = {
    # A column called so is often a friend, a colleague or an advertisement; who types it knows.
    "referred_by": ("介绍人", "转介绍人"),
    "people": ("人员",),
    "id": ("编号", "客户编号"),
    "uid": ("唯一编号",),
    "kind": ("类型", "客户类型"),
    "channel": ("渠道",),
    "grade_source": ("评级方式",),
    "urgency": ("urgency", "紧急程度", "紧急度"),
    "value": ("value", "价值", "客户价值"),
    "frequency": ("frequency", "购买频率"),
    "lifecycle": ("lifecycle", "客户阶段", "生命周期"),
    "next_due": ("next due", "下次追踪", "下次跟进", "下次到期", "到期", "到期日", "到期日期"),
    "relationship_due": ("relationship due", "下次关系维护", "关系维护"),
    "open_promises": (
        "open promises",
        "未兑现承诺",
        "未兑现的承诺",
        "未了承诺",
        "未了的承诺",
        "未了结的承诺",
    ),
    "next_promise": ("next promise", "下次承诺", "最近承诺"),
    "open_deals": ("open deals", "进行中销售机会", "销售机会", "销售机会数", "商机"),
    "open_complaints": ("open complaints", "未关闭投诉", "未关闭的投诉", "投诉"),
    "purchase_count": ("purchase count", "购买次数"),
    "first_purchase": ("first purchase", "首购", "首次购买", "首购日期"),
    "last_purchase": ("last purchase", "最近购买", "上次购买", "末次购买"),
    "verified": ("verified", "资料核实", "核实日期"),
    "created": ("created", "创建时间", "创建日期", "录入日期"),
    "updated": ("updated", "更新时间", "更新日期"),
    "archived": ("archived", "归档时间", "归档日期"),
    "cooperation": ("cooperation", "cooperation years", "合作年限"),
}


_ZONE = re.compile(r"\s*[(\[]\s*(?:gmt|utc)[^)\]]*[)\]]\s*$", re.IGNORECASE)
_UNIT = re.compile(r"[(\[（【]\s*(?:元|人民币|rmb|cny|¥|￥)\s*[)\]）】]\s*$", re.IGNORECASE)
_DROPPED = re.compile(r"[\s_\-./\\:()\[\]{}<>*#'\"·•、，。：（）【】《》“”‘’?？!！]+")
_REQUIRED = re.compile(r"[(\[（【]?(?:必填|选填|可选|required|optional)[)\]）】]?$", re.IGNORECASE)


def plain_name(name: str) -> str:
    """Give the form in which column names are compared."""
    folded = simplified(unicodedata.normalize("NFKC", name).strip().casefold())
    return _DROPPED.sub("", _REQUIRED.sub("", _UNIT.sub("", _ZONE.sub("", folded))))


@cache
def _names() -> Mapping[str, str]:
    return {
        plain_name(each): field
        for table in (FIELD_NAMES, _TYPED)
        for field, names in table.items()
        for each in names
    }


def meant_field(name: str) -> str | None:
    """Give the field that a typed name means; None for none.

    The book's own fields come first: whoever asks has looked among them.
    """
    return _names().get(plain_name(name))


def chinese_names() -> Mapping[str, str]:
    """Give all names in Chinese with their fields, to find the one that is nearest to a text."""
    return {name: field for name, field in _names().items() if not name.isascii()}
