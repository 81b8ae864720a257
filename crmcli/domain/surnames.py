"""Chinese family names (姓) that people are called by: the common ones, some of two characters.

A rarer one is found with its full name.
"""

from __future__ import annotations

from typing import Final

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
    "向常汤康易乔赖文施洪季庞樊殷颜庄章鲁倪葛邢俞翟岳梅鲍伍柳关安裴祝齐甄卓娄单仇解朴查柯温欧游骆辛管费"
    "左丘谷卞童宁古聂焦柴蓝凌简饶屈应连苗房耿甘符盛尤祁阮靳褚荣包宫路涂喻缪桂邬麦霍席詹冷滕鞠冉权闵華華劉陳"
    "張楊黃趙吳孫馬許鄧馮羅鄭謝韓蔣葉蘇呂盧鍾譚陸韋賈鄒閆閻龍賀顧龔萬錢嚴湯莊魯關齊婁單簡應連蓝寧聶藍"
)
COMPOUND: Final = frozenset(
    (
        "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "独孤", "南宫",
        "夏侯", "尉迟", "令狐", "皇甫", "慕容", "公孙", "长孙", "宇文", "端木", "百里", "东郭",
        "钟离", "万俟",
    )
)  # fmt: skip
