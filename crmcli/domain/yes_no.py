"""Yes and no as people write them in English and Chinese."""

from __future__ import annotations

_YES = frozenset((
    "yes", "y", "true", "1", "√", "✓", "是", "是的", "有", "对", "好", "可", "可以", "能", "允许",
    "同意", "愿意",
))  # fmt: skip
_NO = frozenset((
    "no", "n", "false", "0", "×", "✗", "否", "不是", "无", "没有", "错", "不对", "不", "不可",
    "不可以", "不能", "不允许", "不同意", "不愿意", "拒绝", "禁止",
))  # fmt: skip


def read_yes_no(text: str) -> bool | None:
    """Read yes or no, whatever its case and width; None for anything else."""
    folded = text.strip().lower()
    if not folded.isascii():
        import unicodedata  # noqa: PLC0415 - most answers are ASCII

        from crmcli.domain.simplified import simplified  # noqa: PLC0415 - likewise

        folded = simplified(unicodedata.normalize("NFKC", folded))
    if folded in _YES:
        return True
    return False if folded in _NO else None
