"""The argparse surface: every verb, its arguments and one line of help."""

import argparse
from typing import TYPE_CHECKING, Any, TypeAlias

from confidant import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Parsers: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 -- argparse has no public name for it

ENTRY_KINDS = ("entry", "doubt", "decision", "forecast")
ROLES = ("mentor", "mentee", "peer")
FORMS = ("affirm", "ask", "challenge", "advise", "experience", "observe", "warn")
CATEGORIES = ("person", "company", "project", "place")
IMPORT_FORMATS = ("jrnl", "markdown")
EXPORT_FORMATS = ("markdown", "json")


class Parser(argparse.ArgumentParser):
    """A parser without abbreviations: a new option must not change what an old script means."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 -- argparse's own settings
        """Take argparse's own settings."""
        super().__init__(**{"allow_abbrev": False, **settings})


def build_parser(verb: str | None = None) -> Parser:
    """Return the parser of all verbs; of those around `verb` alone when it is one.

    Building all of them takes as long as a search.
    """
    parser = Parser(
        prog="confidant",
        description="A leader's private journal and decision log, and encrypted files for the one "
        "mentor who may read parts of it. No arguments, or one path: the window opens.",
        epilog="Exit codes: 0 done, 1 could not be done (one sentence says why), 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"confidant {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=Parser)
    wanted = [group for group, names in _GROUPS.items() if verb in names]
    for group in wanted or _GROUPS:
        group(verbs)
    return parser


def _vault_verbs(verbs: "Parsers") -> None:
    create = _vault_verb(verbs, "create", "make a vault; its recovery code is printed once")
    create.add_argument("--name", required=True, help="your name, as it stands on your card")
    check = _vault_verb(verbs, "check", "verify pages, structure, history, lists and search")
    check.add_argument(
        "--accept",
        action="store_true",
        help="go on with a vault that is older than, or differs from, the one last opened here",
    )
    check.add_argument(
        "--salvage",
        metavar="DIR",
        help="write what still verifies of a damaged vault into this folder, unencrypted",
    )
    _code_file(check)
    backup = _vault_verb(verbs, "backup", "copy the vault and prove the copy by opening it")
    backup.add_argument("-o", "--output", metavar="DIR", help="folder for the backup")
    restore = _vault_verb(
        verbs, "restore", "say what a backup would bring and take, and restore it", first="backup"
    )
    restore.add_argument(
        "--yes", action="store_true", help="do it; the vault that is there is kept beside"
    )
    _code_file(restore)
    second = backup.add_mutually_exclusive_group()
    second.add_argument(
        "--second-place", metavar="DIR", help="from now on copy every backup into this folder too"
    )
    second.add_argument("--no-second-place", action="store_true", help="and no longer")
    second.add_argument(
        "--remove", metavar="NAME", help="make none; remove the one called so, for good"
    )
    second.add_argument(
        "--forget-place",
        metavar="DIR",
        help="make none; look no more for an earlier second place, which is lost",
    )
    _vault_verb(verbs, "rebuild", "make lists and search anew from the records")


def _keys(verbs: "Parsers") -> None:
    change = _vault_verb(verbs, "passphrase", "change the passphrase, or add or drop a key file")
    recover = _vault_verb(verbs, "recover", "open with the recovery code and set a new passphrase")
    recover.add_argument(
        "--code-file", metavar="F", help="the recovery code is its first line; “-” for stdin"
    )
    renew = _vault_verb(
        verbs, "reencrypt", "copy everything under a new vault key; prints a new recovery code"
    )
    _code_file(_vault_verb(verbs, "recovery-code", "make a new recovery code; the old one is void"))
    for parser in (change, recover, renew):
        parser.add_argument(
            "--new-passphrase-file", metavar="F", help="the new passphrase is its first line"
        )
    for parser in (change, recover):
        files = parser.add_mutually_exclusive_group()
        files.add_argument(
            "--new-keyfile", metavar="F", help="make this key file; it is needed from now on"
        )
        files.add_argument(
            "--no-keyfile", action="store_true", help="the passphrase alone opens it from now on"
        )


def _writing(verbs: "Parsers") -> None:
    add = _vault_verb(verbs, "add", "quick capture; prints the id")
    add.add_argument("--kind", choices=ENTRY_KINDS, default="entry")
    add.add_argument("--title", metavar="T")
    add.add_argument("--day", metavar="D", help="the day that it is about: 2026-02-28")
    add.add_argument("--tag", metavar="T", action="append", default=[], dest="tags")
    _field_option(add)
    _late(add, "text", metavar="TEXT", help="the text; “-” for standard input")
    edit = _vault_verb(verbs, "edit", "write a new revision")
    edit.add_argument("id", metavar="ID")
    _field_option(edit)
    _late(edit, "text", metavar="TEXT", help="the new text; “-” for standard input")
    attach = _vault_verb(verbs, "attach", "keep files inside the vault, attached to a record")
    attach.add_argument("id", metavar="ID")
    attach.add_argument("files", nargs="+", metavar="FILE")
    erase = _vault_verb(verbs, "erase", "erase records for good; says what it cannot reach")
    erase.add_argument("ids", nargs="+", metavar="ID")
    erase.add_argument("--yes", action="store_true", required=True, help="there is no undo")
    erase.add_argument(
        "--replace-backups",
        action="store_true",
        help="make a new backup, prove it, and remove the older ones, which hold the text",
    )


def _deciding(verbs: "Parsers") -> None:
    decide = _vault_verb(verbs, "decide", "decide and seal the reasoning")
    decide.add_argument("id", metavar="ID")
    decide.add_argument("--option", required=True, metavar="O")
    decide.add_argument("--because", required=True, metavar="T")
    resolve = _vault_verb(verbs, "resolve", "say how a forecast came out")
    resolve.add_argument("forecast", metavar="FORECAST")
    resolve.add_argument("resolution", metavar="yes|no|ambiguous|VALUE")
    _vault_verb(verbs, "due", "what waits: decisions, reviews, doubts, tripwires, forecasts")
    _vault_verb(verbs, "insight", "calibration, Brier score and the rest of the figures")


def _finding(verbs: "Parsers") -> None:
    rows = _vault_verb(verbs, "list", "list records, newest day first")
    rows.add_argument("--kind", metavar="K")
    rows.add_argument("--since", metavar="D")
    rows.add_argument("--until", metavar="D")
    rows.add_argument("--tag", metavar="T")
    rows.add_argument("--limit", type=_positive, default=50, metavar="N")
    show = _vault_verb(verbs, "show", "show one record whole")
    show.add_argument("id", metavar="ID")
    show.add_argument("--revision", type=_positive, metavar="N")
    show.add_argument("--history", action="store_true", help="list its revisions")
    search = _vault_verb(verbs, "search", "search everything")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--limit", type=_positive, default=20, metavar="N")


def _people(verbs: "Parsers") -> None:
    card = _vault_verb(verbs, "card", "print or save my identity card")
    card.add_argument("-o", "--output", metavar="F")
    _vault_verb(verbs, "contacts", "list contacts")
    add = _vault_verb(verbs, "contact-add", "add somebody's card")
    add.add_argument("card", metavar="CARD", help="a card file; “-” for standard input")
    add.add_argument("--as", required=True, dest="petname", metavar="PETNAME")
    add.add_argument("--role", required=True, choices=ROLES)
    _vault_verb(verbs, "words", "my six words, to read aloud")
    verify = _vault_verb(verbs, "verify", "check the six words that a contact reads to me")
    verify.add_argument("petname", metavar="PETNAME")
    verify.add_argument("words", nargs="+", metavar="WORD")
    verify.add_argument("--channel", metavar="TEXT", help="how they were heard: “by telephone”")
    alias = _vault_verb(verbs, "alias", "a name, and what stands for it in what is shared")
    alias.add_argument("name", metavar="NAME")
    alias.add_argument("alias", metavar="ALIAS")
    alias.add_argument("--for", dest="petname", metavar="PETNAME", help="for this contact only")
    alias.add_argument("--category", choices=CATEGORIES, help="person, unless it is known")
    _vault_verb(verbs, "aliases", "list aliases")


def _travelling(verbs: "Parsers") -> None:
    preview = _vault_verb(verbs, "preview", "exactly what a contact would see, and what stays here")
    _selection(preview)
    share = _vault_verb(verbs, "share", "seal records for a contact as one encrypted file")
    _selection(share)
    share.add_argument("-o", "--output", required=True, metavar="F")
    share.add_argument("--note", metavar="T")
    share.add_argument("--respond-by", metavar="D")
    share.add_argument("--unverified", action="store_true", help="seal to an unverified contact")
    share.add_argument("--reason", metavar="T", help="why a price-sensitive record leaves")
    share.add_argument("--authority", metavar="T", help="who allowed it")
    inspect = verbs.add_parser("inspect", help="what can be said of a file without a key")
    inspect.add_argument("file", metavar="F")
    inspect.add_argument("--json", action="store_true", help="one JSON document")
    take = _vault_verb(verbs, "open", "verify a file that came and take it in")
    take.add_argument("file", metavar="F", help="the file; “-” for standard input")
    _vault_verb(verbs, "inbox", "list what came")
    reply = _vault_verb(verbs, "reply", "answer a file that came, as one encrypted file")
    reply.add_argument("bundle", metavar="BUNDLE", help="id of the file, as “inbox” lists it")
    reply.add_argument("-o", "--output", required=True, metavar="F")
    reply.add_argument("--form", choices=FORMS, help="challenge, advise, ask …")
    reply.add_argument("--about", metavar="ID", help="the record that it is about")
    reply.add_argument("--quote", metavar="T", help="the passage that it is about")
    _late(reply, "text", metavar="TEXT", help="“-” for standard input")
    answer = _vault_verb(verbs, "answer", "answer a response; travels with the next file")
    answer.add_argument("response", metavar="RESPONSE")
    answer.add_argument("--decline", action="store_true", help="decline it, with the reason")
    answer.add_argument("text", metavar="TEXT", help="“-” for standard input")
    ledger = _vault_verb(verbs, "ledger", "who has which version of what since when")
    ledger.add_argument("--csv", metavar="F", help="also write it as CSV")


def _transfer(verbs: "Parsers") -> None:
    bring = _vault_verb(verbs, "import", "add what another program kept; safe to repeat")
    bring.add_argument("source", metavar="SOURCE")
    bring.add_argument("--format", choices=IMPORT_FORMATS)
    bring.add_argument("--date-format", metavar="F", help="like %%d.%%m.%%Y %%H:%%M")
    bring.add_argument("--source-passphrase-file", metavar="F")
    bring.add_argument("--dry-run", action="store_true", help="report only, change nothing")
    export = _vault_verb(verbs, "export", "write records unencrypted, with a warning")
    export.add_argument("--format", required=True, choices=EXPORT_FORMATS)
    export.add_argument("-o", "--output", required=True, metavar="F")
    export.add_argument(
        "--all", action="store_true", help="also private fields and what others wrote"
    )


def _self_test_and_demo(verbs: "Parsers") -> None:
    demo = verbs.add_parser("demo", help="two throw-away vaults play the whole story")
    demo.add_argument("directory", nargs="?", metavar="DIR")
    demo.add_argument("--json", action="store_true", help="one JSON document")
    test = verbs.add_parser("self-test", help="prove that this installation works")
    test.add_argument("--json", action="store_true", help="one JSON document")


_GROUPS: "Mapping[Callable[[Parsers], None], frozenset[str]]" = {
    _vault_verbs: frozenset({"create", "check", "backup", "restore", "rebuild"}),
    _keys: frozenset({"passphrase", "recover", "recovery-code", "reencrypt"}),
    _writing: frozenset({"add", "edit", "attach", "erase"}),
    _deciding: frozenset({"decide", "resolve", "due", "insight"}),
    _finding: frozenset({"list", "show", "search"}),
    _people: frozenset({"card", "contacts", "contact-add", "words", "verify", "alias", "aliases"}),
    _travelling: frozenset(
        {"preview", "share", "inspect", "open", "inbox", "reply", "answer", "ledger"}
    ),
    _transfer: frozenset({"import", "export"}),
    _self_test_and_demo: frozenset({"demo", "self-test"}),
}


def _vault_verb(verbs: "Parsers", name: str, help_text: str, *, first: str = "") -> Parser:
    """Add a verb that opens a vault; `first` names what stands before the vault."""
    parser = verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}."
    )
    if first:
        parser.add_argument(first, metavar=first.upper(), help="its folder")
    parser.add_argument("vault", metavar="VAULT", help="the vault's folder")
    group = parser.add_argument_group("unlocking")
    group.add_argument(
        "--passphrase-file", metavar="F", help="its first line; “-” for standard input"
    )
    group.add_argument("--keyfile", metavar="F")
    group.add_argument("--read-only", action="store_true", help="change nothing, not even a note")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    return parser


def _code_file(parser: Parser) -> None:
    parser.add_argument(
        "--code-file",
        metavar="F",
        help="open it with the recovery code, the file's first line; “-” for stdin",
    )


def _selection(parser: Parser) -> None:
    _late(parser, "ids", nargs="+", metavar="ID")
    parser.add_argument("--to", required=True, dest="petname", metavar="PETNAME")
    parser.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="FIELD",
        help="let a private field go; naming it is the override",
    )


def _field_option(parser: Parser) -> None:
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        dest="fields",
        metavar="F=VALUE",
        help="set a field; again for one more value of a list; an empty value takes it away",
    )


def _late(parser: Parser, name: str, **settings: Any) -> None:  # noqa: ANN401 -- argparse's own
    """Add a positional that may be left out.

    With `?` or `*` argparse takes it for absent as soon as an option follows the vault, and then
    refuses it where it comes: a required one that nobody insists on is read where it stands.
    """
    parser.add_argument(name, **settings).required = False


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_positive.__name__ = "number"  # argparse names the type in its sentence
