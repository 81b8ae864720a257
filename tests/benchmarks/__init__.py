"""What crm costs, beside programs that cannot be beaten: one command prints the table."""
