"""The words that stand for values: on help pages, and where an error says what is missing."""

from __future__ import annotations

from typing import Any

from crmcli.errors import N_, NC_
from crmcli.language import _, pgettext

_OF_OPTIONS = {
    N_("DATE"): "at since until close by on winback as_of birthday today",
    N_("CUSTOMER"): "customer referred_by also",
    N_("PERSON"): "with",
    N_("GRADE"): "grade",
    N_("NAME"): "name encoding",
    NC_("name of a person", "NAME"): "owner author handler",
    N_("LANGUAGE"): "lang",
    N_("TAG"): "tag",
    NC_("phone number", "NUMBER"): "phone",
    NC_("e-mail address", "ADDRESS"): "email",
    N_("AMOUNT"): "potential amount",
    NC_("length of time", "TIME"): "every budget ahead closed_within quiet_beyond",
    N_("CHANNEL"): "via channel by_channel",
    NC_("one of several words", "WORD"): (
        "need status urgency value importance frequency lifecycle outcome purpose kind type format"
        " may_contact may_share severity stage sum period"
    ),
    N_("FIELD"): "unset sort",
    N_("FIELD=VALUE"): "set",
    N_("GRADE=TIME"): "cadence horizon",
    N_("CONDITION"): "where",
    N_("COMMAND"): "command",
    N_("FILE"): "db",
    N_("ID"): "kept feedback",
}
_BY_OPTION = {name: word for word, names in _OF_OPTIONS.items() for name in names.split()}
"""By the name of an option what stands for its value; a number is N, any other text TEXT."""

_OTHERS = {
    "WORD": NC_("one of several words", "WORD"),
    "DATE": N_("DATE"),
    **{
        word: word
        for word in (
            N_("N"),
            N_("TEXT"),
            N_("NOTE"),
            N_("VALUE"),
            N_("OPTION"),
            N_("REPORT"),
            N_("FORMAT"),
            N_("CURRENCY"),
            N_("RATE"),
            N_("ORDER"),
            N_("SHEET"),
            N_("ROWS"),
            N_("COLUMN=FIELD"),
            N_("NAME=VALUE"),
            N_("POINTS"),
            N_("±POINTS"),
            N_("KIND"),
            N_("REF"),
            N_("DEAL"),
            N_("STAGE"),
            N_("TABLE"),
            N_("KEEP"),
            N_("OTHER"),
            N_("FILE.ics"),
            N_("SHELL"),
            N_("TIME"),
        )
    },
}
"""What commands say of their own arguments and options, by the word they say."""


def typed_name(parameter: Any) -> str:  # noqa: ANN401 - Typer's
    """Name a parameter as messages do: an option as it is typed, an argument by its word."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return argument_named(word_of_argument(parameter))


def argument_named(word: str) -> str:
    """Name an argument in a sentence.

    Args:
        word: its word, in English, as it stands on help pages.
    """
    return pgettext("an argument in a sentence", "{word}").format(word=_(_own(word)))


def argument_word(argument: Any) -> str:  # noqa: ANN401 - Typer's
    """Name an argument, without the marks that say whether it must be given and how often."""
    return _(word_of_argument(argument))


def option_word(option: Any) -> str:  # noqa: ANN401 - Typer's
    """Name what stands for the value of an option."""
    return _(word_of_option(option))


def word_of_argument(argument: Any) -> str:  # noqa: ANN401 - Typer's
    """Give the message id of an argument's name."""
    return _own(str(argument.metavar or argument.name.upper()).strip("[]…"))


def word_of_option(option: Any) -> str:  # noqa: ANN401 - Typer's
    """Give the message id of what stands for the value of an option."""
    if option.metavar:
        return _own(str(option.metavar))
    name = max(option.opts, key=len).strip("-").replace("-", "_")
    return _BY_OPTION.get(name, "TEXT" if option.type.name == "str" else "N")


def _own(word: str) -> str:
    return _OTHERS.get(word, word)
