"""One module per format: records in, names and bytes out, nothing written."""
