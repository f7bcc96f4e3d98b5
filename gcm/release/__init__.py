"""What is published beside the site: the same pages in formats that need no connection."""
