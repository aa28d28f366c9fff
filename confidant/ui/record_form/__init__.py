"""Writing a record of any kind: its fields, its draft, an editor for every shape of field."""
