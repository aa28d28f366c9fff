"""Conversations: what came, what is said about it, and the way back."""
