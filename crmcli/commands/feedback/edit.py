"""`crm feedback edit`: what is kept of a feedback beside its steps."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crmcli.commands.feedback import options as option
from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()

_GIVE = N_("Say what, like --category delivery, --handler 李雷 or --unset result.")


class UnknownFeedbackField(UsageFault):
    """A field that a feedback does not have, or cannot do without."""

    code = "unknown_feedback_field"
    sentence = N_("A feedback has no field {name} that can be unset.")
    hint = N_("Write category, via, handler or result.")


@app.command(
    "edit",
    help=_("Change what is kept of a feedback; its steps are left alone."),
    epilog=examples(
        _("crm feedback edit 3 --category delivery --severity high"),
        "crm feedback edit 3 --handler 李雷 --unset via",
    ),
)
def edit(
    context: typer.Context,
    feedback: option.FeedbackId,
    text: Annotated[
        str | None, typer.Option("--text", help=_("What the customer said; - reads stdin."))
    ] = None,
    category: option.Category = None,
    severity: option.SeverityText = None,
    via: option.Via = None,
    handler: option.Handler = None,
    result: option.Result = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", help=_("Empty a field, as in --unset handler; repeatable.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.feedback.texts import label_of, words_of
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.domain.feedback_state import Severity
    from crmcli.render.feedback import edited
    from crmcli.services.feedback.recording import edit as edit_feedback

    change: dict[str, Any] = {
        "text": words_of(text, "--text"),
        "category": label_of(category, "--category"),
        "severity": None if severity is None else read_choice(Severity, severity, "--severity"),
        "via": None if via is None else read_choice(Channel, via, "--via"),
        "handler": label_of(handler, "--handler"),
        "result": words_of(result, "--result"),
    }
    change = {name: value for name, value in change.items() if value is not None}
    change |= dict.fromkeys(_emptied(unset or ()))
    if not change:
        raise NothingGiven(hint=_GIVE)
    run = session.run("feedback edit", key=key)
    after, changed = edit_feedback(session.book, run, feedback, change)
    edited(session.output, after, changed=changed)


def _emptied(names: list[str] | tuple[()]) -> list[str]:
    from crmcli.domain.emptied_part import FEEDBACK, part_named

    found: list[str] = []
    for name in names:
        part = part_named(name, FEEDBACK)
        if part is None:
            raise UnknownFeedbackField(name=name)
        found.append(part)
    return found
