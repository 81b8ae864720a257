"""What people call the values of closed lists, in English and Chinese.

Among the words of a list are those that crm itself shows for its values in Chinese, so that what
was read on the screen can be typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "CustomerKind": {
        "个人": "person", "公司": "company", "企业": "company",
    },
    "Gender": {
        "男": "male", "女": "female", "m": "male", "f": "female", "先生": "male",
        "女士": "female", "小姐": "female",
        "男性": "male", "男士": "male",
        "女性": "female",
        "其他": "other", "其它": "other", "其他性别": "other",
    },
    "CompanySize": {
        "小": "small", "中": "medium", "大": "large", "小型": "small", "中型": "medium",
        "大型": "large",
        "小公司": "small", "小企业": "small",
        "中公司": "medium", "中企业": "medium", "中等": "medium",
        "大公司": "large", "大企业": "large",
    },
    "Importance": {
        "重点": "key", "重要": "key", "关键": "key", "重点客户": "key", "是": "key", "yes": "key",
        "普通": "normal", "一般": "normal", "普通客户": "normal", "否": "normal", "no": "normal",
        "关键客户": "key", "重要客户": "key",
        "一般客户": "normal",
    },
    "Need": {
        "明确": "clear", "明确需求": "clear", "有": "clear", "潜在": "potential",
        "潜在需求": "potential", "无": "none", "没有": "none", "无需求": "none",
        "需求明确": "clear",
        "有潜在需求": "potential",
        "没有需求": "none", "暂无": "none",
    },
    "NeedKind": {
        "产品": "product", "服务": "service", "产品和服务": "both", "都有": "both",
    },
    "Channel": {
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
        "短消息": "sms",
    },
    "Direction": {
        "来": "in", "呼入": "in", "去": "out", "呼出": "out", "来电": "in", "去电": "out",
        "inbound": "in", "incoming": "in", "outbound": "out", "outgoing": "out",
        "来访": "in", "客户来": "in",
        "去访": "out", "我方去": "out", "对方": "in", "我方": "out",
    },
    "Purpose": {
        "介绍": "introduction", "咨询": "consulting", "解决问题": "problem_solving",
        "维护": "maintenance", "问候": "greeting", "催款": "collection", "其他": "other",
        "其它": "other",
    },
    "Outcome": {
        "接通": "reached", "已联系": "reached", "无人接听": "no_answer", "未接": "no_answer",
        "未接通": "no_answer", "拒绝": "declined", "同意": "agreed", "其他": "other",
        "其它": "other",
        "已接通": "reached", "联系上": "reached", "已联系上": "reached", "通了": "reached",
        "未接听": "no_answer", "没接": "no_answer", "没人接": "no_answer", "未联系上": "no_answer",
        "没联系上": "no_answer", "联系不上": "no_answer", "无应答": "no_answer",
        "已拒绝": "declined", "婉拒": "declined",
        "已同意": "agreed", "答应": "agreed",
    },
    "Stage": {
        "初步接触": "initial_contact", "初次接触": "initial_contact", "接触": "initial_contact",
        "contact": "initial_contact", "initial": "initial_contact", "需求确认": "need_confirmed",
        "确认需求": "need_confirmed", "需求": "need_confirmed", "need": "need_confirmed",
        "报价": "quote", "quotation": "quote", "offer": "quote", "谈判": "negotiation",
        "商务谈判": "negotiation", "negotiating": "negotiation", "成交": "won", "赢单": "won",
        "丢单": "lost", "输单": "lost",
        "已成交": "won",
        "已丢单": "lost", "已输单": "lost",
    },
    "DueKind": {
        "投诉": "complaint", "客户投诉": "complaint", "反馈": "feedback", "客户反馈": "feedback",
        "承诺": "promise", "约定": "promise", "跟进": "follow_up", "跟踪": "follow_up",
        "追踪": "follow_up", "应跟进": "follow_up", "followup": "follow_up",
        "关系": "relationship", "关系维护": "relationship", "维护": "relationship",
        "商机": "deal", "销售机会": "deal", "机会": "deal", "流失": "churn", "流失预警": "churn",
        "满意度": "survey", "满意度调查": "survey", "调查": "survey", "生日": "birthday",
        "节日": "festival", "节日问候": "festival", "核实": "verify", "核对": "verify",
        "确认资料": "verify",
        "核实资料": "verify", "资料核实": "verify", "确认信息": "verify",
        "追踪联系": "follow_up",
        "客户关系": "relationship",
    },
    "FeedbackKind": {
        "意见": "opinion", "建议": "suggestion", "表扬": "praise", "赞扬": "praise",
        "好评": "praise", "投诉": "complaint", "抱怨": "complaint", "idea": "suggestion",
    },
    "Severity": {
        "低": "low", "轻": "low", "轻微": "low", "中": "normal", "中等": "normal",
        "一般": "normal", "普通": "normal", "正常": "normal", "高": "high", "重": "high",
        "严重": "high", "重大": "high",
    },
    "FeedbackState": {
        "已收到": "received", "收到": "received", "受理": "received", "已受理": "received",
        "已处理": "handled", "处理": "handled",
        "已告知": "customer_told", "告知客户": "customer_told", "told": "customer_told",
        "已记录": "recorded", "记录": "recorded", "调查": "investigating",
        "调查中": "investigating", "方案": "solution_made", "已出方案": "solution_made",
        "solution": "solution_made", "已执行": "carried_out", "执行": "carried_out",
        "实施": "carried_out", "已实施": "carried_out", "回访": "called_back",
        "已回访": "called_back", "call_back": "called_back", "callback": "called_back",
        "关闭": "closed", "已关闭": "closed", "结案": "closed",
        "已告知客户": "customer_told", "已通知客户": "customer_told",
    },
    "CampaignKind": {
        "优惠": "offer", "促销": "offer", "活动": "event", "节日问候": "greeting",
        "问候": "greeting", "祝福": "greeting", "节日": "greeting", "其他": "other",
        "其它": "other",
    },
    "SaleStatus": {
        "正在谈判": "negotiating", "谈判中": "negotiating", "已成交": "won", "成交": "won",
        "潜在": "prospect",
        "潜在客户": "prospect",
        "谈判": "negotiating",
    },
    "Urgency": {
        "紧急": "urgent", "较急": "soon", "一般": "later", "不急": "slow",
        "很急": "urgent", "急": "urgent",
        "比较急": "soon",
        "不着急": "slow",
    },
    "ValueClass": {
        "高": "high", "中": "medium", "低": "low",
    },
    "Frequency": {
        "高": "high", "中": "medium", "低": "low",
        "高频": "high",
        "中频": "medium",
        "低频": "low",
    },
    "Lifecycle": {
        "潜在": "prospect", "首购": "first_purchase", "复购": "repeat", "忠诚": "loyal",
        "流失": "lost",
        "首次购买": "first_purchase",
        "重复购买": "repeat",
        "潜在客户": "prospect",
        "忠诚客户": "loyal",
        "已流失": "lost",
    },
    "ChurnKind": {
        "订货周期": "rhythm", "周期": "rhythm", "节奏": "rhythm", "quiet": "rhythm",
        "订单下降": "falling", "下降": "falling", "低分": "low_score", "score": "low_score",
        "投诉逾期": "overdue_complaint", "投诉": "overdue_complaint",
        "complaint": "overdue_complaint", "需再次跟进": "no_deal", "无商机": "no_deal",
        "broken rhythm": "rhythm", "falling orders": "falling", "no deal": "no_deal",
        "购买节奏": "rhythm", "购买节奏中断": "rhythm", "购买周期": "rhythm", "沉寂": "rhythm",
        "无销售机会": "no_deal", "没有销售机会": "no_deal", "无机会": "no_deal",
        "评分低": "low_score", "低评分": "low_score",
    },
    "WinbackResult": {
        "无人接听": "no_answer", "未接": "no_answer", "未接通": "no_answer", "拒绝": "declined",
        "考虑": "thinking", "考虑中": "thinking", "回来": "back", "已挽回": "back",
        "挽回": "back",
        "thinking about it": "thinking", "在考虑": "thinking", "考虑一下": "thinking",
        "未接听": "no_answer", "未联系上": "no_answer", "没联系上": "no_answer",
        "已回来": "back", "挽回成功": "back",
        "已拒绝": "declined",
    },
    "GradeSource": {
        "by rule": "rule", "by hand": "hand", "to start with": "start",
        "按规则": "rule", "规则": "rule", "自动": "rule", "手工": "hand", "手动": "hand",
        "人工": "hand", "初始": "start", "起始": "start",
    },
    "FieldType": {
        "文本": "text", "文字": "text", "数字": "number", "数值": "number", "日期": "date",
        "是否": "yes_no", "是或否": "yes_no", "yes or no": "yes_no", "选项": "choice",
        "单选": "choice",
    },
    "LoyaltyKind": {
        "购买": "purchase", "消费": "purchase", "转介绍": "referral", "介绍": "referral",
        "兑换": "redeemed", "调整": "adjusted", "手工调整": "adjusted",
    },
    "PromiseState": {
        "未兑现": "open", "未完成": "open", "已兑现": "kept", "兑现": "kept", "已作罢": "dropped",
        "作罢": "dropped",
    },
    "Axis": {
        "状态": "status", "销售状态": "status", "价值": "value", "购买频率": "frequency",
        "频率": "frequency", "客户阶段": "lifecycle", "阶段": "lifecycle",
    },
    "DealSort": {
        "预计成交": "expected_close", "金额": "amount", "阶段": "stage", "成交概率": "probability",
        "概率": "probability", "未联系天数": "quiet_days", "开始日期": "opened",
        "建立日期": "opened", "结束日期": "closed", "客户": "customer", "名称": "title",
        "编号": "id",
    },
    "Asked": {
        "电话": "phone", "手机": "phone", "邮件": "email", "邮箱": "email", "e-mail": "email",
        "名称": "name",
        "姓名": "name", "名字": "name",
    },
    "Summed": {
        "购买": "purchases", "购买记录": "purchases", "销售机会": "deals", "商机": "deals",
    },
    "Emptied": {
        "产品": "product", "销售机会": "deal", "商机": "deal", "备注": "note",
    },
    "Beside": {
        "全部": "all", "所有": "all", "联系人": "people", "人员": "people",
        "联系记录": "contacts", "联系": "contacts", "跟进记录": "contacts",
        "销售机会": "deals", "商机": "deals", "购买记录": "purchases", "购买": "purchases",
        "反馈": "feedback", "客户反馈": "feedback",
    },
    "DateOrder": {
        "日月": "dmy", "日月年": "dmy", "日在前": "dmy",
        "月日": "mdy", "月日年": "mdy", "月在前": "mdy",
    },
    "Counted": {
        "自动": "auto", "自然日": "calendar", "日历": "calendar", "日历日": "calendar",
        "工作日": "working",
    },
    "FreeDays": {
        "提前": "before", "之前": "before", "前": "before", "往前": "before",
        "顺延": "after", "之后": "after", "后": "after", "推后": "after", "延后": "after",
        "往后": "after", "不变": "stay", "不动": "stay",
    },
    "Whom": {
        "重点": "key", "重点客户": "key", "老客户": "existing", "已成交": "existing",
        "已成交客户": "existing", "全部": "all", "所有": "all", "所有客户": "all",
        "无": "none", "没有": "none",
    },
    "EntryKind": {
        "活动": "event", "日程": "event", "待办": "todo", "任务": "todo",
    },
    "Action": {
        "新建": "create", "新增": "create", "更新": "update", "跳过": "skip",
    },
}  # fmt: skip
"""By the name of a list the value of each word, in simplified characters and small letters."""
