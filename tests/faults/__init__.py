"""Faults that are really made: processes killed, disks filled, locks held, files damaged."""
