"""`crm due`: the list, snoozing, and the load of the coming days."""
