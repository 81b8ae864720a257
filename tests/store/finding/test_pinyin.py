from __future__ import annotations

import subprocess
import sys
from itertools import islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from crmcli.domain.spelling import ALL, BEGINNING, heads_of, spells
from crmcli.store.finding.pinyin import (
    _OWN_READINGS,
    Spelling,
    given_spelling,
    spell,
    spelling,
)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("王小明", "wangxiaoming", "wxm"),
        ("王 芳", "wangfang", "wf"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("曾国藩", "zengguofan", "zgf"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("朴正熙", "piaozhengxi", "pzx"),
        ("查良镛", "zhaliangyong", "zly"),
        ("区小平", "ouxiaoping", "oxp"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("任正非", "renzhengfei", "rzf"),
        ("华罗庚", "hualuogeng", "hlg"),
        ("乐嘉", "yuejia", "yj"),
        ("冼星海", "xianxinghai", "xxh"),
        ("缪斯", "miaosi", "ms"),
        ("翟天", "zhaitian", "zt"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("吕布", "lvbu", "lb"),
        ("王芳Vivian", "wangfangvivian", "wfv"),
        ("３Ｍ中国", "3mzhongguo", "3zg"),
    ],
)
def test_a_name_is_spelled_as_it_is_read(name: str, full: str, initials: str) -> None:
    spelling = spell(name)
    assert spelling.full[0] == full
    assert spelling.initials[0] == initials


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("重庆长安汽车", "chongqingchanganqiche"),
        ("成都银行", "chengduyinhang"),
        ("乐视网", "leshiwang"),
        ("厦门大厦", "xiamendasha"),
    ],
)
def test_a_company_has_no_family_name(name: str, full: str) -> None:
    assert spell(name, person=False).full[0] == full


def test_the_ordinary_reading_of_a_family_name_is_kept_too() -> None:
    assert spell("单雄信").full[:3] == ("shanxiongxin", "danxiongxin", "chanxiongxin")


def test_a_u_with_dots_is_found_as_v_and_as_u() -> None:
    assert spell("吕布").full == ("lvbu", "lubu", "lyubu")
    assert spell("吕V").full == ("lvv", "luv", "lyuv")


def test_each_character_is_read_in_all_ways_within_a_bound() -> None:
    assert set(spell("乐乐", person=False).initials) == {"ll", "ly", "yl"}
    assert len(spell("乐" * 20).initials) == 16


@pytest.mark.parametrize("name", ["", "Li Lei", "%", "かな", "😀", "\ud800"])
def test_a_name_without_chinese_characters_has_no_spelling(name: str) -> None:
    assert spell(name) == Spelling((), ())


@given(
    st.text(
        st.sampled_from("王单万俟重庆银行V1 ··a𠮷々〇é\u0301😀-") | st.characters(), max_size=12
    )
)
def test_any_name_can_be_spelled(name: str) -> None:
    full, initials = spell(name)
    assert len(initials) <= 16
    assert all(" " not in text for text in full)
    assert len(full) == len(set(full))


def test_a_name_in_letters_loads_no_library_and_the_library_loads_no_phrases() -> None:
    code = (
        "import sys, os; from crmcli.store.finding.pinyin import spell; spell('Li');"
        "early = 'pypinyin' in sys.modules; spell('王');"
        "late = 'pypinyin.phrases_dict' in sys.modules or 'PYPINYIN_NO_PHRASES' in os.environ;"
        "sys.exit(early or late)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SURNAMES = tuple(
    (name, "".join(each.partition("|")[0] for each in sounds))
    for name, *sounds in map(str.split, _OWN_READINGS.split(", "))
)


@pytest.mark.parametrize(("surname", "own"), SURNAMES)
def test_every_family_name_is_found_by_its_own_reading_and_by_the_ordinary_ones(
    surname: str, own: str
) -> None:
    name = f"{surname}志明"
    text = spelling(name)
    assert spell(name).full[0] == f"{own}zhiming"
    ordinary = "".join(pinyin(each, style=Style.NORMAL)[0][0] for each in surname)
    for reading in (own, ordinary):
        assert spells(f"{reading}zhiming", text) == ALL
        assert spells(f"{reading}zm", text) == BEGINNING
    assert spells(f"{spell(surname).initials[0]}zm", text) == ALL


@pytest.mark.parametrize(
    ("surname", "others"),
    [
        ("谌", ("shen", "chen")), ("覃", ("qin", "tan", "xun")), ("费", ("fei", "bi")),
        ("盖", ("ge", "gai")), ("缪", ("miao", "mou", "miu")), ("乐", ("yue", "le")),
        ("冼", ("xian",)), ("洗", ("xian", "xi")), ("郇", ("xun", "huan")), ("仉", ("zhang",)),
        ("妫", ("gui",)), ("员", ("yun", "yuan")), ("隗", ("wei", "kui")), ("贲", ("ben", "bi")),
        ("郗", ("xi", "chi")), ("牟", ("mou", "mu")), ("柏", ("bai", "bo")),
        ("莘", ("shen", "xin")),
        ("蔚", ("yu", "wei")), ("藏", ("zang", "cang")), ("术", ("zhu", "shu")),
        ("祭", ("zhai", "ji")), ("强", ("qiang", "jiang")), ("谷", ("gu", "yu")),
    ],
)  # fmt: skip
def test_a_family_name_is_found_by_each_of_its_readings(
    surname: str, others: tuple[str, ...]
) -> None:
    text = spelling(f"{surname}明")
    assert all(spells(f"{each}ming", text) == ALL for each in others)
    assert spell(f"{surname}明").full[0] in {f"{each}ming" for each in others[:2]}


@given(
    st.text(
        st.sampled_from("乐重长行单曾查区朴都藏传弹调会降卷强曲参盛石数宿吓相血柏薄"),
        min_size=1,
        max_size=4,
    )
)
def test_every_reading_of_every_character_is_found(name: str) -> None:
    text = spelling(name)
    readings = pinyin(name, style=Style.NORMAL, heteronym=True)
    for way in islice(product(*readings), 200):
        assert spells("".join(way), text) == ALL
        assert spells("".join(each[0] for each in way), text) == ALL
        heads = {each[:-1] for each in heads_of(text)}
        assert "".join(each[0] for each in way)[:3] in heads


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("王小明", "xiao/ming,meng"),
        ("欧阳娜", "na,nuo"),
        ("尉迟恭", "gong"),
        ("欧阳", "yang"),
        ("王", ""),
        ("Li Lei", ""),
    ],
)
def test_a_given_name_begins_after_the_family_name(name: str, given: str) -> None:
    assert given_spelling(name) == given


@pytest.mark.parametrize("name", ["𠀀", "\U0002f800", "·", "〇", "王\U00020000"])
def test_a_character_that_nobody_reads_is_no_fault(name: str) -> None:
    spell(name)
    assert isinstance(spelling(name), str)
    assert isinstance(given_spelling(name), str)


def test_a_company_of_everyday_characters_loads_no_library() -> None:
    code = (
        "import sys; from crmcli.store.finding.pinyin import spelling;"
        "spelling('北京字节跳动科技有限公司', person=False);"
        "sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
