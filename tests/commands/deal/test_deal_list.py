"""`crm deal list`: which deals, in which order, on a terminal and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer with a potential need, phoned today: grade D."""
    crm("customer add 王芳 --need potential")
    crm("log add 王芳 --via phone")
    return crm


def test_the_list_is_filtered_and_sorted(wang: Crm) -> None:
    wang("customer add Bob --set owner=amy")
    wang("deal add 王芳 late --amount 300 --close 2026-03-01")
    wang("deal add 王芳 undated --amount 'EUR 5' --stage quote --at 2026-03-01")
    wang("deal add Bob soon --amount 200 --close 2026-04-05 --stage negotiation")
    wang("deal add Bob gone --amount 100")
    wang("deal lose 4 --reason price")

    def listed(line: str = "") -> list[str]:
        return [each["title"] for each in wang(f"deal list {line} --json").json]

    assert listed() == ["late", "soon", "undated"]
    assert listed("王芳") == ["late", "undated"]
    assert listed("--all") == ["late", "soon", "undated", "gone"]
    assert listed("--lost") == ["gone"]
    assert listed("--won") == []
    assert listed("--closed-within 1w") == ["late", "soon", "undated", "gone"]
    assert listed("--stage 报价,negotiation") == ["soon", "undated"]
    assert listed("--owner amy") == ["soon"]
    assert listed("--overdue") == ["late"]
    assert listed("--sort -amount") == ["late", "soon", "undated"]
    assert listed("--sort stage") == ["late", "undated", "soon"]
    assert listed("--sort -probability") == ["soon", "undated", "late"]
    assert listed("--sort opened") == ["undated", "late", "soon"]
    assert listed("--sort -id --limit 2") == ["soon", "undated"]
    assert listed("--quiet-beyond 30") == []
    assert wang("deal list --format ids").lines == ["1", "3", "2"]
    wang("customer archive Bob")
    assert listed() == ["late", "undated"]
    assert listed("--all") == ["late", "soon", "undated", "gone"]
    assert listed("Bob") == ["soon"]


def test_the_list_is_filtered_by_what_its_customers_are(wang: Crm) -> None:
    wang("customer edit 王芳 --tag VIP")
    wang("customer add Bob --tag fair --tag ViP")
    wang("customer add Eve --tag other")
    wang("deal add 王芳 near --amount 1 --close +3w")
    wang("deal add Bob far --amount 1")
    wang("deal add Eve none --amount 1")

    def listed(line: str) -> list[str]:
        return [each["title"] for each in wang(f"deal list {line} --json").json]

    assert listed("--grade A") == ["near"]
    assert listed("--grade A,E --grade D") == ["near", "far", "none"]
    assert listed("--tag vip") == ["near", "far"]
    assert listed("--tag vip --limit 1") == ["near"]
    assert listed("--tag fair --tag other") == ["far", "none"]
    assert listed("--tag nobody") == []
    assert wang("deal list --grade F --json", code=2).error["code"] == "unknown_choice"


def test_amounts_are_put_in_order_by_rates_and_those_without_one_come_after(wang: Crm) -> None:
    for title in ("300", "USD 50", "JPY 900", "BHD 2", "BHD 1", "USD 40"):
        wang(["deal", "add", "王芳", title, "--amount", title])
    wang("deal add 王芳 free --free")
    wang("deal add 王芳 none --amount 1")
    wang("deal edit 8 --unset amount")
    wang("rate set USD 7")
    wang("rate set JPY 0.05 --on 2026-01-01")

    def listed(sort: str) -> list[str]:
        return [each["title"] for each in wang(f"deal list --sort {sort} --json").json]

    assert listed("-amount") == [
        "USD 50", "300", "USD 40", "JPY 900", "free", "BHD 2", "BHD 1", "none",
    ]  # fmt: skip
    assert listed("amount") == [
        "free", "JPY 900", "USD 40", "300", "USD 50", "BHD 1", "BHD 2", "none",
    ]  # fmt: skip


def test_those_that_were_quiet_longest_come_first(crm: Crm) -> None:
    for name, at in (("a", "2026-03-20"), ("b", "2026-03-01"), ("c", "2026-03-30")):
        crm(f"customer add {name}")
        crm(f"deal add {name} {name} --amount 1 --at {at}")
    found = crm("deal list --sort -quiet_days --quiet-beyond 10d --json").json
    assert [(each["title"], each["quiet_days"]) for each in found] == [("b", 30), ("a", 11)]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_fits_and_marks_what_is_late_without_colour(
    wang: Crm, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert wang("deal list --format table").err == "No open deals.\n"
    wang("deal add 王芳 '[/red] 维护合同\x1b[31m' --amount 12万 --close 2026-03-01")
    head, line, *more = wang("deal list --format table").lines
    assert head.split()[:2] == ["Id", "Customer"]
    assert line.startswith("!   1  王芳 (1)")
    assert "CNY 120,000.00" in line or columns == 40
    assert all(len(each) <= columns for each in (head, line, *more))
    assert "\x1b" not in line


def test_a_pipe_gets_every_column_tab_separated(wang: Crm) -> None:
    wang("deal add 王芳 'two\nlines' --amount 'BHD 1.234' --close +3w")
    head, line = wang("deal list").lines
    row = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert row["title"] == "two\\nlines"
    assert (row["amount"], row["currency"]) == ("1.234", "BHD")
    assert (row["weighted"], row["weighted_currency"]) == ("0.123", "BHD")


def test_those_won_lately_are_listed_alone_where_they_are_asked_for(crm: Crm) -> None:
    crm("customer add 王芳", today="2026-03-01")
    for title in ("long ago", "lately", "open"):
        crm(["deal", "add", "王芳", title, "--amount", "1"], today="2026-03-01")
    crm("deal win 1", today="2026-03-05")
    crm("deal win 2", today="2026-03-28")

    def listed(line: str) -> list[int]:
        return [each["id"] for each in crm(f"deal list {line} --json", today="2026-03-31").json]

    assert listed("--won --closed-within 5d") == [2]
    assert sorted(listed("--closed-within 5d")) == [2, 3]
    assert sorted(listed("--all --closed-within 5d")) == [2, 3]
