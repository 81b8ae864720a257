"""Campaigns as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.campaign import Campaign, CampaignMember, OtherCampaigns, pooled
from crmcli.services.campaigns.naming import existing
from crmcli.store.reads.campaigns import campaigns, members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class Report:
    """A campaign with its list, and what came of the book's other campaigns.

    `members` are read as they are asked for, once.
    """

    campaign: Campaign
    members: Iterator[CampaignMember]
    others: OtherCampaigns


def listed(book: Book) -> Iterator[Campaign]:
    """Yield all campaigns, the latest first."""
    with book.reading() as connection:
        yield from campaigns(connection)


@contextmanager
def report(book: Book, name: str) -> Iterator[Report]:
    """Read a campaign, by its name or id, with its list.

    Raises:
        CampaignNotFound: there is no such campaign.
    """
    with book.reading() as connection:
        told = existing(connection, name)
        others = pooled(each for each in campaigns(connection) if each.id != told.id)
        yield Report(told, members(connection, told), others)
