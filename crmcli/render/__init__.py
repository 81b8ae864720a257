"""Values in, text out: nothing here sees a database, and one gate writes to the terminal."""
