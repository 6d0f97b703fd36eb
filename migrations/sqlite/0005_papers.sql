-- Agreements about a person's work: each version is a row of its own, and stays.

CREATE TABLE agreement (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    candidate_id TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

CREATE INDEX agreement_by_candidate ON agreement (municipality_id, candidate_id);

-- What people say of a job. Whose answers they are is a column, so that what is asked for an employer never reads
-- the answers of the person.
CREATE TABLE survey (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    respondent TEXT NOT NULL CHECK (respondent IN ('candidate', 'employer')),
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

CREATE INDEX survey_by_candidate ON survey (municipality_id, candidate_id, respondent);
