"""`crm report NAME`: each report that there is, with the same options."""

from __future__ import annotations

import typer

from crmcli.commands.parsing import examples, verbs
from crmcli.commands.report.answering import answer
from crmcli.commands.report.options import REPORT, SINCE_LAST
from crmcli.commands.shared_options import with_options
from crmcli.domain.reports.known import KNOWN
from crmcli.language import _

app = verbs()

_EXAMPLES = {
    "digest": (
        _("crm report digest --period last-week --html weekly.html"),
        _("crm report digest --since-last monday --md"),
        "crm report digest --period today",
    ),
    "forecast": (
        "crm report forecast",
        "crm report forecast --period next-quarter",
        _("crm report forecast --grade A,B --xlsx forecast.xlsx"),
    ),
    "load": ("crm report load", "crm report load --period today..+30d", "crm report load --json"),
}
"""Those of reports that look ahead, or know what is new."""


def _register(name: str) -> None:
    question = _(KNOWN[name].question)
    options = {**REPORT, **(SINCE_LAST if name == "digest" else {})}
    usual = (
        f"crm report {name}",
        f"crm report {name} --period last-quarter --compare",
        f"crm report {name} --period 2026-Q3 --grade A,B --json",
    )

    @app.command(
        name,
        short_help=question,
        help=question,
        epilog=examples(*_EXAMPLES.get(name, usual)),
    )
    @with_options(options, after="context")
    def verb(context: typer.Context) -> None:
        answer(context, name)


for _name in KNOWN:
    _register(_name)
