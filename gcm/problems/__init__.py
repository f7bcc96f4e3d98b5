"""A problem of a record, and every way to print it."""
