"""How records travel: identity cards, sealed files and what may be in them (formats.md §6–13).

Nothing here reads a file, a clock or a vault. Services hand in a plain value of what the vault
knows (`knowledge.Knowledge`) and the bytes; they get values back and store them.
"""
