"""Having a change of many grades confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.commands.asking import confirm
from crmcli.language import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.session import Session


def confirmed(session: Session, changing: Iterable[object], *, yes: bool) -> None:
    """Have it confirmed that customers are graded anew; one alone is no change of many.

    Raises:
        NotConfirmed: nobody can be asked, or the answer was no.
    """
    if yes:
        return
    count = sum(1 for _row in changing)
    question = ngettext("Grade {count} customer anew?", "Grade {count} customers anew?", count)
    confirm(session, question.format(count=count), count, yes=count <= 1)
