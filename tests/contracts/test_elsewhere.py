"""Words that people try as a command lead to the command that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli.commands.tree import TREE

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("complaint", "crm feedback"),
        ("投诉", "crm feedback"),
        ("survey", "crm feedback survey"),
        ("satisfaction", "crm feedback survey"),
        ("measure", "crm feedback measure"),
        ("festival", "crm campaign"),
        ("greetings", "crm campaign"),
        ("cases", "crm report cases"),
        ("products", "crm report products"),
        ("policy", "crm grade policy"),
        ("person", "crm customer person"),
        ("winback", "crm customer winback"),
        ("churm", "crm churn"),
        ("dupes", "crm customer dupes"),
        ("dedupe", "crm customer dupes"),
        ("merge", "crm customer merge"),
        ("ical", "crm due export"),
        ("holidays", "crm calendar"),
    ],
)
def test_a_word_of_the_trade_leads_to_its_command(crm: Crm, word: str, meant: str) -> None:
    error = crm([word, "list", "--json"], code=2).error
    assert error["message"] == f"There is no command crm {word}."
    assert error["hint"] == f"Did you mean {meant}?"
    crm([*meant.split()[1:], "--help"])


GROUPS = {
    "客户": "customer", "客戶": "customer", "联系记录": "log", "跟进": "due", "到期": "due",
    "追踪": "due", "等级": "grade", "策略": "grade policy", "承诺": "promise", "销售机会": "deal",
    "商机": "deal", "购买": "purchase", "订单": "purchase", "反馈": "feedback", "回访": "feedback",
    "满意度": "feedback survey", "改进措施": "feedback measure", "汇率": "rate", "积分": "loyalty",
    "流失": "churn", "挽回": "customer winback", "活动": "campaign", "节日": "campaign",
    "生日": "due --kind birthday", "报告": "report", "案例": "report cases", "历史": "history",
    "撤销": "undo", "重做": "redo", "设置": "config", "导入": "customer import",
    "导出": "customer export", "备份": "backup", "还原": "restore", "恢复": "restore",
    "检查": "check", "演示": "demo", "日历": "calendar", "列对应": "mapping",
    "联系人": "customer person", "字段": "customer field", "查重": "customer dupes",
    "合并": "customer merge", "帮助": "--help",
}  # fmt: skip


@pytest.mark.parametrize(("word", "meant"), GROUPS.items())
def test_a_chinese_word_of_the_trade_leads_to_its_command(crm: Crm, word: str, meant: str) -> None:
    error = crm([word, "--json"], code=2).error
    assert error["message"] == f"There is no command crm {word}."
    assert error["hint"] == f"Did you mean crm {meant}?"
    crm([*meant.split(), *([] if meant == "--help" else ["--help"])])


def test_every_group_has_a_chinese_word() -> None:
    meant = {each.split()[0] for each in GROUPS.values()}
    # The whole book goes out and in by commands that are no daily work, as does what a shell reads.
    assert set(TREE.verbs) - meant == {"export", "import", "schema", "completion"}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("customer 添加 王芳", "crm customer add"),
        ("customer 删除 王芳", "crm customer archive"),
        ("log 删除 3", "crm log remove"),
        ("promise 兑现 3", "crm promise keep"),
        ("deal 丢单 3", "crm deal lose"),
        ("feedback 推进 3", "crm feedback advance"),
        ("feedback survey 列表", "crm feedback survey list"),
        ("rate 新增 USD", "crm rate set"),
    ],
)
def test_a_chinese_word_of_what_is_done_leads_to_the_verb(crm: Crm, line: str, meant: str) -> None:
    assert crm(f"{line} --json", code=2).error["hint"] == f"Did you mean {meant}?"


def test_within_a_group_its_own_verbs_are_suggested(crm: Crm) -> None:
    assert (
        crm("feedback surveys --json", code=2).error["hint"] == "Did you mean crm feedback survey?"
    )
    assert (
        crm("customer duplicates --json", code=2).error["hint"]
        == "Did you mean crm customer dupes?"
    )
    assert "Did you mean" not in crm("deal festival --json", code=2).error["hint"]
