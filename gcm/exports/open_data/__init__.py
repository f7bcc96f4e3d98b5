"""The whole catalogue for other programs: each format in a file of its own, all of them in one table (`formats.py`)."""
