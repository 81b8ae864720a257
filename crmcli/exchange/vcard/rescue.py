"""What can be read of a card that cannot be used, so that it can be put right in a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.errors import CrmError
from crmcli.exchange.column_names import CARD
from crmcli.exchange.vcard.card import NoCard
from crmcli.exchange.vcard.customer_card import is_own, read_card
from crmcli.exchange.vcard.encoded_text import quoted_bytes, refitted
from crmcli.exchange.vcard.person_name import text_in
from crmcli.exchange.vcard.unfolding import logical_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.exchange.vcard.card import Card
    from crmcli.exchange.vcard.content_line import Line

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_MARK = "\ufffd"


def rescued(
    card: Card, encoding: str, takes: Callable[[str, str], bool], *, mixed: bool
) -> dict[str, str]:
    """Give the cells of a card that cannot be used, as far as they can be told.

    Args:
        card: the card.
        encoding: the codec it was read with.
        takes: tells whether a field takes a text; what it does not take is kept as a line.
        mixed: whether it may be UTF-8 where the file is not.
    """
    cells = _cells(card, encoding, takes, mixed=mixed)
    return {name: _NO_TEXT.sub(_MARK, quoted_bytes(text)) for name, text in cells.items()}


def _cells(
    card: Card, encoding: str, takes: Callable[[str, str], bool], *, mixed: bool
) -> dict[str, str]:
    lines = card.lines or list(_lines(card.written, encoding, mixed=mixed))
    if isinstance(card.fault, NoCard) or not lines:
        return {CARD: "\n".join(card.written)}
    try:
        found = read_card(lines, takes, own=is_own(lines))
    except CrmError:
        shown = next((each.value for each in lines if each.name == "FN"), "")
        return {"name": text_in(shown), CARD: "\n".join(map(str, lines))}
    return {**found.cells, CARD: "\n".join(found.kept)}


def _lines(written: list[str], encoding: str, *, mixed: bool) -> list[Line]:
    # A sign that every encoding has, in the place of one that no table can hold.
    plain = [each.replace("\0", "?") for each in written]
    known = refitted(plain, encoding) if mixed else (plain, encoding)
    return list(logical_lines(*known, strict=False))
