"""Command lines that are wrong, each in a way of its own; the book is that of the examples."""

WRONG = tuple(
    """
frob
custmer list
到期
customer 添加
deal frob
--json-lines
due --yes
due -x
due --exit-code=1
due --ahead
due extra word
log show 1 2
customer show Acme Ltd
--quiet
customer
schema foo
undo foo
--lang
history --command foo
due --limit 0
due --limit many
due load --days 0
due --kind fax
due --grade X
due --as-of someday
due --today someday
due --format foo
due --lang fr
due --budget foo
due load --kind foo
due snooze foo:1 --until +1w --reason x
due snooze 王芳 --reason x
due export --as foo
due export --alarm 99
log add
log add 王芳
log add 王芳 x --via fax
log add 王芳 x --via phne
log add 王芳 x --via phone --outcome refused
log add 王芳 x --via phone --next a
log add 王芳 x --via phone --by fri
log add 王芳 x --via phone --at +9d
log add 王芳 x --via phone --minutes 9999
log add 王芳 x --via phone --close 32.13.
log add 王芳 x --via phone --keep --need clear
log add nobody x --via phone
log add 王芳 x --via phone --kept 999
log edit 1
log edit 999 --via visit
log show 999
log remove x
log import nothing.csv
log import 跟进记录.csv --dates foo
log export x.foo
log export --format foo
customer add ''
customer add 李雷 --phone 12
customer add 李雷 --email x
customer add 李雷 --set grade=Q
customer add 李雷 --need foo
customer add 李雷 --potential much
customer add 李雷 --birthday someday
customer add 李雷 --may-share no
customer add 王芳 --phone 13800005678
customer edit 王芳
customer edit 王芳 --unset foo
customer edit --where 'grade = C'
customer list --where 'grade ='
customer list --sort grad
customer list --grade X
customer show nobody
customer find ''
customer import nothing.csv
customer import .
customer import customers.csv --map foo=bar
customer import customers.csv --encoding foo
customer import customers.csv --header 99
customer export customers.csv
customer export nowhere/x.csv
customer export x.csv --with foo
customer archive nobody
customer restore 王芳
customer lose 王芳
customer winback 王芳
customer pin 王芳
customer pin 王芳 --value foo --reason x
customer unpin 王芳
customer suggest nobody
customer dupes --by foo
customer merge 王芳
customer merge 王芳 王芳
customer merge 王芳 17
customer erase 王芳
customer person add 宏远 ''
customer person edit 宏远 nobody --title x
customer field add x --type foo
customer field add x --type choice
customer field remove nothing
mapping show nothing
mapping remove nothing
grade set 王芳 Z --reason x
grade set 王芳 A
grade policy --set foo=1
grade policy --set A=foo
grade policy test
grade show nobody
promise add 王芳 x
promise add 王芳 '' --by fri
promise keep x
promise keep 999
promise move 1 --reason x
promise drop 1
deal add 王芳
deal add 王芳 x
deal add 王芳 x --amount much
deal show 999
deal add 王芳 x --amount 1 --stage foo
deal move 1 foo
deal list --sort foo
deal list --stage foo
deal add 王芳 x --amount 1 --probability 101
deal show nothing
purchase add 王芳
purchase add 王芳 --amount 0
purchase add 王芳 --amount 1 --quantity x
purchase edit 1
purchase edit 1 --unset foo
purchase show 999
purchase list --since 2026-02-02 --until 2026-01-01
purchase suggest nobody
feedback add 王芳
feedback add 王芳 x
feedback add 王芳 x --kind foo
feedback show 999
feedback add 王芳 x --kind opinion --severity foo
feedback advance 1 --to foo
feedback advance 1 --skip
feedback close 1
feedback reopen 1 --reason x
feedback edit 1
feedback edit 1 --unset foo
feedback measure done 1
feedback measure add x
feedback survey add 王芳
feedback survey add 王芳 --score 9
rate set
rate set USD
rate set XXQ 1
rate set USD x
rate remove 999
loyalty redeem 王芳 x --reason y
loyalty redeem 王芳 1 --reason y
loyalty adjust 王芳 +5
churn try 王芳 --result foo
churn try 王芳 --result back
churn list --kind foo
campaign add x
campaign add '' 王芳
campaign add x --kind foo 王芳
campaign show nothing
campaign reach 'spring fair' 王芳
campaign answer 'spring fair' 17
campaign reach 'spring fair' 王芳 --via fax
campaign drop 'spring fair'
report frob
report digest --period foo
report digest --format foo
report run nothing
report growth --html nowhere/x.html
report save x frob
report count --by frob
report remove nothing
report cases --deal 999
config set foo x
config set lang fr
config set timezone Mars
config set currency X
config set region XX
config show foo
config unset foo
config set calendar foo
calendar show XX
calendar import nothing.csv
calendar remove XX
calendar update XX
export nowhere/x.jsonl
import nothing.jsonl
backup nowhere/x.db
restore nothing.db
--db nowhere/x.db due
--db . due
completion foo
redo
""".strip().splitlines()
)
