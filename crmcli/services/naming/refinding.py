"""Keeping customers findable while what a command changed is taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.id_ranges import IdRanges
from crmcli.services.naming.findability import findable, found_by
from crmcli.store.erasure.forgetting import forget_customer, forget_keys, forget_texts
from crmcli.store.finding.keys import keys_of
from crmcli.store.reads.lookup import is_customer
from crmcli.store.staging.batch import Batch
from crmcli.store.texts import OF_CUSTOMER

if TYPE_CHECKING:
    from crmcli.services.naming.findability import FoundBy
    from crmcli.store.history.reverting import Step
    from crmcli.store.transaction import Transaction

_DECIDING = {
    "customer": ("kind",),
    "person": ("customer_id",),
    "contact_point": ("kind", "customer_id"),
}
"""The columns that decide what the texts beside them are, or whose."""

_FINDING = {
    table: frozenset({*texts.names, *texts.rest, *_DECIDING.get(table, ())})
    for table, texts in OF_CUSTOMER.items()
}
"""By table the columns that customers are found by."""

_KEYED = {
    "customer": frozenset({"name", "company", "kind"}),
    "person": frozenset({"name", "customer_id"}),
    "contact_point": frozenset({"kind", "value", "customer_id"}),
}
"""Those of them that give exact keys, with names spelled in pinyin."""

_AT_ONCE = 400
_FEW = 1000
"""Up to so many customers their keys are spelled again, beyond all keys are read through."""


class Refinding:
    """What customers were found by before steps that change it, until it is put right.

    Args:
        transaction: the open transaction.
        going: how many customers the whole command added, and are about to go.
    """

    def __init__(self, transaction: Transaction, going: int) -> None:
        self._transaction = transaction
        self._spelled = going <= _FEW
        self._before: dict[int, FoundBy] = {}
        self._returned = IdRanges()
        self._gone = IdRanges()

    def expect(self, step: Step) -> None:
        """Take note of what a step is about to change."""
        if len(self._before) >= _AT_ONCE:
            # Not after this step was looked at: what it is about to change is not changed yet.
            self._settle()
        if step.record == "customer" and step.action is Action.ADDED:
            self._forget(step)
        elif step.touches(_FINDING):
            keyed = step.touches(_KEYED)
            for first, last in step.customers:
                for key in range(first, last + 1):
                    self._expect(key, keyed=keyed)

    def close(self) -> None:
        """Make everybody findable by what they are now."""
        self._settle()
        for first, last in self._gone:
            forget_keys(self._transaction, first, last)
        connection = self._transaction.connection
        with Batch(self._transaction) as rows:
            for first, last in self._returned:
                for number, key in enumerate(range(first, last + 1), 1):
                    if is_customer(connection, key):
                        rows.find_customer(key, keys_of(connection, key))
                    if number % _AT_ONCE == 0:
                        rows.part()

    def _expect(self, customer_id: int, *, keyed: bool) -> None:
        known = self._before.get(customer_id)
        if customer_id in self._returned or (known and (known.keys is not None or not keyed)):
            return
        connection = self._transaction.connection
        if known is not None:
            self._before[customer_id] = replace(known, keys=tuple(keys_of(connection, customer_id)))
        elif is_customer(connection, customer_id):
            self._before[customer_id] = found_by(connection, customer_id, keys=keyed)
        else:
            # It comes back in this step or a later one, and is made findable when it is whole.
            self._returned.add(customer_id)

    def _settle(self) -> None:
        for customer_id, before in self._before.items():
            findable(self._transaction, customer_id, before)
        self._before = {}

    def _forget(self, step: Step) -> None:
        self._settle()
        for first, last in step.customers:
            if self._spelled:
                for key in range(first, last + 1):
                    if is_customer(self._transaction.connection, key):
                        keys = list(keys_of(self._transaction.connection, key))
                        forget_customer(self._transaction, key, keys)
            else:
                self._gone.add(first, last)
                forget_texts(self._transaction, first, last)
