"""Companies, industries and cities of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.demo.spelling import spelled, words

# An invented brand and its spelling in addresses.
CHINESE_BRANDS = spelled(
    "恒川:hengchuan 瑞丰:ruifeng 鼎盛:dingsheng 华启:huaqi 立诚:licheng 安泰:antai 博远:boyuan "
    "金禾:jinhe 宏图:hongtu 明德:mingde 天佑:tianyou 新锐:xinrui 卓越:zhuoyue 汇通:huitong "
    "东升:dongsheng 海纳:haina 凯莱:kailai 百川:baichuan 众合:zhonghe 启航:qihang 永信:yongxin "
    "嘉禾:jiahe 云帆:yunfan 远山:yuanshan 长青:changqing 锦程:jincheng 星河:xinghe 德润:derun "
    "万象:wanxiang 正和:zhenghe 千帆:qianfan 兴业达:xingyeda 易达:yida 中旺:zhongwang "
    "润泽:runze 三江:sanjiang 佳联:jialian 大拓:datuo 乐康:lekang 新雨:xinyu"
)
# An industry and how its firms call themselves.
CHINESE_INDUSTRIES = (
    ("机械制造", "精密机械"),
    ("物流仓储", "物流"),
    ("食品", "食品"),
    ("医药", "医药"),
    ("电子", "电子科技"),
    ("服装纺织", "服饰"),
    ("零售", "商贸"),
    ("汽车配件", "汽车零部件"),
    ("化工", "新材料"),
    ("电商", "电子商务"),
)
# A city, its area code and a district with streets.
CHINESE_CITIES = (
    ("上海", "21", "浦东新区张江路"),
    ("苏州", "512", "工业园区星湖街"),
    ("杭州", "571", "滨江区江南大道"),
    ("宁波", "574", "北仑区明州路"),
    ("南京", "25", "江宁区将军大道"),
    ("无锡", "510", "新吴区长江路"),
    ("广州", "20", "黄埔区科学大道"),
    ("深圳", "755", "宝安区宝源路"),
    ("东莞", "769", "松山湖工业北路"),
    ("成都", "28", "高新区天府大道"),
    ("武汉", "27", "东湖新区光谷大道"),
    ("青岛", "532", "黄岛区前湾港路"),
    ("天津", "22", "滨海新区第三大街"),
    ("北京", "10", "大兴区荣华南路"),
)
CHINESE_TAGS = ("多仓库", "价格敏感", "扩建中", "新厂", "付款慢", "重技术")

WESTERN_BRANDS = words(
    "Aldgate Arden Ashford Bellweather Blackpine Brightwater Calder Cedarline Corvus Dunmore "
    "Eastbrook Elmstead Fairholt Falkner Greyfield Halden Harbourne Hazelbury Ironbridge Juniper "
    "Kestrel Langley Larkspur Lindqvist Maplewood Merrow Northgate Oakhurst Orion Pemberton "
    "Quayside Ravenna Redstone Riverton Silverdale Stonecroft Tamarind Thornbury Umber Vandermeer "
    "Westmark Wexford Whitfield Windrush Yarrow Zephyr"
)
WESTERN_INDUSTRIES = (
    ("manufacturing", "Precision"),
    ("logistics", "Logistics"),
    ("food", "Foods"),
    ("pharma", "Pharma"),
    ("electronics", "Electronics"),
    ("retail", "Retail"),
    ("automotive", "Automotive"),
    ("textiles", "Textiles"),
)
WESTERN_TAGS = ("two sites", "price-driven", "expanding", "slow payer", "technical")


@dataclass(frozen=True, slots=True)
class Place:
    """A Western city.

    Args:
        city: its name.
        zh: its name in Chinese.
        form: the legal form of firms there.
        currency: what they pay in.
        phone: the start of numbers that the numbering authority keeps for fiction, or empty.
        digits: how many digits follow.
        street: a street; `{}` is the house number.
    """

    city: str
    zh: str
    form: str
    currency: str
    phone: str
    digits: int
    street: str


PLACES = (
    Place("San Francisco", "旧金山", "Inc.", "USD", "+141555501", 2, "{} Harrison Street"),
    Place("New York", "纽约", "Inc.", "USD", "+121255501", 2, "{} Varick Street"),
    Place("Chicago", "芝加哥", "Inc.", "USD", "+131255501", 2, "{} West Lake Street"),
    Place("Seattle", "西雅图", "LLC", "USD", "+120655501", 2, "{} Airport Way South"),
    Place("Boston", "波士顿", "LLC", "USD", "+161755501", 2, "{} Congress Street"),
    Place("London", "伦敦", "Ltd", "GBP", "+442079460", 3, "{} Commercial Road"),
    Place("Manchester", "曼彻斯特", "Ltd", "GBP", "+4416149600", 2, "{} Oldham Road"),
    Place("Berlin", "柏林", "GmbH", "EUR", "+493023125", 3, "Beusselstraße {}"),
    Place("Hamburg", "汉堡", "GmbH", "EUR", "+494066969", 3, "Veddeler Damm {}"),
    Place("Frankfurt", "法兰克福", "GmbH", "EUR", "+496990009", 3, "Hanauer Landstraße {}"),
    Place("Paris", "巴黎", "SAS", "EUR", "+3319900", 4, "{} rue de Bercy"),
    Place("Tokyo", "东京", "KK", "JPY", "", 0, "{} Shibaura, Minato-ku"),
)

SOURCES = ("advertisement", "referral", "exhibition", "website", "cold call", "social media")
