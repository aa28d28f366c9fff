r"""One JSON document with everything, and the attachments beside it.

```
{"format": "confidant-export", "version": 1,
 "records": [{"id": 26 characters as on the command line, "kind": "entry", "revision": 3,
              "created": ms, "changed": ms, "author"?: petname, "sealed"?: true,
              "body": the body exactly as in formats.md §9}]}
```
Instants are UTC milliseconds. Attachments of a body lie in `attachments/`, under the first 16
hexadecimal digits of their SHA-256 and their name.
"""

from collections.abc import Iterable, Iterator

import msgspec

from confidant.records import ids, record
from confidant.transfer.exporters.exportable import (
    Exportable,
    Exported,
    ReadAttachment,
    attachment_path,
    digest_of,
)

FORMAT = "confidant-export"
VERSION = 1
DOCUMENT = "confidant.json"

_HEAD = b'{"format":"%s","version":%d,"records":[' % (FORMAT.encode(), VERSION)


def export(records: Iterable[Exportable], attachment: ReadAttachment) -> Iterator[Exported]:
    """Yield the attachments and, at the end, the document.

    Args:
        records: what is exported, in the order of the document.
        attachment: reads an attachment by its SHA-256.
    """
    written: list[bytes] = []
    given: set[str] = set()
    for exportable in records:
        written.append(_record(exportable))
        for file in exportable.attachments:
            path = attachment_path(file)
            if path not in given:
                given.add(path)
                yield path, attachment(digest_of(file))
    yield DOCUMENT, _HEAD + b"\n" * bool(written) + b",\n".join(written) + b"\n]}\n"


def _record(exportable: Exportable) -> bytes:
    revision = exportable.revision
    head: dict[str, object] = {
        "id": ids.to_c32(revision.record),
        "kind": revision.kind,
        "revision": revision.rev,
        "created": exportable.created,
        "changed": revision.ts,
    }
    if exportable.author is not None:
        head["author"] = exportable.author
    if exportable.sealed:
        head["sealed"] = True
    # The bytes of the body are the canonical ones, so that a hash of them can be compared.
    head["body"] = msgspec.Raw(record.encode(exportable.body))
    return msgspec.json.encode(head)
