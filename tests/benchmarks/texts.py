"""The words the generated books are made of: names as people have them, notes as people write."""

from __future__ import annotations

SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任"
)
GIVEN = tuple(
    "芳娜敏静丽艳娟霞婷梅兰燕华怡雨琴慧珍然洁文春倩莉颖曦红君伟强磊军洋勇杰涛超明国建栋海波博浩子轩俊振晓东立新永胜嘉诚鹏宇航斌天佑家豪德庆丰"
)
CITIES = (
    "上海", "北京", "广州", "深圳", "杭州", "苏州", "南京", "成都",
    "武汉", "青岛", "宁波", "厦门", "长沙", "合肥", "郑州", "西安",
)  # fmt: skip
BRANDS = (
    "华兴", "宏远", "瑞丰", "鼎盛", "恒通", "金源", "博达", "天成",
    "盛世", "联创", "启明", "远航", "佳禾", "中正", "科瑞", "百川",
)  # fmt: skip
TRADES = (
    "机电", "物流", "食品", "电子", "服饰", "建材", "医疗", "包装",
    "贸易", "化工", "五金", "仪器",
)  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words(
    "Alice Anna Barbara Charlotte Claire Diana Elena Emma Fiona Grace Hannah Helen Ingrid Isabel"
    " Julia Karen Laura Linda Maria Megan Nina Olivia Rachel Sarah Sofia Susan Adam Alan Andrew"
    " Benjamin Carl Daniel David Edward Eric Felix Frank George Henry Hugo Jack James Kevin Lukas"
    " Marco Mark Martin Michael Oliver Patrick Paul Peter Robert Stefan Thomas William"
)
LAST = _words(
    "Adler Anderson Bailey Baker Bauer Becker Bennett Bernard Brooks Carter Clarke Collins Cooper"
    " Dawson Dubois Ellis Evans Fischer Fletcher Foster Graham Hansen Harris Hoffmann Hughes Jensen"
    " Keller Klein Lambert Larsen Lehmann Lewis Marchand Mason Meyer Miller Moreau Morgan Murphy"
    " Nelson Novak Olsen Parker Petit Porter Quinn Reed Richter Roberts Rossi Schmidt Shaw Simon"
    " Stone Sullivan Taylor Turner Vogel Wagner Walker Weber Wilson Wood Young Ziegler"
)
FIRMS = (
    "Trading", "Logistics", "Foods", "Systems", "Textiles", "Tools", "Medical", "Packaging",
    "Electric", "Labs",
)  # fmt: skip

OPENINGS_ZH = (
    "电话聊了{n}分钟",
    "上门拜访，见到了采购",
    "微信回复",
    "在展会上碰到",
    "发了第{n}版报价",
    "对方来电",
)
MIDDLES_ZH = (
    "，说今年预算还没有批下来，要等月底开会再定",
    "，对价格比较敏感，希望在上次的基础上再让{n}个点",
    "，仓库正在搬，新地址定了以后通知我们送样品",
    "，想先看一下同行的案例，再安排技术人员一起过来",
    "，目前还在用老供应商的货，合同{n}月份到期",
    "，数量大概{n}0台，交期要求四周以内",
)
ENDINGS_ZH = ("。下周再联系。", "，让我把资料发到邮箱。", "。感觉有希望。", "，等他回话。", "。")

OPENINGS_EN = (
    "Called for {n} minutes", "Visited the office", "Met at the trade fair", "Long e-mail from him",
    "She rang back", "Sent version {n} of the quote",
)  # fmt: skip
MIDDLES_EN = (
    ", the budget for this year is not approved yet and the board meets at the end of the month",
    ", they compare us with two others and want {n} percent off the last offer",
    ", still bound to the old supplier until the contract runs out in month {n}",
    ", wants to see a reference in the same industry before the technicians come",
    ", about {n}0 units, delivery within four weeks, spare parts included",
)
ENDINGS_EN = (
    ". Call again next week.",
    "; asked for the brochure by e-mail.",
    ". Looks good.",
    ".",
)
