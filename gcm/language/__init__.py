"""The two languages: texts in both, phrases of the interface, dates, and how data files are read."""
