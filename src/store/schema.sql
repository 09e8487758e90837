-- The store of essor. Days are ISO dates; probabilities and quantiles that do not exist,
-- or lie beyond the horizon, are NULL.
PRAGMA application_id = 1702065010; -- "essr"
PRAGMA user_version = 1;

-- Every version of every figure that was ever imported; nothing is overwritten.
CREATE TABLE figure (
    id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    series TEXT NOT NULL,
    zone TEXT NOT NULL,
    observed_from TEXT NOT NULL,
    observed_to TEXT NOT NULL,
    published TEXT,
    value REAL NOT NULL,
    value_hi REAL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    quoted_step REAL NOT NULL,
    date_basis TEXT NOT NULL,
    source_title TEXT NOT NULL,
    source_url TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- The seed is the unsigned number's 64 bits, read as signed.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    as_of TEXT NOT NULL,
    seed INTEGER NOT NULL,
    inputs_hash TEXT NOT NULL,
    engine_version TEXT NOT NULL,
    finished_at TEXT NOT NULL
) STRICT;

CREATE TABLE forecast (
    run INTEGER NOT NULL REFERENCES run (id),
    series TEXT NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    mean REAL,
    q025 REAL,
    q10 REAL,
    q20 REAL,
    q25 REAL,
    q30 REAL,
    q40 REAL,
    q50 REAL,
    q60 REAL,
    q70 REAL,
    q75 REAL,
    q80 REAL,
    q90 REAL,
    q975 REAL,
    PRIMARY KEY (run, series, period_from, period_to)
) STRICT, WITHOUT ROWID;

-- The targets as they were when the run asked for them.
CREATE TABLE target (
    run INTEGER NOT NULL REFERENCES run (id),
    series TEXT NOT NULL,
    id TEXT NOT NULL,
    level REAL NOT NULL,
    per TEXT NOT NULL,
    deadline TEXT,
    source_title TEXT NOT NULL,
    source_url TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (run, series, id)
) STRICT, WITHOUT ROWID;

-- Quantiles of dates are days since 1970-01-01, with a fraction.
CREATE TABLE answer (
    run INTEGER NOT NULL,
    series TEXT NOT NULL,
    target TEXT NOT NULL,
    p_reached REAL,
    p_by_deadline REAL,
    p_never REAL,
    horizon TEXT,
    date_q10 REAL,
    date_q50 REAL,
    date_q90 REAL,
    date_if_reached_q10 REAL,
    date_if_reached_q50 REAL,
    date_if_reached_q90 REAL,
    required_q10 REAL,
    required_q50 REAL,
    required_q90 REAL,
    current_q10 REAL,
    current_q50 REAL,
    current_q90 REAL,
    state TEXT NOT NULL,
    above_limit INTEGER NOT NULL,
    PRIMARY KEY (run, series, target),
    FOREIGN KEY (run, series, target) REFERENCES target (run, series, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE artefact (
    run INTEGER NOT NULL REFERENCES run (id),
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;
