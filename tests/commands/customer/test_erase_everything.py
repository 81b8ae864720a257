"""Whatever a book can hold of a person has a word of its own here, and none of them is left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.customer import CustomerKind
from crmcli.store.erasure.free_texts import SET, free_texts
from crmcli.store.finding.keys import search_keys
from crmcli.store.records import PARTS
from tests.store.test_links import merge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Crm

NAME, PERSON, BEFORE = "欧阳靐龘", "麤贔飍厵", "鱻犇骉猋"
FORMER, UNDONE = "尛尜尞尟", "乕乚乛乢"
NAMES = (NAME, PERSON, BEFORE, FORMER, UNDONE)
NUMBERS = ("13987654321", "02165748392", "13711223355", "13622113344", "13522334455")
ADDRESSES = ("quokka@zyzzyva.cn", "numbat@zyzzyva.cn", "dugong@zyzzyva.cn")


class Words:
    """Gives words that nobody uses: each of three letters that no other has."""

    def __init__(self) -> None:
        # None that in UTF-16 is written like two digits, which stand in times and numbers.
        letters = (chr(code) for code in range(0x3400, 0x4000) if code & 0xFF > 0x7F)
        self._new = iter(lambda: "".join(islice(letters, 3)), "")
        self.given: dict[str, str] = {}

    def __getitem__(self, what: str) -> str:
        """Give a new word for something, such as a field; `format_map` asks for it."""
        self.given[what] = word = next(self._new)
        return word


LIFE = (
    "customer field add colour",
    "customer add 李雷 --phone 13800138000",
    (
        "customer add {NAME} --company {company} --phone 13987654321 --email quokka@zyzzyva.cn"
        " --source {source} --tag {tag} --note {notes} --reason {reason} --key {key}"
        " --referred-by 李雷"
    ),
    (
        "customer edit id:2 --set title={title} --set occupation={occupation}"
        " --set industry={industry} --set address={address} --set hobbies={hobbies}"
        " --set birthday=1957-08-23 --set product_needs={product_needs}"
        " --set service_requirements={service} --set owner={owner} --set colour={colour}"
        " --set wechat={wechat} --set handle.signal={signal} --phone 021-65748392"
    ),
    "customer edit id:2 --may-share no --reason {consent}",
    "customer edit id:2 --may-share yes --reason {consent_again}",
    "customer edit id:2 --may-contact no --reason {no_contact}",
    "customer edit id:2 --may-contact yes",
    "customer edit id:2 --may-share no --may-contact no --reason {consent_now}",
    "customer edit id:2 --may-share yes --may-contact yes --reason {allowed}",
    # What was changed since, and what was taken back.
    "customer edit id:2 --name {BEFORE} --set title={title_before} --email numbat@zyzzyva.cn",
    "customer edit id:2 --name {NAME} --set title={title_after} --unset notes --tag {tag_after}",
    "customer edit id:2 --set notes={notes_after} --set colour={colour_after}",
    "customer edit id:2 --name {UNDONE} --set hobbies={hobbies_undone} --tag {tag_undone}",
    "undo",
    "customer edit id:2 --set occupation={occupation_redone} --reason {reason_redone}",
    "undo",
    "redo",
    (
        "customer person add id:2 {PERSON} --title {person_title} --role {person_role}"
        " --phone 13711223355 --email dugong@zyzzyva.cn --key {person_key}"
    ),
    "customer person edit id:2 {PERSON} --title {person_title_after}",
    "customer person add id:2 {person_gone}",
    "customer person remove id:2 {person_gone_again}",
    "log add id:2 {note} --said {said} --via phone --with {PERSON} --key {log_key} --close +3w",
    "log edit 1 --note {note_after}",
    "log add id:2 'talk of three' --via visit --also 李雷",
    "log add id:2 {note_removed} --via visit",
    "log remove 4",
    "promise add id:2 {promise} --by +3d --key {promise_key}",
    "promise move 1 --by +5d --reason {moved}",
    "due snooze promise:1 --until +9d --reason {snoozed_promise}",
    "promise add id:2 {dropped} --by +3d",
    "promise drop 2 --reason {drop_reason}",
    "due snooze follow_up:2 --until +60d --reason {snoozed}",
    "grade set id:2 B --reason {grade_reason}",
    "customer pin id:2 --value high --reason {pin_reason}",
    "customer unpin id:2 --value",
    "customer pin id:2 --value low --reason {pin_reason_after}",
    "deal add id:2 {deal} --amount 1000 --note {deal_note} --close +9d --key {deal_key}",
    "deal edit 1 --title {deal_after}",
    "deal move 1 quote --note {deal_move}",
    (
        "deal lose 1 --reason {deal_lost} --why {why} --repeat {repeat} --avoid {avoid}"
        " --objection {objection}"
    ),
    "feedback add id:2 {feedback} --kind complaint --category {category} --key {feedback_key}",
    "feedback advance 1 --note {step_note} --result {result}",
    "feedback advance 1 --to carried_out --skip --reason {step_reason}",
    "feedback measure add {measure} --feedback 1 --owner tester --by +9d",
    "feedback measure done 1 --effect {effect}",
    "feedback survey add id:2 --score 3 --note {survey_note}",
    "churn look id:2 --note {look_note} --key {look_key}",
    "purchase add id:2 --amount 5 --product {product} --note {purchase_note} --key {purchase_key}",
    "purchase edit 1 --product {product_after} --note {purchase_note_after}",
    "purchase add id:2 --amount 5 --product {product_gone}",
    "purchase remove 2 --reason {purchase_gone}",
    "customer lose id:2 --reason {lost} --winback +3m",
    "churn try id:2 --result thinking --via phone --note {try_note} --key {try_key}",
    "customer winback id:2 --reason {won_back}",
    "customer lose id:2 --reason {lost_again}",
    "customer archive id:2 --reason {archived}",
    "customer restore id:2 --reason {restored} --key {restore_key}",
    # With others.
    "customer add 韩梅 --referred-by {NAME} --reason {sent_by}",
    "customer edit 韩梅 --unset referred_by",
    "customer edit 韩梅 --referred-by {BEFORE_NOW} --reason {says}",
    "customer edit --where 'id < 4' --tag all --yes --reason {bulk}",
    # Who went into it.
    "customer import {CARD} --yes",
    "log add {FORMER} {former_log} --via phone --next {former_promise} --by +3d",
    # What others say of it, now and in the past.
    "log add 李雷 'met {NAME} of {NUMBER}' --via phone --reason 'as {NAME} said' --key for-{NAME}",
    "log edit {OTHER} --note 'met nobody'",
    # Points, and campaigns.
    "grade policy --set loyalty.points=1 --set loyalty.referral=5 --yes",
    "loyalty adjust id:2 +50 --reason {points}",
    "loyalty redeem id:2 5 --reason {redeemed} --key {redeem_key}",
    "campaign add fair id:2 李雷 --note hello",
    "campaign reach fair id:2 李雷 --via wechat --yes",
    "campaign answer fair id:2 --note {answer} --key {answer_key}",
)

CARD = """BEGIN:VCARD
VERSION:3.0
UID:{former_uid}
FN:{FORMER}
TEL:13622113344
NOTE:{former_note}
CATEGORIES:{former_tag}
X-SPOUSE:{card}
TITLE;LANGUAGE=zh:{former_title}
END:VCARD
"""

EXPORTS = (
    "{out}/{NAME}.csv --purpose {purpose} --key {export_key} --where 'id = 2'",
    "{out}/ouyangbingda.csv --tag {TAG}",
    "{out}/a.csv --where 'hobbies ~ {HOBBIES}' --purpose {purpose_again}",
    "{out}/b.csv --where 'name ~ 阳靐' --purpose 'for 阳靐'",
    "{out}/c.csv --purpose '{NAME} wants it'",
)


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def book(crm: Crm, words: Words, tmp_path_factory: pytest.TempPathFactory) -> Crm:
    out = tmp_path_factory.mktemp("out")
    card = out / "former.vcf"
    card.write_text(_said(CARD, words), encoding="utf-8")
    for line in LIFE:
        crm(_said(line, words, CARD=str(card)))
    card.unlink()
    merge(crm.db, 2, 4)
    crm(f"backup {out}/{NAME}.db")
    for line in EXPORTS:
        crm("customer export " + _said(line, words, out=str(out)))
    rows = f"name,phone,notes\n李雷雷,13522330000,\n{UNDONE},13522334455,{words['imported']}\n"
    crm("customer import - --yes", stdin=rows)
    crm("undo")
    return crm


def _said(line: str, words: Words, **given: str) -> str:
    class Given(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return words[key]

    known = words.given
    names = {"NAME": NAME, "PERSON": PERSON, "BEFORE": BEFORE, "FORMER": FORMER, "UNDONE": UNDONE}
    later = {
        "person_gone_again": known.get("person_gone", ""),
        "TAG": known.get("tag", ""),
        "HOBBIES": known.get("hobbies", "")[:2],
        "BEFORE_NOW": NAME,
        "NUMBER": NUMBERS[0],
        "OTHER": "6",
    }
    return line.format_map(Given({**names, **later, **given}))


def pieces(words: Words) -> Iterator[str]:
    """Yield what may be left of the words: their pairs, as the index keeps them, and spellings."""
    for each in (*words.given.values(), *NAMES):
        yield from (each[at : at + 2] for at in range(len(each) - 1))
    for name in NAMES:
        keys = search_keys(
            name=name, kind=CustomerKind.PERSON, company=None, people=(), phones=(), emails=()
        )
        yield from (key for key, _ in keys if len(key) > 3)
    for number in NUMBERS:
        yield from (number, number[::-1], number[1:])
    yield from ADDRESSES
    yield from ("quokka", "numbat", "dugong", "zyzzyva", "1957-08-23")


def left(book: Crm, words: Words, backups: frozenset[str] = frozenset()) -> set[str]:
    """List what is in any file beside the book but backups, in whatever form it is written."""
    files = [each for each in book.db.parent.rglob("*") if each.is_file()]
    others = [each.read_bytes() for each in files if str(each) not in backups]
    content = b"\0".join(others).lower()
    forms = ("utf-8", "utf-16-le", "utf-16-be")
    wanted = {each: [each.encode(form) for form in forms] for each in pieces(words)}
    return {each for each, written in wanted.items() if any(one in content for one in written)}


def columns_with(path: Path, words: Words) -> set[tuple[str, str]]:
    """List the columns in which one of the words is, now or in the history."""
    given = {*words.given.values(), *NAMES}
    found = set()
    with closing(sqlite3.connect(path)) as connection:
        past = connection.execute(
            "SELECT record, coalesce(old, '') || coalesce(new, '') FROM change"
        )
        notes = past.fetchall()
        for table, columns in free_texts().items():
            for column in columns:
                present = connection.execute(f'SELECT "{column}" FROM {table}').fetchall()
                texts = [text for (text,) in present if text]
                texts += [text for record, text in notes if record == table and column in text]
                if any(each in text for text in texts for each in given):
                    found.add((table, column))
    return found


def test_every_text_that_belongs_to_a_customer_has_a_word_here(book: Crm, words: Words) -> None:
    wanted = {
        (table, column)
        for table, columns in free_texts().items()
        for column in columns
        if table in {"customer", *PARTS} and column not in SET.get(table, ())
    }
    # A column that comes with a later capability belongs into LIFE.
    assert wanted - columns_with(book.db, words) == set()
    assert {each[:2] for each in words.given.values()} <= left(book, words)


@pytest.mark.parametrize("texts", ["", "--texts"])
def test_nothing_of_a_person_is_left_in_any_byte(book: Crm, words: Words, texts: str) -> None:
    book("customer erase 6 --yes --reason 'asked by letter'")
    erased = book(f"customer erase 2 --yes --reason 'asked by letter' {texts} --json").json
    held = frozenset(each["path"] for each in erased["backups"])

    assert left(book, words, held) == set()
    assert (erased["merged"], erased["mentions"]) == ([4], [])
    assert book("check --json").json["ok"]
    while book("undo --yes", code=None).code == 0:
        pass
    while book("redo", code=None).code == 0:
        pass
    assert left(book, words, held) == set()
    for line in ("history --json", "undo --list --json", "customer list --archived --json"):
        told = book(line).out
        assert not any(each in told for each in pieces(words)), line
    assert book("check --json").json["ok"]
