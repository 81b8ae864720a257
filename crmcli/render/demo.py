"""What is said of a demonstration book after its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.path_text import quoted
from crmcli.language import _, ngettext
from crmcli.render import gate

if TYPE_CHECKING:
    from pathlib import Path


def introduced(path: Path, count: int) -> None:
    """Say what the book holds, where it lies, and what to try; on stderr."""
    made = ngettext(
        "A demonstration book with {count} customer and a year of contacts:",
        "A demonstration book with {count} customers and a year of contacts:",
        count,
    ).format(count=count)
    place = quoted(path)
    gate.tell(gate.safe(f"\n{made}"))
    # A line to be copied.
    gate.tell_whole(gate.safe(f"  export CRM_DB={place}"))
    gate.tell(_("Then try: crm due, crm customer show 17, crm log add 17 --via phone"))
