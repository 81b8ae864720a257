"""Telling a company from a person by its name (有限公司, Co., Ltd, GmbH …)."""

from __future__ import annotations

import re

_CHINESE = re.compile(
    "公司|集团|企业|银行|商行|车行|工厂|中心|学校|大学|学院|医院|诊所|酒店|宾馆|饭店|餐厅|超市|商场|商店|商贸|商城"
    "|专卖店|门店|工作室|事务所|研究所|研究院|设计院|合作社|协会|学会|基金会|经营部|营业部|门市部|事业部|服务部"
    "|经销处|办事处|委员会|政府|幼儿园|实验室|俱乐部|联盟|株式会社"
    "|(?:..厂|..店|...局|...院|...社|...馆|...行|...所|...站|...处)$"
)
_LATIN = re.compile(
    r"\b(?:co|company|ltd|limited|inc|incorporated|llc|llp|lp|plc|corp|corporation|gmbh|mbh|kg|ohg"
    r"|pty|pte|srl|sarl|sas|spa|bv|nv|oyj?|aps|kft|sro|doo|kk|holdings?|group|industries|partners"
    r"|associates|solutions|technolog(?:y|ies)|systems|logistics|bank|university|college|school"
    r"|hospital|clinic|hotel|restaurant|studio|store|shop|supermarket|cent(?:er|re)|institute"
    r"|foundation|association|factory|works|trading|services|consulting)\b\.?",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(
    r"\s(?:ag|sa|s\.a\.|s\.p\.a\.|s\.r\.l\.|ab|as|a/s|se|e\.v\.)\.?$", re.IGNORECASE
)


def names_company(name: str) -> bool:
    """Tell whether a name is a company's; a name that says nothing is taken for a person's."""
    text = name.strip()
    if not text.isascii() and _CHINESE.search(text):
        return True
    return bool(_LATIN.search(text) or _LAST_WORD.search(text))
