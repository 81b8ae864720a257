"""The meanings that the dates of a sentence have been given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crmcli.domain.promise import PromiseDraft
from crmcli.domain.quick.date_phrase import DatePhrase
from crmcli.domain.quick.entry import SaidTwice
from crmcli.domain.quick.piece import Piece
from crmcli.domain.when import When


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
        left: the clauses that speak of a promise, and are left to the note.
        doubted: the dates in them.
    """

    promise_start: int
    when: When | None = None
    promise: PromiseDraft | None = None
    close: date | None = None
    promised: list[Piece] = field(default_factory=list)
    read: list[Piece] = field(default_factory=list)
    left: list[Piece] = field(default_factory=list)
    doubted: list[Piece] = field(default_factory=list)
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

    def is_promised(self, piece: Piece) -> bool:
        """Tell whether a part is in what is promised."""
        within = any(each.holds(piece) for each in self.promised)
        return within or piece.start >= self.promise_start
