"""`crm report save, run, remove, list`: reports of one's own, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands.customer import options as option
from crmcli.commands.parsing import (
    HELP,
    examples,
    load,
    session_of,
    verbs,
)
from crmcli.commands.report.answering import check, check_with
from crmcli.commands.report.cases import made_of
from crmcli.commands.report.count import counted_of
from crmcli.commands.run_options import without_format, without_run_options, without_value
from crmcli.commands.tree import TREE
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from typer.core import TyperCommand

    from crmcli.session import Session

app = verbs()

# What stands behind the name belongs to the report, its options too.
_REST = {**HELP, "allow_interspersed_args": False, "ignore_unknown_options": True}

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The report's name."))]
_UNSAVED = {"save", "run", "remove", "list"}


class OptionForName(UsageFault):
    """An option, mistyped or not of `save`, where a name was to be."""

    code = "unknown_option"
    sentence = N_("There is no option {name}.")
    hint = N_("A name comes first and begins with no dash: crm report save NAME REPORT …")


class NoReportToSave(UsageFault):
    """Words that begin with no report."""

    code = "no_report"
    sentence = N_("{word} is no report that can be saved.")
    hint = N_("As in: crm report save mine count --by grade; see them with `crm report list`.")


@app.command(
    "save",
    short_help=_("Save a report with its options by a name."),
    help=_(
        "Save a report with all its options by a name. A period such as last-week is seen from the"
        " day on which the report is run."
    ),
    epilog=examples(
        _("crm report save mine count --by source,grade --where 'industry = IT'"),
        _("crm report save monday digest --period last-week --compare"),
        _("crm report save --force monday digest --period last-week"),
    ),
    context_settings=_REST,
)
def save(
    context: typer.Context,
    name: Name,
    words: Annotated[
        list[str],
        typer.Argument(metavar="REPORT…", help=_("The report, and all its options.")),
    ],
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace another report of this name."))
    ] = False,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    if name.startswith("-"):
        raise OptionForName(name=name)
    from crmcli.render.reports.saved import told_saved
    from crmcli.services.reports import saving

    later, words = without_value(words, "--key")
    kept = without_run_options(session, words)
    if not kept:
        raise NoReportToSave(word=name)
    _check(session, kept)
    run = session.run("report save", key=key if later is None else later)
    told_saved(session.output, saving.save(session.book, run, name, kept, force=force))


@app.command(
    "run",
    short_help=_("Run a saved report."),
    help=_("Run a saved report; options behind its name come after its own, and win."),
    epilog=examples(_("crm report run mine"), _("crm report run monday --html monday.html")),
    context_settings=_REST,
)
def run(
    context: typer.Context,
    name: Name,
    options: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OPTION]…", help=_("Further options of the report.")),
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.services.reports.saving import saved_report

    words, later = list(saved_report(session.book, name).words), options or []
    if session.format is not None or without_format(later) != later:
        words = without_format(words)
    verb = _verb(words[0])
    with verb.make_context(words[0], [*words[1:], *later], parent=context.parent) as inner:
        verb.invoke(inner)


@app.command(
    "remove",
    help=_("Forget a saved report."),
    epilog=examples(_("crm report remove mine")),
)
def remove(context: typer.Context, name: Name, key: option.Key = None) -> None:
    session = session_of(context)
    from crmcli.render.reports.saved import told_removed
    from crmcli.services.reports import saving

    told_removed(
        session.output, saving.remove(session.book, session.run("report remove", key=key), name)
    )


@app.command(
    "list",
    help=_("List the reports there are, and those that were saved."),
    epilog=examples("crm report list", "crm report list --json"),
)
def list_(context: typer.Context) -> None:
    session = session_of(context)
    from crmcli.render.output import show_list
    from crmcli.render.reports.saved import REPORTS, entries
    from crmcli.services.reports.saving import saved_reports

    show_list(session.output, REPORTS, entries(saved_reports(session.book)))


def _verb(name: str) -> TyperCommand:
    """Give the command of a report that can be saved.

    Raises:
        NoReportToSave: there is none of that name.
    """
    group: Any = TREE.verbs["report"]
    module = group.verbs.get(name)
    if module is None or name in _UNSAVED:
        raise NoReportToSave(word=name)
    return load(name, module)


def _check(session: Session, words: list[str]) -> None:
    """Make a report of its words, so that none is saved that cannot be made."""
    name, verb = words[0], _verb(words[0])
    # A session of its own: the format of the report is not that of the answer.
    line = f"crm report {name}"
    with verb.make_context(line, list(words[1:]), obj=replace(session)) as inner:
        given = inner.params
        if name == "cases":
            asked = (given[each] for each in ("customer", "deal", "objection", "limit"))
            check_with(inner, name, made_of(inner.obj, *asked))
        else:
            counted = counted_of(given["by"], given["sum_"]) if name == "count" else None
            check(inner, name, counted)
