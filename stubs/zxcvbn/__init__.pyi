"""What Confidant uses of zxcvbn."""

from decimal import Decimal
from typing import TypedDict

class Result(TypedDict):
    guesses: Decimal

def zxcvbn(password: str, user_inputs: list[str] | None = None, max_length: int = 72) -> Result: ...
