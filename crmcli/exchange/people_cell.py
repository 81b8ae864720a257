"""The people of a customer in one cell: their names, or all that is known of them as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crmcli.domain.cell import divided, joined
from crmcli.domain.field_words import field_word
from crmcli.errors import N_, UnusableText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEYS = ("name", "title", "role", "phones", "emails", "birthday")
_MARK = '[{"'


def people_cell(people: Sequence[Mapping[str, Any]]) -> str:
    """Write people in one cell, divided by `;` where their names are all there is."""
    known = [{key: each[key] for key in _KEYS if each.get(key)} for each in people]
    names = joined(str(each.get("name", "")) for each in known)
    if all(each.keys() <= {"name"} for each in known) and not names.startswith(_MARK):
        return names
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


def read_people(text: str) -> list[dict[str, Any]]:
    """Read people back, each with what is given of it.

    Raises:
        UnusableText: it looks like JSON and is not a list of people.
    """
    if not text.startswith(_MARK):
        return [{"name": each} for each in divided(text) if each.strip()]
    try:
        people = json.loads(text)
    except (ValueError, RecursionError):
        raise _unusable() from None
    if not all(isinstance(each, dict) and all(map(_fits, each.items())) for each in people):
        raise _unusable()
    return [{key: each[key] for key in _KEYS if each.get(key)} for each in people]


def _fits(item: tuple[str, object]) -> bool:
    name, value = item
    if name in {"phones", "emails"}:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return name not in _KEYS or value is None or isinstance(value, str)


def _unusable() -> UnusableText:
    return UnusableText(field=field_word("people"), reason=N_("it is no JSON list of people."))
