"""What settings are called; in Chinese also what countries of phone numbers are, where typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import NC_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.message import Message

SETTING_WORDS: Mapping[str, str] = {
    "语言": "lang", "界面语言": "lang", "时区": "timezone", "币种": "currency", "货币": "currency",
    "本位币": "currency", "地区": "region", "国家": "region", "国家或地区": "region",
    "日历": "calendar", "工作日历": "calendar",
}  # fmt: skip
"""By its word the key of a setting."""

REGION_WORDS: Mapping[str, str] = {
    "中国": "CN", "中国大陆": "CN", "大陆": "CN", "香港": "HK", "中国香港": "HK", "澳门": "MO",
    "中国澳门": "MO", "台湾": "TW", "中国台湾": "TW", "日本": "JP", "韩国": "KR", "新加坡": "SG",
    "马来西亚": "MY", "泰国": "TH", "越南": "VN", "印度": "IN", "印度尼西亚": "ID", "印尼": "ID",
    "菲律宾": "PH", "俄罗斯": "RU", "美国": "US", "加拿大": "CA", "墨西哥": "MX", "巴西": "BR",
    "英国": "GB", "德国": "DE", "法国": "FR", "意大利": "IT", "西班牙": "ES", "荷兰": "NL",
    "瑞士": "CH", "奥地利": "AT", "波兰": "PL", "瑞典": "SE", "土耳其": "TR", "阿联酋": "AE",
    "澳大利亚": "AU", "新西兰": "NZ", "南非": "ZA",
}  # fmt: skip
"""By its name the code of a country or region; of the others the code is typed."""

_NAMES = {
    "lang": NC_("setting", "lang"),
    "timezone": NC_("setting", "timezone"),
    "currency": NC_("setting", "currency"),
    "region": NC_("setting", "region"),
    "calendar": NC_("setting", "calendar"),
}


def setting_word(key: str) -> Message:
    """Give the word for a setting, which `config set` understands too."""
    return message(_NAMES[key])
