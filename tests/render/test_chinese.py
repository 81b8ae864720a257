"""What is put together from parts reads right in Chinese: no part is lost, none is raw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --need clear --close +3w")
    monkeypatch.setenv("CRM_LANG", "zh")
    return crm


def test_a_feedback_says_its_next_step(book: Crm) -> None:
    book("feedback add 王芳 漏水 --kind complaint")
    told = [line.strip() for line in book("feedback show 1").lines]
    assert any(line.startswith("下一步") and "截止 2026-04-01 12:00" in line for line in told)
    late = book("feedback show 1", today="2026-04-20").out
    assert "截止 2026-04-01 12:00" in late
    assert "逾期 19 天" in late


@pytest.mark.parametrize(
    "line",
    [
        "customer lose 王芳 --reason 不再联系。",
        "customer edit 王芳 --may-contact no --reason 不再联系。",
        "customer pin 王芳 --value high --reason 不再联系。",
        "log add 王芳 好 --via phone --next 不再联系。 --by fri",
        "promise add 王芳 不再联系。 --by fri",
        "feedback measure add 不再联系。 --owner 李雷 --by fri",
    ],
)
def test_a_full_stop_of_what_was_typed_is_not_doubled(book: Crm, line: str) -> None:
    answer = book(line)
    assert "不再联系" in answer.out
    for wrong in ("。。", "。，", "。）"):
        assert wrong not in answer.out + answer.err


def test_a_deal_is_lost_for_its_reason_without_its_stop(book: Crm) -> None:
    book("deal add 王芳 软件 --amount 1000 --close +2w")
    told = book("deal lose 1 --reason 太贵。").out
    assert "太贵）" in told


def test_fields_are_named_in_words_and_amounts_as_amounts(book: Crm) -> None:
    assert "预计成交" in book("customer edit 王芳 --close +2w").out
    book("customer add 李雷 --potential 432000 --company 大拓")
    seen = book("customer merge 王芳 李雷 --dry-run").out
    assert "CNY 432,000.00" in seen
    assert "公司" in seen
    for raw in ("company", "amount="):
        assert raw not in seen
    assert (
        book("customer merge 王芳 李雷 --dry-run --json").json["merged_fields"][0]["field"]
        == "name"
    )


def test_policies_and_what_cannot_be_one_are_said_in_words(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "每次 phone" not in book("grade policy --format table").out
    refused = book("grade policy --set value.high=abc", code=2).err
    assert "give" not in refused
    assert "50k" in refused


def test_a_mapping_says_of_what_it_is(book: Crm, tmp_path: pytest.TempPathFactory) -> None:
    file = f"{tmp_path}/a.csv"
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123 - a path in a text
        out.write("姓名\n李雷\n")
    book(["customer", "import", file, "--save-mapping", "旧", "--yes"])
    assert "customer" not in book("mapping show 旧").out
