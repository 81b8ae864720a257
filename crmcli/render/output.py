"""How an answer leaves: its format, and one call for a list, one for a record."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_, UsageFault
from crmcli.render import gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from crmcli.render.layout import Layout


class Format(StrEnum):
    """The formats of interface.md section 2."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"
    IDS = "ids"


class NoIds(UsageFault):
    """The format `ids` for something that has none."""

    code = "no_ids"
    sentence = N_("These rows have no ids to print.")


class Output(NamedTuple):
    """How this run answers.

    Args:
        format: the format asked for; None for a table on a terminal and tsv in a pipe.
        quiet: whether a write prints the new id alone.
    """

    format: Format | None = None
    quiet: bool = False

    @property
    def list_format(self) -> Format:
        """The format a list is written in."""
        if self.format is not None:
            return self.format
        return Format.TABLE if gate.is_terminal() else Format.TSV

    @property
    def is_json(self) -> bool:
        """Whether JSON was asked for."""
        return self.format in {Format.JSON, Format.JSONL}


class Listing(NamedTuple):
    """What a list consists of.

    Args:
        kind: the class of its records.
        amounts: the fields that hold money and take two columns in csv and tsv.
        key: what `--format ids` prints of a record; None where it has no id.
        layout: makes the table's layout; called for tables alone, which load Rich.
        empty: what to say on a terminal when there is nothing.
    """

    kind: type
    amounts: tuple[str, ...] = ()
    key: Callable[[object], object] | None = None
    layout: Callable[[], Layout] | None = None
    empty: str = ""


def show_list(output: Output, listing: Listing, records: Iterable[object]) -> int:
    """Write a list in the format asked for and return how many records it had."""
    counted = _Counter(records)
    chosen = output.list_format
    if chosen is Format.TABLE and listing.layout is not None:
        from crmcli.render.tables import table_lines  # noqa: PLC0415 - loads Rich

        gate.put_all(table_lines(listing.layout(), counted))
        if not counted.count and listing.empty:
            gate.tell(listing.empty)
    else:
        gate.put_all(_written(chosen, listing, counted))
    return counted.count


def show_record(
    output: Output,
    record: object,
    told: Iterable[str],
    *,
    key: object = None,
    amounts: tuple[str, ...] = (),
    extra: Mapping[str, object] | None = None,
) -> None:
    """Write one record, or what a write did.

    Args:
        output: how this run answers.
        record: the record as it is now.
        told: the same in words, lines for a person; already safe.
        key: what `--quiet` and `--format ids` print.
        amounts: the fields that hold money.
        extra: further keys of the JSON, beside the record's own.
    """
    if output.is_json:
        from crmcli.render.json_text import dumps  # noqa: PLC0415 - one format of many
        from crmcli.render.plain import plain  # noqa: PLC0415 - likewise

        gate.put(dumps({**plain(record), **plain(dict(extra or {}))}) + "\n")
    elif key is not None and (output.quiet or output.format is Format.IDS):
        gate.put(gate.safe(f"{key}\n"))
    elif output.format in {Format.CSV, Format.TSV, Format.MD}:
        listing = Listing(type(record), amounts)
        gate.put_all(_written(output.list_format, listing, [record]))
    else:
        from crmcli.render.width import wrapped  # noqa: PLC0415 - words for a person only

        # A coloured line was laid out for the terminal already.
        lines = (line if "\x1b" in line else wrapped(line, "  ") for line in told)
        gate.put_all(f"{line}\n" for line in lines)


class _Counter:
    def __init__(self, records: Iterable[object]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[object]:
        for record in self._records:
            self.count += 1
            yield record


def _written(chosen: Format, listing: Listing, records: Iterable[object]) -> Iterator[str]:
    if chosen is Format.IDS:
        return _ids(listing, records)
    if chosen in {Format.JSON, Format.JSONL}:
        from crmcli.render import json_text  # noqa: PLC0415 - one format of many
        from crmcli.render.plain import plain  # noqa: PLC0415 - likewise

        values = (plain(record) for record in records)
        return json_text.array(values) if chosen is Format.JSON else json_text.lines(values)
    from crmcli.render import delimited  # noqa: PLC0415 - completion answers in no format

    if chosen is Format.MD and listing.layout is not None:
        return delimited.markdown_lines(_told_rows(listing.layout(), records))
    writers = {Format.CSV: delimited.csv_lines, Format.MD: delimited.markdown_lines}
    return writers.get(chosen, delimited.tsv_lines)(_rows(listing, records))


def _told_rows(layout: Layout, records: Iterable[object]) -> Iterator[list[str]]:
    """Give a list as it is read, in words: Markdown is for people."""
    yield [column.label for column in layout.columns]
    for record in records:
        yield [column.text(record) for column in layout.columns]


def _rows(listing: Listing, records: Iterable[object]) -> Iterator[list[str]]:
    from crmcli.render import delimited  # noqa: PLC0415 - as above

    yield delimited.header(listing.kind, listing.amounts)
    for record in records:
        yield delimited.cells(record, listing.amounts)


def _ids(listing: Listing, records: Iterable[object]) -> Iterator[str]:
    if listing.key is None:
        raise NoIds
    last: set[object] = set()
    for record in records:
        key = listing.key(record)
        if key is not None and key not in last:
            last.add(key)
            yield gate.safe(f"{key}\n")
