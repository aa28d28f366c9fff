"""Choosing what leaves, seeing exactly what they will see, and sealing it as one file."""
