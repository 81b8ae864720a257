"""Where an erased customer still is: files that hold it, and texts of others that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.copy_path import is_hidden
from crmcli.domain.erasure import Presence, Way
from crmcli.domain.record_counts import WHOLE
from crmcli.domain.record_words import record_numbered, record_word, records_word
from crmcli.errors import N_
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.domain.erasure import Erasure, HeldBackup, HeldExport, Mention

_STDOUT = "-"
_SHOWN = 8
"""How many of a kind are told on a terminal; elsewhere, and as JSON, all of them are."""

_STATES = {
    Presence.GONE: N_("not there any more"),
    Presence.UNKNOWN: N_("cannot be looked at"),
}

_MENTIONS = {
    "customer": N_("customer {owner}"),
    "person": N_("a person of customer {owner}"),
    "contact": N_("contact {id} with customer {owner}"),
    "promise": N_("promise {id} of customer {owner}"),
    "promise_move": N_("why a promise of customer {owner} was moved"),
    "pin": N_("why a class of customer {owner} was pinned"),
    "grade_change": N_("why customer {owner} was graded"),
    "obligation": N_("why something owed to customer {owner} was put off"),
    "change": N_("the history of customer {owner}"),
    "custom_field": N_("a field of your own"),
    "setting": N_("a setting"),
}
"""What names somebody, in words, by table."""


def elsewhere(done: Erasure, *, cut: bool) -> Iterator[str]:
    """Say where the data of a customer still is.

    Args:
        done: the erasure, done or not yet.
        cut: leave out all but the first few of a kind.
    """
    backups = [each for each in done.backups if each.state is not Presence.GONE]
    if backups:
        yield _("Backups that still hold it:")
        yield from _some([_file(each) for each in backups], cut=cut)
    if done.exports:
        yield _("Exports that hold it:")
        yield from _some(list(dict.fromkeys(map(_export, done.exports))), cut=cut)
    if backups or any(each.state is not Presence.GONE for each in done.exports):
        yield _("Restoring or importing one of these files brings the person back.")
    if done.hidden:
        text = ngettext(
            "The name of {count} of these files tells who it was; the book does not keep it.",
            "The names of {count} of these files tell who it was; the book does not keep them.",
            done.hidden,
        )
        yield text.format(count=done.hidden)
    if done.replaced:
        yield _replaced(done)
    named = list(dict.fromkeys(_mention(each) for each in done.mentions))
    if named:
        yield _("Texts of others that still name it:")
        yield from _some(named, cut=cut)
    if any(each.way is Way.TEXTS for each in done.mentions):
        yield _way_out(done)


def _replaced(done: Erasure) -> str:
    """Say of how many texts it is left out."""
    if done.dry_run:
        text = ngettext(
            "In {count} text of others, past ones too, its name is to be replaced by “…”.",
            "In {count} texts of others, past ones too, its name is to be replaced by “…”.",
            done.replaced,
        )
    else:
        text = ngettext(
            "In {count} text of others, past ones too, its name was replaced by “…”.",
            "In {count} texts of others, past ones too, its name was replaced by “…”.",
            done.replaced,
        )
    return text.format(count=done.replaced)


def _way_out(done: Erasure) -> str:
    """Say how to be rid of the texts that others can do without."""
    if done.dry_run:
        return _("With --texts it is replaced by “…” there too.")
    text = _("To replace it there too: crm customer erase id:{id} --texts --called NAME")
    return text.format(id=done.id)


def _some(lines: Sequence[str], *, cut: bool) -> Iterator[str]:
    shown = lines[:_SHOWN] if cut else lines
    for line in shown:
        yield f"  {line}"
    more = len(lines) - len(shown)
    if more:
        yield "  " + ngettext("and {count} more", "and {count} more", more).format(count=more)


def _export(export: HeldExport) -> str:
    what = None
    if export.record is not None:
        whole = export.record == WHOLE
        what = _("the whole book") if whole else say(records_word(export.record))
    told = [each for each in (what, export.purpose and one_line(export.purpose)) if each]
    return _noted(_file(export), joined.clauses(told)) if told else _file(export)


def _file(file: HeldBackup | HeldExport) -> str:
    if file.path == _STDOUT:
        return _("{at}  to stdout; where that went is not known").format(at=word(file.at))
    state = _(_STATES[file.state]) if file.state in _STATES else ""
    if is_hidden(file.path) and file.state is Presence.UNKNOWN:
        state = _("its name is not kept")
    told = f"{word(file.at)}  {one_line(file.path)}"
    return _noted(told, state) if state else told


def _noted(file: str, note: str) -> str:
    """Put in brackets behind a file what is to be known of it, a little apart from its name."""
    return pgettext("a file and a note on it", "{file}  ({note})").format(file=file, note=note)


def _mention(mention: Mention) -> str:
    """Say what names it, and with which command that ends."""
    told, owner = _place(mention), mention.customer_id
    if mention.way is Way.ERASE:
        return _("customer {owner}, in the history alone: crm customer erase id:{owner}").format(
            owner=owner
        )
    if mention.way is Way.EDIT and mention.record in _CHANGED_BY:
        return joined.titled(told, _CHANGED_BY[mention.record].format(owner=owner))
    return told


_CHANGED_BY = {
    "customer": "crm customer edit id:{owner}",
    "person": "crm customer person edit id:{owner}",
    "custom_field": "crm customer field remove",
}
"""The command that changes what others are called themselves, by table."""


def _place(mention: Mention) -> str:
    if mention.record == "change" and mention.customer_id is None:
        return _("the history of the fields of your own")
    known = _MENTIONS.get(mention.record)
    if known is not None and (mention.customer_id is not None or "{owner}" not in known):
        return _(known).format(id=mention.record_id, owner=mention.customer_id)
    if mention.customer_id is None:
        return say(record_numbered(mention.record, mention.record_id))
    return _("{record} {id} of customer {owner}").format(
        record=say(record_word(mention.record)), id=mention.record_id, owner=mention.customer_id
    )
