-- Version 2: what each import added, so that it can be taken back.
PRAGMA user_version = 2;

-- figures.csv before and after, by a fingerprint. An import appends to it, so that its first
-- `before_size` bytes are what it was; `before_text` holds that where it was rewritten.
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    finished_at TEXT NOT NULL,
    files TEXT NOT NULL,
    added INTEGER NOT NULL,
    before_hash TEXT NOT NULL,
    before_size INTEGER NOT NULL,
    before_text BLOB,
    after_hash TEXT NOT NULL,
    undone_at TEXT
) STRICT;

-- The import that brought the figure; NULL for any other way. No reference, which would
-- be looked up for every row.
ALTER TABLE figure ADD COLUMN import INTEGER;
