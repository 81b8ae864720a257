"""What was done: contacts by what they were, on which days, and promises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Outcome, Purpose
from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.named import IN_PERIOD, NOT_SAID, named
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Matching, Row
from crmcli.errors import N_, NC_
from crmcli.store.reads.reports.counting import Part, Records, groups, regrouped
from crmcli.store.reads.reports.tables import WHEN, Outline, by_name, over_time, stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.counting import Group
    from crmcli.store.reads.reports.scope import Scope

_CONTACTS = Column("contacts", N_("Contacts"))
_FIGURES = (
    _CONTACTS,
    Column("customers", N_("Customers")),
    Column("minutes", N_("Minutes"), unit=N_("minutes")),
    Column("reached", NC_("contacts with an answer", "Reached"), Kind.SHARE),
)

_ANSWERED = "r.outcome <> 'no_answer'"
_COUNTED = (
    "count(*)",
    f"count(DISTINCT CASE WHEN {_ANSWERED} THEN r.customer_id END)",
    "coalesce(sum(r.minutes), 0)",
    f"count(CASE WHEN r.direction = 'out' AND {_ANSWERED} THEN 1 END)",
    "count(CASE WHEN r.direction = 'out' THEN 1 END)",
)
_REACHED = Part("reached", f"r.direction = 'out' AND {_ANSWERED}")
_HOW = N_(
    "Contacts whose day is in the period. Customers are those with whom a contact had any outcome"
    " but “no answer”, each counted once; minutes as far as they were noted. Reached are, of the"
    " contacts that we made, those with any outcome but “no answer”."
)
_IN_SEVERAL = message(N_("A customer may be counted in several rows."))


def activity(scope: Scope) -> tuple[Block, ...]:
    """Tell what was done."""
    contacts = Records("contact r", f"{scope.on('r.day')} AND {scope.of('r.customer_id')}")
    # What no contact is counted twice in is read once.
    found = groups(scope, contacts.by("r.day", "r.outcome"))
    return (
        _whole(scope, contacts),
        _by(scope, contacts, "via", ("channels", N_("By channel"), N_("Channel")), Channel),
        _outcomes(scope, found),
        _by(scope, contacts, "purpose", ("purposes", N_("By purpose"), N_("Purpose")), Purpose),
        _by(scope, contacts, "author", ("authors", N_("By author"), N_("Author")), str),
        _days(scope, found),
        _promises(scope),
        _in_time(scope),
    )


def _whole(scope: Scope, contacts: Records) -> Block:
    outline = Outline(
        "whole",
        N_("All together"),
        (
            Column("what", N_("Counted"), Kind.WORD),
            *_FIGURES,
            Column("noted", N_("With minutes noted"), Kind.SHARE),
        ),
        message(_HOW),
        "contact",
        (*_COUNTED, "count(r.minutes)"),
        chart=None,
        shaped=lambda *row: (*_shaped(*row[:-1]), Share(row[-1], row[0])),
        parts=(_REACHED, Part("noted", "r.minutes IS NOT NULL")),
    )
    return by_name(scope, outline, contacts.by(), lambda: IN_PERIOD, lambda _: 0)


def _shaped(
    contacts: int, customers: int, minutes: int, reached: int, tried: int
) -> tuple[Cell, ...]:
    return contacts, customers, minutes, Share(reached, tried)


def _by(
    scope: Scope,
    contacts: Records,
    column: str,
    named: tuple[str, str, str],
    name: Callable[[str], Cell],
) -> Block:
    """Tell of contacts with one thing in common."""
    key, title, label = named
    outline = Outline(
        key,
        title,
        (Column(column, label, Kind.WORD), *_FIGURES),
        message(N_("The same contacts; the figures as above.")),
        "contact",
        _COUNTED,
        shaped=_shaped,
        parts=(_REACHED,),
        apart=("customers",),
    )
    block = by_name(
        scope,
        outline,
        contacts.by(f"r.{column}"),
        lambda value: name(value) if value else NOT_SAID,
    )
    return replace(block, notes=(_IN_SEVERAL,)) if len(block.rows) > 1 else block


_OUTCOMES = Outline(
    "outcomes",
    N_("By outcome"),
    (Column("outcome", N_("Outcome"), Kind.WORD), _CONTACTS),
    message(N_("The same contacts by what came of them.")),
    "contact",
)
_DAYS = Outline(
    "days",
    N_("On which days"),
    (WHEN, _CONTACTS),
    message(N_("The same contacts by their day.")),
    "contact",
    chart=Chart.DAYS,
)


def _outcomes(scope: Scope, found: Sequence[Group]) -> Block:
    """Tell what came of contacts, that of most first."""
    of_each = sorted(regrouped(found, 1), key=lambda each: (-each.figures[0], each.keys))
    rows = (Row((Outcome(each.keys[0]), *each.figures), each.ids) for each in of_each)
    return _OUTCOMES.block(scope, tuple(rows))


def _days(scope: Scope, found: Sequence[Group]) -> Block:
    rows = over_time(scope, regrouped(found, 0), [0], daily=True)
    return stripped(_DAYS.block(scope, rows, Matching.PLACE))


_SIDES = (
    "count(CASE WHEN NOT r.theirs THEN 1 END)",
    "count(CASE WHEN r.theirs THEN 1 END)",
    "count(*)",
)
_OF_SIDES = (Part("mine", "NOT r.theirs"), Part("theirs", "r.theirs"))
# A promise says that it was dropped; only the history says when.
_DROPPED = """
    (SELECT max(k.at) FROM change h JOIN command k ON k.id = h.command_id
      WHERE h.record = 'promise' AND h.first = r.id AND h.action = 'changed'
        AND json_extract(h.new, '$.state') = 'dropped')
"""


def _promises(scope: Scope) -> Block:
    """Tell how many promises were made in the period, kept, moved and dropped."""
    dropped = f"(SELECT r.*, {_DROPPED} AS at FROM promise r WHERE r.state = 'dropped') r"  # noqa: S608 - our own names
    told = (
        (named("made", N_("made")), "promise r", scope.on("r.made")),
        (named("kept", N_("kept")), "promise r", scope.on("r.kept")),
        (
            named("moved", N_("moved")),
            "promise_move m JOIN promise r ON r.id = m.promise_id",
            scope.on("m.moved"),
        ),
        (named("dropped", N_("dropped")), dropped, scope.at("r.at")),
    )
    rows = []
    for name, source, condition in told:
        records = Records(source, f"{condition} AND {scope.of('r.customer_id')}")
        ((_, figures, ids, parts),) = groups(scope, records, _SIDES, _OF_SIDES)
        rows.append(Row((name, *figures), ids, parts=parts))
    columns = (
        Column("what", N_("Promises"), Kind.WORD),
        Column("mine", N_("Mine")),
        Column("theirs", N_("Theirs")),
        Column("all", N_("All")),
    )
    how = message(
        N_(
            "Promises by the day on which they were made or kept; moved counts each move by its"
            " day; dropped are those that were, by the day on which the history notes it. A promise"
            " may be counted in several rows."
        )
    )
    return Block(
        "promises",
        N_("Promises"),
        columns,
        tuple(rows),
        how,
        "promise",
        chart=Chart.BARS,
        drawn="all",
    )


def _in_time(scope: Scope) -> Block:
    """Tell how many of the promises that were kept were kept in time."""
    kept = Records("promise r", f"{scope.on('r.kept')} AND {scope.of('r.customer_id')}")
    outline = Outline(
        "in_time",
        N_("Promises kept in time"),
        (
            Column("whose", N_("Whose"), Kind.WORD),
            Column("kept", N_("Kept")),
            Column("in_time", N_("In time"), Kind.SHARE),
        ),
        message(
            N_(
                "Promises that were kept in the period: in time are those kept on the day they"
                " were promised for or before it, by the day they were moved to last."
            )
        ),
        "promise",
        ("count(*)", "count(CASE WHEN r.kept <= r.by THEN 1 END)"),
        chart=None,
        shaped=lambda count, timely: (count, Share(timely, count)),
        parts=(Part("in_time", "r.kept <= r.by"),),
    )
    mine, theirs = named("mine", N_("mine")), named("theirs", N_("theirs"))
    return by_name(
        scope,
        outline,
        kept.by("r.theirs"),
        lambda is_theirs: theirs if is_theirs else mine,
        lambda keys: keys,
    )
