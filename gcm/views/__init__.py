"""Catalogue and language → one frozen view for each page."""
