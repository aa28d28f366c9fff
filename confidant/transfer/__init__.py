"""In from other programs and out to them. No vault here: importers give values, services store.

Nothing is imported here, so that a caller pays only for what it uses.
"""
