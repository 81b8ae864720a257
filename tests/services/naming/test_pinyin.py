from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.services.naming.pinyin import Spelling, spell


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
    assert spell(name, person=False).full == (full,)


def test_the_ordinary_reading_of_a_family_name_is_kept_too() -> None:
    assert spell("单雄信").full == ("shanxiongxin", "danxiongxin")


def test_a_u_with_dots_is_found_as_v_and_as_u() -> None:
    assert spell("吕布").full == ("lvbu", "lubu")
    assert spell("吕V").full == ("lvv", "luv")


def test_all_readings_give_initials_within_a_bound() -> None:
    assert set(spell("乐乐", person=False).initials) == {"ll", "ly", "yl", "yy"}
    assert len(spell("乐" * 20).initials) == 8


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
    assert len(initials) <= 8
    assert all(" " not in text for text in full)
    assert len(full) == len(set(full))


def test_a_name_in_letters_loads_no_library_and_the_library_loads_no_phrases() -> None:
    code = (
        "import sys, os; from crmcli.services.naming.pinyin import spell; spell('Li');"
        "early = 'pypinyin' in sys.modules; spell('王');"
        "late = 'pypinyin.phrases_dict' in sys.modules or 'PYPINYIN_NO_PHRASES' in os.environ;"
        "sys.exit(early or late)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
