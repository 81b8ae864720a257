"""The reading door: SQL over tables and views, into frozen values."""
