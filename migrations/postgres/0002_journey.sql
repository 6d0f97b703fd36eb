-- What happens on each candidate's way through the five steps. Events are only ever added: a correction is one too.

CREATE TABLE journey_event (
    municipality_id UUID NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    body JSON NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id, sequence),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

-- Where each journey stands after its last event, for lists. Days are written as 2026-11-30 on both databases.
CREATE TABLE journey (
    municipality_id UUID NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    stage TEXT NOT NULL,
    step TEXT,
    since TEXT,
    waiting_since TEXT,
    specialist_id TEXT COLLATE "C",
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id),
    FOREIGN KEY (municipality_id, specialist_id) REFERENCES specialist (municipality_id, id)
);

CREATE INDEX journey_by_specialist ON journey (municipality_id, specialist_id);
