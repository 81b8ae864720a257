"""Opening the file of a whole book."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING

from crmcli.domain.message import Message
from crmcli.domain.path_text import path_text
from crmcli.exchange.book_lines import no_book
from crmcli.exchange.book_reader import BookReader
from crmcli.exchange.source import OtherFormat, opened

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened_book(name: str, standard_input: IO[bytes]) -> Iterator[BookReader]:
    """Open the file of a whole book.

    Args:
        name: the path, or `-` for stdin.
        standard_input: the stream that `-` means.

    Raises:
        FileMissing, FileUnusable: there is no such file, or it cannot be read.
        NoBookFile, NewerBookFile, BadBookLine: as for `BookReader`.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(opened(name, standard_input))
        except OtherFormat as error:
            what = error.details["what"]
            raise no_book(name, what=what.text if isinstance(what, Message) else None) from None
        yield BookReader(file, path_text(name))
