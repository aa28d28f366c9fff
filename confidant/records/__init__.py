"""What a person writes: kinds of records, their rules and verbs, and their one canonical form.

Pure: no files, clock, randomness, Qt or sentences. Nothing is imported here, so that a caller pays
only for what it uses.
"""
