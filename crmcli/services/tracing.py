"""By what a customer is known to others, and what it may have been called in a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.domain.traces import SHORT_TAIL, Traces
from crmcli.services.keys import search_keys

if TYPE_CHECKING:
    from crmcli.store.reads.identity_texts import IdentityTexts

_FEWEST_LETTERS = 2


def known_by(texts: IdentityTexts) -> Traces:
    """Give by what a customer is known wherever it stands; its company alone is no such thing."""
    return Traces({*texts.names, *texts.people, *texts.addresses}, texts.numbers)


def called(texts: IdentityTexts) -> Traces:
    """Give whatever a customer may have been called in a command that was about it for sure."""
    known = {*texts.names, *texts.people, *texts.addresses, *texts.companies}
    parts = {part for each in known for part in each.split()}
    spelled = {
        key
        for name in texts.names or {""}
        for kind in CustomerKind
        for company in texts.companies or {""}
        for key, _ in search_keys(
            name=name, kind=kind, company=company or None, people=texts.people, phones=(), emails=()
        )
    }
    words = {each for each in (*known, *parts, *spelled) if len(each) >= _FEWEST_LETTERS}
    return Traces(words, texts.numbers, tail=SHORT_TAIL)
