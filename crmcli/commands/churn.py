"""`crm churn`: who may leave, who was looked at, who was lost, and who came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.churn.report import ChurnQuery
    from crmcli.session import Session

app = verbs()

Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]


class NobodyToLookAt(UsageFault):
    """An empty list of customers."""

    code = "nobody_to_look_at"
    sentence = N_("No customer was named.")
    hint = N_("Name one, or give ids: crm churn list --format ids | crm churn look -")


class TwiceFromStdin(UsageFault):
    """Ids and a note that are both to be read from stdin."""

    code = "twice_from_stdin"
    sentence = N_("Ids and the note cannot both come from stdin.")


@app.command(
    "list",
    short_help=_("Warnings that customers may leave."),
    help=_(
        "Warnings that customers may leave, with their figures: a broken rhythm of orders, falling"
        " orders, a low score, an overdue complaint, a key customer long without a deal."
    ),
    epilog=examples(
        "crm churn list",
        "crm churn list --kind rhythm,falling --limit 10",
        "crm churn list --all --json",
    ),
)
def list_(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option(help=_("Only these kinds, as in rhythm,no_deal; repeatable.")),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=_("Also those somebody looked at."))] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help=_("The first so many, as in --limit 20."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.due.filters import choices
    from crmcli.domain.churn.kind import ChurnKind
    from crmcli.render.churn import show_warnings
    from crmcli.services.churn.reading import listed

    kinds = choices(ChurnKind, kind, "--kind")
    query = _query(session, looked=all_)._replace(kinds=kinds)
    show_warnings(session.output, listed(session.book, query)[:limit], all_=all_)


@app.command(
    "show",
    short_help=_("All about whether one customer may leave."),
    help=_("All warnings of a customer, what cannot be told yet and why, looks and tries so far."),
    epilog=examples("crm churn show 王芳"),
)
def show(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.churn import show_report
    from crmcli.services.churn.reading import reported

    named = chosen(session, customer)
    found = reported(session.book, named, _query(session, looked=True))
    show_report(session.output, found)
    complaint_below(session, found.customer_id)


@app.command(
    "look",
    short_help=_("Warnings were looked at: off the due list."),
    help=_(
        "The warnings of customers were looked at today: they leave the due list, until another"
        " one appears or the facts are new."
    ),
    epilog=examples(
        _("crm churn look 王芳 --note 'moves house, orders again in May'"),
        "crm churn list --kind low_score --format ids | crm churn look - --dry-run",
    ),
)
def look(
    context: typer.Context,
    customers: Annotated[
        list[str],
        typer.Argument(metavar="CUSTOMER…", help=_("One or several; - reads ids from stdin.")),
    ],
    note: Annotated[
        str | None, typer.Option(help=_("What came of it; - reads it from stdin."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only show what would be looked at."))
    ] = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, standard_input

    piped = customers == ["-"]
    if piped and note == "-":
        raise TwiceFromStdin
    names = standard_input().split() if piped else customers
    if not names:
        raise NobodyToLookAt
    from crmcli.render.churn import looked
    from crmcli.services.churn.looking import foresee
    from crmcli.services.churn.looking import look as look_at

    words = standard_input() if note == "-" else note
    run = session.run("churn look", key=key)
    named = tuple(chosen(session, each) for each in names)
    doing = foresee if dry_run else look_at
    looked(session.output, doing(session.book, run, named, words))


@app.command(
    "try",
    short_help=_("A try to win a lost customer back."),
    help=_(
        "A try to win a lost customer back, and what came of it; with the result back its clocks"
        " run again. Without --next a try planned by then is done with; nobody answered: again"
        " tomorrow."
    ),
    epilog=examples(
        _("crm churn try 王芳 --result thinking --via phone --next +2m"),
        _("crm churn try 王芳 --result back --note 'new buyer'"),
    ),
)
def try_(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("A lost customer: name, id, phone, e-mail."))
    ],
    result: Annotated[
        str | None,
        typer.Option("--result", metavar="WORD", help=_("no_answer, declined, thinking or back.")),
    ] = None,
    via: Annotated[
        str | None,
        typer.Option(help=_("phone, email, visit, meeting, wechat, sms, video or other.")),
    ] = None,
    note: Annotated[
        str | None, typer.Option(help=_("What was said; - reads it from stdin."))
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help=_("When it was, as in --at yesterday."))
    ] = None,
    again: Annotated[
        str | None,
        typer.Option("--next", metavar="DATE", help=_("When to try again, as in --next +3m.")),
    ] = None,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, standard_input
    from crmcli.commands.needed_value import needed
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.domain.churn.report import TryDraft
    from crmcli.domain.when import Look
    from crmcli.domain.winback_result import WinbackResult
    from crmcli.render.choices import answers
    from crmcli.render.winback import tried
    from crmcli.services.churn.trying import try_again

    def read_result(text: str) -> WinbackResult:
        return read_choice(WinbackResult, text, "--result")

    stated = needed(
        session,
        None if result is None else read_result(result),
        "--result",
        "churn try",
        question=_("What came of it ({results})?").format(results=answers(WinbackResult)),
        read=read_result,
    )
    draft = TryDraft(
        result=stated,
        day=None if at is None else session.day(at, Look.BACK),
        via=None if via is None else read_choice(Channel, via, "--via"),
        note=standard_input() if note == "-" else note,
        again=None if again is None else session.day(again),
    )
    run = session.run("churn try", key=key)
    tried(session.output, try_again(session.book, run, chosen(session, customer), draft))


@app.command(
    "lost",
    short_help=_("Lost customers by reason."),
    help=_("Lost customers by reason: how many, the tries to win them back, who came back."),
    epilog=examples("crm churn lost", _("crm churn lost --reason price --json")),
)
def lost(
    context: typer.Context,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Only reasons with this text."))
    ] = None,
    archived: Annotated[bool, typer.Option("--archived", help=_("Archived ones too."))] = False,
) -> None:
    session = session_of(context)
    from crmcli.render.winback import show_lost
    from crmcli.services.churn.losses import lost_by_reason

    show_lost(session.output, lost_by_reason(session.book, reason, archived=archived))


def _query(session: Session, *, looked: bool) -> ChurnQuery:
    from crmcli.domain.churn.report import ChurnQuery

    return ChurnQuery(session.today, session.now, looked=looked)
