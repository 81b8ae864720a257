"""`crm deal case`: what was learnt from a deal, written or changed later."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.deal import options as option
from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()

_GIVE = N_("Say what was learnt, like --why TEXT, --repeat TEXT, --avoid TEXT or --objection WORD.")


class NoPartOfCase(UsageFault):
    """Something to be taken back that a case does not have."""

    code = "unknown_field"
    sentence = N_("A case has no {field}.")
    hint = N_("It has why, repeat, avoid and objection.")


@app.command(
    "case",
    short_help=_("Say what was learnt from a deal that is over."),
    help=_("Say what was learnt from a deal that was won or lost: why, what to repeat or avoid."),
    epilog=examples(
        _('crm deal case 4 --why "no budget" --objection price'),
        _('crm deal case 4 --avoid "quotes without a visit"'),
        _("crm deal case gone --unset objection"),
    ),
)
def case(
    context: typer.Context,
    deal: option.Deal,
    why: option.Why = None,
    repeat: option.Repeat = None,
    avoid: option.Avoid = None,
    objection: option.Objection = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(help=_("Take back why, repeat, avoid or objection; repeatable.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.deal.reading import lesson_of
    from crmcli.domain.emptied_part import CASE, part_named
    from crmcli.render.deals.cases import written
    from crmcli.services.deals.lessons import write

    lesson = lesson_of(why, repeat, avoid, objection)
    emptied: list[str] = []
    for each in unset or ():
        part = part_named(each, CASE)
        if part is None:
            raise NoPartOfCase(field=each)
        emptied.append(part)
    if not (lesson.given or emptied):
        raise NothingGiven(hint=_GIVE)
    named = option.deal_of(session, deal, closed=True)
    run = session.run("deal case", key=key)
    written(session.output, write(session.book, run, named, lesson, emptied))
