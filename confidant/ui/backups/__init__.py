"""Backups: made by themselves, proved, looked at, restored."""
