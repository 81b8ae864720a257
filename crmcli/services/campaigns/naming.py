"""Which campaign a text names, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.text import fold
from crmcli.errors import N_, Conflict, NotFound
from crmcli.services.naming.customers import stated_id
from crmcli.store.reads import campaigns as reads

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.campaign import Campaign
    from crmcli.store.book import Book


class CampaignNotFound(NotFound):
    """No campaign has this name or id."""

    code = "campaign_not_found"
    sentence = N_("There is no campaign named {name}.")
    hint = N_("See them with `crm campaign list`.")


class AmbiguousCampaign(Conflict):
    """Several campaigns are named by the text; `candidates` lists them."""

    code = "ambiguous_campaign"
    sentence = N_("{text} matches {count} campaigns:")
    hint = N_("Name one of them by its id, like {example}.")

    def __init__(self, text: str, found: list[tuple[int, str]]) -> None:
        super().__init__(text=text, count=len(found), example=f"id:{found[0][0]}")
        self.candidates = tuple(CampaignCandidate(key, name) for key, name in found)


@dataclass(frozen=True, slots=True)
class CampaignCandidate:
    """A campaign that a text may mean; the field names are the keys of its JSON."""

    id: int
    name: str


class CampaignExists(Conflict):
    """A campaign of this name is there already."""

    code = "campaign_exists"
    sentence = N_("There is a campaign named {name} already.")
    hint = N_("Give another name, like '{name} 2', or remove it with `crm campaign drop`.")


class NotOnList(NotFound):
    """A customer that is not on the list of a campaign."""

    code = "not_on_list"
    sentence = N_("{customer} ({id}) is not on the list of {campaign}.")
    hint = N_("See who is with `crm campaign show`.")


def existing(connection: sqlite3.Connection, text: str) -> Campaign:
    """Find the one campaign that a text names: its name, its id, or part of its name.

    The best tier that matches counts: the whole name, then its beginning, then any part, whatever
    the case. Bare digits are a whole name or an id, nothing else: a mistyped id must not find
    whatever has these digits in its name.

    Raises:
        CampaignNotFound: there is none; the hint suggests a name that is spelled alike.
        AmbiguousCampaign: several in the best tier.
    """
    names = reads.campaign_names(connection)
    number = stated_id(text)
    found = _named(names, text)
    if found is None and number in {key for key, _ in names}:
        found = number
    if found is None and number is None:
        found = _beginning(names, text)
    if found is None:
        raise _not_found(names, text)
    return reads.campaign(connection, found)


def resolve(book: Book, text: str) -> int:
    """Find the id of the one campaign that a text names, in a read of its own; as `existing`."""
    with book.reading() as connection:
        return existing(connection, text).id


def _beginning(names: list[tuple[int, str]], text: str) -> int | None:
    """Find the one campaign whose name begins with a text, else the one that holds it."""
    wanted = fold(text.strip())
    holding = [each for each in names if wanted and wanted in fold(each[1])]
    found = [each for each in holding if fold(each[1]).startswith(wanted)] or holding
    if len(found) > 1:
        raise AmbiguousCampaign(text, found)
    return found[0][0] if found else None


def check_new(connection: sqlite3.Connection, name: str) -> None:
    """Check that no campaign has a name yet, nor one that differs by its case alone.

    Raises:
        CampaignExists: one has.
    """
    names = reads.campaign_names(connection)
    found = _named(names, name)
    if found is not None:
        raise CampaignExists(name=dict(names)[found])


def _named(names: list[tuple[int, str]], text: str) -> int | None:
    wanted = fold(text.strip())
    return next((key for key, name in names if fold(name) == wanted), None)


def _not_found(names: list[tuple[int, str]], text: str) -> CampaignNotFound:
    from crmcli.domain.nearness import nearest  # noqa: PLC0415 - only to help after a mistake

    near = nearest(fold(text), [fold(name) for _, name in names])
    meant = next((name for _, name in names if near and fold(name) == near), None)
    if meant is None:
        return CampaignNotFound(name=text)
    return CampaignNotFound(name=text, nearest=meant, hint=N_("Did you mean {nearest}?"))
