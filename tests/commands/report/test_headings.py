"""Headings of reports: words that begin large, and are not broken where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize("output", ["--md", "--format table"])
def test_a_field_is_a_heading_in_english(crm: Crm, output: str) -> None:
    crm("customer add Bob --source fair --set company_size=small")
    told = crm(f"report count --by source,company_size {output}").out
    assert "Source" in told
    assert "Company size" in told


def test_a_chinese_heading_is_not_broken_where_there_is_room(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        crm(f"customer add 客户{number} --need clear --close +1w", today="2026-03-01")
        crm(f"log add 客户{number} --via phone", today="2026-03-08")
    monkeypatch.setenv("CRM_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "60")
    assert "逾期中位天数" in crm("report compliance --format table").out
