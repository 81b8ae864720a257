"""What a company is called for short: its name without its place."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crmcli.domain.plain_name import has_han, plain_name
from crmcli.domain.text import fold

_BRACKETED = re.compile(r"[(\[【〔<《「『][^()\[\]【】〔〕<>《》「」『』]*[)\]】〕>》」』]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_UNIT = ("特别行政区", "自治区", "自治州", "地区", "省", "市")
_LONGEST_PLACE = 5
_FEWEST = 2

# Provinces, and cities down to the prefecture, with a few that are known by themselves.
_PLACE_NAMES = (
    "中国 中华 北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南"
    " 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
    " 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州"
    " 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布"
    " 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化"
    " 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河"
    " 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港"
    " 常熟 太仓 宜兴 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚 合肥"
    " 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田"
    " 三明 泉州 漳州 南平 龙岩 宁德 晋江 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶"
    " 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封"
    " 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石"
    " 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德"
    " 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州"
    " 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 顺德 南宁 柳州 桂林 梧州 北海 防城港 钦州"
    " 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江"
    " 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪"
    " 保山 昭通 丽江 普洱 临沧 大理 拉萨 日喀则 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛"
    " 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠"
    " 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 台北 高雄 台中 台南 新竹"
)


@cache
def _places() -> frozenset[str]:
    return frozenset(_PLACE_NAMES.split())


@cache
def _district() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff]{1,3}?(?:市|县|区|镇)")


@cache
def _generic() -> re.Pattern[str]:
    """Match what says no more than a place does: 上海银行 is not called 银行."""
    return re.compile(
        "(?:科技|技术|贸易|商贸|实业|投资|电子|网络|信息|软件|文化|传媒|国际|集团|股份|有限|责任|公司|控股|总|分|发展|银行"
        "|大学|学院|中学|小学|医院|中心|酒店|宾馆|工厂|商会|协会|机场|地铁|电视台|日报|图书馆|博物馆|政府|委员会|市|省)*"
    )


@lru_cache(maxsize=4096)
def short_names(company: str) -> tuple[str, ...]:
    """Give what a company is called without its place: 北京字节跳动有限公司 is 字节跳动有限公司.

    A place is one of China's provinces and larger towns at the beginning, or what stands in
    brackets; of an English name, `The` is left out. What is left must say more than a form or a
    trade. A place is said without its unit too: 深圳大疆 of 深圳市大疆创新科技有限公司.
    """
    full = plain_name(company)
    folded = fold(company)
    if not has_han(folded):
        return (full.removeprefix("the "),) if full.startswith("the ") else ()
    outside = _NOT_LETTERS.sub("", _BRACKETED.sub("", folded))
    found = dict.fromkeys((outside, _without_place(outside), _without_place(full)))
    found.update(dict.fromkeys(("".join(divided_by_place(full) or ()),)))
    found.pop(full, None)
    return tuple(each for each in found if len(each) >= _FEWEST and not _generic().fullmatch(each))


def divided_by_place(text: str) -> tuple[str, str] | None:
    """Take apart a place and what is called for short there: 深圳大疆 is 深圳 and 大疆.

    Returns:
        The place, without its unit, and the rest; None where the text begins with no place, or
        nothing is left that says more than a form or a trade.
    """
    plain = plain_name(text)
    place, rest = _place_of(plain), _without_place(plain)
    if place is None or len(rest) < _FEWEST or _generic().fullmatch(rest):
        return None
    return place, rest


def _without_place(name: str) -> str:
    rest = name
    while (place := _place_of(rest)) is not None:
        rest = rest[len(place) :]
        unit = next((each for each in _UNIT if rest.startswith(each)), "")
        rest = rest.removeprefix(unit)
    district = _district().match(rest) if rest != name else None
    return rest if district is None else rest[district.end() :]


def _place_of(name: str) -> str | None:
    sizes = range(_LONGEST_PLACE, 1, -1)
    return next((name[:size] for size in sizes if name[:size] in _places()), None)
