"""Shows a record of any kind to read, by what its fields say about themselves."""
