"""Work calendars: which are known, what is known of them, and more brought in."""
