"""The catalogues of messages: `python -m tests.catalogue` makes them follow the source.

Messages are found where the source marks them; each catalogue keeps its translations, gets what is
new without one, and loses what is gone. Then it is compiled beside its source.
"""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "crmcli"
CATALOGUES = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/crmcli.po"))

ONE, PLURAL, CONTEXT = ("_", "N_", "message"), ("ngettext", "NN_", "counted"), ("pgettext", "NC_")
MARKERS = (*ONE, *PLURAL, *CONTEXT)


class Found(NamedTuple):
    """A message in the source.

    Args:
        id: the message, or those of one and of many.
        context: what it is told from another one by.
        place: the file it stands in.
        line: the line.
    """

    id: str | tuple[str, str]
    context: str | None
    place: str
    line: int


def messages() -> Iterator[Found]:
    """Yield every marked message of the source."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in MARKERS:
                yield from _marked(node, path.relative_to(ROOT).as_posix())


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


def _marked(call: ast.Call, place: str) -> Iterator[Found]:
    texts = [each.value if isinstance(each, ast.Constant) else None for each in call.args]
    name = _name(call)
    wanted = 1 if name in ONE else 2
    given = [each for each in texts[:wanted] if isinstance(each, str)]
    if len(given) < wanted or not all(given):
        return
    if name in PLURAL:
        yield Found((given[0], given[1]), None, place, call.lineno)
    elif name in CONTEXT:
        yield Found(given[1], given[0], place, call.lineno)
    else:
        yield Found(given[0], None, place, call.lineno)


class Plain(Catalog):
    """A catalogue whose head says what programs need, and nothing that changes by itself."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        kept = {"Language", "Plural-Forms", "MIME-Version", "Content-Type"}
        head = [each for each in super()._get_mime_headers() if each[0] in kept]
        return [("Project-Id-Version", "crmcli"), *head, ("Content-Transfer-Encoding", "8bit")]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)  # noqa: SLF001


def template() -> Catalog:
    """Make a catalogue of all messages, none of them translated."""
    catalog = Catalog(charset="utf-8")
    for each in messages():
        catalog.add(each.id, locations=[(each.place, each.line)], context=each.context)
    return catalog


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        found = read_po(file)
    catalog = _like(found)
    for each in found:
        if each.id:
            catalog[each.id] = each
    return catalog


def _like(found: Catalog) -> Catalog:
    """Make an empty catalogue of the same language."""
    catalog = Plain(found.locale, charset="utf-8", fuzzy=False)
    catalog.header_comment = f"# Messages of crmcli: {found.locale}."
    # Not what the locale has: the singular of Chinese is a text of its own (每天, 每 {count} 天).
    vars(catalog).update(_num_plurals=found.num_plurals, _plural_expr=found.plural_expr)
    return catalog


def followed(path: Path) -> Catalog:
    """Give a catalogue as it is when it follows the source."""
    catalog = read(path)
    catalog.update(template(), no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    return catalog


def source_text(catalog: Catalog) -> bytes:
    """Write a catalogue as its source file has it: by file, then by message, the same each time."""
    file, ordered = io.BytesIO(), _like(catalog)
    for each in sorted((each for each in catalog if each.id), key=_place):
        each.locations = [(name, 0) for name in sorted({name for name, _ in each.locations})]
        ordered[each.id] = each
    write_po(file, ordered, width=0, include_lineno=False)
    return file.getvalue()


def _place(message: Message) -> tuple[list[str], str, str]:
    files = sorted({name for name, _ in message.locations})
    return files, message.context or "", str(message.id)


def compiled(catalog: Catalog) -> bytes:
    """Write a catalogue as programs read it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """List the messages of a catalogue that have no translation, or not in each form."""
    missing = []
    for each in catalog:
        strings = each.string if isinstance(each.string, (tuple, list)) else (each.string,)
        if each.id and not (strings and all(strings)):
            missing.append(each.id if isinstance(each.id, str) else each.id[0])
    return missing


def main() -> int:
    """Make every catalogue follow the source, and say what is not translated."""
    missing = 0
    for path in CATALOGUES:
        catalog = followed(path)
        path.write_bytes(source_text(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        for message in untranslated(catalog):
            print(f"{path.parts[-3]}: {message}")  # noqa: T201 - a tool speaks
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
