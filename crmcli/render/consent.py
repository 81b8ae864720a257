"""How it is told that a customer may not be contacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.words import say

if TYPE_CHECKING:
    from crmcli.domain.message import Message


def tell_unwelcome(name: str, refused: Message) -> None:
    """Warn on stderr that a customer may not be contacted, since when and why."""
    told = _("Careful, {name} {refused}.")
    why = joined.without_stop(one_line(say(refused)))
    gate.tell(told.format(name=one_line(name), refused=why))
