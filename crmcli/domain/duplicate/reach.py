"""Numbers, addresses and handles that two customers have in common, and how much that says."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple, Protocol

from crmcli.domain.duplicate.words import (
    Evidence,
    Reason,
    alike_text,
    reached_text,
    switchboard_text,
)
from crmcli.domain.phone import plain_mobile, search_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MANY = 10
"""How many customers a number must have to say hardly anything: it is a switchboard's."""

_FEW = 3
_SHARED, _SHARED_BY_MANY = 0.5, 0.2
_MOBILE, _PHONE, _LANDLINE = 0.85, 0.8, 0.6
_ONE_EXTENSION, _OTHER_EXTENSION = 0.45, 0.15
_EMAIL, _OFFICE_EMAIL, _HANDLE = 0.85, 0.5, 0.85
_OF_A_PERSON = 0.9
"""By how much less it says where the number is one of its people's."""

_OFFICE = frozenset({
    "info", "sales", "contact", "office", "admin", "service", "support", "hello", "mail",
    "marketing", "hr", "kefu", "post", "enquiries", "order", "orders",
})  # fmt: skip


class Reach(NamedTuple):
    """A number or an address as it is kept, and whose of a customer's people, if one's, it is."""

    value: str
    person: str | None = None


class Reached(Protocol):
    """Whoever has numbers, addresses and handles."""

    @property
    def phones(self) -> Sequence[Reach]:
        """Kept numbers."""

    @property
    def emails(self) -> Sequence[Reach]:
        """Kept addresses."""

    @property
    def handles(self) -> Sequence[str]:
        """Handles, as `service: handle`."""


def phone_key(value: str) -> str:
    """Give the key of a kept number, which all its forms have; its extension is no part of it."""
    return search_forms(value.partition("#")[0])[0]


def email_key_of(value: str) -> str:
    """Give the key of a kept address."""
    return unicodedata.normalize("NFC", value.strip().casefold())


def handle_key(value: str) -> str:
    """Give the key of a handle, as `service: handle`."""
    return value.casefold()


def best_of(many: int) -> int:
    """Give the most that a number or an address says that so many customers have."""
    return round(100 * max(_MOBILE, _EMAIL) * _factor(many))


def reach_reasons(one: Reached, other: Reached, shared: Mapping[str, int]) -> Iterator[Reason]:
    """Give what two customers are reached by alike, each number and address once."""
    yield from _phones(one, other, shared)
    theirs = {email_key_of(each.value): each for each in other.emails}
    for key, mine in {email_key_of(each.value): each for each in one.emails}.items():
        if key in theirs:
            local = key.partition("@")[0]
            weight = _OFFICE_EMAIL if local in _OFFICE else _EMAIL
            yield _reason(Evidence.EMAIL, mine, theirs[key], weight, shared.get(key, 2))
    known = {handle_key(each) for each in other.handles}
    for handle in dict.fromkeys(one.handles):
        if handle_key(handle) in known:
            weight = _HANDLE * _factor(shared.get(handle_key(handle), 2))
            text = alike_text(Evidence.HANDLE, handle)
            yield Reason(Evidence.HANDLE, handle, text, round(100 * weight))


def _phones(one: Reached, other: Reached, shared: Mapping[str, int]) -> Iterator[Reason]:
    mine, theirs = _by_number(one.phones), _by_number(other.phones)
    for key in mine:
        if key not in theirs:
            continue
        many = shared.get(key, 2)
        same = next((each for each in mine[key] if each in theirs[key]), None)
        if same is not None:
            pair = mine[key][same], theirs[key][same]
            yield _reason(Evidence.PHONE, *pair, _weight(pair[0].value), many)
            continue
        bare = "" in {*mine[key], *theirs[key]}
        weight = _ONE_EXTENSION if bare else _OTHER_EXTENSION
        base = next(iter(mine[key].values())).value.partition("#")[0]
        points = round(100 * weight * _factor(many))
        yield Reason(Evidence.PHONE, base, switchboard_text(base), points)


def _by_number(phones: Sequence[Reach]) -> dict[str, dict[str, Reach]]:
    """Sort numbers by their key and, within that, by extension."""
    found: dict[str, dict[str, Reach]] = {}
    for each in phones:
        found.setdefault(phone_key(each.value), {}).setdefault(each.value.partition("#")[2], each)
    return found


def _weight(number: str) -> float:
    if plain_mobile(number):
        return _MOBILE
    return _LANDLINE if number.startswith("+86") or not number.startswith("+") else _PHONE


def _factor(many: int) -> float:
    if many <= _FEW:
        return 1
    return _SHARED if many < MANY else _SHARED_BY_MANY


def _reason(kind: Evidence, mine: Reach, theirs: Reach, weight: float, many: int) -> Reason:
    people = tuple(dict.fromkeys(each.person for each in (mine, theirs) if each.person))
    factor = _factor(many) * (_OF_A_PERSON if people else 1)
    text = reached_text(kind, mine.value, people, many)
    return Reason(kind, mine.value, text, round(100 * weight * factor))
