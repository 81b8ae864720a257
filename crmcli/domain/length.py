"""A length of time in words, such as "7 days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, counted
from crmcli.domain.span import Unit
from crmcli.errors import N_

if TYPE_CHECKING:
    from crmcli.domain.span import Span


def length(span: Span) -> Message:
    """Say how long a span is."""
    one, many = _LENGTHS[span.unit]
    return counted(one, many, span.count)


_LENGTHS = {
    Unit.DAY: (N_("{count} day"), N_("{count} days")),
    Unit.WEEK: (N_("{count} week"), N_("{count} weeks")),
    Unit.MONTH: (N_("{count} month"), N_("{count} months")),
    Unit.YEAR: (N_("{count} year"), N_("{count} years")),
}
