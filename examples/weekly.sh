#!/bin/sh
# The week in figures: contacts of the last seven days by channel, grades that moved, deals won and
# lost, what was bought, complaints that are open, what the next seven days ask for, and who has
# waited longest. Needs jq.
# CRM names the program, CRM_DB the book.
set -eu
crm=${CRM:-$(dirname "$0")/../.venv/bin/crm}

echo '## Contacts in the last 7 days'
"$crm" log list --since -6d --json |
    jq -r 'group_by(.via)[] | "\(.[0].via)\t\(length)"'

echo '## Grades that moved'
"$crm" log list --since -6d --json |
    jq -r '.[] | select(.grade_from != .grade_to) | "\(.customer)\t\(.grade_from) -> \(.grade_to)"'

echo '## Won and lost in the last 7 days'
"$crm" deal list --closed-within 6d --json |
    jq -r '.[] | select(.closed)
           | "\(.closed)\t\(.stage)\t\(.customer)\t\(.title)\t\(.lost_reason // "")"'

echo '## Bought in the last 7 days'
"$crm" purchase list --since -6d --json |
    jq -r '.[] | "\(.at)\t\(.customer)\t\(.product // "")\t\(.amount.currency) \(.amount.amount)"'

echo '## Complaints that are open'
"$crm" feedback list --open --kind complaint --json |
    jq -r '.[] | "\(.overdue_days) d late\t\(.next_step)\t\(.customer)\t\(.text)"'

echo '## Due in the next 7 days'
"$crm" due load --days 7 --json | jq -r '.[] | "\(.day)\t\(.total)"'

echo '## Waiting longest'
"$crm" due --json |
    jq -r 'sort_by(-.overdue_days)[:10][] | select(.overdue_days > 0)
           | "\(.overdue_days) d\t\(.grade)\t\(.customer)\t\(.phone // "")"'
