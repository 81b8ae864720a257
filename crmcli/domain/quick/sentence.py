"""A sentence that is divided: its clauses, its dates, and which clause tells of the contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.quick.owners import Words
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.plainly import masked

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.quick.channels import Said
    from crmcli.domain.quick.date_phrase import DatePhrase


class Sentence(NamedTuple):
    """A sentence in parts.

    Args:
        text: the sentence in its aligned form.
        typed: the same as it was typed.
        clauses: its clauses, from left to right.
        head: which of them tells of the contact.
        said: the channel in it.
        dates: the date phrases, from left to right.
        now: the local moment of the run.
        names: where names of the book, and people called by surname and title, stand.
        quoted: what was quoted.
    """

    text: str
    typed: str
    clauses: list[Piece]
    head: int
    said: Said | None
    dates: list[DatePhrase]
    now: datetime
    names: tuple[Piece, ...] = ()
    quoted: Piece | None = None

    @property
    def today(self) -> date:
        """The local date of the run."""
        return self.now.date()

    def place(self, phrase: DatePhrase) -> int:
        """Give the number of the clause that a date stands in."""
        return next(at for at, each in enumerate(self.clauses) if each.holds(phrase.piece))

    def around(self, phrase: DatePhrase) -> tuple[Piece, Piece]:
        """Give what stands before and after a date in its clause."""
        clause = self.clauses[self.place(phrase)]
        return Piece(clause.start, phrase.piece.start), Piece(phrase.piece.end, clause.end)

    def speaks_of_others(self, part: Piece) -> bool:
        """Tell whether a part names somebody whom the clause of the contact does not name."""
        head = self.clauses[self.head]
        if head.holds(part):
            return False
        told = head.of(self.text)
        if self.said is not None:
            told = told.replace(self.said.piece.of(self.text), "")
        names = [each.of(self.text) for each in self.names if part.holds(each)]
        # `called Anna` may name Anna Smith; a clause that names nobody leaves it to others.
        return bool(told.strip()) and not all(
            any(word in told for word in each.split()) for each in names
        )

    def words(self, piece: Piece) -> Words:
        """Give a part with its names masked, and as it was typed."""
        return Words(piece.of(masked(self.text, self.names)), piece.of(self.typed))
