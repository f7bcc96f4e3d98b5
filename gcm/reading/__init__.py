"""Bytes → a parsed record, with the place of every field."""
