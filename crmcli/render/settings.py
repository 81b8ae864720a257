"""How settings look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.setting import SCOPES, Scope, Setting
from crmcli.domain.setting_words import setting_word
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.moved_points import purchase_points_text
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.setting import SettingChanged
    from crmcli.render.layout import Layout


def _value(row: Setting) -> str:
    return _("as the machine has it") if row.value is None else row.value


def _origin(row: Setting) -> str:
    if not row.given:
        return _("default")
    return _("yours") if row.scope is Scope.USER else _("the book's")


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Setting"), lambda row: row.name),
            Column(_("Value"), _value, wraps=True),
            Column(pgettext("where something comes from", "From"), _origin),
        )
    )


SETTINGS = Listing(kind=Setting, layout=_layout)


def show_setting(output: Output, setting: Setting) -> None:
    """Show one setting."""
    show_record(output, setting, [one_line(setting.value or "")], key=setting.value or "")


def changed(output: Output, result: SettingChanged) -> None:
    """Say what a setting is now, and what it was."""
    told = _changed(result).format(
        name=say(setting_word(result.name)),
        value=one_line(result.value or ""),
        previous=one_line(result.previous or ""),
    )
    line = joined.sentences((told, *_following(result)))
    show_record(output, result, [line], key=result.name)


def _changed(result: SettingChanged) -> str:
    if result.value == result.previous:
        if result.value is None:
            return _("{name} is as the machine has it, as before.")
        return _("{name} is {value}, as before.")
    if result.value is None:
        return _("{name} is now as the machine has it; it was {previous}.")
    if result.previous is None:
        return _("{name} is now {value}; it was as the machine has it.")
    return _("{name} is now {value}; it was {previous}.")


def _following(result: SettingChanged) -> Iterator[str]:
    if SCOPES[result.name] is Scope.USER and result.value != result.previous:
        yield _("This is yours, not the book's: crm undo does not take it back.")
    if result.name == "currency" and result.value != result.previous:
        yield _("The limits of value and importance are in it now (crm grade policy).")
    if result.moved:
        yield ngettext(
            "Classes or due dates of {count} customer moved.",
            "Classes or due dates of {count} customers moved.",
            result.moved,
        ).format(count=result.moved)
    if result.points_change:
        yield purchase_points_text(result.points_change)
    if result.unrated:
        yield _(
            "Purchases in {currencies} count for no value until they have a rate (crm rate set)."
        ).format(currencies=joined.items(result.unrated))
