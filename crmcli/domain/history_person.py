"""People, numbers and addresses of the history in words, and what somebody came with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, changed, line, list_line
from crmcli.domain.history_values import column_changed, named
from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.domain.record_words import record_word, records_word
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted, Values

_MOST = 3
"""How many numbers, addresses or tags are told of one kind; who has more has them on its page."""


def with_it(group: Group, noted: Noted) -> Iterator[Message]:
    """Say what a customer or a person came with, or went with: numbers, addresses, tags."""
    if noted.action is Action.ADDED:
        parts = noted.related.get("parts", {})
        rows, tagged = parts.get("contact_point", ()), parts.get("tag", ())
    else:
        rows, tagged = group.gone("contact_point"), group.gone("tag")
    person = noted.record_id if noted.record == "person" else None
    found: dict[str, list[object]] = {}
    for each in sorted(rows, key=_in_order):
        if each.get("person_id") == person:
            found.setdefault(str(each.get("kind")), []).append(each.get("value"))
    for kind, values in found.items():
        yield _some(named("contact_point", kind), values)
    tags = [each.get("tag") for each in tagged]
    if tags and person is None:
        yield _some((record_word if len(tags) == 1 else records_word)("tag"), tags)


def _in_order(row: Values) -> tuple[bool, int]:
    return (row.get("kind") != "phone", row.get("position") or 0)


def _some(what: Message, values: Sequence[object]) -> Message:
    told = items([message("{value}", value=each) for each in values[:_MOST]])
    text = N_("{what} {values}") if len(values) <= _MOST else N_("{what} {values}, …")
    return message(text, what=what, values=told)


def _person(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is not Action.CHANGED:
        who = _who(noted.state, list(with_it(group, noted)))
        return (list_line(record_word("person"), who, added=noted.action is Action.ADDED),)
    old, new = noted.old or {}, noted.new or {}
    # A person is known by the name it had.
    name = old.get("name") or noted.state.get("name") or ""
    return [
        line(
            N_("{name}, {what}"),
            name=name,
            what=column_changed("person", column, old.get(column), value),
        )
        for column, value in new.items()
    ]


def _who(state: Values, more: list[Message]) -> Message:
    name, title = state.get("name"), state.get("title") or state.get("role")
    details = [message("{title}", title=title), *more] if title else more
    if not details:
        return message("{name}", name=name)
    return message("{name} ({details})", name=name, details=items(details))


def _contact_point(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    state = noted.state
    what = named("contact_point", str(state.get("kind")))
    if noted.action is Action.REMOVED and group.is_told_with_whole(noted):
        return ()
    if state.get("person_id") is not None:
        name = noted.related.get("person", {}).get("name")
        if name is not None:
            what = message(N_("{what} of {name}"), what=what, name=name)
    before = group.replaced.get(at)
    if before is not None:
        main = message(N_("main {what}"), what=what)
        return (Line(changed(main, before.state.get("value"), state.get("value"))),)
    added = noted.action is Action.ADDED
    return (list_line(what, message("{value}", value=state.get("value")), added=added),)


PEOPLE: Mapping[str, Teller] = {"person": _person, "contact_point": _contact_point}
"""By table of people, numbers and addresses what tells of one."""
