"""How erasing looks: the warning before it, and what is left to do after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.erasure_words import COUNTED
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.gate import one_line, safe
from crmcli.render.held import elsewhere
from crmcli.render.output import show_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.erasure import Erasable, Erasure
    from crmcli.render.output import Output


def warned(output: Output, found: Erasable, *, asking: bool, named: bool) -> None:
    """Say on stderr who is about to be erased, what goes, and that it cannot be undone.

    Args:
        output: how this run answers.
        found: who, and what goes.
        asking: whether somebody is asked next, who should know where else the data is.
        named: whether the customer is named; where nobody has to confirm it, this may be a log.
    """
    if output.is_json:
        # What is read by a program there is an error alone.
        return
    still = elsewhere(found.erasure, cut=True) if asking else ()
    for line in _before(found, still, named=named):
        gate.tell(safe(line))


def foreseen(output: Output, found: Erasable) -> None:
    """Say what would go and what would stay elsewhere."""
    still = elsewhere(found.erasure, cut=gate.is_terminal())
    lines = [*_before(found, still, named=True), _("Nothing was erased (dry run).")]
    show_record(output, found.erasure, lines, key=found.erasure.id)


def erased(output: Output, done: Erasure, *, asked: bool = False) -> None:
    """Say that a customer is erased, and where its data still is.

    Args:
        output: how this run answers.
        done: the erasure.
        asked: whether somebody was told before where else the data is.
    """
    last = _("Erased customer {id}: {what}.").format(id=done.id, what=_what(done))
    if not any(done.removed.values()):
        last = _("Erased customer {id}.").format(id=done.id)
    still = () if asked else elsewhere(done, cut=gate.is_terminal())
    show_record(output, done, [*still, last], key=done.id)


def _before(found: Erasable, still: Iterable[str], *, named: bool) -> Iterator[str]:
    who = str(found.erasure.id)
    if named and found.name:
        whose = joined.dotted((one_line(found.name), one_line(found.company or "")))
        who = f"{whose} ({found.erasure.id})"
    yield _("To be erased for good: {who}").format(who=who)
    if any(found.erasure.removed.values()) or found.erasure.commands:
        yield _("With it go: {what}.").format(what=_what(found.erasure))
    yield from still
    yield _("This CANNOT be undone.")


def _what(done: Erasure) -> str:
    counts = [
        ngettext(one, many, count).format(count=count)
        for table, (one, many) in COUNTED.items()
        if (count := done.removed.get(table, 0))
    ]
    lines = ngettext("{count} saved command line", "{count} saved command lines", done.commands)
    return joined.items([*counts, lines.format(count=done.commands)])
