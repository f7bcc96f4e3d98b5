"""The closed lists of `data/` as typed terms."""
