"""vCards that mean no good, or that a program has broken: one costs no other."""

from __future__ import annotations

import pytest

from tests.commands.customer.export_book import everyone, select
from tests.commands.customer.vcards import card, exported, imported, says
from tests.conftest import Crm


def outcome(crm: Crm, text: str | bytes) -> tuple[list[str], dict[int, str]]:
    """Import what can be, and give the names and the refusals."""
    rejects = crm.db.parent / "rejects.csv"
    rejects.unlink(missing_ok=True)
    words = ["customer", "import", "-", "--json", "--skip-bad", str(rejects)]
    answer = crm(words, stdin=text, code=None).json
    assert answer["read"] == sum(
        answer[each] for each in ("created", "updated", "unchanged", "skipped", "refused")
    )
    reasons = {each["row"]: each["reason"] for each in answer["refusals"]}
    return [each["name"] for each in everyone(crm)], reasons


OPEN = "The card does not end: END:VCARD is missing."


def test_a_card_without_its_end_costs_no_other(crm: Crm) -> None:
    text = "BEGIN:VCARD\nFN:Open\n" + card("FN:Good") + "BEGIN:VCARD\nFN:Last\n"
    assert outcome(crm, text) == (["Good"], {1: OPEN, 3: OPEN})


def test_one_bad_card_refuses_all_unless_it_is_skipped(crm: Crm) -> None:
    answer = crm("customer import -", stdin=card("FN:Good") + card("X-A:1"), code=5)
    assert "row 2: It names no customer." in answer.err
    assert not crm.db.exists()


@pytest.mark.parametrize("agent", ["", "AGENT:\n"])
def test_cards_within_cards_ten_thousand_deep(crm: Crm, agent: str) -> None:
    text = f"BEGIN:VCARD\nFN:Deep\n{agent}" * 10_000 + "END:VCARD\n" * 10_000 + card("FN:Good")
    names, reasons = outcome(crm, text)
    assert names[-1] == "Good"
    assert len(reasons) == (0 if agent else 9999)


def test_a_line_of_ten_megabytes(crm: Crm) -> None:
    long = "x" * 10_000_000
    names, _ = outcome(crm, card("FN:Long", f"NOTE:{long}") + card("FN:Good"))
    assert names == ["Long", "Good"]
    assert select(crm, "SELECT length(notes) FROM customer WHERE id = 1") == [(10_000_000,)]


@pytest.mark.parametrize("line", ["NOTE;" + "A=" * 200_000, 'X;"' * 100_000 + ":", ";" * 500_000,
                                  "a." * 300_000 + ":x"])  # fmt: skip
def test_a_long_head_that_is_none_is_told_as_such_at_once(crm: Crm, line: str) -> None:
    (name,), _ = outcome(crm, card("FN:Eve", line))
    assert name.startswith("Eve")


def test_a_card_longer_than_any_is_refused(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmcli.exchange.vcard.card.LONGEST_CARD", 100_000)
    names, reasons = outcome(crm, card("FN:Long", "NOTE:" + "x" * 300_000) + card("FN:Good"))
    assert names == ["Good"]
    assert reasons == {1: "The card is longer than 100000 characters."}


def test_signs_that_are_none(crm: Crm) -> None:
    names, reasons = outcome(crm, card("FN:a\0b") + card("FN:Bell\a\x1b[31m", "NOTE:\x0b\x85"))
    assert names == ["Bell\a\x1b[31m"]
    assert reasons == {1: "It holds a NUL character."}


def test_data_and_codes_that_are_broken(crm: Crm) -> None:
    text = card("FN;ENCODING=QUOTED-PRINTABLE:A=ZZ=4", "PHOTO;ENCODING=BASE64:!!!not=base64", "",
                "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=FF=FE", "TITLE;CHARSET=no-such:Boss",
                version="2.1")  # fmt: skip
    (eve,) = imported(crm, text)
    says(eve, name="A=ZZ=4", title="Boss", notes=None)
    lines = exported(crm, "vcf3")
    assert "PHOTO;ENCODING=b:!!!not=base64" in lines
    assert "X-UNREADABLE-NOTE:=FF=FE" in lines


def test_text_outside_of_cards_is_told(crm: Crm) -> None:
    text = card("FN:Good") + "hello\nagain\n\n" + card("FN:Better") + "END:VCARD\n\x1a"
    names, reasons = outcome(crm, text)
    assert names == ["Good", "Better"]
    assert reasons == {2: "There is text that belongs to no card."}


def test_a_group_of_cards_is_no_customer(crm: Crm) -> None:
    groups = card("KIND:group", "FN:Friends", "MEMBER:urn:uuid:1", version="4.0")
    groups += card("FN:Family", "X-ADDRESSBOOKSERVER-KIND:group")
    names, reasons = outcome(crm, groups + card("FN:Good"))
    assert names == ["Good"]
    assert set(reasons.values()) == {"It is a group of cards, no customer."}


def test_a_folded_line_that_reads_like_the_end_is_a_fold(crm: Crm) -> None:
    text = card("FN:Eve", "NOTE:one\r\n END:VCARD\r\n BEGIN:VCARD", "TEL:110")
    (eve,) = imported(crm, text)
    says(eve, notes="oneEND:VCARDBEGIN:VCARD", phones=["110"])


def test_a_note_of_several_lines_that_is_not_folded(crm: Crm) -> None:
    (eve,) = imported(crm, card("FN:Eve", "NOTE:one\r\ntwo, 三\r\n  three"))
    says(eve, notes="one\ntwo, 三 three")
