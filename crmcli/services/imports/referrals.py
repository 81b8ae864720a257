"""Who referred the customers of an import: told by name or id, and what that changes.

In a table that a book wrote, ids are those of its rows; who is not among them stays unknown. What
people write is refused where it names nobody, or several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.codec import encoded
from crmcli.domain.portions import portions
from crmcli.domain.sought import Forced, sought
from crmcli.domain.text import fold
from crmcli.errors import N_, CrmError, Refused
from crmcli.services.customers.referrer import ReferredByItself, ReferredInCircle
from crmcli.services.imports.bad_cell import BadCell, reason_of
from crmcli.services.imports.links import circles
from crmcli.services.imports.record_owner import NobodyNamed, called, known_by, several
from crmcli.services.naming.customers import stated_id
from crmcli.store.reads import lookup
from crmcli.store.reads.referring import referred_through, referrers_of
from crmcli.store.staging.staged_row import Action, Fate

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.lookup import Candidate
    from crmcli.store.staging.rows import Staging
    from crmcli.store.staging.said import Said

    Meant = tuple[int | None, int | None]
    """A row that becomes a customer, or a customer of the book."""

_CHUNK = 300
_MATCHED = (Fate.UNCHANGED, Fate.ADDED, Fate.UPDATED)


class SeveralMeant(Refused):
    """A name that a row of the file has, and somebody else."""

    code = "ambiguous_customer"
    sentence = N_("several are called {text}, in the file or in the book; say id:7, or a number.")


class ReferrerRefused(Refused):
    """A row that names a row which is refused."""

    code = "referrer_refused"
    sentence = N_("{text} is row {row}, which is refused.")


def settle_referrals(
    connection: sqlite3.Connection | None, staging: Staging, *, update: bool
) -> None:
    """Find who referred whom, and decide anew what becomes of rows that say so.

    Args:
        connection: the reading door; None while there is no book.
        staging: the rows, of which all else is decided.
        update: whether customers of the book take what a row says otherwise.
    """
    staging.place_repeats()
    _Settling(connection, staging, update=update).settle()


class _Settling:
    """Settles what rows say of who referred their customers."""

    def __init__(
        self, connection: sqlite3.Connection | None, staging: Staging, *, update: bool
    ) -> None:
        self._connection = connection
        self._staging = staging
        self._links = staging.links
        self._update = update
        self._is_own = staging.all_distinct

    def settle(self) -> None:
        """Find who is meant, refuse what cannot be, and take down what is news."""
        links = self._links
        links.begin()
        for text in links.texts(numbers=not self._is_own):
            try:
                links.found(text, *self._meant(text))
            except CrmError as error:
                links.faulty(text, self._reason(error))
        self._refuse()
        if self._is_own:
            links.unknown += sum(self._is_unknown(each) for each in links.said(Fate.CREATED))
        else:
            self._settle_new()
        if self._connection is not None:
            self._settle_known(self._connection)
        self._refuse()

    def _meant(self, text: str) -> Meant:
        """Find the one who is called so, or has this id or number.

        Raises:
            NobodyNamed, SeveralNamed, SeveralMeant: it is not one.
        """
        connection, number = self._connection, stated_id(text)
        if number is not None:
            by_id = None if connection is None else lookup.by_id(connection, number)
            if by_id is not None:
                return None, by_id.id
            if sought(text).forced is Forced.ID:
                raise NobodyNamed(text=text)
        meant: dict[Meant, None] = dict.fromkeys(self._links.named(fold(text)))
        found: list[Candidate] = []
        if connection is not None:
            found = called(connection, text)
            if not (found or meant):
                found = known_by(connection, text)
        found = [each for each in found if not each.archived] or found
        meant |= dict.fromkeys((None, each.id) for each in found)
        if not meant:
            raise NobodyNamed(text=text)
        if len(meant) > 1:
            raise several(text, found) if len(found) == len(meant) else SeveralMeant(text=text)
        (one,) = meant
        return one

    def _settle_new(self) -> None:
        """Refuse the new customers that nobody, or none but they themselves, can have referred."""
        links = self._links
        for said in links.said(Fate.CREATED):
            if self._is_unknown(said):
                links.refuse(said.row, self._reason(NobodyNamed(text=said.text)))
        self._refuse()
        for row in circles(links):
            found = links.of(row, Fate.CREATED)
            if found is not None:
                links.refuse(row, self._circle(found))
        self._refuse()

    def _settle_known(self, connection: sqlite3.Connection) -> None:
        """Settle what rows say of customers of the book."""
        for some in portions(self._links.said(*_MATCHED), _CHUNK, lambda said: len(said.text)):
            present = referrers_of(connection, [each.own for each in some if each.own])
            for said in some:
                if said.own is not None:
                    self._settle_one(connection, said, said.own, *present[said.own])

    def _settle_one(
        self,
        connection: sqlite3.Connection,
        said: Said,
        own: int,
        present: int | None,
        archived: bool,  # noqa: FBT001 - as it is read
    ) -> None:
        links = self._links
        if self._is_unknown(said):
            if not self._is_own:
                links.refuse(said.row, self._reason(NobodyNamed(text=said.text)))
            links.unknown += said.number != present
            return
        if said.referrer == present and not self._is_new(said):
            return
        earlier = links.earlier(said.row, own)
        if earlier is not None:
            self._staging.decide([(Fate.REPEATED, earlier, None, said.row)])
        elif archived:
            self._staging.decide([(Fate.ARCHIVED, own, None, said.row)])
        elif not (self._update or said.action is Action.UPDATE):
            self._staging.decide([(Fate.IN_BOOK, own, None, said.row)])
        elif self._is_circle(connection, said, own):
            self._leave(said)
        else:
            self._staging.decide([(Fate.UPDATED, own, None, said.row)])

    def _is_circle(self, connection: sqlite3.Connection, said: Said, own: int) -> bool:
        if said.referrer is None or self._is_new(said):
            return False
        return own in referred_through(connection, said.referrer)

    def _leave(self, said: Said) -> None:
        """Leave out who referred a customer that referred that one itself."""
        if self._is_own:
            self._links.leave(said.row)
            self._links.in_circle += 1
        else:
            self._links.refuse(said.row, self._circle(said))

    def _is_new(self, said: Said) -> bool:
        return said.is_new or (said.referrer or 0) >= self._staging.first

    def _is_unknown(self, said: Said) -> bool:
        return said.referrer is None and not said.is_new

    def _circle(self, said: Said) -> str:
        if said.target == said.row or (said.own is not None and said.own == said.referrer):
            return self._reason(ReferredByItself(name=said.name))
        return self._reason(ReferredInCircle(name=said.name, referrer=said.text))

    def _reason(self, error: CrmError) -> str:
        column = self._links.column
        return encoded(reason_of(BadCell(column=column, reason=reason_of(error))))

    def _refuse(self) -> None:
        """Refuse the rows that have a fault, and those that name one that becomes nobody."""
        while leaning := self._links.settle_faults():
            for row, text, target in leaning:
                self._links.refuse(row, self._reason(ReferrerRefused(text=text, row=target)))
