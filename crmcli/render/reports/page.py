"""Reports as one page of HTML: complete in itself, for a screen, a phone and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.exchange.extra import library
from crmcli.language import _, present
from crmcli.render.gate import one_line, safe
from crmcli.render.reports.cells import head_lines, period_text, titled
from crmcli.render.reports.page_tables import Room, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from crmcli.domain.reports.report import Report
    from crmcli.render.reports.page_tables import Table

LARGEST = 300_000
"""How many bytes a page has at the most; a mail takes it, and a phone shows it at once."""

_ROOMS = (
    Room(200, 5_000),
    Room(200, 60),
    Room(100, 30),
    Room(50, 15),
    Room(25, 8),
    Room(10, 4),
    Room(3, 2),
)
"""How much of each table is shown: less where a page would become too large."""


@dataclass(frozen=True, slots=True)
class Part:
    """A report on its page.

    Args:
        name: its name, as it is typed.
        title: what it answers.
        lines: what it is about: its period, what it is compared with, what it rests on.
        tables: its tables.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]


def page_text(reports: Sequence[Report]) -> str:
    """Write reports as one page.

    Args:
        reports: one report, or several that are read together.

    Raises:
        MissingExtra: jinja2 is not installed.
    """
    template = _template()
    text = ""
    for room in _ROOMS:
        parts = [_part(report, at, room) for at, report in enumerate(reports, 1)]
        # No text of a book may end in something that cannot be written to a file.
        content = template.render(parts=parts, **_words(reports)).encode(
            "utf-8", "backslashreplace"
        )
        text = content.decode()
        if len(content) < LARGEST:
            break
    return text


def _template() -> Any:  # noqa: ANN401 - of a library that may not be there
    jinja = library("jinja2", extra="html", what=N_("An HTML page"))
    return jinja.Environment(
        loader=jinja.PackageLoader(__package__, ""),
        autoescape=True,
        undefined=jinja.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("page.html.jinja")


def _part(report: Report, at: int, room: Room) -> Part:
    return Part(
        name=report.name,
        title=one_line(titled(report.title)),
        lines=tuple(safe(line) for line in head_lines(report)),
        tables=tuple(
            table(block, report, f"r{at}b{number}", room)
            for number, block in enumerate(report.blocks, 1)
        ),
    )


def _words(reports: Sequence[Report]) -> dict[str, str]:
    """Give the words of the page itself."""
    title, period = _("Reports"), ""
    if len(reports) == 1:
        title, period = one_line(titled(reports[0].title)), period_text(reports[0])
    made = max((each.today for each in reports), default=None)
    return {
        "language": present(),
        "title": title,
        "name": _("{title} {period}").format(title=title, period=period).strip(),
        "made": "" if made is None else _("Made on {today}.").format(today=made),
        "empty": _("No data."),
        "records": _("Records"),
    }
