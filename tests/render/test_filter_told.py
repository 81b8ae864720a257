"""Which customers were asked for is said in the reader's words, or as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli import language
from crmcli.render.filter_told import filter_told

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("grade = A, B", "等级 = A、B"),
        ("need = clear and may_contact = no", "需求 = 明确 且 可联系 = 否"),
        ("urgency != slow and notes ~ 'x y'", "紧急程度 != 不急 且 备注 包含 x y"),
        ("最近联系 < -1m and notes is empty", "上次联系 < -1m 且 备注 为空"),
        ("source = 展会 sort -potential limit 3", "来源 = 展会；按潜在金额倒序；前 3 位"),
        ("limit 3", "前 3 位"),
        ("grade = X", "等级 = X"),
        ("own field = 5", "own field = 5"),
        ("what is this", "what is this"),
    ],
)
def test_a_filter_is_said_in_chinese(text: str, told: str) -> None:
    assert filter_told(text) == text
    language.bind("zh")
    assert filter_told(text) == told


def test_a_campaign_shows_it(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("customer add 甲某 --need clear --close +1w")
    crm("campaign add fair --grade A,B")
    assert "Filter: grade = A, B" in crm("campaign show fair --format table").out
    monkeypatch.setenv("CRM_LANG", "zh")
    assert "筛选：等级 = A、B" in crm("campaign show fair --format table").out
