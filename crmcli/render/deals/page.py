"""One deal in full: what it is, how far it came, its moves, and what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.length import length
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.amount import amount_text
from crmcli.render.deals.listing import AMOUNTS
from crmcli.render.gate import one_line, safe
from crmcli.render.output import Output, show_record
from crmcli.render.width import padded, width
from crmcli.render.words import label, say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.deals.deal import Deal, DealCase, DealMove
    from crmcli.services.deals.reading import DealPage


def show_deal(output: Output, page: DealPage) -> None:
    """Show one deal in full."""
    extra = {"moves": page.moves, "case": page.case, "purchases": page.purchases}
    show_record(output, page.deal, _drawn(page), key=page.deal.id, amounts=AMOUNTS, extra=extra)


def _drawn(page: DealPage) -> Iterator[str]:
    deal = page.deal
    company = deal.company if deal.company != deal.customer else None
    whose = joined.dotted((f"{deal.customer} ({deal.customer_id})", company or ""))
    title = _("{title} (deal {id}) · {customer}")
    yield one_line(title.format(title=deal.title, id=deal.id, customer=whose))
    rows = [(name, text) for name, text in _rows(page) if text]
    room = max(width(name) for name, _text in rows) + 2
    for name, text in rows:
        yield f"  {padded(name, room)}{text}"


def _rows(page: DealPage) -> Iterator[tuple[str, str]]:
    deal = page.deal
    yield _("Complaint"), _complaint(deal)
    yield _("Amount"), "" if deal.amount is None else _amount(page)
    yield _("Stage"), _("{stage} since {day}").format(stage=label(deal.stage), day=deal.stage_since)
    yield _("Reason"), one_line(deal.lost_reason or "")
    yield _("Closes"), word(deal.expected_close)
    yield _("Quiet"), _quiet(page)
    yield pgettext("day on which something is due", "Due"), _due(page)
    opened = _("{day}, by {author}").format(day=deal.opened, author=one_line(deal.author))
    yield _("Opened"), opened
    yield _("Bought"), _bought(page)
    yield _("Notes"), one_line(deal.notes or "")
    name = _("Moves")
    for move in page.moves:
        yield name, _move(move)
        name = ""
    if page.case is not None:
        yield from case_rows(page.case)


def case_rows(case: DealCase) -> Iterator[tuple[str, str]]:
    """Give the lines of a case: a name and a text each, empty where nothing was said."""
    yield _("Objection"), one_line(case.objection or "")
    yield _("Why"), one_line(case.why or "")
    yield _("Repeat"), one_line(case.repeat or "")
    yield _("Avoid"), one_line(case.avoid or "")


def _amount(page: DealPage) -> str:
    deal = page.deal
    if deal.amount is None or deal.weighted is None:
        return ""
    if not deal.is_open:
        return amount_text(deal.amount)
    text = _("{amount} × {chance}% = {weighted}")
    return text.format(
        amount=amount_text(deal.amount),
        chance=deal.probability,
        weighted=amount_text(deal.weighted),
    )


def _complaint(deal: Deal) -> str:
    if deal.complaint is None:
        return ""
    return _("{id} is open: crm feedback show {id}").format(id=deal.complaint)


def _quiet(page: DealPage) -> str:
    days, limit = page.deal.quiet_days, page.limit
    if days is None or limit is None:
        return ""
    text = ngettext("{count} day, limit {limit}", "{count} days, limit {limit}", days)
    return text.format(count=days, limit=say(length(limit)))


def _due(page: DealPage) -> str:
    # Beside the date it was due the days since then, as on the due list; not since its close.
    due, late = word(page.deal.due), page.deal.overdue_days or 0
    if late <= 0:
        return due
    told = ngettext("{count} day late", "{count} days late", late).format(count=late)
    return joined.noted(due, told)


def _bought(page: DealPage) -> str:
    if not page.purchases:
        return ""
    ids = joined.items(map(str, page.purchases))
    text = ngettext("purchase {ids}", "purchases {ids}", len(page.purchases))
    return text.format(ids=ids)


def _move(move: DealMove) -> str:
    note = f"  {one_line(move.note)}" if move.note else ""
    return safe(f"{word(move.at)}  {label(move.stage)}{note}")
