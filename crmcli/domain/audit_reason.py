"""Why an audit graded: kept in the codes of its doubts, told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.audit import Doubt
from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

_AUDIT, _BETWEEN = "audit: ", ", "
_CODES = frozenset(each.value for each in Doubt)


def audit_reason(found: Iterable[Doubt]) -> str:
    """Give the reason that is kept with a grade an audit gave."""
    return f"{_AUDIT}{_BETWEEN.join(found)}"


def reason_told(reason: Message | str) -> Message | str:
    """Give the reason of a grade as it is told: an audit's in words, any other as it is."""
    if not isinstance(reason, str) or not reason.startswith(_AUDIT):
        return reason
    codes = reason.removeprefix(_AUDIT).split(_BETWEEN)
    if not _CODES.issuperset(codes):
        return reason
    doubted = items([message("{doubt}", doubt=Doubt(each)) for each in codes])
    return message(N_("audit: {doubts}"), doubts=doubted)
