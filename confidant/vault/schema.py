"""The tables: those that formats.md §4 fixes, and those that are derived from them."""

CORE = frozenset({"meta", "rev", "blob", "draft"})

_META = "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID"
_REV = """
CREATE TABLE rev(seq INTEGER PRIMARY KEY, record BLOB NOT NULL, kind TEXT NOT NULL,
                 rev INTEGER NOT NULL, ts INTEGER NOT NULL, salt BLOB, hash BLOB NOT NULL,
                 body BLOB, link BLOB NOT NULL, UNIQUE(record, rev))"""
_BLOB = "CREATE TABLE blob(sha256 BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID"

CREATE_CORE = (_META, _REV, _BLOB)

# Unsaved text: one row per record, or per composer.
CREATE_DRAFT = """
CREATE TABLE IF NOT EXISTS draft(record BLOB PRIMARY KEY, kind TEXT NOT NULL,
                                 base_rev INTEGER NOT NULL, changed INTEGER NOT NULL,
                                 data BLOB NOT NULL) WITHOUT ROWID"""

# The derived schema's own number: raise it with every change below or in projection.py, and each
# vault rebuilds its derived tables when it is next opened. Nothing is ever migrated.
DERIVED_NUMBER = 2

# One row per record that is not erased. `n` is built from the day, the instant and the first
# sequence number (projection.order_number), so that descending `n` is the order of lists.
_ITEM = """
CREATE TABLE item(n INTEGER PRIMARY KEY, record BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
                  listed INTEGER NOT NULL, title TEXT NOT NULL, codename TEXT, lead TEXT NOT NULL,
                  day TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL,
                  first_seq INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE,
                  revision INTEGER NOT NULL, state TEXT, due TEXT, measure INTEGER,
                  starred INTEGER NOT NULL, sealed INTEGER NOT NULL, author BLOB,
                  tags TEXT NOT NULL, classification TEXT, altitude TEXT)"""
ITEM_COLUMNS = 22

# The text that is searched, under the rowid of its item; `marks` holds one word for the kind.
_PROSE = """
CREATE TABLE prose(n INTEGER PRIMARY KEY, title TEXT NOT NULL, tags TEXT NOT NULL,
                   text TEXT NOT NULL, marks TEXT NOT NULL)"""
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(title, tags, text, marks, content='prose',
    content_rowid='n', tokenize='unicode61 remove_diacritics 2')"""
# One and two letters look at titles and tags only; these are small, so prefixes are indexed.
_NAMES = """
CREATE VIRTUAL TABLE names USING fts5(title, tags, marks, content='prose',
    content_rowid='n', tokenize='unicode61 remove_diacritics 2', prefix='1 2')"""

# `folded` compares; a nested tag also stands under each tag above it.
_TAG = """
CREATE TABLE tag(folded TEXT NOT NULL, n INTEGER NOT NULL, spelled TEXT NOT NULL,
                 PRIMARY KEY(folded, n)) WITHOUT ROWID"""
# What refers to what, for threads and backlinks.
_REF = """
CREATE TABLE ref(target BLOB NOT NULL, source BLOB NOT NULL, relation TEXT NOT NULL,
                 PRIMARY KEY(target, source, relation)) WITHOUT ROWID"""
# Which receipt lists which record; the first one says who wrote it.
_ARRIVAL = """
CREATE TABLE arrival(record BLOB NOT NULL, first_seq INTEGER NOT NULL, receipt BLOB NOT NULL,
                     contact BLOB NOT NULL, PRIMARY KEY(record, first_seq)) WITHOUT ROWID"""
# Which attachments any revision of a record still names.
_BLOB_USE = """
CREATE TABLE blob_use(sha256 BLOB NOT NULL, record BLOB NOT NULL,
                      PRIMARY KEY(sha256, record)) WITHOUT ROWID"""
# Where imports found records. Read whole, so it is narrow and has no index that would be filled in
# the order of hashes.
_ORIGIN = """
CREATE TABLE origin(n INTEGER PRIMARY KEY, program TEXT NOT NULL, key TEXT NOT NULL,
                    record BLOB NOT NULL)"""
# Its one row says that everything else is complete.
_DERIVED = "CREATE TABLE derived(number INTEGER PRIMARY KEY)"

CREATE_DERIVED = (
    _ITEM,
    "CREATE INDEX item_kind ON item(kind)",
    "CREATE INDEX item_kind_changed ON item(kind, seq)",
    "CREATE INDEX item_listed ON item(listed)",
    "CREATE INDEX item_due ON item(due) WHERE due IS NOT NULL",
    "CREATE INDEX item_starred ON item(starred) WHERE starred = 1",
    "CREATE INDEX item_author ON item(listed, author)",
    "CREATE INDEX item_state ON item(kind, state) WHERE state IS NOT NULL",
    _PROSE,
    _WORDS,
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    _NAMES,
    "INSERT INTO names(names, rank) VALUES('secure-delete', 1)",
    _TAG,
    "CREATE INDEX tag_n ON tag(n)",
    _REF,
    "CREATE INDEX ref_source ON ref(source)",
    _ARRIVAL,
    "CREATE INDEX arrival_receipt ON arrival(receipt)",
    _BLOB_USE,
    "CREATE INDEX blob_use_record ON blob_use(record)",
    _ORIGIN,
    _DERIVED,
)
