"""Item models: they hold rows, and neither query nor format."""
