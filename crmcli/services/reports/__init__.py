"""Reports: what a salesperson or a manager asks of the whole book."""
