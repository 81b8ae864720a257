"""How customers look that are probably the same."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from crmcli.domain.duplicate.rule import Alike
from crmcli.language import _, ngettext, pgettext
from crmcli.render import gate, joined
from crmcli.render.output import Format, Listing, Output, show_list
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.duplicate.words import Reason
    from crmcli.render.layout import Layout


def show_alike(output: Output, rows: Iterator[Alike]) -> None:
    """Write the pairs; a table says what to do with the first of them."""
    if output.list_format is not Format.TABLE:
        show_list(output, ALIKE, rows)
        return
    first = next(rows, None)
    count = show_list(output, ALIKE, () if first is None else chain([first], rows))
    if first is not None:
        told = ngettext(
            "{count} pair; the oldest of those that are alike stands first.",
            "{count} pairs; the oldest of those that are alike stands first.",
            count,
        )
        gate.tell(told.format(count=count))
        text = _("One customer? crm customer merge {id} {other} --dry-run shows it as one.")
        gate.tell(text.format(id=first.id, other=first.other_id))


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Say why two customers are probably one."""
    return joined.clauses(say(each.text) for each in reasons)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(
                pgettext("how alike two customers are", "Score"),
                lambda row: str(row.score),
                right=True,
            ),
            Column(_("Customer"), lambda row: _who(row.name, row.id, row.company), wraps=True),
            Column(
                _("Probably"),
                lambda row: _who(row.other_name, row.other_id, row.other_company),
                wraps=True,
            ),
            Column(_("Why"), lambda row: reasons_text(row.reasons), wraps=True),
        )
    )


def _who(name: str, key: int, company: str | None) -> str:
    return joined.dotted((f"{name} ({key})", company or ""))


def _other_id(row: Any) -> int:  # noqa: ANN401 - a row of the list
    return int(row.other_id)


ALIKE = Listing(
    kind=Alike,
    key=_other_id,
    layout=_layout,
    empty=_("No two customers seem to be the same."),
)
