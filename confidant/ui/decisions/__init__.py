"""Decisions: written in a minute, reasoned below, sealed before the outcome is known."""
