#!/bin/sh
# The morning's calendar: what is due within two weeks, as a feed that is replaced as a whole.
# For cron:   30 6 * * *  $HOME/crmcli/examples/calendar.sh $HOME/calendar/due.ics
# Thunderbird subscribes to the file as a calendar on the network (file:///home/you/calendar/due.ics),
# a phone to where a server of yours shows it, khal gets it by vdirsyncer (type = "singlefile").
# Whoever reads the file reads whom you owe what: it is made for you alone (0600).
# CRM names the program, CRM_DB the book; further arguments go to `crm due export`.
set -eu
crm=${CRM:-$(dirname "$0")/../.venv/bin/crm}
file=${1:?"name the calendar's file, as in calendar.sh due.ics"}
shift

exec "$crm" --no-input --quiet due export "$file" --force --ahead 14 --alarm 08:30 "$@" > /dev/null
