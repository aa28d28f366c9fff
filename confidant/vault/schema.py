"""The tables: four that formats.md §4 fixes, and those that are derived from them."""

CORE = frozenset({"meta", "rev", "blob", "draft"})

CREATE_CORE = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE rev(seq INTEGER PRIMARY KEY, record BLOB NOT NULL, kind TEXT NOT NULL,"
    " rev INTEGER NOT NULL, ts INTEGER NOT NULL, salt BLOB, hash BLOB NOT NULL, body BLOB,"
    " link BLOB NOT NULL, UNIQUE(record, rev))",
    "CREATE TABLE blob(sha256 BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",
)
# Unsaved text: one row per record, or per composer.
CREATE_DRAFT = (
    "CREATE TABLE IF NOT EXISTS draft(record BLOB PRIMARY KEY, kind TEXT NOT NULL,"
    " base_rev INTEGER NOT NULL, changed INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
)

# The derived schema's own number: raise it with every change below, and each vault rebuilds its
# derived tables when it is next opened. Nothing is ever migrated.
DERIVED_NUMBER = 1

CREATE_DERIVED = (
    # One row per record that is not erased. `n` is built from the day, the instant and the first
    # sequence number (projection.order_number), so that descending `n` is the order of lists.
    "CREATE TABLE item(n INTEGER PRIMARY KEY, record BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,"
    " listed INTEGER NOT NULL, title TEXT NOT NULL, codename TEXT, lead TEXT NOT NULL,"
    " day TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL,"
    " first_seq INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE, revision INTEGER NOT NULL,"
    " state TEXT, due TEXT, measure INTEGER, starred INTEGER NOT NULL, sealed INTEGER NOT NULL,"
    " author BLOB, tags TEXT NOT NULL, classification TEXT, altitude TEXT)",
    "CREATE INDEX item_kind ON item(kind)",
    "CREATE INDEX item_listed ON item(listed)",
    "CREATE INDEX item_due ON item(due) WHERE due IS NOT NULL",
    "CREATE INDEX item_starred ON item(starred) WHERE starred = 1",
    "CREATE INDEX item_author ON item(author) WHERE author IS NOT NULL",
    # The text that is searched, under the rowid of its item.
    "CREATE TABLE prose(n INTEGER PRIMARY KEY, title TEXT NOT NULL, tags TEXT NOT NULL,"
    " text TEXT NOT NULL, marks TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE words USING fts5(title, tags, text, marks, content='prose',"
    " content_rowid='n', tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    # One and two letters look at titles and tags only; these are small, so prefixes are indexed.
    "CREATE VIRTUAL TABLE names USING fts5(title, tags, marks, content='prose',"
    " content_rowid='n', tokenize='unicode61 remove_diacritics 2', prefix='1 2')",
    "INSERT INTO names(names, rank) VALUES('secure-delete', 1)",
    # `folded` compares; a nested tag also stands under each tag above it.
    "CREATE TABLE tag(folded TEXT NOT NULL, n INTEGER NOT NULL, spelled TEXT NOT NULL,"
    " PRIMARY KEY(folded, n)) WITHOUT ROWID",
    "CREATE INDEX tag_n ON tag(n)",
    # What refers to what, for threads and backlinks.
    "CREATE TABLE ref(target BLOB NOT NULL, source BLOB NOT NULL, relation TEXT NOT NULL,"
    " PRIMARY KEY(target, source, relation)) WITHOUT ROWID",
    "CREATE INDEX ref_source ON ref(source)",
    # Which receipt lists which record; the first one says who wrote it.
    "CREATE TABLE arrival(record BLOB NOT NULL, first_seq INTEGER NOT NULL,"
    " receipt BLOB NOT NULL, contact BLOB NOT NULL, PRIMARY KEY(record, first_seq)) WITHOUT ROWID",
    "CREATE INDEX arrival_receipt ON arrival(receipt)",
    # Which attachments any revision of a record still names.
    "CREATE TABLE blob_use(sha256 BLOB NOT NULL, record BLOB NOT NULL,"
    " PRIMARY KEY(sha256, record)) WITHOUT ROWID",
    "CREATE INDEX blob_use_record ON blob_use(record)",
    # Last of all: its row says that everything above is complete.
    "CREATE TABLE derived(number INTEGER PRIMARY KEY)",
)
