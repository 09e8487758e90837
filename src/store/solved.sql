-- Version 5: draws of the last build, for answers that need them at once.
PRAGMA user_version = 5;

-- `key` is the hash of all that they depend on, `content` is in the bytes of the machine.
CREATE TABLE solved (
    series TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
