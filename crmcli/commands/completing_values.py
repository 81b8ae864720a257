"""What a Tab offers for each option and argument, by the parameter's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.commands.parsing import PATHS, session_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum

    from typer import Context

    Offer = Callable[[Context, str], Iterable[tuple[str, str]]]

FILES = PATHS | {"global_db"}
"""Parameters that take the name of a file; the shell completes those itself."""


def offered(context: Context, parameter: str, typed: str) -> Iterable[tuple[str, str]]:
    """Give the values of a parameter that may follow what was typed, each with its explanation."""
    path = context.command_path.partition(" ")[2]
    offer = _OFFERS.get(f"{path}:{parameter}") or _OFFERS.get(parameter)
    return () if offer is None else offer(context, typed)


def _customers(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    from crmcli.services.naming.completion import customer_names

    if typed.isdigit():
        return ()
    archived = context.command_path.endswith(" restore")
    return customer_names(session_of(context).book, typed, archived=archived)


def _campaigns(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    from crmcli.services.naming.completion import campaign_names

    return campaign_names(session_of(context).book, typed)


def _own(column: str) -> Offer:
    def offer(context: Context, typed: str) -> Iterable[tuple[str, str]]:
        from crmcli.services.naming.completion import own_values

        return own_values(session_of(context).book, column, typed)

    return offer


def _words(*words: str) -> Offer:
    def offer(context: Context, typed: str) -> Iterable[tuple[str, str]]:
        del context
        # Several values of a closed list may stand in one word, as in A,B.
        before, comma, rest = typed.rpartition(",")
        return [(before + comma + word, "") for word in words if word.startswith(rest)]

    return offer


def _choices(module: str, name: str) -> Offer:
    def offer(context: Context, typed: str) -> Iterable[tuple[str, str]]:
        from importlib import import_module

        del context
        kind: type[StrEnum] = getattr(import_module(f"crmcli.domain.{module}"), name)
        return _members(kind, typed)

    return offer


def _members(kind: Iterable[StrEnum], typed: str) -> Iterable[tuple[str, str]]:
    """Offer values, each with its meaning; or the reader's words for them if one is begun."""
    from crmcli.render.choices import answer, meaning

    before, comma, rest = typed.rpartition(",")
    if rest.isascii():
        offers = [(each.value, meaning(each)) for each in kind]
    else:
        offers = [(answer(each), each.value) for each in kind]
    return [(before + comma + word, told) for word, told in offers if word.startswith(rest)]


def _deals(*, closed: bool | None = None) -> Offer:
    def offer(context: Context, typed: str) -> Iterable[tuple[str, str]]:
        from crmcli.services.naming.completion import deal_numbers

        return deal_numbers(session_of(context).book, typed, closed=closed)

    return offer


def _feedback(*, closed: bool | None = None) -> Offer:
    def offer(context: Context, typed: str) -> Iterable[tuple[str, str]]:
        from crmcli.services.naming.completion import feedback_numbers

        return feedback_numbers(session_of(context).book, typed, closed=closed)

    return offer


def _measures(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    from crmcli.services.naming.completion import measure_numbers

    return measure_numbers(session_of(context).book, typed)


def _policies(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    del context
    from crmcli.domain.policy import Policy
    from crmcli.render.policy import what_it_is

    known = Policy().values()
    return [(f"{name}=", what_it_is(name)) for name in known if name.startswith(typed)]


def _graded(group: str, *grades: str) -> Offer:
    def offer(context: Context, typed: str) -> Iterable[tuple[str, str]]:
        del context
        from crmcli.render.policy import what_it_is

        return [(f"{each}=", what_it_is(group + each)) for each in grades if each.startswith(typed)]

    return offer


def _open_stages(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    del context
    from crmcli.domain.stage import OPEN_STAGES

    return _members(OPEN_STAGES, typed)


def _fields(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    from crmcli.services.customers.listing import field_names
    from crmcli.services.naming.completion import own_fields

    sign = "-" if typed.startswith("-") else ""
    names = [*field_names(), *own_fields(session_of(context).book)]
    return [(sign + name, "") for name in names if name.startswith(typed.removeprefix("-"))]


def _assignments(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    if "=" in typed:
        return ()
    return [(f"{name}=", text) for name, text in _fields(context, typed)]


def _currencies(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    from crmcli.domain.currency import codes

    return _words(*codes())(context, typed.upper())


def _branches(context: Context, typed: str) -> Iterable[tuple[str, str]]:
    del context
    from crmcli.commands.tree import TREE

    return [(name, "") for name in TREE.verbs if name.startswith(typed)]


_PERIODS = (
    *("today", "this-week", "last-week", "this-month", "last-month"),
    *("this-quarter", "last-quarter", "this-year", "last-year", "all"),
)

_OFFERS: dict[str, Offer] = {
    "customer": _customers,
    "customers": _customers,
    "campaign": _campaigns,
    "also": _customers,
    "referred_by": _customers,
    "keep": _customers,
    "other": _customers,
    "tag": _own("tag"),
    "source": _own("source"),
    "owner": _own("owner"),
    "product": _own("product"),
    "rate set:currency": _currencies,
    "rate list:currency": _currencies,
    "deal": _deals(),
    "log q:deal": _deals(closed=False),
    "deal move:deal": _deals(closed=False),
    "deal win:deal": _deals(closed=False),
    "deal lose:deal": _deals(closed=False),
    "deal reopen:deal": _deals(closed=True),
    "deal case:deal": _deals(closed=True),
    "deal edit:unset": _words("amount", "close", "probability", "note"),
    "deal case:unset": _words("why", "repeat", "avoid", "objection"),
    "deal list:sort": _choices("deals.deal", "DealSort"),
    "deal list:stage": _choices("stage", "Stage"),
    "deal export:sort": _choices("deals.deal", "DealSort"),
    "deal export:stage": _choices("stage", "Stage"),
    "stage": _open_stages,
    "objection": _own("objection"),
    "to": _own("owner"),
    "grade": _choices("grading", "Grade"),
    "need": _choices("grading", "Need"),
    "status": _choices("classes", "SaleStatus"),
    "urgency": _choices("classes", "Urgency"),
    "value": _choices("classes", "ValueClass"),
    "importance": _choices("classes", "Importance"),
    "channel": _choices("contact", "Channel"),
    "by_channel": _choices("contact", "Channel"),
    "via": _choices("contact", "Channel"),
    "purpose": _choices("contact", "Purpose"),
    "outcome": _choices("contact", "Outcome"),
    "campaign add:kind": _choices("campaign_kind", "CampaignKind"),
    "due list:kind": _choices("obligation", "DueKind"),
    "feedback": _feedback(),
    "feedback advance:feedback": _feedback(closed=False),
    "feedback close:feedback": _feedback(closed=False),
    "feedback reopen:feedback": _feedback(closed=True),
    "measure": _measures,
    "grade policy show:set_": _policies,
    "grade policy test:cadence": _graded("", *"ABCDE"),
    "grade policy test:horizon": _graded("horizon.", *"ABC"),
    "feedback add:kind": _choices("feedback_state", "FeedbackKind"),
    "feedback list:kind": _choices("feedback_state", "FeedbackKind"),
    "feedback export:kind": _choices("feedback_state", "FeedbackKind"),
    "feedback advance:to": _choices("feedback_state", "FeedbackState"),
    "feedback edit:unset": _words("category", "via", "handler", "result"),
    "feedback measure add:owner": _own("measure_owner"),
    "feedback measure list:owner": _own("measure_owner"),
    "severity": _choices("feedback_state", "Severity"),
    "category": _own("category"),
    "handler": _own("handler"),
    "churn list:kind": _choices("churn.kind", "ChurnKind"),
    "churn try:result": _choices("winback_result", "WinbackResult"),
    "customer field add:type": _choices("field", "FieldType"),
    "sort": _fields,
    "where": _fields,
    "unset": _fields,
    "purchase edit:unset": _words("product", "deal", "note"),
    "set_": _assignments,
    "shell": _words("bash", "zsh", "fish"),
    "due export:as_": _words("event", "todo"),
    **{
        f"{group} export:{name}": offer
        for group in ("customer", "log", "deal", "purchase", "feedback")
        for name, offer in (
            ("format_", _words("csv", "tsv", "xlsx", "json", "jsonl")),
            # Here it is free text, not what a contact is for.
            ("purpose", _words()),
        )
    },
    "customer export:format_": _words("csv", "tsv", "xlsx", "json", "jsonl", "vcf", "vcf3"),
    "customer export:with_": _choices("beside", "Beside"),
    "format_": _words("table", "json", "jsonl", "csv", "tsv", "md", "html", "xlsx"),
    "period": _words(*_PERIODS),
    "report run:name": _own("saved_report"),
    "report remove:name": _own("saved_report"),
    "report count:by": _fields,
    "report count:sum_": _words("purchases", "deals"),
    "may_contact": _words("yes", "no"),
    "may_share": _words("yes", "no"),
    "global_format": _words("table", "json", "jsonl", "csv", "tsv", "md", "ids"),
    "global_lang": _words("en", "zh"),
    "config set:name": _words("currency", "region", "lang", "timezone"),
    "config unset:name": _words("currency", "region", "lang", "timezone"),
    "schema:command": _branches,
}
"""Offers by the name of a parameter, or `VERB:PARAMETER` where the name means two things."""
