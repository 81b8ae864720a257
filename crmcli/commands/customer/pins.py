"""`crm customer pin` and `unpin`: derived classes set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.asking import chosen, reason_of
from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from enum import StrEnum

    from crmcli.domain.classes import Axis

app = verbs()

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))]


class NoClassGiven(UsageFault):
    """A pin of nothing."""

    code = "no_class_given"
    sentence = N_("Say which class: --status, --value, --frequency or --lifecycle.")


@app.command(
    "pin",
    help=_(
        "Set a derived class by hand; it stays until it is unpinned. Pinning --status won makes an"
        " existing customer, who is called each quarter."
    ),
    epilog=examples(
        _('crm customer pin 王芳 --value high --reason "large orders elsewhere"'),
        _("crm customer pin 17 --status won --reason 'old customer'"),
    ),
)
def pin(
    context: typer.Context,
    customer: Customer,
    status: Annotated[
        str | None, typer.Option("--status", help=_("negotiating, won or prospect."))
    ] = None,
    value: Annotated[str | None, typer.Option("--value", help=_("high, medium or low."))] = None,
    frequency: Annotated[
        str | None, typer.Option("--frequency", help=_("high, medium or low."))
    ] = None,
    lifecycle: Annotated[
        str | None,
        typer.Option("--lifecycle", help=_("prospect, first_purchase, repeat or loyal.")),
    ] = None,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.choice import read_choice
    from crmcli.domain.classes import AXIS_VALUES, Axis

    given = {
        Axis.STATUS: status,
        Axis.VALUE: value,
        Axis.FREQUENCY: frequency,
        Axis.LIFECYCLE: lifecycle,
    }
    values: dict[Axis, StrEnum] = {
        axis: read_choice(AXIS_VALUES[axis], text, f"--{axis.value}")
        for axis, text in given.items()
        if text is not None
    }
    if not values:
        raise NoClassGiven
    named = chosen(session, customer)
    run = session.run("customer pin", reason=reason_of(session, reason, "customer pin"), key=key)
    from crmcli.render.customer import pinned
    from crmcli.services.customers.pins import pin as pin_customer

    pinned(session.output, pin_customer(session.book, run, named, values))


@app.command(
    "unpin",
    help=_("Give a derived class back to the rules."),
    epilog=examples(
        "crm customer unpin 王芳 --value", "crm customer unpin 17 --status --lifecycle"
    ),
)
def unpin(
    context: typer.Context,
    customer: Customer,
    was: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VALUE]…", help=_("What it was pinned to; may be left out.")),
    ] = None,
    status: Annotated[bool, typer.Option("--status", help=_("The sale status."))] = False,
    value: Annotated[bool, typer.Option("--value", help=_("The value class."))] = False,
    frequency: Annotated[bool, typer.Option("--frequency", help=_("The frequency."))] = False,
    lifecycle: Annotated[bool, typer.Option("--lifecycle", help=_("The lifecycle."))] = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.classes import Axis

    flags = {
        Axis.STATUS: status,
        Axis.VALUE: value,
        Axis.FREQUENCY: frequency,
        Axis.LIFECYCLE: lifecycle,
    }
    axes = [axis for axis, given in flags.items() if given]
    if not axes:
        raise NoClassGiven
    _check_values(axes, was or [])
    from crmcli.render.customer import pinned
    from crmcli.services.customers.pins import unpin as unpin_customer

    run = session.run("customer unpin", reason=reason, key=key)
    pinned(session.output, unpin_customer(session.book, run, chosen(session, customer), axes))


def _check_values(axes: list[Axis], was: list[str]) -> None:
    """Take `--value high`, as it was pinned, but nothing that is no class."""
    from crmcli.domain.choice import read_choice
    from crmcli.domain.classes import AXIS_VALUES

    known = {each.value for axis in axes for each in AXIS_VALUES[axis]}
    for text in was:
        if text not in known:
            read_choice(AXIS_VALUES[axes[0]], text, f"--{axes[0].value}")
