"""`crm feedback measure`: what is done to do better, by whom, until when, with what effect."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.feedback import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _
from crmcli.render.placeholders import argument_named

app = verbs()


@app.command(
    "add",
    help=_(
        "Note an improvement measure. It follows from a feedback, or concerns a customer or all."
    ),
    epilog=examples(
        _('crm feedback measure add "test every seal" --feedback 3 --owner 李雷 --by +2w'),
        _('crm feedback measure add "answer mail the same day" --by "end of month"'),
    ),
)
def add(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help=_("What is to be done; - reads stdin."))
    ],
    feedback: Annotated[
        int | None, typer.Option("--feedback", help=_("The feedback it follows from, by its id."))
    ] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", help=_("The customer it concerns."))
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help=_("Who does it; you unless told otherwise."))
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help=_("Until when, as in --by 2026-12-01."))
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.feedback.texts import label_of, words_of
    from crmcli.commands.needed_day import day_of
    from crmcli.domain.measure import MeasureDraft
    from crmcli.render.measure import added
    from crmcli.services.feedback.measures import add as add_measure

    wording = words_of(text, argument_named("TEXT")) or ""
    who = label_of(owner, "--owner")
    run = session.run("feedback measure add", key=key)
    day = day_of(session, by, "--by", _("By when"))
    if customer is not None and feedback is None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    draft = MeasureDraft(wording, who or run.author, day, feedback, customer)
    added(session.output, add_measure(session.book, run, draft))


@app.command(
    "list",
    help=_(
        "List improvement measures. What is open comes first, the earliest date before the others."
    ),
    epilog=examples(
        "crm feedback measure list --open",
        "crm feedback measure list 王芳 --overdue",
        "crm feedback measure list --limit 10",
    ),
)
def list_(
    context: typer.Context,
    customer: option.OneCustomer = None,
    open_: Annotated[bool, typer.Option("--open", help=_("Only what is not done."))] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only what is not done and past its date."))
    ] = False,
    owner: Annotated[
        str | None, typer.Option("--owner", help=_("Only what this one does."))
    ] = None,
    limit: option.Limit = None,
) -> None:
    session = session_of(context)
    from itertools import islice

    from crmcli.commands.feedback.texts import label_of
    from crmcli.domain.measure import MeasureQuery
    from crmcli.render.measure import show_measures
    from crmcli.services.feedback.measure_reading import listed

    query = MeasureQuery(owner=label_of(owner, "--owner"), open=open_, overdue=overdue)
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    found = listed(session.book, query, session.today, customer)
    show_measures(session.output, islice(found, limit))


@app.command(
    "done",
    help=_("Note that a measure was done, and what effect it had."),
    epilog=examples(_('crm feedback measure done 1 --effect "no leak in four weeks"')),
)
def done(
    context: typer.Context,
    measure: Annotated[int, typer.Argument(metavar="ID", help=_("The measure's id."))],
    effect: Annotated[
        str | None, typer.Option("--effect", help=_("What it brought; - reads it from stdin."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help=_("When it was done, as in --on yesterday."))
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.feedback.effect import effect_of
    from crmcli.domain.when import Look
    from crmcli.render.measure import done as told_done
    from crmcli.services.feedback.measures import done as do_measure

    said = effect_of(session, effect)
    day = session.today if on is None else session.day(on, Look.BACK)
    run = session.run("feedback measure done", key=key)
    told_done(session.output, do_measure(session.book, run, measure, said, day))
