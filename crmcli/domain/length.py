"""A length of time in words, such as "7 days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, counted
from crmcli.domain.span import Unit
from crmcli.errors import NN_

if TYPE_CHECKING:
    from crmcli.domain.span import Span


def length(span: Span) -> Message:
    """Say how long a span is."""
    one, many = _LENGTHS[span.unit]
    return counted(one, many, span.count)


_LENGTHS = {
    Unit.DAY: NN_("{count} day", "{count} days"),
    Unit.WEEK: NN_("{count} week", "{count} weeks"),
    Unit.MONTH: NN_("{count} month", "{count} months"),
    Unit.YEAR: NN_("{count} year", "{count} years"),
}
