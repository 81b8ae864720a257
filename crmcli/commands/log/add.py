"""`crm log add`: a contact, and all that follows from it in one command."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "add",
    help=_(
        "Log a contact. The customer is graded again and comes back on the right day. On a"
        " terminal what is missing is asked."
    ),
    epilog=examples(
        _('crm log add 王芳 "wants the quote" --via phone --close +3w'),
        _('crm log add 王芳 "too dear" --via visit --next "send quote" --by fri'),
        _('crm log add 17 --via wechat --at "yesterday 15:00" --outcome no_answer'),
        "crm log add 17 - --via email --kept-all < mail.txt",
    ),
)
def add(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ] = None,
    note: Annotated[
        str | None, typer.Argument(metavar="[NOTE]", help=_("What was said; - reads stdin."))
    ] = None,
    via: option.Via = None,
    at: option.At = None,
    purpose: option.Purpose = None,
    outcome: option.Outcome = None,
    said: option.Said = None,
    incoming: option.Incoming = None,
    minutes: option.Minutes = None,
    with_: option.With = None,
    also: option.Also = None,
    need: option.Need = None,
    close: option.Close = None,
    grade: option.Grade = None,
    reason: option.Reason = None,
    keep: Annotated[bool, typer.Option("--keep", help=_("Leave the grade as it is."))] = False,
    next_: Annotated[
        str | None, typer.Option("--next", help=_('The next step, as in --next "send quote".'))
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help=_("When the next step is due, as in --by fri."))
    ] = None,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("The next step is the customer's, not yours."))
    ] = False,
    kept: Annotated[
        list[int] | None, typer.Option("--kept", help=_("A promise that is kept now, by its id."))
    ] = None,
    kept_all: Annotated[
        bool, typer.Option("--kept-all", help=_("All open promises of the customer are kept."))
    ] = False,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.log.request import Given, request_of
    from crmcli.render.contact import logged
    from crmcli.services.contacts.log import log

    given = Given(
        customer=customer,
        note=note,
        via=via,
        at=at,
        purpose=purpose,
        outcome=outcome,
        said=said,
        incoming=incoming,
        minutes=minutes,
        people=tuple(with_ or ()),
        also=tuple(also or ()),
        need=need,
        close=close,
        grade=grade,
        reason=reason,
        keep=keep,
        next_step=next_,
        by=by,
        theirs=theirs,
        kept=tuple(kept or ()),
        kept_all=kept_all,
    )
    request = request_of(session, given)
    logged(
        session.output, log(session.book, session.run("log add", reason=reason, key=key), request)
    )
