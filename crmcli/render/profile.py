"""Who a customer is, as sections of its page: how to reach it, its classes, its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.birthday import birthday_told
from crmcli.domain.choice import choice_named
from crmcli.domain.classes import AXIS_VALUES
from crmcli.domain.festival_choice import festivals_told
from crmcli.domain.field_names import meant_field
from crmcli.domain.history_values import named
from crmcli.language import _, ngettext
from crmcli.render import dealings, joined
from crmcli.render.amount import amount_text
from crmcli.render.gate import one_line
from crmcli.render.page import Line, Section, Weight
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.customer import Customer
    from crmcli.domain.derivation import Pin
    from crmcli.domain.person import Person
    from crmcli.services.customers.dealings import Dealings


def reach(customer: Customer) -> Iterator[Section]:
    """Say how a customer is reached."""
    if customer.phones:
        yield Section(
            _("Phone"), (Line(one_line(joined.items(customer.phones)), weight=Weight.NEXT),)
        )
    handles = (
        joined.titled(say(named("contact_point", service)), handle)
        for service, handle in customer.handles.items()
    )
    addresses = [*customer.emails, *handles]
    if addresses:
        yield _section(_("Online"), joined.items(addresses), Weight.EXTRA)


def classes(customer: Customer, found: Dealings, pins: tuple[Pin, ...]) -> Iterator[Section]:
    """Say a customer's classes, and which of them were pinned by hand."""
    yield _section(_("Class"), _classes(customer, found), Weight.EXTRA, whole=True)
    if pins:
        told = (
            joined.titled(told, joined.without_stop(each.reason))
            if (told := f"{word(each.axis)} {word(each.value)}") and not _says_the_same(each)
            else told
            for each in pins
        )
        yield _section(_("Pinned"), joined.clauses(told), Weight.EXTRA)


def _says_the_same(pin: Pin) -> bool:
    """Tell whether the reason of a pin is the pin itself, as in an import of 状态：已成交."""
    name, _colon, value = pin.reason.replace("：", ":").partition(":")
    same_field = meant_field(name) == pin.axis
    return same_field and choice_named(AXIS_VALUES[pin.axis], value) == pin.value


def details(customer: Customer, referrer: str | None) -> Iterator[Section]:
    """Say what else is known of a customer.

    Args:
        customer: it.
        referrer: the name of the customer who referred it.
    """
    if customer.tags:
        yield _section(_("Tags"), joined.items(customer.tags), Weight.SPARE)
    if customer.people:
        people = joined.clauses(_person(each) for each in customer.people)
        yield _section(_("People"), people, Weight.EXTRA)
    also = _also(customer, referrer)
    if also:
        yield _section(_("Also"), also, Weight.SPARE, whole=True)


def _section(label: str, text: str, weight: Weight, *, whole: bool = False) -> Section:
    return Section(label, (Line(one_line(text), weight=weight, whole=whole),))


def _classes(customer: Customer, found: Dealings) -> str:
    parts = [
        _("importance {value}").format(value=word(customer.importance)),
        _("urgency {value}").format(value=word(customer.urgency)),
        _("sale {value}").format(value=word(customer.status)),
        _("value {value}").format(value=word(customer.value)),
        _("lifecycle {value}").format(value=word(customer.lifecycle)),
        _("frequency {value}").format(value=word(customer.frequency)),
    ]
    if customer.potential is not None:
        amount = amount_text(customer.potential)
        parts.insert(3, _("potential {amount}").format(amount=amount))
    if customer.cooperation_years:
        told = ngettext(
            "{count} year of trade", "{count} years of trade", customer.cooperation_years
        )
        parts.append(told.format(count=customer.cooperation_years))
    return joined.dotted([*parts, *dealings.classed(found)])


def _person(person: Person) -> str:
    told = [each for each in (person.title, person.role, *person.phones, *person.emails) if each]
    return joined.noted(person.name, joined.facts(told)) if told else person.name


def _also(customer: Customer, referrer: str | None) -> str:
    fields = (
        (_("birthday"), say(birthday_told(customer.birthday))),
        (_("prefers"), customer.channel and word(customer.channel)),
        (_("industry"), customer.industry),
        (_("source"), customer.source),
        (_("referred by"), referrer),
        (_("address"), customer.address),
        (_("product needs"), customer.product_needs),
        (_("service requirements"), customer.service_requirements),
        (_("hobbies"), customer.hobbies),
        (_("festivals"), customer.festivals and say(festivals_told(customer.festivals))),
        *customer.fields.items(),
    )
    return joined.dotted(f"{label} {text}" for label, text in fields if text)
