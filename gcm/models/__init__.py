"""Parsed record → typed record, and what forms and schemas derive from the models."""
