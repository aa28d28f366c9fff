"""Where records live: an encrypted database, its header, and the revision chain.

Nothing is imported here; `confidant.vault.vault` is the door.
"""
