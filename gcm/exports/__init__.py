"""The catalogue in other formats than pages: files that readers take with them."""
