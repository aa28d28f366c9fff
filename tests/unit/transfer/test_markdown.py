import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.crypto import strict_base64
from confidant.errors import (
    SourceEncodingError,
    SourceTooLargeError,
    SourceUnreadableError,
)
from confidant.records import record
from confidant.records.entry import Entry
from confidant.transfer import sources
from confidant.transfer.file_names import file_name, media_type
from confidant.transfer.imported import Imported, ImportOptions
from confidant.transfer.importers import detect, front_matter, markdown_text, note_files

Notes = Callable[..., Imported]


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    """Reads a folder with these files, by name."""

    def read(files: Mapping[str, str | bytes], **options: str) -> Imported:
        for name, content in files.items():
            path = tmp_path / "notes" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = detect.read(tmp_path / "notes", ImportOptions(**options))
        for item in found.items:
            record.check(item.body)
        return found

    return read


def only(found: Imported) -> Entry:
    (item,) = found.items
    assert isinstance(item.body, Entry)
    return item.body


def codes(found: Imported) -> list[str]:
    return [problem.code for problem in found.problems]


NOTE = """---
title: 001
created: 2019-05-01 16:54
tags:
  - Joplin
  - nOte
Starred: true
weather: rain
---

First line. #inline

Second.
"""


def test_a_note_with_front_matter_becomes_an_entry(notes: Notes) -> None:
    found = notes({"a.md": NOTE})
    body = only(found)
    assert body.genre == "reflection"
    assert body.title == "001"
    assert body.day == "2019-05-01"
    assert body.tags == ("Joplin", "nOte", "inline")
    assert body.starred is True
    assert body.as_observed == "First line. #inline\n\nSecond."
    assert found.items[0].instant == 1_556_729_640_000
    assert found.left_out == {"weather": 1}
    assert found.program == "markdown"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("tags: wonderful,journal", ("wonderful", "journal")),
        ("tags: one two", ("one", "two")),
        ("Tags: [inline, 'tag two']", ("inline", "tag two")),
        ("tags: '#one, #two'", ("one", "two")),
        ("tags:", None),
        ("tags: ~", ("~",)),
        ("tag: one", ("one",)),
        ("tags:\n\t\t- tag1\n- tag2\n - tag3", ("tag1", "tag2", "tag3")),
    ],
)
def test_tags_are_written_in_many_ways(
    notes: Notes, tags: str, expected: tuple[str, ...] | None
) -> None:
    assert only(notes({"a.md": f"---\ntitle: x\n{tags}\n---\nbody"})).tags == expected


def test_yaml_that_no_reader_takes_is_read_by_lines_and_said(notes: Notes) -> None:
    found = notes(
        {"a.md": "---\ntitle: \"norm\"\nstatus: {a | b}\nx: [a, 'b']\ntags:\n\t- t1\n---\nbody\n"}
    )
    body = only(found)
    assert (body.title, body.tags, body.as_observed) == ("norm", ("t1",), "body")
    assert codes(found) == ["front-matter-invalid"]
    assert found.left_out == {"status": 1, "x": 1}


def test_tags_of_yaml_are_words_and_run_nothing(notes: Notes, tmp_path: Path) -> None:
    target = tmp_path / "made"
    evil = f"!!python/object/apply:os.mkdir ['{target}']"
    notes({"a.md": f"---\ntitle: {evil}\nother: {evil}\n---\nbody"})
    assert not target.exists()


def test_deep_and_endless_yaml_is_survived(notes: Notes) -> None:
    deep = "x: " + "[" * 20_000
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = notes({"deep.md": f"---\n{deep}\n---\nbody", "bomb.md": f"---\n{bomb}---\nbody"})
    assert len(found.items) == 2


@pytest.mark.parametrize(
    "text",
    [
        "---\nJust a line between rules.\n---\nmore",
        "---\nno end",
        "----\ntitle: x\n----\n",
        "--- x",
    ],
)
def test_text_between_rules_is_no_front_matter(text: str) -> None:
    front, body = front_matter.split(text)
    assert dict(front.fields) == {}
    assert body == text


def test_only_the_first_block_is_front_matter(notes: Notes) -> None:
    body = only(notes({"a.md": "---\ntitle: xxx\n---\n\n---\nauthor: yyy\n---\n\nnote\n"}))
    assert body.as_observed == "---\nauthor: yyy\n---\n\nnote"


def test_an_empty_block_is_front_matter_without_fields(notes: Notes) -> None:
    assert only(notes({"a.md": "---\n---\nbody"})).as_observed == "body"


def test_a_title_over_two_lines_becomes_one(notes: Notes) -> None:
    assert (
        only(notes({"a.md": "---\ntitle: |-\n  First\n  Second\n---\nx"})).title == "First Second"
    )


@pytest.mark.parametrize(
    ("name", "day", "title"),
    [
        ("2021-01-05.md", "2021-01-05", None),
        ("2021_01_05.md", "2021-01-05", None),
        ("20210105.md", "2021-01-05", None),
        ("D-20210105.md", "2021-01-05", None),
        ("05.01.2021.md", "2021-01-05", None),
        ("2021-01-05-Tuesday.md", "2021-01-05", None),
        ("2021-01-05 Board meeting.md", "2021-01-05", "Board meeting"),
        ("20210105142324-use-of-x.md", "2021-01-05", "use-of-x"),
        ("2021/01/05.md", "2021-01-05", None),
        ("2021/01-January/05 Friday.md", "2021-01-05", None),
        ("13-01-2021.md", "2021-01-13", None),
        ("05-01-2021.md", None, "05-01-2021"),
        ("2021-02-30.md", None, "2021-02-30"),
        ("Ideas.md", None, "Ideas"),
        ("a___b.md", None, "a/b"),
        ("12345678.md", None, "12345678"),
    ],
)
def test_day_and_title_come_from_the_file_name(
    notes: Notes, name: str, day: str | None, title: str | None
) -> None:
    body = only(notes({name: "some text"}))
    assert (body.day, body.title) == (day, title)


def test_a_time_in_the_file_name_is_the_instant(notes: Notes) -> None:
    (item,) = notes({"20210105142324-x.md": "text"}).items
    assert item.instant == 1_609_856_604_000


def test_a_note_without_a_date_has_none(notes: Notes) -> None:
    found = notes({"a.md": "text"})
    assert only(found).day is None
    assert found.items[0].instant is None


def test_front_matter_comes_before_the_file_name(notes: Notes) -> None:
    text = "---\ndate: 2020-02-02\nupdated: 2022-02-02\n---\nx"
    assert only(notes({"2021-01-05.md": text})).day == "2020-02-02"


def test_a_date_of_change_is_the_last_resort(notes: Notes) -> None:
    text = "---\nupdated: 2022-02-02\n---\nx"
    assert only(notes({"2021-01-05.md": text})).day == "2021-01-05"
    assert only(notes({"2021-01-05.md": "", "b.md": text})).day == "2022-02-02"


def test_a_title_can_be_a_date_in_words(notes: Notes) -> None:
    body = only(notes({"x.md": "---\ntitle: Oct 5th, 2020\n---\n- text"}))
    assert (body.title, body.day) == ("Oct 5th, 2020", "2020-10-05")


def test_the_day_is_that_of_the_clock_on_the_wall(notes: Notes) -> None:
    own_offset = "---\ncreated: 2019-05-01 23:54-07:00\n---\nx"
    assert only(notes({"a.md": own_offset})).day == "2019-05-01"
    utc = "---\ncreated: 2019-05-01T16:54:00Z\n---\nx"
    assert only(notes({"a.md": utc}, zone="Pacific/Auckland")).day == "2019-05-02"
    assert only(notes({"a.md": utc})).day == "2019-05-01"


def test_what_a_note_is_about_and_when_it_was_written_are_two_things(notes: Notes) -> None:
    found = notes({"a.md": "---\ndate: 2020-01-01\ncreated: 2020-01-03T10:00:00Z\n---\nx"})
    assert only(found).day == "2020-01-01"
    assert found.items[0].instant == 1_578_045_600_000


def test_another_note_can_prove_the_order_of_day_and_month(notes: Notes) -> None:
    open_note = "---\ncreated: 03/04/2021\n---\nx"
    alone = notes({"a.md": open_note})
    assert only(alone).day is None
    assert codes(alone) == ["date-ambiguous"]
    proven = notes({"b.md": "---\ncreated: 28/09/2021 20:57\n---\ny"})
    assert [i.body.day for i in proven.items] == ["2021-04-03", "2021-09-28"]


def test_a_date_format_can_be_given(notes: Notes) -> None:
    text = "---\ndate: 03/04/2021\n---\nx"
    assert only(notes({"a.md": text}, date_format="%m/%d/%Y")).day == "2021-03-04"
    assert only(notes({"a.md": "---\ndate: 2021-03-04\n---\nx"}, date_format="%m/%d/%Y")).day


def test_a_date_that_cannot_be_read_is_reported(notes: Notes) -> None:
    found = notes({"a.md": "---\ndate: '{{date}}'\n---\nx"})
    assert only(found).day is None
    assert codes(found) == ["date-unreadable"]


def test_the_first_heading_is_the_title_and_not_repeated(notes: Notes) -> None:
    body = only(notes({"a.md": "\n# Reading list #\n\nThe year.\n"}))
    assert (body.title, body.as_observed) == ("Reading list", "The year.")
    kept = only(notes({"a.md": "---\ntitle: T\n---\n# Heading\n\nText"}))
    assert (kept.title, kept.as_observed) == ("T", "# Heading\n\nText")


def test_a_blank_day_is_skipped_and_said(notes: Notes) -> None:
    found = notes(
        {
            "2020_09_28.md": "---\ntitle: Sep 28th, 2020\n---\n\n-",
            "2020_09_29.md": "- \n",
            "2020_09_30.md": "",
        }
    )
    assert found.items == ()
    assert codes(found) == ["blank-day"] * 3


def test_fields_without_a_text_become_the_text(notes: Notes) -> None:
    found = notes({"2026-02-12.md": "---\nhabits: [yoga, spanish]\nmood: 8\n---\n"})
    assert only(found).as_observed == "habits: yoga, spanish\nmood: 8"
    assert found.left_out == {}


def test_a_title_alone_is_an_entry(notes: Notes) -> None:
    assert only(notes({"a.md": "---\ntitle: Call Anna\n---\n"})).as_observed is None
    assert (
        only(notes({"My idea.md": "", "a.md": "---\ntitle: 2020-01-01\n---\n"})).title == "My idea"
    )


def test_a_body_in_the_front_matter_is_the_text(notes: Notes) -> None:
    text = "---\ntitle: T\ndate: 2020-08-29 11:11\nstarred: False\nbody: |\n  one\n  two\n---\n"
    body = only(notes({"a.md": text}))
    assert (body.as_observed, body.starred) == ("one\ntwo", None)


def test_an_id_is_the_key_and_else_day_and_text(notes: Notes) -> None:
    native = "id: 0123456789abcdef0123456789abcdef"
    (first,) = notes({"a.md": f"---\n{native}\n---\nold"}).items
    (second,) = notes({"a.md": f"---\n{native}\n---\nnew"}).items
    assert first.source_key == second.source_key == "0123456789abcdef0123456789abcdef"
    (third,) = notes({"a.md": "---\nid: 7\n---\nnew"}).items
    assert len(third.source_key) == 64


def test_notes_of_one_day_stay_apart_even_when_alike(notes: Notes) -> None:
    files = {"2021-01-05.md": "same", "05.01.2021.md": "same", "D-20210105.md": "other"}
    found = notes(files)
    assert len({i.source_key for i in found.items}) == 3
    assert [i.source_key for i in notes(files).items] == [i.source_key for i in found.items]


def test_what_is_no_note_is_named(notes: Notes) -> None:
    found = notes({"a.md": "x", "b.org": "* x", "c.txt": "y", ".obsidian/app.json": "{}"})
    assert [(p.code, p.where) for p in found.problems] == [
        ("file-not-read", "b.org"),
        ("file-not-read", "c.txt"),
    ]


def test_a_note_that_is_no_text_is_named_and_the_rest_read(notes: Notes) -> None:
    found = notes({"a.md": "x", "b.md": b"caf\xe9", "c.md": b"a\0b"})
    assert [(p.code, p.where) for p in found.problems] == [
        ("file-not-text", "b.md"),
        ("file-not-text", "c.md"),
    ]
    assert len(found.items) == 1


def test_a_single_note_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(SourceEncodingError):
        detect.read(path, ImportOptions())


def test_links_to_files_are_not_followed(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "link.md").symlink_to(tmp_path / "secret.md")
    found = notes({"a.md": "x"})
    assert len(found.items) == 1
    assert codes(found) == ["link-not-followed"]


def test_the_tags_of_a_text_are_not_in_code_or_links() -> None:
    text = """## Build

A real tag. #shell

```sh
#make
```

Inline `#hashtag` and

    #indented

A span: `inside
#multi
still` #after

~~~text
`
~~~
Here #after-fence
`

Issue #12 is a number. #1a #nested/tag #trailing/

(#wrapped) [the page](https://example.com/#books) [[Page#Heading]]

- item
    - deeper #item
- ```
  #fenced
  ```

end #done
"""
    found = markdown_text.tags(markdown_text.mask(text))
    assert found == [
        "shell",
        "after",
        "after-fence",
        "1a",
        "nested/tag",
        "trailing",
        "item",
        "done",
    ]


def test_a_mask_keeps_every_line_and_character_in_place() -> None:
    text = "a `b\nc` d\n\n```\nx\n```\n    code\n\n`open"
    masked = markdown_text.mask(text)
    assert len(masked) == len(text)
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in text.split("\n")]
    assert "x" not in masked
    assert "open" in masked


@given(st.text(alphabet="`~ \n\t#-a1.*", max_size=80))
def test_masking_only_blanks_out(text: str) -> None:
    masked = markdown_text.mask(text)
    assert len(masked) == len(text)
    assert all(m in (t, " ") for m, t in zip(masked, text, strict=True))


def test_masking_takes_time_in_proportion_to_the_text() -> None:
    markdown_text.mask("`a``b" * 50_000)
    markdown_text.tags("#" * 200_000)
    markdown_text.is_filler("<!--" * 100_000)
    list(markdown_text.targets("![[" * 50_000 + "[](" * 50_000 + "<img " * 20_000))


PICTURE = b"\x89PNG\r\n\x1a\n picture"


def test_comments_are_taken_out_as_far_as_they_are_closed() -> None:
    assert markdown_text.without_comments("a<!-- b -->c<!-- d") == "ac<!-- d"


def test_reading_is_cheap_until_a_note_comes() -> None:
    import subprocess
    import sys

    modules = "confidant.transfer.importers.detect, confidant.transfer.exporters.markdown"
    code = (
        f"import {modules}, confidant.transfer.importers.markdown, sys;"
        "print({'yaml', 'cryptography', 'mimetypes'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_the_files_that_a_note_shows_are_attached(notes: Notes) -> None:
    found = notes(
        {
            "sub/a.md": "![one](img/one.png) and ![two](<../t%20wo.JPG> 'x') [paper](p.pdf?raw=1)"
            " ![[three.png|300]] <img src='four.gif'> [again](img/one.png) [n](b.md) [w](c)"
            " [web](https://example.com/x.png) ![data](data:image/png;base64,AAAA)",
            "sub/img/one.png": PICTURE,
            "t wo.JPG": b"two",
            "sub/p.pdf": b"paper",
            "elsewhere/three.png": b"three",
            "sub/four.gif": b"four",
            "unused.png": b"unused",
        }
    )
    body = only(found)
    assert body.attachments is not None
    assert [(a.name, a.media) for a in body.attachments] == [
        ("one.png", "image/png"),
        ("t wo.JPG", "image/jpeg"),
        ("p.pdf", "application/pdf"),
        ("four.gif", "image/gif"),
        ("three.png", "image/png"),
    ]
    assert body.attachments[0].sha256 == strict_base64.encode(sha256(PICTURE).digest())
    assert [file.read() for file in found.items[0].attachments] == [
        PICTURE,
        b"two",
        b"paper",
        b"four",
        b"three",
    ]
    assert [(p.code, p.where) for p in found.problems] == [("file-not-read", "unused.png")]


def test_files_outside_the_folder_are_never_attached(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "inside.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "notes" / "dir").symlink_to(tmp_path)
    found = notes(
        {
            "a.md": f"![a](../secret.png) ![b](inside.png) ![c](dir/secret.png)"
            f" ![d]({tmp_path}/secret.png) ![e](..%2Fsecret.png) ![f](x/../../secret.png)"
            " ![g](file:///etc/passwd.png) ![h](\\\\host\\x.png)"
        }
    )
    assert only(found).attachments is None
    assert codes(found).count("attachment-outside") == 3
    assert codes(found).count("attachment-missing") == 2


def test_code_and_dead_links_attach_nothing(notes: Notes) -> None:
    found = notes({"a.md": "`![a](b.png)` ![c](gone.png) [d](gone.pdf)", "b.png": b"b"})
    assert only(found).attachments is None
    assert [(p.code, p.params.get("file")) for p in found.problems] == [
        ("attachment-missing", "gone.png"),
        ("file-not-read", None),
    ]


def test_a_file_that_is_too_large_is_left_and_said(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_files, "MAX_ATTACHMENT", 3)
    found = notes({"a.md": "![a](a.png) ![b](b.png)", "a.png": b"1234", "b.png": b"123"})
    body = only(found)
    assert body.attachments is not None
    assert [a.name for a in body.attachments] == ["b.png"]
    assert codes(found) == ["attachment-too-large"]


def test_a_record_takes_two_hundred_files_at_most(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_files, "MAX_PER_RECORD", 2)
    text = " ".join(f"![x](f{n}.png)" for n in range(4))
    found = notes({"a.md": text, **{f"f{n}.png": str(n) for n in range(4)}})
    assert len(only(found).attachments or ()) == 2
    assert codes(found)[0] == "attachment-limit"


def test_the_files_of_a_source_are_limited_together(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_files, "MAX_TOTAL", 3)
    with pytest.raises(SourceTooLargeError):
        notes({"a.md": "![a](a.png) ![b](b.png)", "a.png": b"12", "b.png": b"34"})


def test_a_file_that_is_gone_when_it_is_read_is_said(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources.walk

    def with_ghost(root: Path) -> list[sources.Found]:
        return [*real(root), sources.Found(root / "ghost.png", ("ghost.png",), 1, followed=True)]

    monkeypatch.setattr(sources, "walk", with_ghost)
    found = notes({"a.md": "![a](ghost.png)"})
    assert only(found).attachments is None
    assert codes(found) == ["attachment-missing"]


def test_a_file_that_changed_since_is_not_taken_for_the_same(notes: Notes, tmp_path: Path) -> None:
    found = notes({"a.md": "![a](a.png)", "a.png": b"before"})
    path = tmp_path / "notes" / "a.png"
    path.write_bytes(b"after!")
    with pytest.raises(SourceUnreadableError):
        found.items[0].attachments[0].read()
    path.unlink()
    with pytest.raises(SourceUnreadableError):
        found.items[0].attachments[0].read()


def test_a_single_note_takes_the_files_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    (tmp_path / "one.png").write_bytes(PICTURE)
    (tmp_path / "link.png").symlink_to("/etc/passwd")
    path.write_text(
        "---\ntitle: T\n---\n![a](one.png) ![b](link.png) ![c](no.png) ![d](../x.png) [w](http://x)",
        encoding="utf-8",
    )
    found = detect.read(path, ImportOptions())
    body = only(found)
    assert body.attachments is not None
    assert [a.name for a in body.attachments] == ["one.png"]
    assert codes(found) == ["attachment-missing", "attachment-missing", "attachment-outside"]


def test_a_text_file_with_front_matter_is_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\ntitle: T\n---\nx", encoding="utf-8")
    assert only(detect.read(path, ImportOptions())).title == "T"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b:c?.png", "a_b_c_.png"),
        ("con.txt", "_con.txt"),
        (" . ", "file"),
        ("x\u202egnp.exe", "x_gnp.exe"),
        ("é" * 150 + ".jpeg", "é" * 97 + ".jpeg"),
        ("x" * 300, "x" * 200),
        ("a." + "b" * 300, "a." + "b" * 198),
        ("bad\udcffbyte.png", "bad_byte.png"),
    ],
)
def test_a_file_name_becomes_one_that_every_system_takes(name: str, safe: str) -> None:
    assert file_name(name) == safe
    assert len(file_name(name).encode()) <= 200


@given(st.text(max_size=300))
def test_every_file_name_can_be_stored(name: str) -> None:
    from confidant.records.body import Attachment

    safe = file_name(name)
    digest = strict_base64.encode(b"\0" * 32)
    attachment = Attachment(sha256=digest, name=safe, media=media_type(safe), size=0)
    record.check(Entry(genre="quick", title="x", attachments=(attachment,)))


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.png", "image/png"),
        ("a.unheard", "application/octet-stream"),
        ("a.tar.gz", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ],
)
def test_the_media_type_follows_the_name(name: str, media: str) -> None:
    assert media_type(name) == media


@given(st.text(max_size=300))
def test_whatever_stands_in_a_note_is_read(text: str) -> None:
    front, body = front_matter.split(f"---\n{text}\n---\n{text}")
    assert all(isinstance(name, str) for name in front.fields)
    markdown_text.sections(body, markdown_text.mask(body))
    before, items = markdown_text.bullets(body)
    kept = re.sub(r"\s", "", before + "".join(items))
    assert len(kept) <= len(re.sub(r"\s", "", body))
