"""`python -m crmcli` is `crm`."""

from crmcli.main import main

main()
