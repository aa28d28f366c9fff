"""Doubts: not to lose one, and to end each of them on purpose."""
