"""`crm promise`: promises, yours and theirs."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _
from crmcli.render.placeholders import argument_named

app = verbs()

PromiseId = Annotated[int, typer.Argument(metavar="ID", help=_("The promise's id."))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept in the history."))]


_TOO_LONG = 20


class BothSides(UsageFault):
    """`--theirs` and `--mine` at once."""

    code = "contradictory_options"
    sentence = N_("--theirs and --mine exclude each other; without either both are listed.")


class NoPromiseId(UsageFault):
    """A word where a promise's id belongs."""

    code = "no_promise_id"
    sentence = N_("Cannot read {text} as the id of a promise.")
    hint = N_("Ids are whole numbers; see them with `crm promise list`.")


@app.command(
    "add",
    help=_("Promise a customer something, or note what they promised. No clock moves."),
    epilog=examples(
        _('crm promise add 王芳 "send quote" --by fri'),
        _('crm promise add 17 "send the drawings" --by +1w --theirs'),
    ),
)
def add(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help=_("What is promised; - reads stdin."))
    ],
    by: Annotated[
        str | None, typer.Option("--by", help=_("Until when, as in --by 2026-12-01."))
    ] = None,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("The customer promised it, not you."))
    ] = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, standard_input
    from crmcli.commands.complaints import complaint_below
    from crmcli.commands.needed_day import day_of
    from crmcli.domain.promise import PromiseDraft
    from crmcli.domain.text import clean_name

    wording = clean_name(standard_input() if text == "-" else text, argument_named("TEXT"))
    day = day_of(session, by, "--by", _("By when"))
    named = chosen(session, customer)
    from crmcli.render.promise import made
    from crmcli.services.promises.changes import add as add_promise
    from crmcli.services.promises.reading import unwelcome

    run = session.run("promise add", key=key)
    promise = add_promise(session.book, run, named, PromiseDraft(wording, day, theirs))
    made(session.output, promise, unwelcome(session.book, promise.customer_id))
    complaint_below(session, promise.customer_id)


@app.command(
    "list",
    help=_("Open promises, the earliest first."),
    epilog=examples(
        "crm promise list", "crm promise list 王芳 --all", "crm promise list --overdue"
    ),
)
def list_(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only those of this customer."))
    ] = None,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("Only what customers promised."))
    ] = False,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only what you promised."))] = False,
    all_: Annotated[bool, typer.Option("--all", help=_("The kept and dropped ones too."))] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only open ones whose date has passed."))
    ] = False,
) -> None:
    session = session_of(context)
    if theirs and mine:
        raise BothSides
    from crmcli.commands.complaints import complaints_below
    from crmcli.domain.promise import PromiseQuery
    from crmcli.render.promise import show_promises
    from crmcli.services.promises.reading import listed

    query = PromiseQuery(
        theirs=theirs if theirs or mine else None,
        closed=all_,
        before=session.today if overdue else None,
    )
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    found = listed(session.book, customer, query)
    with complaints_below(session) as noted:
        show_promises(session.output, noted(found), session.today, all_=all_)


@app.command(
    "keep",
    help=_("You did what you promised, or they did: the promise leaves the list."),
    epilog=examples(
        "crm promise keep 5",
        "crm promise keep 5 7",
        "crm promise list 王芳 --format ids | crm promise keep -",
    ),
)
def keep(
    context: typer.Context,
    promises: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help=_("One or several, by id; - reads ids from stdin.")),
    ],
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import standard_input

    wanted = _ids(standard_input().split() if promises == ["-"] else promises)
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.promise import kept
    from crmcli.services.promises.changes import keep as keep_promises

    run = session.run("promise keep", key=key)
    done = keep_promises(session.book, run, wanted)
    kept(session.output, done)
    complaint_below(session, *(each.customer_id for each in done))


def _ids(words: list[str]) -> tuple[int, ...]:
    from crmcli.domain.sought import bare_digits

    found = []
    for word in words:
        digits = bare_digits(word)
        if digits is None or len(digits) >= _TOO_LONG:
            raise NoPromiseId(text=word)
        found.append(int(digits))
    if not found:
        raise NoPromiseId(text="")
    return tuple(found)


@app.command(
    "move",
    help=_("Move a promise to another day, with a reason; it stays a promise."),
    epilog=examples(_('crm promise move 5 --by +1w --reason "waiting for the price list"')),
)
def move(
    context: typer.Context,
    promise: PromiseId,
    by: Annotated[
        str | None, typer.Option("--by", help=_("The new day, as in --by next fri."))
    ] = None,
    reason: Reason = None,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import reason_of
    from crmcli.commands.needed_day import day_of

    day = day_of(session, by, "--by", _("By when"))
    run = session.run("promise move", reason=reason_of(session, reason, "promise move"), key=key)
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.promise import moved
    from crmcli.services.promises.changes import move as move_promise

    done = move_promise(session.book, run, promise, day)
    moved(session.output, done)
    complaint_below(session, done.customer_id)


@app.command(
    "drop",
    help=_("Drop a promise, with a reason; it is kept on record."),
    epilog=examples(_('crm promise drop 5 --reason "no longer wanted"')),
)
def drop(
    context: typer.Context, promise: PromiseId, reason: Reason = None, key: Key = None
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import reason_of

    run = session.run("promise drop", reason=reason_of(session, reason, "promise drop"), key=key)
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.promise import dropped
    from crmcli.services.promises.changes import drop as drop_promise

    done = drop_promise(session.book, run, promise)
    dropped(session.output, done)
    complaint_below(session, done.customer_id)
