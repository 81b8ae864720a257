from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.plain_name import plain_name
from crmcli.domain.short_name import short_names


@pytest.mark.parametrize(
    ("company", "short"),
    [
        ("北京字节跳动科技有限公司", ("字节跳动科技有限公司",)),
        (
            "深圳市腾讯计算机系统有限公司",
            ("腾讯计算机系统有限公司", "深圳腾讯计算机系统有限公司"),
        ),
        ("腾讯科技（深圳）有限公司", ("腾讯科技有限公司",)),
        ("浙江省杭州市余杭区阿里网络有限公司", ("阿里网络有限公司", "浙江阿里网络有限公司")),
        ("內蒙古自治區蒙牛乳業", ("蒙牛乳业", "内蒙古蒙牛乳业")),
        ("中国平安保险", ("平安保险",)),
        ("The Acme Co.", ("acme co",)),
        ("华为技术有限公司", ()),
        ("上海银行", ()),
        ("北京市", ()),
        ("北京科技有限公司", ()),
        ("Acme Ltd.", ()),
        ("The ", ()),
    ],
)
def test_a_company_is_called_without_its_place(company: str, short: tuple[str, ...]) -> None:
    assert short_names(company) == short


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("阿依·古丽", "阿依古丽"),
        ("王 小明", "王小明"),
        ("O'Brien & Sons", "obrien sons"),
        ("Jean-Luc", "jean luc"),
        ("Acme, Inc.", "acme inc"),
        ("***", "***"),
        ("張偉", "张伟"),
    ],
)
def test_signs_in_a_name_are_left_out(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text(max_size=20))
def test_any_name_has_a_plain_form_that_stays(name: str) -> None:
    plain = plain_name(name)
    assert plain_name(plain) == plain
    assert all(short_names(name))
