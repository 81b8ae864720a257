"""When a sale is expected to close, where a sentence says it: 预计下月底成交, `closes eom`."""

from __future__ import annotations

import re
from typing import Final

_DEAL: Final = "(?:成交|签约|签合同|签单|签下来?|下单|定下来?|成单|落单|拍板|定标)"
_BEFORE: Final = re.compile(
    rf".*(?:预计|预期|估计|有望|计划|应该){_DEAL}?(?:在|于|是|为|时间)*[:：]?\s*"
    r"|.*\b(?:closes|closing|close expected|close|expected close"
    r"|expects? to (?:close|sign|buy|order)"
    r"|should (?:close|sign)|will (?:close|sign|buy|order))(?: date)?[: ]*(?:on|by|at|around|is)? *"
)
_AFTER: Final = re.compile(rf"(?:左右|前|之前|内|就|能|可以|可|会|应该|大概|预计|的)*{_DEAL}.*")
_CERTAIN: Final = re.compile("(?:预计|预期|估计|有望)")


def is_closing(before: str, after: str) -> bool:
    """Tell whether a date is the expected close, from what stands before and after it.

    Args:
        before: what stands before the date in its clause, in its aligned form.
        after: what stands after it.
    """
    english = _BEFORE.fullmatch(before) is not None and not after.strip()
    if english and ("预计" not in before or re.search(_DEAL, before)):
        return before.isascii() or re.search(_DEAL, before) is not None
    closing = _AFTER.fullmatch(after) is not None
    said = _CERTAIN.search(before) is not None or after.lstrip().startswith("预计")
    return closing and said
