-- Agreements about a person's work: each version is a row of its own, and stays.

CREATE TABLE agreement (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    candidate_id TEXT COLLATE "C" NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

CREATE INDEX agreement_by_candidate ON agreement (municipality_id, candidate_id);

-- What people say of a job. Whose answers they are is a column, so that what is asked for an employer never reads
-- the answers of the person.
CREATE TABLE survey (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    respondent TEXT NOT NULL CHECK (respondent IN ('candidate', 'employer')),
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

CREATE INDEX survey_by_candidate ON survey (municipality_id, candidate_id, respondent);
