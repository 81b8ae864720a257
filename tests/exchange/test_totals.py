"""What sums up a table is no record of it; what may be one is."""

from __future__ import annotations

import pytest

from crmcli.exchange.table import Row
from crmcli.exchange.totals import with_totals


def totals(*lines: str, exact: bool = False) -> list[int]:
    rows = [Row(number, line.split("|")) for number, line in enumerate(lines, 1)]
    told = list(with_totals(rows, exact=exact))
    assert [row for row, _ in told] == rows
    return [row.number for row, is_total in told if is_total]


@pytest.mark.parametrize(
    "line",
    [
        "合计|200 家",
        "合计 200 家|",
        "合计：|1,234.50|¥ 5",
        "总 计||3",
        "|小计|-|5%",
        "共计200位客户|",
        "合计|",
    ],
)
def test_a_total_in_chinese_is_one_wherever_it_stands(line: str) -> None:
    assert totals("王芳|1", line, "李雷|2") == [2]


@pytest.mark.parametrize("line", ["Total|12", "Grand total:|", "TOTAL||1,200.00"])
def test_a_total_in_english_is_one_at_the_end_with_a_number(line: str) -> None:
    wanted = [2] if line[-1].isdigit() else []
    assert totals("王芳|1", line) == wanted
    assert totals("王芳|1", line, "李雷|2") == []


@pytest.mark.parametrize(
    "line",
    [
        "合计科技有限公司|5",
        "合计|张三",
        "合计|13800138000",
        "Total|13800138000",
        "Total|info@total.example",
        "Total Energies|5",
        "共享科技|5",
        "5|合计",
    ],
)
def test_what_may_be_a_customer_is_no_total(line: str) -> None:
    assert totals("王芳|1", line) == []


def test_what_crm_wrote_has_no_totals() -> None:
    assert totals("合计|5", "Total|5", exact=True) == []
