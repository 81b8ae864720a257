"""How loyalty points look: who has how many, one ledger, and the line after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.loyalty import LoyaltyAccount, LoyaltyLine
from crmcli.language import _, ngettext, pgettext
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing, Output, show_list, show_record
from crmcli.render.width import wrapped
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.render.layout import Layout
    from crmcli.services.loyalty.changes import Booked
    from crmcli.services.loyalty.reading import Accounts, Ledger


def show_accounts(output: Output, result: Accounts) -> None:
    """Write who has points; while none are given, say how that is changed."""
    listing = Listing(
        LoyaltyAccount, key=_ACCOUNT.key, layout=_layout, empty=_("Nobody has points.")
    )
    show_list(output, listing, result.accounts)
    if not result.is_on:
        _tell_off()


def show_ledger(output: Output, result: Ledger) -> None:
    """Show what a customer has, and its ledger.

    A table has the sums above it; in formats for programs the lines are data, and the sums are told
    on stderr. JSON has all in one object.
    """
    if output.is_json:
        extra = {"entries": result.lines, "on": result.is_on}
        show_record(output, result.account, (), extra=extra)
    else:
        told = "\n".join(_told(result.account))
        if output.list_format is Format.TABLE:
            gate.put(f"{wrapped(told)}\n")
        else:
            gate.tell(told)
        show_list(output, Listing(LoyaltyLine, key=_LINE.key, layout=_ledger_layout), result.lines)
    if not result.is_on:
        _tell_off()


def redeemed(output: Output, result: Booked) -> None:
    """Say that points were redeemed, and what is left."""
    points = -result.line.points
    text = ngettext(
        "Redeemed {count} point of {customer} ({id}): {reason}. Balance {balance}.",
        "Redeemed {count} points of {customer} ({id}): {reason}. Balance {balance}.",
        points,
    )
    _booked(output, result, text, points)


def adjusted(output: Output, result: Booked) -> None:
    """Say that points were given or taken by hand, and what there is now."""
    points = abs(result.line.points)
    text = ngettext(
        "Gave {count} point to {customer} ({id}): {reason}. Balance {balance}.",
        "Gave {count} points to {customer} ({id}): {reason}. Balance {balance}.",
        points,
    )
    if result.line.points < 0:
        text = ngettext(
            "Took {count} point from {customer} ({id}): {reason}. Balance {balance}.",
            "Took {count} points from {customer} ({id}): {reason}. Balance {balance}.",
            points,
        )
    _booked(output, result, text, points)


def _booked(output: Output, result: Booked, text: str, points: int) -> None:
    account = result.account
    told = text.format(
        count=points,
        customer=one_line(account.customer),
        id=account.customer_id,
        reason=joined.without_stop(one_line(result.line.reason or "")),
        balance=account.balance,
    )
    lines = [joined.sentences((told, _level(account)))]
    extra = {"entry": result.line}
    show_record(output, account, lines, key=result.line.id, extra=extra)


def _told(account: LoyaltyAccount) -> Iterator[str]:
    yield one_line(f"{account.customer} ({account.customer_id})")
    sums = _("Balance {balance}: earned {earned}, redeemed {redeemed}.").format(
        balance=account.balance, earned=account.earned, redeemed=account.redeemed
    )
    yield "  " + joined.sentences((sums, _level(account)))
    if account.referred:
        text = ngettext(
            "Referred {count} customer, of whom {bought} bought.",
            "Referred {count} customers, of whom {bought} bought.",
            account.referred,
        )
        yield "  " + text.format(count=account.referred, bought=account.referred_bought)


def _level(account: LoyaltyAccount) -> str:
    """Say which level a customer has, and how far the next one is; nothing without levels."""
    parts = []
    if account.level is not None:
        parts.append(_("Level {level}.").format(level=one_line(account.level)))
    if account.next_level is not None:
        missing = account.missing or 0
        text = ngettext(
            "{count} point more for {level}.", "{count} points more for {level}.", missing
        )
        parts.append(text.format(count=missing, level=one_line(account.next_level)))
    return joined.sentences(parts)


def _tell_off() -> None:
    gate.tell(
        _(
            "Loyalty points are off: no purchase brings any. Turn them on with"
            " `crm grade policy --set loyalty.points=1`."
        )
    )


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Customer"), _who, wraps=True),
            Column(_("Level"), lambda row: row.level or ""),
            Column(_("Balance"), lambda row: str(row.balance), right=True, style=_low),
            Column(_("Earned"), lambda row: str(row.earned), right=True, needs=60),
            Column(_("Redeemed"), lambda row: str(row.redeemed), right=True, needs=60),
            Column(_("Next level"), _next, needs=100),
            Column(_("Referred"), lambda row: str(row.referred), right=True, needs=70),
        )
    )


def _who(row: LoyaltyAccount) -> str:
    return f"{joined.dotted((row.customer, row.company or ''))} ({row.customer_id})"


def _next(row: LoyaltyAccount) -> str:
    if row.next_level is None:
        return ""
    return _("{level} in {missing}").format(level=row.next_level, missing=row.missing)


def _low(row: LoyaltyAccount) -> str:
    return "red" if row.balance < 0 else ""


def _ledger_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Day"), lambda row: row.day.isoformat()),
            Column(_("Points"), lambda row: f"{row.points:+}", right=True),
            Column(_("Balance"), lambda row: str(row.balance), right=True),
            Column(pgettext("what points were booked for", "For"), _for, wraps=True),
        )
    )


def _for(row: LoyaltyLine) -> str:
    parts = [label(row.kind)]
    if row.purchase_id is not None:
        parts.append(str(row.purchase_id))
    if row.referred is not None:
        parts.append(f"{row.referred} ({row.referred_id})")
    if row.reason:
        parts.append(row.reason)
    return "  ".join(parts)


_ACCOUNT = Listing(LoyaltyAccount, key=lambda row: row.customer_id)  # type: ignore[attr-defined]
_LINE = Listing(LoyaltyLine, key=lambda row: row.id)  # type: ignore[attr-defined]
