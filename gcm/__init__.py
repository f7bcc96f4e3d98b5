"""The domain: records of the Global Compact for Migration in the Americas, and the pages made of them.

Nothing here knows the site generator; `hooks/` and `scripts/` adapt this package to it.
"""
