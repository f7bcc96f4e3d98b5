"""What tests share: where things are, sites that are built once, browsers, readers of what is released."""
