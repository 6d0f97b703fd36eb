-- What became of an activity or a job, as the specialist, the employer and the person say.

CREATE TABLE outcome (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

CREATE INDEX outcome_by_candidate ON outcome (municipality_id, candidate_id);
