"""What the parts of a record are called where they are emptied (`--unset`), in English and Chinese.

A customer's own fields have their names in `domain.field_names`, a purchase's in `domain.choice`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.field_names import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping

DEAL: Mapping[str, tuple[str, ...]] = {
    "amount": ("金额", "价格", "销售金额"),
    "expected_close": ("close", "预计成交", "预计成交日期", "预计成交日"),
    "probability": ("概率", "成交概率"),
    "notes": ("note", "备注", "说明"),
}
CASE: Mapping[str, tuple[str, ...]] = {
    "why": ("原因",),
    "repeat": ("可复用", "可复用之处"),
    "avoid": ("应避免", "应避免之处"),
    "objection": ("异议", "客户异议"),
}
FEEDBACK: Mapping[str, tuple[str, ...]] = {
    "category": ("类别", "分类"),
    "via": ("渠道", "方式"),
    "handler": ("处理人",),
    "result": ("结果", "处理结果"),
}
PERSON: Mapping[str, tuple[str, ...]] = {
    "title": ("职务", "职位"),
    "role": ("角色",),
    "birthday": ("生日",),
    "phones": ("phone", "电话", "手机"),
    "emails": ("email", "邮箱", "邮件"),
}


def part_named(name: str, parts: Mapping[str, tuple[str, ...]]) -> str | None:
    """Give the part of a record that a name means, whatever its case and dashes; None for none.

    Args:
        name: what was typed.
        parts: the parts that can be emptied, with their other names.
    """
    wanted = plain_name(name)
    for part, others in parts.items():
        if wanted in map(plain_name, (part, *others)):
            return part
    return None
