#!/bin/sh
# The morning's list: prints what is due today, and nothing when nothing is.
# For cron, which mails what a job prints:   0 8 * * 1-5  $HOME/crmcli/examples/morning.sh
# CRM names the program, CRM_DB the book; further arguments go to `crm due`, as in --limit 15.
set -u
crm=${CRM:-$(dirname "$0")/../.venv/bin/crm}

list=$("$crm" --no-input due --exit-code --format md "$@")
code=$?
case $code in
    0) ;;
    10) printf '# crm due %s\n\n%s\n' "${CRM_TODAY:-$(date +%F)}" "$list" ;;
    *) exit "$code" ;;
esac
