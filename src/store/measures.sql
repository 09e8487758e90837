-- Version 3: how a target is measured, the pace it takes, and the probability of its state.
PRAGMA user_version = 3;

ALTER TABLE target ADD COLUMN measure TEXT NOT NULL DEFAULT 'pace';

-- Documents per month, or gained per month of a stock.
ALTER TABLE answer ADD COLUMN required_pace_q10 REAL;
ALTER TABLE answer ADD COLUMN required_pace_q50 REAL;
ALTER TABLE answer ADD COLUMN required_pace_q90 REAL;
ALTER TABLE answer ADD COLUMN present_pace_q10 REAL;
ALTER TABLE answer ADD COLUMN present_pace_q50 REAL;
ALTER TABLE answer ADD COLUMN present_pace_q90 REAL;
ALTER TABLE answer ADD COLUMN p_state REAL;
