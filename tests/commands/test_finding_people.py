"""People are found by whatever is typed for their names: a table of names and of what is typed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Name, kind, company, phone.
BOOK = (
    ("王小明", "person", "北京字节跳动科技有限公司", "13912345678"),
    ("张偉", "person", "", ""),
    ("刘强东", "person", "", ""),
    ("单雄信", "person", "", ""),
    ("曾国藩", "person", "", ""),
    ("仇英", "person", "", ""),
    ("解缙", "person", "", ""),
    ("朴正熙", "person", "", ""),
    ("查良镛", "person", "", ""),
    ("区小平", "person", "", ""),
    ("尉迟恭", "person", "", ""),
    ("万俟卨", "person", "", ""),
    ("欧阳娜娜", "person", "", ""),
    ("乐嘉", "person", "", ""),
    ("常乐乐", "person", "", ""),
    ("孙重阳", "person", "", ""),
    ("顾长行", "person", "", ""),
    ("吕布", "person", "", ""),
    ("西安", "person", "", ""),
    ("翟天临", "person", "", ""),
    ("盖聂", "person", "", ""),
    ("缪斯思", "person", "", ""),
    ("阿依古丽·买买提", "person", "", ""),
    ("王 大锤", "person", "", ""),
    ("郑芳Vivian", "person", "", ""),
    ("Zoë Müller", "person", "", ""),
    ("O'Brien, Sean", "person", "", ""),
    ("华为技术有限公司", "company", "", ""),
    ("阿里巴巴(中国)有限公司", "company", "", ""),
    ("腾讯科技（深圳）有限公司", "company", "", ""),
    ("重庆长安汽车股份有限公司", "company", "", ""),
    ("360安全", "company", "", ""),
    ("3M中国", "company", "", ""),
    ("台灣積體電路製造", "company", "", ""),
    ("The Acme Ltd.", "company", "", ""),
    ("Globex", "company", "", "010-62501188"),
    ("宁波萃光机电厂", "company", "", ""),
)
PERSON = ("宁波萃光机电厂", "钱钟书")

FOUND = (
    # By characters: all, the beginning, a part.
    ("王小明", "王小明"), ("王小", "王小明"), ("小明", "王小明"), ("  王小明 ", "王小明"),
    # Whole pinyin, with and without spaces, its beginnings.
    ("wangxiaoming", "王小明"), ("wang xiao ming", "王小明"), ("Wang Xiaoming", "王小明"),
    ("WANGXIAOMING", "王小明"), ("wangxiaom", "王小明"), ("wangxiao", "王小明"),
    ("wangxiaomin", "王小明"), ("Xiaoming Wang", "王小明"), ("xi'an", "西安"), ("xian", "西安"),
    # Initials, and mixed forms.
    ("wxm", "王小明"), ("WXM", "王小明"), ("wangxm", "王小明"), ("wxming", "王小明"),
    ("wxiaom", "王小明"), ("xiaoming", "王小明"), ("xiaom", "王小明"), ("王xm", "王小明"),
    ("王xiaom", "王小明"), ("王xiaoming", "王小明"), ("wang小明", "王小明"),
    # Numbers.
    ("5678", "王小明"), ("12345678", "王小明"), ("tel:5678", "王小明"), ("1188", "Globex"),
    # Family names in their own reading, and in the ordinary one.
    ("shanxiongxin", "单雄信"), ("danxiongxin", "单雄信"), ("chanxiongxin", "单雄信"),
    ("sxx", "单雄信"), ("dxx", "单雄信"), ("zengguofan", "曾国藩"), ("cengguofan", "曾国藩"),
    ("zenggf", "曾国藩"), ("qiuying", "仇英"), ("chouying", "仇英"), ("xiejin", "解缙"),
    ("jiejin", "解缙"), ("piaozhengxi", "朴正熙"), ("puzhengxi", "朴正熙"), ("pzx", "朴正熙"),
    ("zhaliangyong", "查良镛"), ("chaly", "查良镛"), ("zhly", "查良镛"), ("ouxiaoping", "区小平"),
    ("quxiaoping", "区小平"), ("oxp", "区小平"), ("yuchigong", "尉迟恭"), ("weichigong", "尉迟恭"),
    ("moqixie", "万俟卨"), ("mqx", "万俟卨"), ("wanqi", "万俟卨"), ("zhaitianlin", "翟天临"),
    ("ditianlin", "翟天临"), ("genie", "盖聂"), ("gainie", "盖聂"), ("miaosisi", "缪斯思"),
    ("ouyangnana", "欧阳娜娜"), ("oynn", "欧阳娜娜"), ("nana", "欧阳娜娜"),
    ("ouyangnn", "欧阳娜娜"),
    # Every reading of a character, wherever it stands.
    ("yuejia", "乐嘉"), ("lejia", "乐嘉"), ("yj", "乐嘉"), ("lj", "乐嘉"),
    ("changlele", "常乐乐"), ("changyueyue", "常乐乐"), ("changleyue", "常乐乐"),
    ("cyl", "常乐乐"), ("sunchongyang", "孙重阳"), ("sunzhongyang", "孙重阳"), ("szy", "孙重阳"),
    ("guchangxing", "顾长行"), ("guzhanghang", "顾长行"), ("guchangheng", "顾长行"),
    ("gzh", "顾长行"), ("gch", "顾长行"),
    # ü.
    ("lvbu", "吕布"), ("lubu", "吕布"), ("lyubu", "吕布"), ("lb", "吕布"),
    # Traditional and simplified.
    ("张伟", "张偉"), ("張偉", "张偉"), ("張伟", "张偉"), ("zhangwei", "张偉"),
    ("劉強東", "刘强东"),
    ("强東", "刘强东"), ("台湾积体", "台灣積體電路製造"), ("華為", "华为技术有限公司"),
    ("積體", "台灣積體電路製造"), ("tsmc", None),
    # Companies, for short.
    ("字节", "王小明"), ("字节跳动", "王小明"), ("zijie", "王小明"), ("zjtd", "王小明"),
    ("北京字节", "王小明"), ("bjzjtd", "王小明"),
    ("beijingzijietiaodongkejiyouxiangongsi", "王小明"),
    ("华为", "华为技术有限公司"), ("huawei", "华为技术有限公司"), ("hwjs", "华为技术有限公司"),
    ("阿里", "阿里巴巴(中国)有限公司"), ("alibaba", "阿里巴巴(中国)有限公司"),
    ("阿里巴巴有限公司", "阿里巴巴(中国)有限公司"), ("腾讯科技", "腾讯科技（深圳）有限公司"),
    ("tengxun", "腾讯科技（深圳）有限公司"), ("騰訊", "腾讯科技（深圳）有限公司"),
    ("长安汽车", "重庆长安汽车股份有限公司"), ("chongqingchangan", "重庆长安汽车股份有限公司"),
    ("caqc", "重庆长安汽车股份有限公司"), ("name:360", "360安全"), ("3mzg", "3M中国"),
    ("3mzhongguo", "3M中国"), ("3M", "3M中国"), ("acme", "The Acme Ltd."),
    ("Acme Ltd", "The Acme Ltd."), ("globex", "Globex"),
    # The people of a company.
    ("钱钟书", PERSON[0]), ("qianzhongshu", PERSON[0]), ("qzs", PERSON[0]), ("zhongshu", PERSON[0]),
    ("錢鍾書", PERSON[0]), ("qianzs", PERSON[0]), ("cuiguang", PERSON[0]),
    # Names of minorities, spaces, letters, accents and signs.
    ("阿依古丽买买提", "阿依古丽·买买提"), ("阿依古丽•买买提", "阿依古丽·买买提"),
    ("ayiguli", "阿依古丽·买买提"), ("ayglmmt", "阿依古丽·买买提"), ("买买提", "阿依古丽·买买提"),
    ("王大锤", "王 大锤"), ("wangdachui", "王 大锤"), ("zhengfangvivian", "郑芳Vivian"),
    ("zfv", "郑芳Vivian"), ("zoe muller", "Zoë Müller"), ("Zoë", "Zoë Müller"),
    ("müller", "Zoë Müller"), ("obrien", "O'Brien, Sean"), ("o'brien sean", "O'Brien, Sean"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make the book of the table once, for tests that only read it."""
    folder = tmp_path_factory.mktemp("shelf")
    with (folder / "book.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "kind", "company", "phone"))
        writer.writerows(BOOK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("CRM_USER", "tester")
        crm = Crm(folder / "book.db", patch)
        crm(["customer", "import", str(folder / "book.csv"), "--no-input"])
        crm(["customer", "person", "add", *PERSON])
        yield crm.db


@pytest.mark.parametrize(("typed", "name"), FOUND)
def test_whatever_is_typed_finds_its_customer(
    crm: Crm, shelf: Path, typed: str, name: str | None
) -> None:
    crm.db = shelf
    answer = crm(["customer", "show", typed, "--json"], code=None)
    if name is None:
        assert answer.code == 3
    else:
        assert answer.code == 0, answer.err
        assert answer.json["name"] == name


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ("王小名", "王小明 (1)"),
        ("汪晓明", "王小明 (1)"),
        ("wagxm", "王小明 (1)"),
        ("wangxiaomign", "王小明 (1)"),
        ("wngxiaoming", "王小明 (1)"),
        ("Zoe Mullre", "Zoë Müller (26)"),
        ("Zoe Muler", "Zoë Müller (26)"),
        ("Zoo Miller", "Zoë Müller (26)"),
        ("glabex", "Globex (36)"),
        ("宁波萃光机械厂", "宁波萃光机电厂 (37)"),
    ],
)
def test_a_slip_is_only_suggested(crm: Crm, shelf: Path, typed: str, likely: str) -> None:
    crm.db = shelf
    refused = crm(["customer", "show", typed, "--json"], code=3)
    assert likely in refused.error["hint"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.sampled_from("wangxioming王小明单長 '.·-+=~/:%*\"é\u0301ü1234") | st.characters(),
        max_size=40,
    )
)
def test_whatever_is_typed_is_answered_or_refused(crm: Crm, shelf: Path, typed: str) -> None:
    crm.db = shelf
    answer = crm(["customer", "show", "--json", "--", typed], code=None)
    assert answer.code in {0, 2, 3, 4, 5}, answer.err


def test_the_search_reads_traditional_and_simplified_alike(crm: Crm, shelf: Path) -> None:
    crm.db = shelf
    for typed in ("張偉", "张伟"):
        assert [each["customer"] for each in crm(["customer", "find", typed, "--json"]).json] == [
            "张偉"
        ]


def test_notes_are_found_in_both_writings(crm: Crm) -> None:
    crm("customer add 王芳")
    crm(["log", "add", "王芳", "報價單已經發送", "--via", "phone"])
    crm(["log", "add", "王芳", "合同已经签了", "--via", "phone"])
    for typed in ("报价单", "報價單", "簽了", "签了"):
        assert len(crm(["customer", "find", typed, "--json"]).json) == 1


def test_a_family_name_has_no_rare_reading_and_whoever_is_named_like_a_company_is_found_so(
    crm: Crm,
) -> None:
    crm("customer add 北京字节跳动科技有限公司")
    crm("customer add 方晓明 --phone '+86 138 0013 6677'")
    crm("customer add 王小明")
    for typed, name in (
        ("zijie", "北京字节跳动科技有限公司"),
        ("zjtd", "北京字节跳动科技有限公司"),
        ("wangxm", "王小明"),
        ("wangxiaoming", "王小明"),
        ("fangxm", "方晓明"),
        ("0086 13800136677", "方晓明"),
        ("tel:008613800136677", "方晓明"),
    ):
        assert crm(["customer", "show", typed, "--json"]).json["name"] == name, typed


def test_one_wrong_character_of_three_is_a_slip(crm: Crm) -> None:
    crm("customer add 王小明")
    crm("customer add 李雷")
    crm("customer add 王晓霞")
    for typed in ("王小民", "王大明"):
        error = crm(f"log add {typed} --via phone --json", code=3).error
        assert error["hint"] == "Did you mean 王小明 (1)?"
    assert crm("log list --json").json == []


def test_a_company_is_found_by_its_place_and_its_short_name(crm: Crm) -> None:
    for name in (
        "深圳市大疆创新科技有限公司", "江苏省苏宁易购集团", "成都市武侯区张记餐饮店",
        "腾讯科技（深圳）有限公司", "广州大疆贸易有限公司", "上海大江科技有限公司",
    ):  # fmt: skip
        crm(["customer", "add", name, "--set", "kind=company", "--force"])
    for typed, key in (
        ("深圳大疆", 1), ("深圳大疆创新", 1), ("江苏苏宁", 2), ("成都张记", 3), ("深圳腾讯", 4),
        ("深圳市大疆", 1), ("name:深圳大疆", 1), ("广州大疆", 5), ("广东深圳大疆", None),
    ):  # fmt: skip
        answer = crm(["customer", "show", typed, "--json"], code=None)
        assert (answer.json["id"] if answer.code == 0 else None) == key, typed
    for typed in ("北京大疆", "深圳科技", "tel:深圳大疆"):
        assert crm(["customer", "show", typed, "--json"], code=None).code in {3, 4}, typed


def test_the_end_of_a_number_is_known_without_its_extension(crm: Crm) -> None:
    crm("customer add 王芳 --phone 0755-12345678-801")
    crm("customer add 李雷 --phone 0755-12345601")
    for typed in ("5678", "8801", "78801", "0755-12345678", "0755-12345678-801", "tel:345678"):
        assert crm(["customer", "show", typed, "--json"]).json["name"] == "王芳", typed
    crm("customer edit 王芳 --unset phones")
    crm("customer show 5678", code=3)
    assert crm("check --json").json["ok"]


def test_one_of_a_customers_people_is_named_by_pinyin(crm: Crm) -> None:
    crm("customer add 华信 --set kind=company")
    for name in ("李雷", "韩梅梅", "盖聂", "Li Na"):
        crm(["customer", "person", "add", "华信", name])
    for typed, name in (
        ("lilei", "李雷"), ("ll", "李雷"), ("lei", "李雷"), ("Li Lei", "李雷"), ("genie", "盖聂"),
        ("hanmm", "韩梅梅"), ("meimei", "韩梅梅"), ("li na", "Li Na"), ("梅", "韩梅梅"),
    ):  # fmt: skip
        logged = crm(["log", "add", "华信", "聊", "--via", "phone", "--with", typed, "--json"]).json
        assert logged["people"] == [name], typed
    crm("customer person edit 华信 lilei --title 采购")
    crm("customer person edit 华信 ｉｄ：２ --title 财务")
    titles = [row["title"] for row in crm("customer person list 华信 --json").json]
    assert titles[:2] == ["采购", "财务"]
    for typed, code in (("wangwu", 3), ("id:9", 3)):
        crm(["log", "add", "华信", "聊", "--via", "phone", "--with", typed], code=code)


@pytest.mark.parametrize("typed", ["oneil", "o’neil", "O'Neil", "shaun oneil", "Shaun O’Neil"])
def test_an_apostrophe_is_typed_or_not_and_of_any_shape(crm: Crm, typed: str) -> None:
    crm(["customer", "add", "Shaun O'Neil"])
    crm(["customer", "add", "Tom O’Hara"])
    assert crm(["customer", "show", typed, "--json"]).json["name"] == "Shaun O'Neil"
    assert crm("customer show ohara --json").json["name"] == "Tom O’Hara"


def test_where_several_are_meant_those_of_the_next_tiers_stand_behind_them(crm: Crm) -> None:
    for name in ("王小", "王小明", "大王小", "李四"):
        crm(["customer", "add", name, "--force"])
    crm(["customer", "add", "王小", "--force"])
    crm("log add 王小明 x --via phone --keep")
    refused = crm("customer show 王小 --json", code=4).error
    assert [each["name"] for each in refused["candidates"]] == ["王小", "王小", "王小明", "大王小"]
    # One who is called exactly so is meant, whoever else is called nearly so.
    crm("customer archive id:5")
    assert crm("customer show 王小 --json").json["id"] == 1


@pytest.mark.parametrize("typed", ["小明", "xiaoming"])
def test_a_whole_given_name_is_no_less_than_the_beginning_of_a_firm(crm: Crm, typed: str) -> None:
    crm(["customer", "add", "小明食品有限公司"])
    crm(["customer", "add", "王小明"])
    crm(["customer", "add", "小明明食品有限公司"])
    refused = crm(["customer", "show", typed, "--json"], code=4).error
    assert "王小明" in [each["name"] for each in refused["candidates"]]


@pytest.mark.parametrize("typed", ["深圳大疆", "szdj", "shenzhendajiang", "大疆", "深圳市大疆"])
def test_a_firm_is_found_by_its_place_without_the_unit(crm: Crm, typed: str) -> None:
    crm(["customer", "add", "深圳市大疆创新科技有限公司"])
    crm(["customer", "add", "深圳市博远科技有限公司"])
    assert crm(["customer", "show", typed, "--json"]).json["id"] == 1
    assert [each["id"] for each in crm(["customer", "find", typed, "--json"]).json] == [1]


def test_what_is_forced_for_a_customer_is_searched_for_too(crm: Crm) -> None:
    crm("customer add 王小明 --phone 13912345678")
    for typed in ("tel:5678", "name:小明"):
        assert [each["id"] for each in crm(f"customer find {typed} --json").json] == [1]
