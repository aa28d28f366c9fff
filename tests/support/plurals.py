"""Collects the window's sentences for a language, and the plural forms of the source language.

Run: python -m tests.support.plurals [language]

Without a language the source's own file, resources/i18n/confidant_en_GB, is brought up to date:
new sentences with a number are merged into the .ts, the form for many is the sentence itself, the
form for one is written by hand (the command says which are missing); with none missing the .qm,
which the program loads, is made anew. With a language every sentence is merged into its .ts.

Qt's own tool does not know the short functions by which some modules translate; it is given
copies in which they are written out.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.etree import ElementTree as ET

from confidant.compat import override
from tests.support.source import ROOT, Module, modules

FOLDER = ROOT / "resources" / "i18n"
SOURCE = FOLDER / "confidant_en_GB.ts"
BUILT = SOURCE.with_suffix(".qm")
_NUMBER_OF_TR, _NUMBER_OF_TRANSLATE = 3, 4
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


class Asked(NamedTuple):
    """A sentence that is said with a number."""

    context: str
    text: str


def asked() -> set[Asked]:
    """Return everything in the window that is said with a number."""
    return {
        found
        for module in modules("ui")
        for owner, node in _calls(written_out(module))
        for found in _numbered(owner, node)
    }


def contexts_of_tr() -> set[str]:
    """Return the classes that say something with a number in their own context."""
    return {
        owner
        for module in modules("ui")
        for owner, node in _calls(written_out(module))
        if _called(node) == "tr" and len(node.args) == _NUMBER_OF_TR
    }


def held() -> dict[Asked, tuple[str, ...]]:
    """Return the forms of the .ts file, the one for one first; empty where it has none."""
    return {
        Asked(context.findtext("name", ""), message.findtext("source", "")): tuple(
            form.text or "" for form in message.iter("numerusform")
        )
        for context in _read().iter("context")
        for message in context.iter("message")
    }


def written_out(module: Module) -> ast.Module:
    """Return a module in which every short function for translating is written out."""
    tree = ast.parse(module.text)
    _WritesOut(dict(_short_functions(module.tree))).visit(tree)
    return tree


class _WritesOut(ast.NodeTransformer):
    def __init__(self, short: dict[str, tuple[str, bool]]) -> None:
        self._short = short

    @override
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self._short or not isinstance(node.args[0], ast.Constant):
            return node
        context, numbered = self._short[name]
        text, *rest = node.args
        between = [ast.Constant(""), *rest] if numbered else []
        translate = ast.parse("QCoreApplication.translate", mode="eval").body
        return ast.Call(translate, [ast.Constant(context), text, *between], [])


def _short_functions(tree: ast.Module) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield (name, (context, with a number)) of functions that only translate their argument."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not isinstance(node.body[-1], ast.Return):
            continue
        said = node.body[-1].value
        if isinstance(said, ast.Call) and _called(said) == "translate":
            context = said.args[0]
            if isinstance(context, ast.Constant) and isinstance(said.args[1], ast.Name):
                yield node.name, (str(context.value), len(said.args) == _NUMBER_OF_TRANSLATE)


def _calls(tree: ast.AST, owner: str = "") -> Iterator[tuple[str, ast.Call]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield owner, node
        yield from _calls(node, node.name if isinstance(node, ast.ClassDef) else owner)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _numbered(owner: str, node: ast.Call) -> Iterator[Asked]:
    texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
    if _called(node) == "tr" and len(texts) == _NUMBER_OF_TR and texts[0] is not None:
        yield Asked(owner, str(texts[0]))
    elif _called(node) == "translate" and len(texts) == _NUMBER_OF_TRANSLATE and texts[1]:
        yield Asked(str(texts[0]), str(texts[1]))


def _read() -> ET.Element:
    return ET.parse(SOURCE).getroot()  # noqa: S314 -- our own file


def extract(target: Path, language: str, *flags: str) -> None:
    """Merge the sentences of the window and of `messages` into a .ts file."""
    with TemporaryDirectory() as folder:
        copies = []
        for number, module in enumerate((*modules("ui"), *modules("messages"))):
            copy = Path(folder) / f"{number}-{module.path.name}"
            copy.write_text(ast.unparse(written_out(module)), encoding="utf-8")
            copies.append(str(copy))
        tool = Path(sys.executable).parent / "pyside6-lupdate"
        usual = ("-silent", "-locations", "none", "-no-obsolete", "-source-language", "en")
        command = [str(tool), *usual, *flags, "-target-language", language, *copies]
        subprocess.run([*command, "-ts", str(target)], check=True)


def merge() -> list[str]:
    """Bring the source's own forms up to date; return the sentences without a form for one."""
    before = held()
    extract(SOURCE, "en_GB", "-pluralonly")
    root, missing = _read(), []
    for overlooked in sorted(asked() - held().keys()):
        _add(root, overlooked, before.get(overlooked, ("", "")))
    for message in root.iter("message"):
        text, forms = message.findtext("source", ""), list(message.iter("numerusform"))
        forms[1].text = text
        translation = message.find("translation")
        if not forms[0].text:
            missing.append(text)
        elif translation is not None:
            translation.attrib.pop("type", None)
    ET.indent(root, "    ")
    SOURCE.write_text(_HEAD + ET.tostring(root, "unicode") + "\n", encoding="utf-8")
    if not missing:
        tool = Path(sys.executable).parent / "pyside6-lrelease"
        subprocess.run([str(tool), "-silent", str(SOURCE), "-qm", str(BUILT)], check=True)
    return missing


def _add(root: ET.Element, said: Asked, forms: tuple[str, ...]) -> None:
    """Add a sentence that Qt's tool overlooks: in Python it sees a number only in `tr`."""
    context = next((c for c in root.iter("context") if c.findtext("name") == said.context), None)
    if context is None:
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = said.context
    message = ET.SubElement(context, "message", numerus="yes")
    ET.SubElement(message, "source").text = said.text
    translation = ET.SubElement(message, "translation")
    for form in forms:
        ET.SubElement(translation, "numerusform").text = form


def main(arguments: list[str]) -> str:
    """Run the command; return what is missing, or nothing."""
    for language in arguments:
        extract(FOLDER / f"confidant_{language}.ts", language)
    missing = [] if arguments else merge()
    return "\n".join(f"The form for one is missing: {text}" for text in missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
