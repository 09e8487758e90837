-- Version 4: what a series was answered is kept once for all runs that found it the same.
PRAGMA user_version = 4;

-- `key` is a hash of all that the answers depend on.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    series TEXT NOT NULL
) STRICT;

CREATE TABLE run_note (
    run INTEGER NOT NULL REFERENCES run (id),
    note INTEGER NOT NULL REFERENCES note (id),
    PRIMARY KEY (run, note)
) STRICT, WITHOUT ROWID;

INSERT INTO note (key, series)
SELECT 'run ' || run || ' ' || series, series
FROM (SELECT run, series FROM forecast UNION SELECT run, series FROM target)
ORDER BY run, series;
INSERT INTO run_note (run, note)
SELECT run.id, note.id FROM run JOIN note ON note.key = 'run ' || run.id || ' ' || note.series;

ALTER TABLE forecast RENAME TO old_forecast;
ALTER TABLE answer RENAME TO old_answer;
ALTER TABLE target RENAME TO old_target;

CREATE TABLE forecast (
    note INTEGER NOT NULL REFERENCES note (id),
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
    PRIMARY KEY (note, period_from, period_to)
) STRICT, WITHOUT ROWID;
INSERT INTO forecast
SELECT note.id, period_from, period_to, mean, q025, q10, q20, q25, q30, q40, q50, q60, q70,
       q75, q80, q90, q975
FROM old_forecast JOIN note ON note.key = 'run ' || run || ' ' || old_forecast.series;

-- The targets as they were when they were asked for.
CREATE TABLE target (
    note INTEGER NOT NULL REFERENCES note (id),
    id TEXT NOT NULL,
    level REAL NOT NULL,
    per TEXT NOT NULL,
    measure TEXT NOT NULL,
    deadline TEXT,
    source_title TEXT NOT NULL,
    source_url TEXT NOT NULL,
    note_text TEXT NOT NULL,
    PRIMARY KEY (note, id)
) STRICT, WITHOUT ROWID;
INSERT INTO target
SELECT note.id, old_target.id, level, per, measure, deadline, source_title, source_url, old_target.note
FROM old_target JOIN note ON note.key = 'run ' || run || ' ' || old_target.series;

-- Quantiles of dates are days since 1970-01-01, with a fraction.
CREATE TABLE answer (
    note INTEGER NOT NULL,
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
    required_pace_q10 REAL,
    required_pace_q50 REAL,
    required_pace_q90 REAL,
    present_pace_q10 REAL,
    present_pace_q50 REAL,
    present_pace_q90 REAL,
    state TEXT NOT NULL,
    p_state REAL,
    above_limit INTEGER NOT NULL,
    PRIMARY KEY (note, target),
    FOREIGN KEY (note, target) REFERENCES target (note, id)
) STRICT, WITHOUT ROWID;
INSERT INTO answer
SELECT note.id, target, p_reached, p_by_deadline, p_never, horizon, date_q10, date_q50,
       date_q90, date_if_reached_q10, date_if_reached_q50, date_if_reached_q90,
       required_q10, required_q50, required_q90, current_q10, current_q50, current_q90,
       required_pace_q10, required_pace_q50, required_pace_q90, present_pace_q10,
       present_pace_q50, present_pace_q90,
       CASE state WHEN 'likely' THEN 'on course' WHEN 'open' THEN 'at risk'
                  WHEN 'unlikely' THEN 'out of reach' ELSE state END,
       p_state, above_limit
FROM old_answer JOIN note ON note.key = 'run ' || run || ' ' || old_answer.series;

DROP TABLE old_answer;
DROP TABLE old_target;
DROP TABLE old_forecast;
