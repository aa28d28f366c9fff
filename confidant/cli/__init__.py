"""The verbs on a command line: plain text for people, or one JSON document for programs.

Importing this package costs nothing but `argparse`; each verb loads what it needs. Qt is never
imported: what needs it (`self-test`, the screenshots of `demo`) is handed in by `bootstrap`.
"""

from confidant.cli.main import main
from confidant.cli.world import World

__all__ = ["World", "main"]
