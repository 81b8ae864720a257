"""Names and titles of the people in the demonstration."""

from __future__ import annotations

from crmcli.demo.spelling import spelled, words

CHINESE_SURNAMES = spelled(
    "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 周:zhou 吴:wu 徐:xu 孙:sun "
    "胡:hu 朱:zhu 高:gao 林:lin 何:he 郭:guo 马:ma 罗:luo 梁:liang 宋:song 郑:zheng 谢:xie "
    "韩:han 唐:tang 冯:feng 于:yu 董:dong 萧:xiao 程:cheng 曹:cao 袁:yuan 邓:deng 许:xu 傅:fu "
    "沈:shen 曾:zeng 彭:peng 吕:lv 苏:su 卢:lu 蒋:jiang 蔡:cai 贾:jia 丁:ding 魏:wei 薛:xue "
    "叶:ye 阎:yan 余:yu 潘:pan 杜:du 戴:dai 夏:xia 钟:zhong 汪:wang 田:tian 任:ren 欧阳:ouyang"
)
CHINESE_WOMEN = spelled(
    "芳:fang 娜:na 秀英:xiuying 敏:min 静:jing 丽:li 艳:yan 娟:juan 霞:xia 婷:ting 雪梅:xuemei "
    "玉兰:yulan 晓燕:xiaoyan 丽华:lihua 佳怡:jiayi 思雨:siyu 雅琴:yaqin 海燕:haiyan 慧:hui "
    "淑珍:shuzhen 欣然:xinran 梦洁:mengjie 文静:wenjing 春梅:chunmei 倩:qian 莉:li 颖:ying "
    "若曦:ruoxi 小红:xiaohong 佩君:peijun"
)
CHINESE_MEN = spelled(
    "伟:wei 强:qiang 磊:lei 军:jun 洋:yang 勇:yong 杰:jie 涛:tao 超:chao 明:ming 志强:zhiqiang "
    "建国:jianguo 建华:jianhua 国栋:guodong 海波:haibo 文博:wenbo 浩然:haoran 子轩:zixuan "
    "俊杰:junjie 振华:zhenhua 晓东:xiaodong 立新:lixin 永胜:yongsheng 嘉诚:jiacheng 鹏:peng "
    "宇航:yuhang 斌:bin 国强:guoqiang 天佑:tianyou 家豪:jiahao 德胜:desheng 庆丰:qingfeng"
)
# A title and how its holder is addressed after the surname.
CHINESE_TITLES = (
    ("采购经理", "经理"),
    ("总经理", "总"),
    ("仓储主管", "主管"),
    ("设备工程师", "工"),
    ("信息部主任", "主任"),
    ("物流总监", "总"),
    ("生产厂长", "厂长"),
    ("副总经理", "总"),
    ("运营经理", "经理"),
    ("财务经理", "经理"),
)
CHINESE_TRADES = ("个体经营", "超市店主", "快递站负责人", "工作室主理人", "农场主", "药店店长")
CHINESE_HOBBIES = (
    "钓鱼",
    "喝茶",
    "羽毛球",
    "书法",
    "爬山",
    "摄影",
    "篮球",
    "养花",
    "象棋",
    "自驾游",
)

WESTERN_WOMEN = words(
    "Alice Anna Barbara Charlotte Claire Diana Elena Emma Fiona Grace Hannah Helen Ingrid Isabel "
    "Jane Julia Karen Katrin Laura Linda Lucy Maria Martina Megan Nina Olivia Patricia Rachel "
    "Sabine Sarah Sofia Susan Teresa Valérie Zoë"
)
WESTERN_MEN = words(
    "Adam Alan Andrew Benjamin Carl Christian Daniel David Dieter Edward Eric Felix Frank George "
    "Henry Hugo Jack James Jan Jürgen Kevin Lars Lukas Marco Mark Martin Michael Nicholas Oliver "
    "Patrick Paul Peter Robert Samuel Stefan Thomas Tobias Victor William"
)
WESTERN_SURNAMES = words(
    "Adler Anderson Bailey Baker Bauer Becker Bennett Bernard Brooks Carter Clarke Collins Cooper "
    "Dawson Dubois Ellis Evans Fischer Fletcher Foster Garnier Graham Gray Hansen Harris Hoffmann "
    "Hughes Jensen Keller Kelly Klein Lambert Lang Larsen Lehmann Lewis Marchand Martin Mason "
    "Meyer Miller Moreau Morgan Müller Murphy Nelson Novak Olsen Parker Petit Porter Quinn Reed "
    "Richter Roberts Rossi Roux Schmidt Schneider Shaw Simon Stone Sullivan Taylor Turner Vogel "
    "Wagner Walker Weber Wilson Wood Young Ziegler"
)
JAPANESE_GIVEN = words("Akira Daichi Haruka Kenji Mai Naoko Ren Satoshi Takumi Yuki")
JAPANESE_SURNAMES = words("Fujita Ito Kobayashi Mori Nakamura Sato Suzuki Tanaka Ueda")
WESTERN_TITLES = (
    "Purchasing Manager",
    "Managing Director",
    "Warehouse Manager",
    "Head of Logistics",
    "Plant Engineer",
    "IT Manager",
    "Operations Director",
    "Supply Chain Lead",
)
WESTERN_TRADES = ("shop owner", "farmer", "workshop owner", "consultant", "pharmacist")
WESTERN_HOBBIES = ("sailing", "running", "chess", "gardening", "cycling", "jazz", "fishing", "golf")
ROLES = ("decides", "advises", "uses", "pays")
