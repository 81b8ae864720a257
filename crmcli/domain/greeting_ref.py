"""What rows of greetings are about, as numbers of the book and as references of the list.

A birthday's subject is the customer (`birthday:17`), or one of its people, whose number then
stands below zero and is written `birthday:p5`. A festival's is the customer with the festival
(`festival:17.mid_autumn`), kept as one number.
"""

from __future__ import annotations

from typing import Final

from crmcli.domain.due_kind import DueKind
from crmcli.domain.festival import Festival

_PER_CUSTOMER: Final = 100
_BIGGEST: Final = 2**63 - 1
_PERSON = "p"


def person_subject(person_id: int) -> int:
    """Give the subject of the birthday of one of a customer's people."""
    return -person_id


def festival_subject(customer_id: int, festival: Festival) -> int | None:
    """Give the subject of a customer's festival; None for an id that no book of crm gives out."""
    if not 0 < customer_id < _BIGGEST // _PER_CUSTOMER:
        return None
    return customer_id * _PER_CUSTOMER + festival.number


def greeting_ref(kind: DueKind, subject_id: int) -> str:
    """Write the reference of a row of a greeting."""
    if kind is DueKind.BIRTHDAY:
        return f"{kind}:{_PERSON}{-subject_id}" if subject_id < 0 else f"{kind}:{subject_id}"
    customer_id, number = divmod(subject_id, _PER_CUSTOMER)
    names = [each.value for each in Festival]
    name = names[number - 1] if 0 < number <= len(names) else str(number)
    return f"{kind}:{customer_id}.{name}"


def read_subject(kind: DueKind, text: str) -> int | None:
    """Read what a reference of a greeting is about; None for what is none.

    Args:
        kind: birthday or festival.
        text: what stands behind the colon.
    """
    if kind is DueKind.BIRTHDAY:
        rest = text.removeprefix(_PERSON)
        if not _is_id(rest):
            return None
        return person_subject(int(rest)) if rest != text else int(rest)
    customer, _, name = text.partition(".")
    wanted = name.strip().lower().replace("-", "_")
    if not _is_id(customer):
        return None
    if wanted in set(Festival):
        return festival_subject(int(customer), Festival(wanted))
    # A number that stands for no festival here is one of a later crm.
    is_number = _is_id(wanted) and int(wanted) < _PER_CUSTOMER
    return int(customer) * _PER_CUSTOMER + int(wanted) if is_number else None


def _is_id(text: str) -> bool:
    whole = text.isascii() and text.isdigit() and len(text) <= len(str(_BIGGEST))
    return whole and int(text) <= _BIGGEST
