"""Confidant: a leader's private journal, and the one mentor who may read parts of it."""

__version__ = "0.1.0"
