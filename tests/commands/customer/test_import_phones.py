"""Numbers as people keep them in spreadsheets: one number in many forms, and what has no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli.errors import Refused

if TYPE_CHECKING:
    from tests.conftest import Crm

FORMS = ("13800138000", "+86 138-0013-8000", "0086 13800138000", "138 0013 8000", "13800138000.0")


def test_a_mobile_is_one_in_whatever_form(crm: Crm) -> None:
    table = "姓名,手机\n" + "".join(f"王芳,{each}\n" for each in FORMS)
    answer = crm("customer import - --yes --json", stdin=table).json
    assert (answer["created"], answer["skipped"]) == (1, 4)
    assert crm("customer list --json").json[0]["phones"] == ["+8613800138000"]
    again = crm("customer import - --yes --json", stdin=table).json
    assert (again["created"], again["unchanged"]) == (0, 5)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("010-88886666", ("(010) 88886666", "01088886666", "+86 10 8888 6666")),
        ("400-810-8888", ("4008108888", "400 810 8888")),
        ("0755-86001234", ("0755 8600 1234",)),
    ],
)
def test_a_landline_and_a_service_number_are_kept_as_they_are_called(
    crm: Crm, kept: str, typed: tuple[str, ...]
) -> None:
    crm("customer import - --yes", stdin=f"姓名,电话\n宏远公司,{kept}\n")
    assert crm("customer list --json").json[0]["phones"] == [kept]
    for each in (kept, *typed):
        assert crm(["customer", "find", each, "--format", "ids"]).out == "1\n"
        answer = crm("customer import - --yes --json", stdin=f"姓名,电话\n宏远公司,{each}\n").json
        assert answer["unchanged"] == 1


def test_a_number_that_lost_its_digits_is_refused_with_the_reason(crm: Crm) -> None:
    answer = crm(
        "customer import - --yes --json",
        stdin="姓名,手机\n王芳,1.38001E+10\n",
        code=Refused.exit_code,
    )
    (refusal,) = answer.json["refusals"]
    assert refusal["row"] == 2
    assert "lost its last digits" in refusal["reason"]


def test_a_field_may_be_named_as_a_column_is(crm: Crm) -> None:
    crm("customer add 王芳 --set 等级=A --set 微信=wf88 --set 职务=总监 --set 楼层=3")
    found = crm("customer show 王芳 --json").json
    assert (found["grade"], found["title"], found["handles"]) == ("A", "总监", {"wechat": "wf88"})
    assert found["fields"] == {"楼层": "3"}
    crm("customer edit 王芳 --set 职务=经理 --unset 微信")
    found = crm("customer show 王芳 --json").json
    assert (found["title"], found["handles"]) == ("经理", {})
