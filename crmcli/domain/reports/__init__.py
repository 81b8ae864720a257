"""What reports are made of: periods, figures, tables; no words and no SQL."""
