"""Typed values → the text of a record's file."""
