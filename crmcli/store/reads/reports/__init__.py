"""What each report counts: its SQL, its tables, and how their figures come about."""
