"""A GitHub issue → a proposal for a record."""
