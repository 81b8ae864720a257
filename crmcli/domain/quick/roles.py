"""What each date of a sentence is: when the contact was, by when a promise, or when it closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from crmcli.domain.promise import PromiseDraft
from crmcli.domain.quick.closing import is_closing
from crmcli.domain.quick.date_phrase import DatePhrase
from crmcli.domain.quick.entry import OnlyPlanned, SaidTwice
from crmcli.domain.quick.piece import Piece, rest_of
from crmcli.domain.quick.promises import is_promise, promise_text
from crmcli.domain.when import When
from crmcli.errors import AmbiguousDate, UnreadableDate

if TYPE_CHECKING:
    from crmcli.domain.quick.channels import Said

_SAYING: Final = frozenset({"说", "表示", "称"})


@dataclass(slots=True)
class Roles:
    """What the dates of a sentence mean.

    Args:
        when: when the contact was.
        promise: what is promised.
        close: the expected close.
        promised: the clauses that tell the promise.
        promise_start: where it begins in a clause that tells of the contact too.
        read: the parts that are dates with a meaning.
    """

    promise_start: int
    when: When | None = None
    promise: PromiseDraft | None = None
    close: date | None = None
    promised: list[Piece] = field(default_factory=list)
    read: list[Piece] = field(default_factory=list)
    _said: dict[str, str] = field(default_factory=dict)

    def note(self, role: str, phrase: DatePhrase) -> None:
        """Give a date its role, which no other one has.

        Raises:
            SaidTwice: another date has it.
        """
        if role in self._said:
            raise SaidTwice(first=self._said[role], second=phrase.text)
        self._said[role] = phrase.text
        self.read.append(phrase.piece)

    def has(self, role: str) -> bool:
        """Tell whether a date has this role already."""
        return role in self._said


def roles_of(
    text: str,
    typed: str,
    clauses: list[Piece],
    head: int,
    said: Said | None,
    dates: list[DatePhrase],
    today: date,
) -> Roles:
    """Find what each date means; one that has none of the meanings is left to the note.

    Args:
        text: the sentence in its aligned form.
        typed: the same as it was typed.
        clauses: its clauses.
        head: which of them tells of the contact.
        said: the channel in it.
        dates: the date phrases.
        today: the local date of the run.

    Raises:
        AmbiguousDate: a date with a meaning can be read in two ways.
        SaidTwice: two dates have the same meaning.
        OnlyPlanned: the contact is one that is still to be made.
    """
    roles = Roles(promise_start=len(text))
    for phrase in dates:
        at = next(n for n, clause in enumerate(clauses) if clause.holds(phrase.piece))
        clause = clauses[at]
        before, after = Piece(clause.start, phrase.piece.start), Piece(phrase.piece.end, clause.end)
        if is_closing(before.of(text).strip(), after.of(text).strip()):
            roles.note("close", phrase)
            roles.close = _day(phrase)
        elif _is_contact(text, clauses, head, at, said, phrase, today) and not (
            roles.has("when") and not before.of(text).strip()
        ):
            roles.note("when", phrase)
            roles.when = _past(phrase)
        else:
            _promise(text, typed, clauses, head, at, phrase, roles, today, dates, said)
    return roles


def _is_contact(
    text: str,
    clauses: list[Piece],
    head: int,
    at: int,
    said: Said | None,
    phrase: DatePhrase,
    today: date,
) -> bool:
    """Tell whether a date is when the contact was.

    It stands in the clause of the contact before the channel, or at the end, or in English after
    it, or alone beside that clause.
    """
    if phrase.is_deadline or (at != head and phrase.lies_ahead(today)):
        return False
    clause = clauses[at]
    if at != head:
        alone = not rest_of(text, clause, [phrase.piece])
        return alone and abs(at - head) <= 1 and not isinstance(phrase.back, AmbiguousDate)
    if said is None or phrase.piece.end <= said.piece.start:
        return said is not None or not phrase.lies_ahead(today)
    rest = text[phrase.piece.end : clause.end].strip()
    return not phrase.lies_ahead(today) and (not rest or rest.isascii())


def _promise(
    text: str,
    typed: str,
    clauses: list[Piece],
    head: int,
    at: int,
    phrase: DatePhrase,
    roles: Roles,
    today: date,
    dates: list[DatePhrase],
    said: Said | None,
) -> None:
    clause = clauses[at]
    if not phrase.may_lie_ahead(today):
        return
    start = clause.start
    if at == head and said is not None and phrase.piece.start > said.piece.end:
        # What stands before it tells of the contact.
        says = text[said.piece.end : phrase.piece.start].strip() in _SAYING
        start = said.piece.end if says else phrase.piece.start
    before = Piece(start, phrase.piece.start).of(typed)
    after = Piece(phrase.piece.end, clause.end).of(typed)
    told, theirs = promise_text(before, after)
    used = [clause]
    if not told:
        other = _neighbour(clauses, head, at, dates)
        if other is None:
            return
        told, theirs = promise_text("", clauses[other].of(typed))
        used.append(clauses[other])
    sure = phrase.is_deadline or (phrase.is_open and phrase.text.endswith("前"))
    if not is_promise(told, deadline=sure):
        return
    roles.note("promise", phrase)
    roles.promise = PromiseDraft(told, _day(phrase), theirs)
    if at == head:
        if said is not None and phrase.piece.start < said.piece.start:
            raise OnlyPlanned(text=clause.of(typed))
        roles.promise_start = phrase.piece.start
        used.remove(clause)
    roles.promised += used


def _neighbour(clauses: list[Piece], head: int, at: int, dates: list[DatePhrase]) -> int | None:
    """Find the clause beside a date alone that says what is to be done: after it, else before."""
    for other in (at + 1, at - 1):
        inside = 0 <= other < len(clauses) and other != head
        if inside and not any(clauses[other].holds(each.piece) for each in dates):
            return other
    return None


def _day(phrase: DatePhrase) -> date:
    if isinstance(phrase.ahead, When):
        return phrase.ahead.day
    raise phrase.ahead


def _past(phrase: DatePhrase) -> When:
    """Give when something was; a whole week or month is not one day.

    Raises:
        AmbiguousDate: it can be read in two ways.
    """
    found = phrase.back
    if phrase.whole and isinstance(found, When):
        raise UnreadableDate(text=phrase.text, hint=UnreadableDate.hint_back)
    if isinstance(found, When):
        return found
    if isinstance(found, UnreadableDate) and isinstance(phrase.ahead, When):
        return phrase.ahead
    raise found
