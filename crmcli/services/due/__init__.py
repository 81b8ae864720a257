"""What is owed: the list, the load of the coming days, snoozing and levelling."""
