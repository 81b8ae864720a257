"""The effect of a measure, which it is not done without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.session import Session


class EffectMissing(UsageFault):
    """A measure that was done without saying what it brought, and nobody to ask."""

    code = "missing_argument"
    sentence = N_("{name} is missing.")
    hint = N_("Say what the measure brought, as in --effect 'no leak since'.")


def effect_of(session: Session, given: str | None) -> str:
    """Read what a measure brought, asking for it on a terminal if it was left out.

    Raises:
        EffectMissing: a script left it out.
        UnusableText: it cannot be kept, or says nothing.
    """
    from crmcli.commands.feedback.texts import words_of

    if given is None:
        if not session.interactive:
            raise EffectMissing(name="--effect")
        from crmcli.commands.asking import ask_until, load_writers
        from crmcli.domain.text import clean_name

        load_writers()
        return ask_until(_("What effect did it have?"), lambda text: clean_name(text, "--effect"))
    return words_of(given, "--effect") or ""
