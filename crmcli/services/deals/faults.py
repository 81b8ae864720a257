"""What can be wrong with what is asked of a deal."""

from __future__ import annotations

from crmcli.errors import N_, Conflict, NotFound, Refused


class DealNotFound(NotFound):
    """No deal has this id."""

    code = "deal_not_found"
    sentence = N_("There is no deal {id}.")
    hint = N_("See the open ones with `crm deal list`, all with `crm deal list --all`.")


class DealClosed(Conflict):
    """The deal was won or lost already."""

    code = "deal_closed"
    sentence = N_("Deal {id} is not open any more: it was {stage} on {day}.")
    hint = N_("If it goes on after all: crm deal reopen {id} --reason …")


class DealOpen(Conflict):
    """The deal is open, so that there is nothing to open again."""

    code = "deal_open"
    sentence = N_("Deal {id} is open, at {stage}.")


class SameStage(Conflict):
    """The deal is at this stage already."""

    code = "same_stage"
    sentence = N_("Deal {id} is at {stage} already.")


class DealBought(Conflict):
    """What was bought with a deal is recorded already, from an earlier end of it."""

    code = "deal_bought"
    sentence = N_("Purchase {purchase_id} is recorded with deal {id} already.")
    hint = N_("Win it without --purchase; change what was bought with crm purchase edit.")


class UnfinishedDeal(Refused):
    """Nothing was learnt yet from a deal that goes on."""

    code = "unfinished_deal"
    sentence = N_("Deal {id} goes on, at {stage}: a case is of one that was won or lost.")
    hint = N_("Say it with the end: crm deal win {id} --why …, or crm deal lose {id} --reason …")


class FutureDeal(Refused):
    """What became of a deal cannot lie in the future."""

    code = "future_deal"
    sentence = N_("What becomes of a deal cannot lie in the future ({day}).")
    hint = N_("When it is expected to close is said with --close DATE.")


class BeforeLastMove(Refused):
    """A move that would lie before the one before it."""

    code = "before_last_move"
    sentence = N_("Deal {id} has been at {stage} since {since}; it cannot leave it on {day}.")


class BeforeLastMoment(BeforeLastMove):
    """A move on the day of the one before it, at an earlier time."""

    sentence = N_("Deal {id} came to {stage} at {since}; it cannot leave it at {at}.")
    hint = N_("Give a later time, or the day alone, as in --at {day}, to put it right after that.")


class NoAmount(Refused):
    """A purchase of a deal of which nobody knows the amount."""

    code = "no_amount"
    sentence = N_("Deal {id} has no amount, so that no purchase can be recorded.")
    hint = N_("Give it first: crm deal edit {id} --amount 12000")
