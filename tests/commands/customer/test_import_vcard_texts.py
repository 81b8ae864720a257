"""Text in vCards: Chinese names, and encodings of files, cards and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.customer.export_book import everyone
from tests.commands.customer.vcards import card, exported, imported, says
from tests.conftest import Crm


def test_names_of_chinese_phones(crm: Crm) -> None:
    quoted = "=D5=C5=C8=FD"  # 张三
    text = "".join([
        card(f"N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{quoted};;;;", "TEL;CELL:13800138000",
             version="2.1"),
        card("N:李;四;;;", "FN:四 李", "TEL;TYPE=CELL:138 0013 8001"),
        card("N:欧阳;娜娜;;;", "TEL:0086 13800138002"),
        card("N:;王五;;;", "FN:", "X-QQ:12345", "X-WECHAT:wang5", "TEL:+86 138-0013-8003"),
        card("ORG:大明有限公司;销售部", "TEL:010-88886666",
             "ADR;TYPE=WORK:;;朝阳路1号;北京;北京;100000;中国"),
        card("FN:赵六", "N:赵六;;;;", "NOTE;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:"
             "=C4=E3=BA=C3=0D=0A=\r\n=D4=D9=BC=FB"),
    ])  # fmt: skip
    zhang, li, ou, wang, firm, zhao = imported(crm, text)
    says(zhang, name="张三", phones=["+8613800138000"])
    says(li, name="李四", phones=["+8613800138001"])
    says(ou, name="欧阳娜娜", phones=["+8613800138002"])
    says(wang, name="王五", handles={"qq": "12345", "wechat": "wang5"}, phones=["+8613800138003"])
    says(firm, name="大明有限公司", kind="company", company=None, phones=["010-88886666"])
    says(firm, address="中国北京朝阳路1号 100000")
    says(zhao, name="赵六", notes="你好\n再见")
    assert "ORG:大明有限公司;销售部" in exported(crm, "vcf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_whole_files_in_any_encoding(crm: Crm, encoding: str) -> None:
    text = card("FN:陳大文", "ORG:電話公司", "NOTE:客戶名稱，電話，聯絡備註")
    options = ("--encoding", "big5") if encoding == "big5" else ()
    (chen,) = imported(crm, text.encode(encoding), *options)
    says(chen, name="陳大文", company="電話公司", notes="客戶名稱，電話，聯絡備註")


def test_lines_in_encodings_of_their_own(crm: Crm) -> None:
    data = b"".join([
        card("FN:王芳", "NOTE:你好").encode(),
        card("FN;CHARSET=GBK:张三", "X-A;CHARSET=GBK:李四").encode("gbk"),
        card("FN;CHARSET=ISO-8859-1:Müller", "TEL:110").encode("latin-1"),
        # A program has brought all of it to UTF-8 and has left the old name.
        card("FN;CHARSET=GBK:赵六").encode(),
    ])  # fmt: skip
    found = imported(crm, data)
    assert [each["name"] for each in found] == ["王芳", "张三", "Müller", "赵六"]
    assert "X-A:李四" in exported(crm, "vcf")


def test_a_card_that_fits_no_encoding_is_refused_alone(crm: Crm, tmp_path: Path) -> None:
    data = card("FN:王芳").encode() + card("FN:a\xff\xfe\xffb").encode("latin-1") + b"\r\n"
    rejects = tmp_path / "rejects.csv"
    answer = crm(["customer", "import", "-", "--json", "--skip-bad", str(rejects)], stdin=data,
                 code=None).json  # fmt: skip
    assert (answer["created"], answer["refused"]) == (1, 1)
    assert [each["row"] for each in answer["refusals"]] == [2]
    assert [each["name"] for each in everyone(crm)] == ["王芳"]
