"""`crm customer edit`: one customer, or all that meet a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.asking import chosen, confirm, reason_of
from crmcli.commands.customer import options as option
from crmcli.commands.customer.given import listed_values, refusal, stated_fields
from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.errors import N_, UsageFault
from crmcli.language import _, ngettext
from crmcli.render import gate

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from crmcli.services.customers.difference import Change
    from crmcli.session import Session

app = verbs()

_NAME = Annotated[str | None, typer.Option(help=_("Its new name."))]


class WhichCustomer(UsageFault):
    """An edit of nobody, or of one and many at once."""

    code = "which_customer"
    sentence = N_("Name one customer, or say which ones with --where.")


_GIVE = N_("Say what, like --set industry=IT, --tag vip or --unset notes.")


@app.command(
    "edit",
    help=_(
        "Change a customer, or with --where all that meet a condition. New facts grade at once;"
        " --phone, --email and --tag add to what is there."
    ),
    epilog=examples(
        "crm customer edit 王芳 --close +2w --phone 13900139000",
        "crm customer edit 17 --set phones=13900139000 --unset tag:vip --unset notes",
        _("crm customer edit 王芳 --may-contact no --reason 'asked for it'"),
        _("crm customer edit --where 'industry = IT and grade = C' --tag fair --dry-run"),
    ),
)
@with_options({"name": _NAME, **option.FIELDS}, after="customer")
def edit(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Name, id, phone or e-mail."))
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(
            "--unset", help=_("Empty a field, as in --unset notes or tag:vip; repeatable.")
        ),
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", help=_("Change all of these, as in 'source = fair'."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only show what would change."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    if (customer is None) == (where is None):
        raise WhichCustomer
    from crmcli.services.customers.difference import Change

    stated = stated_fields(context.params)
    change = Change(stated, listed_values(context.params), tuple(unset or ()))
    if change.is_empty:
        raise NothingGiven(hint=_GIVE)
    refused = None if dry_run else refusal(stated)
    if refused is not None:
        reason = reason_of(session, reason, refused)
    run = session.run("customer edit", reason=reason, key=key)
    if where is not None:
        _edit_many(session, run, where, change, dry_run=dry_run, yes=yes)
        return
    named = chosen(session, customer or "")
    if dry_run:
        _foresee(session, run, change, text=named)
        return
    from crmcli.render.customer_edit import edited
    from crmcli.services.customers.changes import edit as edit_customer

    edited(session.output, edit_customer(session.book, run, named, change))


def _edit_many(
    session: Session, run: Run, where: str, change: Change, *, dry_run: bool, yes: bool
) -> None:
    if dry_run:
        _foresee(session, run, change, where=where)
        return
    from crmcli.render.customer_edit import edited_many, foreseen_lines
    from crmcli.services.customers.changes import edit_where, foresee

    if not yes:
        preview = foresee(session.book, run, change, where=where)
        # To a program an error is one line of JSON.
        for line in () if session.output.is_json else foreseen_lines(preview):
            gate.tell(line)
        count = preview.changed
        question = ngettext("Change {count} customer?", "Change {count} customers?", count)
        confirm(session, question.format(count=count), count, yes=not count)
    edited_many(session.output, edit_where(session.book, run, where, change))


def _foresee(
    session: Session, run: Run, change: Change, *, text: str = "", where: str = ""
) -> None:
    from crmcli.render.customer_edit import foreseen
    from crmcli.services.customers.changes import foresee

    foreseen(session.output, foresee(session.book, run, change, text=text, where=where))
