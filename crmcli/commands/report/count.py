"""`crm report count`: customers, or what they buy, by what the user asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, verbs
from crmcli.commands.report.answering import answer
from crmcli.commands.report.options import REPORT
from crmcli.commands.shared_options import with_options
from crmcli.domain.separated import all_separated
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.services.reports.reporting import Counted

app = verbs()
_MOST = 2


class WhichAxes(UsageFault):
    """More axes than a table has, or none."""

    code = "which_axes"
    sentence = N_("Name one or two fields to count by.")
    hint = N_("As in: crm report count --by grade,source")


@app.command(
    "count",
    short_help=_("Count customers, or sum what they buy, by one or two fields."),
    help=_(
        "Count customers by one or two of their classes, fields or tags, or by the month of one of"
        " their dates; --sum adds what they bought in the period, or their open deals."
    ),
    epilog=examples(
        "crm report count --by grade",
        "crm report count --by source,grade --where 'industry = IT'",
        "crm report count --by owner --sum purchases --period last-quarter --compare",
    ),
)
@with_options(REPORT, after="sum_")
def count(
    context: typer.Context,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help=_("One or two fields, as in --by grade,source.")),
    ] = None,
    sum_: Annotated[
        str | None, typer.Option("--sum", help=_("purchases of the period, or open deals."))
    ] = None,
) -> None:
    answer(context, "count", counted_of(by, sum_))


def counted_of(by: list[str] | None, summed: str | None) -> Counted:
    """Read what a user counts.

    Args:
        by: the fields, several in one word or not.
        summed: what is added up beside.

    Raises:
        WhichAxes: there is none of them, or more than a table has.
        UnknownChoice: that cannot be added up.
    """
    from crmcli.domain.choice import read_choice
    from crmcli.domain.reports.summed import Summed
    from crmcli.services.reports.reporting import Counted

    axes = tuple(dict.fromkeys(all_separated(by)))
    if not 0 < len(axes) <= _MOST:
        raise WhichAxes
    return Counted(axes, None if summed is None else read_choice(Summed, summed, "--sum"))
