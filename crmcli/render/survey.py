"""How satisfaction surveys look: the line after an answer, the list, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.survey import Survey
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing, NoIds, Output, show_list, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crmcli.domain.survey import SurveySummary
    from crmcli.render.layout import Layout
    from crmcli.services.feedback.surveys import SurveyResult


def added(output: Output, result: SurveyResult) -> None:
    """Say what a customer answered, and when it is asked again."""
    survey = result.survey
    told = _("Noted score {score} from {customer} ({customer_id}), survey {id}.")
    if survey.recommend is not None:
        told = _(
            "Noted score {score} from {customer} ({customer_id}), would recommend {recommend},"
            " survey {id}."
        )
    line = told.format(
        score=survey.score,
        customer=one_line(survey.customer),
        customer_id=survey.customer_id,
        recommend=survey.recommend,
        id=survey.id,
    )
    if result.next_survey is not None:
        following = _("Next survey {day}.").format(day=result.next_survey)
        line = joined.sentences((line, following))
    extra = {"next_survey": result.next_survey}
    show_record(output, survey, [line], key=survey.id, extra=extra)


def show_surveys(
    output: Output, surveys: Iterable[Survey], summed: Callable[[], SurveySummary]
) -> None:
    """Write a list of answers; below a table stands what they come to.

    Args:
        output: how this run answers.
        surveys: the answers.
        summed: says what they come to; asked for a table alone.
    """
    count = show_list(output, SURVEYS, surveys)
    if count and output.list_format is Format.TABLE:
        for line in summary_lines(summed()):
            gate.tell(line)


def summarised(output: Output, summed: SurveySummary) -> None:
    """Say what answers come to, each figure with the number of answers it rests on.

    Raises:
        NoIds: ids are asked for, and a figure has none.
    """
    if output.format is Format.IDS:
        raise NoIds
    show_record(output, summed, summary_lines(summed))


def summary_lines(summed: SurveySummary) -> Iterator[str]:
    """Write what answers come to, a line for each figure."""
    none = _("no data")
    average = share = none
    if summed.average is not None and summed.satisfied_percent is not None:
        average = _("{average} of 5").format(average=f"{summed.average:.2f}")
        share = f"{summed.satisfied_percent:.1f}%"
    net = none if summed.net_recommendation is None else f"{summed.net_recommendation:+.1f}"
    yield _beside(_("Average score: {figure}"), average, summed.answers)
    yield _beside(_("Score 4 or 5: {figure}"), share, summed.answers)
    yield _beside(_("Net recommendation: {figure}"), net, summed.recommend_answers)


def _beside(text: str, figure: str, answers: int) -> str:
    many = ngettext("{count} answer", "{count} answers", answers).format(count=answers)
    return joined.noted(text.format(figure=figure), many)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    def style(survey: Survey) -> str:
        return "red" if survey.score <= 2 else ""  # noqa: PLR2004 - as for a call-back

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True, needs=60),
            Column(_("When"), lambda row: word(row.at)),
            Column(_("Customer"), lambda row: f"{row.customer} ({row.customer_id})", wraps=True),
            Column(_("Score"), lambda row: str(row.score), style=style, right=True),
            Column(_("Recommend"), lambda row: word(row.recommend), right=True),
            Column(_("Via"), lambda row: word(row.via), needs=80),
            Column(_("Note"), lambda row: row.note or "", wraps=True),
        )
    )


SURVEYS = Listing(
    Survey,
    key=lambda row: row.id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("No surveys here."),
)
