"""One module per program: foreign files in, records out, nothing stored."""
