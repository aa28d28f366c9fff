"""The journal: write, and find again."""
