-- What happens on each candidate's way through the five steps. Events are only ever added: a correction is one too.

CREATE TABLE journey_event (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id, sequence),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

-- Where each journey stands after its last event, for lists. Days are written as 2026-11-30 on both databases.
CREATE TABLE journey (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    stage TEXT NOT NULL,
    step TEXT,
    since TEXT,
    waiting_since TEXT,
    specialist_id TEXT,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id),
    FOREIGN KEY (municipality_id, specialist_id) REFERENCES specialist (municipality_id, id)
) STRICT;

CREATE INDEX journey_by_specialist ON journey (municipality_id, specialist_id);
