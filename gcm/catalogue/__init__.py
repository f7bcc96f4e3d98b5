"""All records, and the rules that hold between them."""
