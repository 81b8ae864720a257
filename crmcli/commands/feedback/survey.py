"""`crm feedback survey`: how satisfied customers are, each quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.due.ahead import Ahead, days_ahead
from crmcli.commands.feedback import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.channel import Channel
    from crmcli.domain.survey import SurveyQuery
    from crmcli.session import Session

app = verbs()

Since = Annotated[
    str | None, typer.Option("--since", help=_("Only from this day on, as in --since mon."))
]
Until = Annotated[
    str | None, typer.Option("--until", help=_("Only up to this day, as in --until yesterday."))
]


@app.command(
    "add",
    help=_("Keep what a customer answered to a survey. It is asked again each quarter."),
    epilog=examples(
        _("crm feedback survey add 王芳 --score 4 --recommend 9 --via phone"),
        _('crm feedback survey add 17 --score 2 --note "waits too long" --at yesterday'),
    ),
)
def add(
    context: typer.Context,
    customer: option.Customer,
    score: Annotated[
        int | None, typer.Option("--score", min=1, max=5, help=_("How satisfied, from 1 to 5."))
    ] = None,
    recommend: Annotated[
        int | None,
        typer.Option(min=0, max=10, help=_("Whether it would recommend you, from 0 to 10.")),
    ] = None,
    via: Annotated[
        str | None,
        typer.Option("--via", help=_("phone, email or another channel; a form counts as other.")),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", help=_("What else was said; - reads it from stdin."))
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help=_("The day of the answer, as in --at yesterday."))
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.feedback.texts import words_of
    from crmcli.commands.needed_value import needed, read_score
    from crmcli.domain.survey import SurveyDraft
    from crmcli.domain.when import Look
    from crmcli.render.survey import added
    from crmcli.services.feedback.surveys import add as add_survey

    day = session.today if at is None else session.day(at, Look.BACK)
    channel = None if via is None else _channel(via)
    named = chosen(session, customer)
    stated = needed(
        session,
        score,
        "--score",
        "feedback survey add",
        question=_("How satisfied, from 1 to 5?"),
        read=read_score,
    )
    draft = SurveyDraft(day, stated, recommend, channel, words_of(note, "--note"))
    run = session.run("feedback survey add", key=key)
    added(session.output, add_survey(session.book, run, named, draft))


@app.command(
    "list",
    help=_(
        "List answers, the latest first. Below a table stands what all of them come to, those that"
        " --limit leaves out among them."
    ),
    epilog=examples(
        "crm feedback survey list 王芳",
        "crm feedback survey list --since -3m --json",
        "crm feedback survey list --limit 20",
    ),
)
def list_(
    context: typer.Context,
    customer: option.OneCustomer = None,
    since: Since = None,
    until: Until = None,
    limit: option.Limit = None,
) -> None:
    session = session_of(context)
    from itertools import islice

    from crmcli.commands.complaints import complaints_below
    from crmcli.render.survey import show_surveys
    from crmcli.services.feedback.survey_reading import listed, summed

    query, named = _asked(session, customer, since, until)
    rows = islice(listed(session.book, query, named), limit)
    with complaints_below(session) as noted:
        show_surveys(session.output, noted(rows), lambda: summed(session.book, query, named))


@app.command(
    "summary",
    help=_(
        "Say what the answers come to. That is the average, the share of 4 and 5, and the net"
        " recommendation (promoters 9 and 10 less detractors 0 to 6), each with the number of"
        " answers it rests on."
    ),
    epilog=examples(
        "crm feedback survey summary", "crm feedback survey summary --since 2026-01-01 --json"
    ),
)
def summary(
    context: typer.Context,
    customer: option.OneCustomer = None,
    since: Since = None,
    until: Until = None,
) -> None:
    session = session_of(context)
    from crmcli.render.survey import summarised
    from crmcli.services.feedback.survey_reading import summed

    query, named = _asked(session, customer, since, until)
    summarised(session.output, summed(session.book, query, named))


@app.command(
    "due",
    help=_("List whom to ask again: existing customers whose quarter has run out."),
    epilog=examples("crm feedback survey due", "crm feedback survey due --ahead 14"),
)
def due(
    context: typer.Context,
    ahead: Ahead = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.due import DueQuery
    from crmcli.domain.due_kind import DueKind
    from crmcli.render.due import show_due, tell_empty, tell_not_contacted
    from crmcli.render.output import Format
    from crmcli.services.due.listing import MOST_COUNTED, DueList

    days = days_ahead(ahead, session.today)
    query = DueQuery(session.today, ahead=days, kinds=(DueKind.SURVEY,))
    found = DueList(session.book, query)
    count = show_due(session.output, found, explain=False)
    if not count and session.output.list_format is Format.TABLE:
        tell_empty(session.today, found.next_day)
    tell_not_contacted(found.not_contacted, MOST_COUNTED)


def _asked(
    session: Session, customer: str | None, since: str | None, until: str | None
) -> tuple[SurveyQuery, str | None]:
    from crmcli.commands.between import days_between
    from crmcli.domain.survey import SurveyQuery

    first, last = days_between(session, since, until)
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    return SurveyQuery(since=first, until=last), customer


def _channel(text: str) -> Channel:
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice

    form = text.strip().lower() in {"form", "表单", "问卷"}
    return Channel.OTHER if form else read_choice(Channel, text, "--via")
