"""What the documents point at is there, and what the source cites can be found."""

import re
from pathlib import Path

import pytest

from confidant.records.kinds import KINDS
from tests.support.source import ROOT, committed

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CITED = re.compile(r"\b([a-z][a-z-]*\.md)\b")
SECTION = re.compile(r"formats\.md §([0-9]+|A)\b")
DOCUMENTS = [path for path in committed() if path.suffix == ".md" and "tests" not in path.parts]
SOURCES = [path for path in committed() if path.suffix == ".py"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_document_that_the_source_cites_exists() -> None:
    there = {path.name for path in DOCUMENTS}
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        if "tests" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("#", '"""')) or "§" in line
        for name in CITED.findall(line)
        if name not in there
    }
    assert missing == set()


def test_every_section_of_the_formats_that_the_source_cites_exists() -> None:
    parts = ("record-format.md", "vault-format.md", "bundle-format.md")
    text = "".join((ROOT / "docs" / part).read_text(encoding="utf-8") for part in parts)
    sections = set(re.findall(r"^## (?:Appendix )?([0-9]+|A)\b", text, re.MULTILINE))
    cited = {
        number for path in SOURCES for number in SECTION.findall(path.read_text(encoding="utf-8"))
    }
    assert len(sections) == 16
    assert cited - sections == set()


def test_every_kind_is_in_the_published_format() -> None:
    text = (ROOT / "docs" / "record-format.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if not re.search(rf"^{kind} +\S", text, re.MULTILINE)] == []
