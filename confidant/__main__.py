"""Entry point: no arguments or one path opens the window, a verb goes to the command line."""

import re
import sys
from collections.abc import Sequence

from confidant import bootstrap

_WORD = re.compile(r"[a-z][a-z-]*")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    Args:
        argv: arguments after the program's name; the process's when absent.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    bootstrap.prepare_process()
    if not arguments or (len(arguments) == 1 and is_path(arguments[0])):
        return bootstrap.open_window(arguments)
    return bootstrap.run_verb(arguments)


def is_path(argument: str) -> bool:
    """Say whether an argument that stands alone is a file and not a verb or an option.

    A plain lower-case word is a verb, or a misspelt one that deserves the list of verbs; a file
    called like that is written `./word`.
    """
    return bool(argument) and not argument.startswith("-") and not _WORD.fullmatch(argument)


if __name__ == "__main__":
    sys.exit(main())
