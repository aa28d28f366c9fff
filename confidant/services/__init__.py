"""What a person can do: one verb per function, over an open vault and a clock.

Every verb takes keyword arguments, does its work in one transaction and returns a result with
`changes`. The window and the command line call the same ones.
"""
