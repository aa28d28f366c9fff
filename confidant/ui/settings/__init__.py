"""Settings: when it locks, how it looks, which language, and what Confidant is made of."""
