"""`crm grade policy` and `crm grade policy test`: the numbers that the rules run on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.grade import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.run import Run
    from crmcli.session import Session

app = verbs()


class BadPolicy(UsageFault):
    """A policy that is not NAME=VALUE."""

    code = "bad_policy"
    sentence = N_("Cannot read {text}.")
    hint = N_("Write it like {example}.")


class NothingTried(UsageFault):
    """A test without anything to try."""

    code = "nothing_tried"
    sentence = N_("Nothing to try was given.")
    hint = N_("Try like --cadence C=10d or --horizon A=2m.")


class TwiceGiven(UsageFault):
    """The same policy with two values."""

    code = "twice_given"
    sentence = N_("{name} is given twice.")


@app.command(
    "show",
    help=_(
        "Every number the rules run on, its default, and since when it is so. --set changes one"
        " from today on: a cadence (B), horizon.A, complaint.first, or any other of the list."
    ),
    epilog=examples(
        "crm grade policy",
        "crm grade policy --only complaint",
        "crm grade policy --set B=5d --set horizon.A=6w --dry-run",
        "crm grade policy --set verify=7d --yes",
    ),
)
def show(
    context: typer.Context,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help=_("Change one, as in --set B=7d; repeatable.")
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only", metavar="TEXT", help=_("Those whose name has this, as in --only complaint.")
        ),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help=_("Every change so far."))] = False,
    dry_run: option.DryRun = False,
    yes: option.Yes = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    if set_:
        values = assigned(set_, "", "--set B=7d")
        run = session.run("grade policy", reason=reason, key=key)
        _change(session, run, values, dry_run=dry_run, yes=yes)
        return
    from crmcli.render.output import show_list
    from crmcli.render.policy import HISTORY, NUMBERS
    from crmcli.services.policies import reading as policy_reading

    wanted = (only or "").strip().lower()
    if history:
        found = policy_reading.history(session.book)
        show_list(session.output, HISTORY, (each for each in found if wanted in each.name.lower()))
    else:
        numbers = policy_reading.numbers(session.book)
        show_list(
            session.output, NUMBERS, (each for each in numbers if wanted in each.name.lower())
        )


@app.command(
    "test",
    short_help=_("What other cadences or horizons would do, before it is saved."),
    help=_(
        "What other cadences or horizons would do, before anything is saved: to today's list, to"
        " the next four weeks, and how many past contacts would have been late."
    ),
    epilog=examples(
        "crm grade policy test --cadence C=10d",
        "crm grade policy test --cadence B=5d --horizon A=2m --json",
    ),
)
def try_out(
    context: typer.Context,
    cadence: Annotated[
        list[str] | None,
        typer.Option("--cadence", help=_("A cadence, as in --cadence C=10d; repeatable.")),
    ] = None,
    horizon: Annotated[
        list[str] | None,
        typer.Option("--horizon", help=_("A horizon, as in --horizon A=2m; repeatable.")),
    ] = None,
) -> None:
    session = session_of(context)
    values = {
        **assigned(cadence or (), "cadence.", "--cadence C=10d"),
        **assigned(horizon or (), "horizon.", "--horizon A=2m"),
    }
    if not values:
        raise NothingTried
    from crmcli.render.policy import trial
    from crmcli.services.policies.trial import tried

    trial(session.output, tried(session.book, session.today, values))


def assigned(texts: Iterable[str], prefix: str, example: str) -> dict[str, str]:
    """Read NAME=VALUE pairs.

    Args:
        texts: as they were typed.
        prefix: what the names lack.
        example: what the hint shows.

    Raises:
        BadPolicy: a text has no name, no value or no equals sign.
        TwiceGiven: a name is given twice.
        UnknownPolicy: a name is none.
    """
    from crmcli.domain.policy import canonical_policy

    values: dict[str, str] = {}
    for text in texts:
        name, _equals, value = text.replace("＝", "=").partition("=")
        if not name.strip() or not value.strip():
            raise BadPolicy(text=text, example=example)
        known = canonical_policy(prefix + name.strip())
        if known in values:
            raise TwiceGiven(name=known)
        values[known] = value
    return values


def _change(
    session: Session, run: Run, values: dict[str, str], *, dry_run: bool, yes: bool
) -> None:
    from crmcli.render.policy import changed

    # A policy is one record and its dates follow, so a script needs no --yes; a person is asked.
    if dry_run or (session.interactive and not yes):
        from crmcli.commands.asking import confirm
        from crmcli.services.policies.reading import foresee

        preview = foresee(session.book, session.today, values)
        if dry_run:
            changed(session.output, preview)
            return
        count = preview.customers
        question = ngettext(
            "Move the dates of {count} customer?", "Move the dates of {count} customers?", count
        )
        confirm(session, question.format(count=count), count, yes=not count)
    from crmcli.services.policies.changing import change

    changed(session.output, change(session.book, run, values))
