"""The examples of every help page work as they are printed, in a book that has what they name.

Those of the Chinese help pages too, whose names and values are Chinese.
"""

from __future__ import annotations

import gettext
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crmcli.commands.parsing import load
from crmcli.language import DOMAIN, LOCALE
from tests.conftest import Answer, Crm
from tests.contracts.test_help import VERBS

CHINESE = gettext.translation(DOMAIN, LOCALE, languages=["zh"])
EXAMPLES = [
    (path, shown)
    for path, module in VERBS
    for line in (load(path[-1], module).epilog or "").splitlines()[1:]
    for shown in dict.fromkeys((line.strip(), CHINESE.gettext(line.strip())))
]
ASKS = re.compile("This change was not confirmed|it needs --yes and --reason")
"""What a command that would ask says where nobody can be asked."""

BOOK = [
    "customer add 王芳 --phone 13800005678 --grade B --tag vip",
    "customer add 'Acme Ltd' --set kind=company --grade A",
    "customer add 宏远 --set kind=company --set industry=IT",
    "customer person add 宏远 李四 --phone 13900139000",
    *(f"customer add 客户{number} --tag vip --note hello" for number in range(4, 18)),
    *(
        f"log add 1 hello --via phone {' '.join(f'--also {number}' for number in range(2, 18))}"
        for _ in range(3)
    ),
    *("purchase add 王芳 --amount 500 --product 钢管 --note x" for _ in range(3)),
    "campaign add 'spring fair' 王芳 17",
    "campaign add 春季展会 王芳 17",
    *(f"promise add 王芳 'send part {number}' --by +1w" for number in range(7)),
    *(f"feedback add 王芳 'pump {number} leaks' --kind complaint" for number in range(1, 8)),
    "feedback advance 4 --to carried_out --skip --reason x",
    *(
        f"feedback advance {number} --to called_back --skip --reason x --score 4"
        for number in (6, 7)
    ),
    "feedback close 7",
    "feedback measure add 'test seals' --by +1w",
]
FIRST = {
    "campaign answer": [
        "campaign reach 'spring fair' 王芳 --via wechat",
        "campaign reach 春季展会 王芳 --via wechat",
    ],
    "campaign reach": ["campaign add 春节问候 --kind greeting --tag vip"],
    # The currency of amounts that are there stays.
    "config set": [f"purchase remove {number}" for number in (1, 2, 3)],
    "customer field remove": ["customer field add 车牌"],
    "log q": ["customer add 'Anna Smith'", "customer add 李雷", "customer add Bob"],
    "churn look": [
        "feedback survey add 王芳 --score 2",
        "customer edit 王芳 --importance key",
    ],
    "report run": [
        "report save mine count --by source,grade",
        "report save monday digest --period last-week",
        "report save 来源 count --by source,grade",
        "report save 周一 digest --period last-week",
    ],
    "report remove": [
        "report save mine count --by source,grade",
        "report save 来源 count --by source,grade",
    ],
    "calendar update": ["config set calendar CN"],
    "calendar remove": ["calendar import germany.csv --name DE"],
    "mapping show": ["customer import 客户.csv --map 编号=- --save-mapping 旧表 --yes"],
    "mapping remove": ["customer import 客户.csv --map 编号=- --save-mapping 旧表 --yes"],
    "churn try": ["customer lose 王芳 --reason price"],
    "customer restore": ["customer archive 王芳"],
    "customer winback": ["customer lose 王芳 --reason price"],
    "customer unpin": [
        "customer pin 王芳 --value high --reason x",
        "customer pin 17 --status won --lifecycle loyal --reason x",
    ],
    "customer verify": ["grade policy --set verify=7d --yes"],
    "rate remove": ["rate set USD 7", "rate set JPY 0.05"],
    "loyalty adjust": [
        "grade policy --set loyalty.points=1 --yes",
        "loyalty adjust 王芳 +5 --reason x",
    ],
    "loyalty redeem": [
        "grade policy --set loyalty.points=1 --yes",
        "loyalty adjust 王芳 +5 --reason x",
    ],
    "redo": ["undo"],
    "import": ["export book.jsonl"],
    **{
        f"deal {verb}": [
            "deal add 王芳 ERP --amount 12万 --close +3w",
            "deal add 17 maintenance --amount 'EUR 3,000' --stage quote",
            "deal add 王芳 more --amount 1 --stage quote --probability 60",
            "deal add 王芳 gone --amount 1",
            "deal lose 4 --reason price --objection price",
            "deal add 17 维保 --amount 12万 --stage quote",
            "deal add 王芳 追加 --amount 1 --stage quote --probability 60",
            "deal add 王芳 旧单 --amount 1",
            "deal lose 7 --reason price --objection price",
        ]
        for verb in ("list", "show", "move", "win", "lose", "edit", "reopen", "case")
    },
    "report cases": [
        f"deal add 王芳 {text} --amount 12万" for text in ("a", "b", "maintenance", "维保")
    ],
}
"""What comes before the examples of a command, by command."""

FILES = {
    "contacts.csv": "First Name,Last Name,E-mail 1 - Value\nAnna,Smith,anna@example.com\n",
    "contacts.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:李雷\nTEL:13800138001\nEND:VCARD\n",
    "customers.csv": "name,phone\n李雷,13800138001\n",
    "客户.csv": "编号,姓名,单价\n1,李雷,300\n",
    "purchases.csv": "customer,date,product,amount\n王芳,2026-01-03,pump,300\n",
    "购买记录.csv": "客户,日期,金额,经手人\n王芳,2026-01-03,300,我\n",
    "contact-log.csv": "customer,at,via,note\n王芳,2026-01-03 15:00,phone,hello\n",
    "跟进记录.csv": "客户,联系时间,跟进内容,结果\n王芳,2026-01-03,你好,再联系\n",
    "cn-2027.csv": "2027-01-01,,free,元旦\n",
    "germany.csv": "day,until,kind,name\n2026-10-03,,free,Einheit\n",
    "德国.csv": "day,until,kind,name\n2026-10-03,,free,Einheit\n",
    "mail.txt": "thank you\n",
    "today.txt": "# today\n电话王总 报价12万\ncalled Anna Smith, no answer\n",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book once, to be copied."""
    place = tmp_path_factory.mktemp("examples") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        crm = Crm(place, patch)
        for line in BOOK:
            crm(line, today="2026-01-05")
    return place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working folder with the files that the examples name."""
    folder = tmp_path / "work"
    (folder / "usb").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name, content in FILES.items():
        (folder / name).write_text(content, "utf-8")
    (folder / "old.csv").write_bytes("姓名,電話\n李雷,13800138001\n".encode("big5"))
    return folder


def in_shell(crm: Crm, line: str) -> Answer:
    """Run a line in a shell."""
    environment = {
        **os.environ,
        "CRM_DB": str(crm.db),
        "CRM_TODAY": "2026-03-31",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(("path", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_works(
    crm: Crm, filled: Path, place: Path, path: tuple[str, ...], line: str
) -> None:
    verb = " ".join(path)
    Path(os.environ["HOME"]).mkdir()
    if verb != "customer add":
        shutil.copy(filled, crm.db)
    if verb == "campaign add":
        crm("campaign drop 'spring fair' --yes")
        crm("campaign drop 春季展会 --yes")
    if verb == "customer export":
        (place / "customers.csv").unlink()
        (place / "客户.csv").unlink()
    if verb == "restore":
        for copy in re.findall(r"\S+\.db", line):
            in_shell(crm, f"mkdir -p crm.backups && crm backup {copy}")
    for each in FIRST.get(verb, ()):
        crm(each)
    if verb == "import":
        crm.db.unlink()
    missing = [each for each in ("iconv", "jq") if each in line.split() and not shutil.which(each)]
    if missing:
        pytest.skip(f"there is no {missing[0]} here")
    # Where a shell would put it is not ours to try.
    line = line.partition(" > ")[0].replace("/mnt/usb", str(place / "usb"))
    if re.search(r"[|<~]", re.sub(r"'[^']*'", "", line)):
        answer = in_shell(crm, line)
    else:
        answer = crm(shlex.split(line)[1:], code=None)

    assert answer.code == 0 or (answer.code == 2 and ASKS.search(answer.err)), answer.err
