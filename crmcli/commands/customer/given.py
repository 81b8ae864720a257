"""A customer's fields as they were given in options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.commands.asking import standard_input
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELDS = {
    "name": "name",
    "company": "company",
    "channel": "channel",
    "need": "need",
    "close": "expected_close",
    "grade": "grade",
    "importance": "importance",
    "every": "every",
    "by_channel": "by_channel",
    "potential": "potential",
    "source": "source",
    "referred_by": "referred_by",
    "birthday": "birthday",
    "may_contact": "may_contact",
    "may_share": "may_share",
    "note": "notes",
}
_LISTS = {"phone": "phones", "email": "emails", "tag": "tags"}


class BadAssignment(UsageFault):
    """A `--set` without a field or an equals sign."""

    code = "bad_assignment"
    sentence = N_("Cannot read {text}.")
    hint = N_("Write it like --set industry=IT.")


def given_fields(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Collect the fields of the options that were given, as text by field name.

    Raises:
        BadAssignment: a `--set` is not FIELD=VALUE.
    """
    stated = stated_fields(parameters)
    return {**listed_values(parameters), **stated}


def listed_values(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Collect the values of lists that have options of their own: `--phone`, `--email`, `--tag`."""
    return {
        field: ";".join(parameters[name]) for name, field in _LISTS.items() if parameters.get(name)
    }


def refusal(stated: Mapping[str, str]) -> str | None:
    """Give the option by which a customer is said not to be contacted or shared, if it is.

    That needs a reason; None also where one is given among the fields.

    Raises:
        UnknownChoice: a flag is neither yes nor no.
    """
    from crmcli.domain.consent import FLAGS, read_flag
    from crmcli.services.customers.fields import canonical

    given = {canonical(name): text for name, text in stated.items()}
    refused = [name for name in FLAGS if name in given and not read_flag(given[name], name)]
    if not refused or "consent_reason" in given:
        return None
    return f"--{refused[0].replace('_', '-')} no"


def stated_fields(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Collect the fields that have one value, from their options and from `--set`.

    Raises:
        BadAssignment: a `--set` is not FIELD=VALUE.
    """
    given = {
        field: parameters[name]
        for name, field in _FIELDS.items()
        if parameters.get(name) is not None
    }
    for text in parameters.get("set_") or ():
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise BadAssignment(text=text)
        given[name.strip()] = value
    if given.get("notes") == "-":
        given["notes"] = standard_input()
    return given
