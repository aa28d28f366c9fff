"""What it looks like: the only room that knows Qt."""
