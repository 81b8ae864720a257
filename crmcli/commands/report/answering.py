"""Making a report as a command line asks for it, and answering with it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.commands.customer import filters
from crmcli.commands.exporting import NotForTerminal
from crmcli.commands.parsing import session_of
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import typer
    from typer._click import Context

    from crmcli.domain.reports.report import Report
    from crmcli.exchange.target import Target
    from crmcli.render.reports.showing import ReportFormat
    from crmcli.services.reports.jobs import Job
    from crmcli.services.reports.reporting import Counted, Progress, ReportQuery
    from crmcli.session import Session
    from crmcli.store.book import Book


class TwoFormats(UsageFault):
    """More than one format for stdout."""

    code = "two_formats"
    sentence = N_("Name one format: --format, --json or --md.")


class NoFile(UsageFault):
    """A file without a name, or stdout in its place."""

    code = "no_file"
    sentence = N_("{option} takes the name of a file.")
    hint = N_("For stdout it is --format {format}.")


class OneFile(UsageFault):
    """A page and a workbook that would be one file."""

    code = "one_file"
    sentence = N_("{path} cannot be both a page and a workbook: name two files.")


class NewsCompared(UsageFault):
    """What is new since a moment, compared with a period before."""

    code = "news_compared"
    sentence = N_("What is new since the last time has no period before to compare with.")


_FILE = N_("Write it to a file, as in --xlsx report.xlsx, or send it into a pipe.")


def answer(context: typer.Context, name: str, counted: Counted | None = None) -> None:
    """Make a report as the command line asks for it, and write it.

    Args:
        context: the verb's, with the options `REPORT`.
        name: which report.
        counted: what a user counts; None for a report of crm's own.
    """
    from crmcli.services.reports.reporting import report

    answer_with(context, name, report, counted)


def answer_with(
    context: typer.Context,
    name: str,
    make: Callable[[Book, ReportQuery, Progress | None], Report],
    counted: Counted | None = None,
) -> None:
    """Answer with a report that is made in a way of its own.

    Args:
        context: the verb's, with the options `REPORT`.
        name: which report.
        make: makes it.
        counted: as for `answer`.
    """
    session, given = session_of(context), context.params
    from crmcli.render.progress import progress

    asked, files = _format(session, given), _files_of(session, given)
    query = _query(session, given, name, counted)
    job = _job(session, given)
    if job is not None and job.last is not None:
        query = _since(query, job, session)
    with progress(_("Reading")) as (told,):
        made = make(session.book, query, told)
    _write(made, files, quiet=session.quiet)
    if asked is not None or not files:
        _show(made, asked)
    if job is not None:
        from crmcli.services.reports.jobs import done

        done(session.book, session.run(f"report {name}"), job)


def check(context: Context, name: str, counted: Counted | None) -> None:
    """Make a report as the command line of a context asks for it, and write nothing.

    Args:
        context: that of the report's verb, with its options.
        name: which report.
        counted: as for `answer`.

    Raises:
        CrmError: it cannot be made.
    """
    from crmcli.services.reports.reporting import report

    check_with(context, name, report, counted)


def check_with(
    context: Context,
    name: str,
    make: Callable[[Book, ReportQuery, Progress | None], Report],
    counted: Counted | None = None,
) -> None:
    """Make a report in a way of its own, and write nothing; arguments as for `answer_with`."""
    session, given = session_of(context), context.params
    _format(session, given)
    query = _query(session, given, name, counted)
    if not session.book.is_missing:
        make(session.book, query, None)


def _format(session: Session, given: Mapping[str, Any]) -> ReportFormat | None:
    from crmcli.render.reports.showing import ReportFormat

    asked = set()
    from crmcli.render.output import Format, NoIds

    if Format.IDS in {given["format_"], session.format}:
        raise NoIds
    if given["format_"] is not None:
        from crmcli.domain.choice import read_choice

        asked.add(read_choice(ReportFormat, given["format_"], "--format"))
    if given["md"]:
        asked.add(ReportFormat.MD)
    if session.format is not None:
        asked.add(ReportFormat(session.format.value))
    if len(asked) > 1:
        raise TwoFormats
    return asked.pop() if asked else None


def _files_of(session: Session, given: Mapping[str, Any]) -> dict[ReportFormat, Target]:
    """Give the files that a command line asks for, by their format.

    Raises:
        NoFile: one has no name.
        OneFile: two are one file.
        TargetExists, TargetUnusable: one cannot be written there.
    """
    from crmcli.render.reports.showing import ReportFormat

    forms = (ReportFormat.HTML, ReportFormat.XLSX)
    wanted = [each for each in forms if given[each.value] is not None]
    for each in wanted:
        if given[each.value] in {"", "-"}:
            raise NoFile(option=f"--{each}", format=each)
    if not wanted:
        return {}
    from crmcli.exchange.target import Target

    kept = session.book.places
    files = {each: Target(given[each.value], force=given["force"], kept=kept) for each in wanted}
    if len({os.path.realpath(target.path) for target in files.values()}) < len(files):
        raise OneFile(path=given[forms[0].value])
    for target in files.values():
        target.check()
    return files


def _query(
    session: Session, given: Mapping[str, Any], name: str, counted: Counted | None
) -> ReportQuery:
    from crmcli.domain.reports.period import read_period
    from crmcli.services.reports.reporting import ReportQuery

    unordered = {"sort": None, "limit": None, "archived": False}
    chosen = filters.query_of(session, {**given, **unordered})
    customers = replace(chosen, everybody=given["all_"])
    return ReportQuery(
        name=name,
        period=read_period(given["period"] or _usual_period(name, given), session.today),
        customers=customers,
        now=session.now,
        filter=filters.told(customers),
        compared=given["compare"],
        explained=given["explain"],
        counted=counted,
    )


def _usual_period(name: str, given: Mapping[str, Any]) -> str:
    from crmcli.domain.reports.known import CASES, KNOWN, MONTH

    known = {**KNOWN, "cases": CASES}.get(name)
    if known is None:
        return MONTH
    return known.compared or known.period if given["compare"] else known.period


def _job(session: Session, given: Mapping[str, Any]) -> Job | None:
    named = given.get("since_last")
    if named is None:
        return None
    if given["compare"]:
        raise NewsCompared
    from crmcli.services.reports.jobs import job

    return job(session.book, named, session.now)


def _since(query: ReportQuery, job: Job, session: Session) -> ReportQuery:
    """Ask for what is new since a job had its report last."""
    from crmcli.domain.reports.period import ReportPeriod
    from crmcli.local_time import local

    assert job.last is not None  # noqa: S101 - asked before
    first = min(local(job.last.at).date(), session.today)
    return replace(query, period=ReportPeriod(first, session.today), since=job.last)


def _write(made: Report, files: Mapping[ReportFormat, Target], *, quiet: bool) -> None:
    """Write the files, all of which appear when all of them are complete, and say so."""
    if not files:
        return
    from crmcli.render.reports.showing import told_written, write_file

    with ExitStack() as drafts:
        written = []
        for form, target in files.items():
            draft = drafts.enter_context(target.draft())
            write_file(made, form, draft.file)
            draft.save()
            written.append(draft)
        for draft in written:
            draft.publish()
    for target in () if quiet else files.values():
        told_written(target.name)


def _show(made: Report, asked: ReportFormat | None) -> None:
    from crmcli.render import gate
    from crmcli.render.reports.showing import (
        ReportFormat,
        chosen_format,
        says_something,
        text_lines,
        write_file,
    )

    form = chosen_format(asked)
    if not says_something(made, form):
        return
    if form is ReportFormat.XLSX:
        from tempfile import TemporaryFile

        if gate.is_terminal():
            raise NotForTerminal(format=form, hint=_FILE)
        with TemporaryFile() as file:
            write_file(made, form, file)
            gate.put_file(file)
    else:
        gate.put_all(text_lines(made, form))
