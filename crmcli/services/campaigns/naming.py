"""Which campaign a text names, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.text import fold
from crmcli.errors import N_, Conflict, NotFound
from crmcli.services.naming import stated_id
from crmcli.store.reads import campaigns as reads

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.campaign import Campaign


class CampaignNotFound(NotFound):
    """No campaign has this name or id."""

    code = "campaign_not_found"
    sentence = N_("There is no campaign named {name}.")
    hint = N_("See them with `crm campaign list`.")


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
    """Find the campaign that a text names: by its name, whatever its case, or by its id.

    Raises:
        CampaignNotFound: there is none; the hint suggests a name that is spelled alike.
    """
    names = reads.campaign_names(connection)
    number = stated_id(text)
    found = _named(names, text)
    if found is None and number in {key for key, _ in names}:
        found = number
    if found is None:
        raise _not_found(names, text)
    return reads.campaign(connection, found)


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
