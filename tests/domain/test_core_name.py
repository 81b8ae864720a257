"""What is left of a name when its form is taken away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.core_name import core_of_company, core_of_person

SAME = (
    ("深圳博远电子商务有限公司", "深圳博远电子商务"),
    ("深圳博远电子商务有限公司", "博远电子商务(深圳)有限公司"),
    ("深圳博远电子商务有限公司", "博远电子商务（深圳）有限公司"),
    ("深圳市博远电子商务有限公司", "深圳博远电子商务股份有限公司"),
    ("广东省博远有限责任公司", "广东博远"),
    ("博远集团", "博远集团有限公司"),
    ("博远(集团)股份有限公司", "博远集团"),
    ("博远集團", "博远"),
    ("Acme Co., Ltd.", "ACME"),
    ("Acme Co.,Ltd", "acme company limited"),
    ("Acme, Inc.", "Acme Incorporated"),
    ("Müller GmbH & Co. KG", "Muller"),
    ("ＡＣＭＥ　Ｌｔｄ", "acme"),
    ("The Acme Group", "Acme Holdings"),
    ("Acme S.A.", "Acme SA"),
    ("O'Brien Ltd", "OBrien"),
)
OTHERS = (
    ("深圳博远电子商务", "上海博远电子商务"),
    ("博远深圳分公司", "博远深圳"),
    ("博远一厂", "博远二厂"),
    ("Acme North", "Acme South"),
    ("Acme 1", "Acme 2"),
    ("华润超市", "华润"),
    ("Co. Ltd", "Inc."),
    ("有限公司", "集团公司"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_one_company_have_one_core(one: str, other: str) -> None:
    assert core_of_company(one) == core_of_company(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_companies_have_two(one: str, other: str) -> None:
    assert core_of_company(one) != core_of_company(other)


def test_a_persons_name_is_compared_without_spaces_and_punctuation() -> None:
    assert core_of_person("Wang-Fang") == core_of_person("WANG  FANG") == "wangfang"
    assert core_of_person("阿里·木") == "阿里木"


@given(st.text(min_size=1))
def test_a_name_keeps_something_and_its_core_is_stable_under_case(name: str) -> None:
    for core in (core_of_company, core_of_person):
        assert core(name) == core(name.swapcase().swapcase()) or not name.isascii()
        assert bool(core(name)) == bool(core(f"  {name} "))
        if name.strip() and name.isprintable() and name.isascii():
            assert core(name)
