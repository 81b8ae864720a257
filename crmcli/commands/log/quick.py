"""`crm log q`: a contact told in one sentence."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "q",
    short_help=_("Log a contact told in one sentence."),
    help=_(
        "Log a contact told in one sentence: when, how, with whom, what was quoted, what is"
        " promised by when, what came of it. It is shown and asked about; --yes writes at once."
        " The whole sentence is the note; what is plainly the customer's words is what they said"
        " too. An amount after 报价 or quoted goes into the customer's only open deal, which is"
        " then at quote, or opens one; of several name one with --deal. A surname with a title"
        " (王总) is whoever is called so, else whose known title fits, else whose title is not"
        " known. What can be read in two ways is refused, and a contact that was not made. - reads"
        " stdin, a line each: what is not understood comes back on stderr below its reason, to be"
        " corrected and given again; all are asked about at the end, unless --yes. Each line is a"
        " command of its own, which crm undo takes back by itself; lines that begin with # and a"
        " space are remarks. A quote or promise"
        " that is denied, wished for, doubtful or somebody else's is not filed; it stays in the"
        " note, which is said."
    ),
    epilog=examples(
        'crm log q "昨天下午3点电话王总 报价12万 下周五前给合同 有点嫌贵"',
        _('crm log q "called Anna Smith yesterday 3pm, quoted 12k, demo next wed"'),
        'crm log q "微信李雷 没接" --yes',
        _('crm log q "visited Bob, wants a demo" --dry-run'),
        "crm log q - --yes < today.txt 2> again.txt",
    ),
)
def q(
    context: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT", help=_("What happened, in a sentence; - reads stdin.")),
    ],
    customer: Annotated[
        str | None,
        typer.Option(help=_("Who it was with, where that is not plain, as in --customer 17.")),
    ] = None,
    via: option.Via = None,
    deal: Annotated[
        str | None, typer.Option(help=_("The deal that a quoted amount is of, as in --deal 3."))
    ] = None,
    no_deal: Annotated[
        bool, typer.Option("--no-deal", help=_("Leave a quoted amount to the note."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be logged, and log nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.log.quick_entry import log_sentence
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.services.contacts.quick.planning import Choices

    choices = Choices(
        customer=customer,
        via=None if via is None else read_choice(Channel, via, "--via"),
        deal=deal,
        no_deal=no_deal,
    )
    if text == ["-"]:
        from crmcli.commands.log.quick_lines import log_lines

        raise typer.Exit(log_lines(session, choices, dry_run=dry_run, yes=yes, key=key))
    log_sentence(session, " ".join(text), choices, dry_run=dry_run, yes=yes, key=key)
