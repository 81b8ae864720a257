"""What the parts of a record are called where they are emptied."""

from __future__ import annotations

from itertools import chain

import pytest

from crmcli.domain.emptied_part import CASE, DEAL, FEEDBACK, PERSON, part_named


@pytest.mark.parametrize("parts", [DEAL, CASE, FEEDBACK, PERSON])
def test_every_name_means_one_part(parts: dict[str, tuple[str, ...]]) -> None:
    names = list(chain(parts, *parts.values()))
    assert len(set(names)) == len(names)
    for part, others in parts.items():
        assert {part_named(each, parts) for each in (part, *others)} == {part}


@pytest.mark.parametrize(
    ("typed", "part"),
    [(" Close ", "expected_close"), ("expected-close", "expected_close"), ("備註", "notes"),
     ("title", None), ("", None)],
)  # fmt: skip
def test_case_dashes_and_traditional_characters_do_not_matter(typed: str, part: str | None) -> None:
    assert part_named(typed, DEAL) == part
