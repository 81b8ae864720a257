"""Which customers were asked for, in the reader's words as far as the text can be read again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.consent import FLAGS, read_flag
from crmcli.domain.field_names import meant_field
from crmcli.domain.field_words import FIELD_WORDS, field_word
from crmcli.domain.filtering import Op, UnreadableFilter, parse_where
from crmcli.domain.history_values import choices_of
from crmcli.domain.separated import separated
from crmcli.language import LANGUAGES, _, pgettext, present
from crmcli.render import joined
from crmcli.render.words import label, say

if TYPE_CHECKING:
    from crmcli.domain.filtering import Condition

_FORM = re.compile(r"(?P<where>.*?)(?:(?:^| )sort (?P<sort>\S+))?(?:(?:^| )limit (?P<limit>\d+))?")


def filter_told(text: str) -> str:
    """Say which customers were asked for; a text that cannot be read is told as it was typed."""
    found = _FORM.fullmatch(text)
    if present() == LANGUAGES[0] or found is None:
        return text
    try:
        conditions = parse_where(found["where"]) if found["where"] else ()
    except UnreadableFilter:
        return text
    parts = [pgettext("between conditions", " and ").join(map(_condition, conditions))]
    if found["sort"]:
        field = _named(found["sort"].removeprefix("-"))
        told = _("sorted by {field}")
        if found["sort"].startswith("-"):
            told = _("sorted by {field}, the other way round")
        parts.append(told.format(field=field))
    if found["limit"]:
        parts.append(pgettext("of many", "the first {count}").format(count=found["limit"]))
    return joined.clauses(parts)


def _condition(condition: Condition) -> str:
    field, op = _named(condition.field), condition.op
    if op is Op.EMPTY:
        return _("{field} is empty").format(field=field)
    if op is Op.FILLED:
        return _("{field} is not empty").format(field=field)
    words = {Op.HOLDS: _("contains"), Op.LACKS: _("does not contain")}
    if condition.ranked:
        words |= {
            Op.MORE: _("higher than"),
            Op.LESS: _("lower than"),
            Op.LEAST: _("not lower than"),
            Op.MOST: _("not higher than"),
        }
    sign = words.get(op, op.value)
    values = [_valued(condition.field, each) for each in separated(condition.value)]
    return f"{field} {sign} {joined.items(values)}"


def _key(name: str) -> str:
    return name if name in FIELD_WORDS else meant_field(name) or name


def _named(name: str) -> str:
    return say(field_word(_key(name)))


def _valued(name: str, text: str) -> str:
    key = _key(name)
    choices = choices_of("customer", key)
    try:
        if key in FLAGS:
            return _("yes") if read_flag(text, key) else _("no")
        return text if choices is None else label(read_choice(choices, text, name))
    except UnknownChoice:
        return text
