"""What each property of a card says of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.domain.phone import plain_mobile
from crmcli.errors import N_, Refused
from crmcli.exchange.vcard.accounts import ACCOUNTS, account_line, account_of
from crmcli.exchange.vcard.claims import Kept, says_more, worded
from crmcli.exchange.vcard.content_line import items_of, parts_of, unescaped
from crmcli.exchange.vcard.person_name import text_in
from crmcli.exchange.vcard.values import (
    address_of,
    birthday_of,
    email_of,
    gender_of,
    is_street_alone,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.exchange.vcard.claims import Claims
    from crmcli.exchange.vcard.content_line import Line

_SYSTEM = frozenset({
    "my contacts", "mycontacts", "starred", "starred in android", "我的联系人", "已加星标",
})  # fmt: skip
"""Groups that a phone puts everybody into; as tags they would tell nothing."""

_KINDS = {"org": CustomerKind.COMPANY, "individual": CustomerKind.PERSON}


class GroupCard(Refused):
    """A card that lists others."""

    code = "group_card"
    sentence = N_("It is a group of cards, no customer.")


def _name(claims: Claims, found: Line) -> Kept:
    return claims.is_first(found)


def _organisation(claims: Claims, found: Line) -> Kept:
    return claims.is_first(found) if text_in(parts_of(found.value)[0]) else Kept.WHOLE


def _nickname(claims: Claims, found: Line) -> Kept:
    claims.first.setdefault(found.name, found)
    return Kept.WHOLE


def _kind(claims: Claims, found: Line) -> Kept:
    kind = text_in(found.value).lower()
    if kind == "group":
        raise GroupCard
    if kind not in _KINDS:
        return Kept.WHOLE
    claims.one["kind"] = _KINDS[kind]
    return worded(found)


def _shown_as(claims: Claims, found: Line) -> Kept:
    if text_in(found.value).upper() != "COMPANY":
        return Kept.WHOLE
    claims.one["kind"] = CustomerKind.COMPANY
    return Kept.NOTHING


def _list(claims: Claims, found: Line) -> Kept:
    del claims
    if text_in(found.value).lower() in {"group", "true"}:
        raise GroupCard
    return Kept.WHOLE


def _title(claims: Claims, found: Line) -> Kept:
    return claims.take("title", text_in(found.value), worded(found))


def _role(claims: Claims, found: Line) -> Kept:
    return claims.take("occupation", text_in(found.value), worded(found))


def _number(claims: Claims, found: Line) -> Kept:
    number = number_of(found)
    if not claims.takes("phones", number):
        return Kept.WHOLE
    usual = ("TYPE=CELL",) if plain_mobile(number) else ()
    return claims.add("phones", number, worded(found, "VALUE=TEXT", "VALUE=URI", *usual))


def _email(claims: Claims, found: Line) -> Kept:
    address = email_of(found)
    if not claims.takes("emails", address) or not claims.may_hold("emails", address):
        return Kept.WHOLE
    return claims.add("emails", address, worded(found, "TYPE=INTERNET"))


def _address(claims: Claims, found: Line) -> Kept:
    text = address_of(found.value)
    if not text:
        return Kept.WHOLE
    more = says_more(found) or not is_street_alone(found.value)
    return claims.add("address", text, Kept.WORDING if more else Kept.NOTHING)


def _note(claims: Claims, found: Line) -> Kept:
    return claims.add("notes", unescaped(found.value), worded(found))


def _birthday(claims: Claims, found: Line) -> Kept:
    birthday = birthday_of(found)
    if not claims.takes("birthday", found.value if birthday is None else birthday):
        return Kept.WHOLE
    if birthday is None:
        return Kept.WHOLE
    kept = worded(found, "VALUE=DATE", "X-APPLE-OMIT-YEAR=1604")
    return claims.take("birthday", birthday, kept)


def _gender(claims: Claims, found: Line) -> Kept:
    gender = gender_of(found)
    if gender is None:
        return Kept.WHOLE
    more = says_more(found) or found.name != "GENDER" or ";" in found.value
    return claims.take("gender", gender, Kept.WORDING if more else Kept.NOTHING)


def _categories(claims: Claims, found: Line) -> Kept:
    tags = tags_of(found)
    if not tags:
        return Kept.WHOLE
    for each in tags:
        claims.add("tags", each, Kept.NOTHING)
    more = says_more(found) or len(tags) < len(items_of(found.value))
    return Kept.WORDING if more else Kept.NOTHING


def tags_of(found: Line) -> list[str]:
    """Give the tags that a CATEGORIES has, without the groups that a phone makes."""
    tags = dict.fromkeys(text_in(each) for each in items_of(found.value))
    return [each for each in tags if each and each.lower() not in _SYSTEM]


def _account(claims: Claims, found: Line) -> Kept:
    account = account_of(found)
    if account is None or account[0] in claims.handles:
        return Kept.WHOLE
    service, name = account
    claims.handles[service] = name
    made = account_line(service, name)
    is_usual = made is not None and made.head == found.head
    return Kept.NOTHING if is_usual else Kept.WORDING


def _uid(claims: Claims, found: Line) -> Kept:
    return claims.take("uid", text_in(found.value), worded(found, "VALUE=TEXT", "VALUE=URI"))


READERS: dict[str, Callable[[Claims, Line], Kept]] = {
    "FN": _name,
    "N": _name,
    "ORG": _organisation,
    "NICKNAME": _nickname,
    "KIND": _kind,
    "X-ABSHOWAS": _shown_as,
    "X-ADDRESSBOOKSERVER-KIND": _list,
    "X-EVOLUTION-LIST": _list,
    "TITLE": _title,
    "ROLE": _role,
    "TEL": _number,
    "EMAIL": _email,
    "ADR": _address,
    "NOTE": _note,
    "BDAY": _birthday,
    "GENDER": _gender,
    "X-GENDER": _gender,
    "X-WAB-GENDER": _gender,
    "CATEGORIES": _categories,
    "UID": _uid,
    **dict.fromkeys(ACCOUNTS, _account),
}
"""By property, in capitals."""
