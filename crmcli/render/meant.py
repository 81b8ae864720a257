"""Words that people try as a command, in English and in Chinese, and where what they mean is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def meant_verb(word: str, known: Collection[str]) -> str:
    """Return the verb of a group that a word which is none of them means; empty if none.

    Args:
        word: what was typed.
        known: the group's verbs.
    """
    from crmcli.domain.nearness import nearest  # noqa: PLC0415 - only to help after a mistake

    tried = _plainly(word)
    near = next((each for each in _VERBS.get(tried, "").split() if each in known), "")
    return near or nearest(tried, known)


def meant_command(word: str) -> str:
    """Return the command, without `crm`, that a word at its place means; empty if none is known."""
    tried = _plainly(word)
    found = _COMMANDS.get(tried)
    if found is None and tried in _OF_CUSTOMERS:
        found = f"customer {tried}"
    return found or ""


def _plainly(word: str) -> str:
    if word.isascii():
        return word
    from unicodedata import normalize  # noqa: PLC0415 - only to help after a mistake

    from crmcli.domain.simplified import simplified  # noqa: PLC0415 - likewise

    return simplified(normalize("NFKC", word)).strip().lower()


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {each: where for where, tried in words.items() for each in tried.split()}


_OF_CUSTOMERS = {"add", "list", "show", "edit", "find", "import", "archive"}

_VERBS = _by_word(
    {
        "archive remove drop": "delete remove 删除 移除 删",
        "find list": "search 搜索 查找 查询 找",
        "add set": "new 添加 新增 新建 增加 创建 录入 加",
        "merge": "combine 合并",
        "dupes": "duplicates duplicate dedupe dedup deduplicate 查重 去重 重复",
        "list": "列表 清单 全部 所有",
        "show": "查看 显示 详情 详细 看",
        "edit set": "修改 编辑 更改 改",
        "import": "导入",
        "export": "导出",
        "archive": "归档",
        "restore": "恢复 还原",
        "erase": "彻底删除",
        "person": "联系人",
        "field": "字段 自定义字段",
        "lose": "丢单 流失 输单",
        "win": "成交 赢单",
        "winback": "挽回",
        "pin": "固定",
        "unpin": "取消固定",
        "verify": "核实",
        "suggest": "推荐",
        "audit": "审核",
        "policy": "策略 规则",
        "keep": "兑现 完成",
        "move advance": "改期 移动 推进 阶段",
        "drop": "作罢 取消",
        "snooze": "暂缓 推迟",
        "load": "负荷 工作量",
        "spread": "分散 摊开",
        "close": "关闭 结案",
        "reopen": "重新打开 重开",
        "case cases": "案例",
        "survey satisfaction": "满意度 满意度调查 调查 回访",
        "measure": "措施 改进措施 改进",
        "done": "完成",
        "redeem": "兑换",
        "adjust": "调整",
        "reach": "联系 发送",
        "answer": "答复 回复",
        "include": "加入",
        "save": "保存",
        "run": "运行",
        "digest": "简报 综合简报",
        "pipeline": "漏斗 销售漏斗",
        "forecast": "预测",
    }
)
"""By word the verbs that it may mean: the first one that a group has."""

_COMMANDS = _by_word(
    {
        "customer": "客户 顾客",
        "customer add": "添加 新增 新建 录入 添加客户 新增客户 新建客户",
        "customer list": "客户列表 列表",
        "customer show": "查看",
        "customer edit": "修改 编辑",
        "customer find": "搜索 查找 查询 找",
        "customer import": "导入 导入客户",
        "customer export": "导出 导出客户",
        "customer archive": "归档",
        "customer dupes": "dupes duplicates duplicate dedupe dedup deduplicate 查重 去重 重复客户",
        "customer merge": "merge combine 合并",
        "customer erase": "彻底删除",
        "customer person": "person people 联系人",
        "customer field": "field fields 字段 自定义字段",
        "customer winback": "winback 挽回",
        "mapping": "列对应",
        "due": "到期 到期清单 追踪 跟进 逾期 待办 今天 今日 应办事项 提醒",
        "due snooze": "暂缓",
        "due export": "ical ics",
        "due --kind birthday": "生日",
        "log": "联系 联系记录 记录 跟进记录 沟通记录",
        "log add": "电话 拜访",
        "grade": "等级 评级 分级",
        "grade policy": "policy policies 策略 追踪频率 频率 规则",
        "promise": "承诺 约定",
        "deal": "销售机会 商机 机会 成交 丢单",
        "purchase": "购买 购买记录 订单 采购",
        "feedback": "complaint complaints opinion praise 投诉 反馈 意见 建议 表扬 回访 客户反馈",
        "feedback survey": "survey surveys satisfaction 满意度 满意度调查 调查",
        "feedback measure": "measure measures 措施 改进措施 改进",
        "rate": "汇率",
        "loyalty": "points 积分 会员",
        "churn": "流失 流失预警 预警",
        "campaign": "festival festivals greeting greetings 节日 活动 营销 营销活动 问候 祝福 优惠",
        "report": "报告 报表 统计 分析",
        "report cases": "case cases 案例",
        "report products": "product products 产品",
        "report pipeline": "漏斗 销售漏斗",
        "report forecast": "预测",
        "history": "历史 历史记录",
        "undo": "撤销 撤回",
        "redo": "重做",
        "config": "设置 配置",
        "config set lang zh": "中文 语言",
        "calendar": "holiday holidays 日历 工作日历 节假日 调休 工作日",
        "backup": "备份",
        "restore": "还原 恢复",
        "check": "检查",
        "demo": "演示 示例",
        "completion": "补全",
        "--help": "帮助",
        "--version": "版本",
    }
)
"""By word the command that it means where a command should stand."""
