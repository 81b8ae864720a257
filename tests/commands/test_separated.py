"""Wherever several values stand in one word, any comma or semicolon separates them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize("sign", ["，", "、", " ； "])
@pytest.mark.parametrize(
    "line",
    [
        ["due", "--ahead", "400", "--grade", "A{}B"],
        ["due", "--kind", "承诺{}追踪"],
        ["feedback", "list", "--kind", "投诉{}建议"],
        ["report", "count", "--by", "等级{}价值"],
        ["customer", "list", "--grade", "A{}B"],
        ["customer", "list", "--where", "等级 = A{}B"],
        ["customer", "dupes", "--by", "phone{}name"],
        ["deal", "list", "--stage", "报价{}谈判"],
        ["grade", "policy", "--set", "loyalty.levels=银:10{}金:20", "--dry-run"],
    ],
    ids=lambda line: " ".join(line[:2]),
)
def test_any_comma_separates_values(crm: Crm, line: list[str], sign: str) -> None:
    crm("customer add 甲某 --need clear --close +1w")
    crm("feedback add 甲某 慢 --kind complaint")
    told = [crm([*(word.format(each) for word in line), "--json"]) for each in (",", sign)]
    assert told[0].json == told[1].json
