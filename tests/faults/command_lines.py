"""A command line for every verb that opens the book: each of them meets each fault."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from crmcli.commands.tree import TREE, Branch
from crmcli.domain.reports.known import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILLING = (
    "purchase add id:1 --amount 5 --product pipes --at -200d",
    "rate set EUR 7.8",
    "feedback add id:1 words --kind opinion",
    "feedback add id:1 more --kind praise",
    "feedback close 2 --skip --reason thanked",
    "feedback measure add words --by +1d",
    "feedback survey add id:1 --score 2 --at -150d",
    "deal add id:1 words --amount 1 --close +3w",
    "deal add id:1 more --amount 2",
    "deal lose 2 --reason price",
)
"""What puts into a book, in which `id:1` is a customer, the records that the lines ask for."""

READING = (
    "due --ahead 30 --why",
    "due load",
    "due spread --dry-run",
    "log list",
    "log show 1",
    "customer list",
    "customer show id:1",
    "customer find hello",
    "customer dupes --min-score 0",
    "customer dupes id:1",
    "customer edit id:1 --note other --dry-run",
    "customer person list id:1",
    "customer field list",
    "grade show id:1",
    "grade suggest",
    "grade audit",
    "grade policy show",
    "grade policy test --cadence C=10d",
    "promise list",
    "churn list --all",
    "churn show id:1",
    "churn lost",
    "purchase list --sums",
    "purchase list",
    "purchase show 1",
    "feedback list --open",
    "feedback show 1",
    "feedback measure list",
    "feedback survey list",
    "feedback survey due",
    "feedback survey summary",
    "purchase suggest id:1",
    "customer suggest",
    "rate list",
    "calendar list",
    "calendar show CN --year 2026",
    "report products",
    "report digest --compare --explain",
    "report count --by grade --sum purchases",
    "loyalty list",
    "loyalty show id:1",
    "campaign list",
    "campaign show id:1",
    "deal list --all",
    "deal show 1",
    "report cases id:1",
    "config show",
    "history",
    "undo --list",
)
"""What answers and writes nothing."""

WRITING = (
    "customer add Somebody",
    "customer edit id:1 --note other",
    "customer edit --where 'name = 王芳' --note other --yes",
    "customer import {folder}/table.csv --yes",
    "customer import {folder}/table.csv --update --skip-bad {out}/rejects.csv --yes",
    "customer import {folder}/table.csv --save-mapping mine --yes",
    "customer archive id:1",
    "customer restore id:2",
    "customer lose id:1 --reason price",
    "customer winback id:3",
    "customer pin id:1 --value high --reason large",
    "customer unpin id:4 --value",
    "customer verify id:1",
    "customer person add id:1 Somebody",
    "customer person edit id:1 李四 --title boss",
    "customer person remove id:1 李四",
    "customer field add shape",
    "customer field remove colour --force --yes",
    "customer merge id:1 id:4 --yes",
    "customer erase id:1 --yes --reason asked",
    "customer export {out}/out.csv --purpose test",
    "log export {out}/log.csv --purpose test",
    "deal export {out}/deals.tsv --all --purpose test",
    "purchase export {out}/purchases.json --purpose test",
    "feedback export {out}/feedback.jsonl --purpose test",
    "export {out}/book.jsonl --purpose test",
    "log add id:1 words --via phone --next more --by +1d",
    "log q 'called, quoted 5k, send words by next fri' --customer id:1 --yes",
    "log edit 1 --note other",
    "log remove 1",
    "due snooze id:1 --until +9d --reason away",
    "due spread --yes",
    "due export {out}/due.ics",
    "grade set id:1 A --reason sure",
    "grade suggest --apply --yes",
    "grade audit --apply --yes",
    "grade policy --set C=10d",
    "promise add id:1 words --by +1d",
    "promise keep 1",
    "promise move 1 --by +9d --reason later",
    "promise drop 1 --reason over",
    "churn look id:1 --note words",
    "churn try id:3 --result thinking --note words --next +1m",
    "purchase add id:1 --amount 100000 --product pipes",
    "purchase edit 1 --amount 6",
    "purchase remove 1",
    "feedback add id:1 words --kind complaint",
    "feedback advance 1 --note looked",
    "feedback close 3 --skip --reason said",
    "feedback reopen 2 --reason again",
    "feedback edit 1 --handler Li",
    "feedback measure add words --by +1d",
    "feedback measure done 1 --effect good",
    "feedback survey add id:1 --score 4",
    "purchase import {folder}/purchases.csv --yes",
    "log import {folder}/contacts.csv --yes",
    "customer suggest --apply --yes",
    "rate set USD 7.12",
    "rate remove 1",
    "loyalty adjust id:1 -1 --reason wrong",
    "loyalty redeem id:1 1 --reason gift",
    "campaign add spring --tag vip",
    "campaign include id:1 id:8",
    "campaign reach id:1 id:1 --via phone",
    "campaign answer id:1 id:6",
    "campaign remove id:1 id:1",
    "campaign drop id:1 --yes",
    "deal add id:1 words --amount 1 --close +3w",
    "deal move 1 quote --note words",
    "deal win 1 --purchase --why words",
    "deal lose 1 --reason price --avoid words",
    "deal reopen 2 --reason words",
    "deal edit 1 --amount 2 --note other",
    "deal case 2 --why words",
    "config set currency EUR --force",
    "config set calendar CN",
    "calendar import {folder}/holidays.csv --name DE",
    "calendar update CN",
    "calendar remove DE",
    "config unset region",
    "report save mine won",
    "undo",
    "redo",
)
"""What changes the book, or would if there were something to change."""

COPYING = ("backup {out}/copy.db", "check")
"""What reads all of the book and leaves it as it is."""

ELSEWHERE = frozenset(
    {"demo", "schema", "completion", "config path", "restore", "import",
     "mapping list", "mapping show", "mapping remove", "report list", "report run",
     "report remove"},
) | {f"report {name}" for name in KNOWN}  # fmt: skip
"""Verbs that open no book, are there where none can be opened, as `restore` and `import` are, or
ask for what only another command leaves; and reports, which are all one verb."""


def verbs(branch: Branch = TREE, before: str = "") -> Iterator[str]:
    """Name every verb of crm."""
    for name, entry in branch.verbs.items():
        path = f"{before} {name}".strip()
        if isinstance(entry, Branch):
            yield from verbs(entry, path)
        else:
            yield path


def verb_of(line: str) -> str | None:
    """Say which verb a line runs; None for one that crm does not have."""
    branch: str | Branch = TREE
    path: list[str] = []
    for word in shlex.split(line):
        if not isinstance(branch, Branch):
            break
        if word not in branch.verbs:
            if branch.default is None:
                return None
            path.append(branch.default)
            break
        path.append(word)
        branch = branch.verbs[word]
    else:
        if isinstance(branch, Branch) and branch.default is not None:
            path.append(branch.default)
    return " ".join(path)


def present(lines: tuple[str, ...], folder: Path, out: Path | None = None) -> list[list[str]]:
    """Give the lines whose verbs crm has, as words.

    Args:
        lines: some of those above.
        folder: where the table to import lies.
        out: where copies and exports are put; the same folder if None.
    """
    places = {"{folder}": str(folder), "{out}": str(out or folder)}
    return [
        [_placed(word, places) for word in shlex.split(line)]
        for line in lines
        if verb_of(line) is not None
    ]


def _placed(word: str, places: dict[str, str]) -> str:
    for name, place in places.items():
        word = word.replace(name, place)
    return word


TABLES = {
    "table.csv": "姓名\n新人\n",
    "purchases.csv": "客户,日期,金额\nid:1,2026-03-01,5\n",
    "contacts.csv": "客户,日期,方式\nid:1,2026-03-01,电话\n",
    "holidays.csv": "2027-01-01,,free,New Year\n",
}


def write_tables(folder: Path) -> None:
    """Write the files that the lines import."""
    for name, content in TABLES.items():
        (folder / name).write_text(content, encoding="utf-8")
