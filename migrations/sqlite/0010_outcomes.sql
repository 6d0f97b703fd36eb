-- What became of an activity or a job, as the specialist, the employer and the person say.

CREATE TABLE outcome (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

CREATE INDEX outcome_by_candidate ON outcome (municipality_id, candidate_id);
