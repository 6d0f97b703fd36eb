-- What every room stands on: municipalities, their rules, employers, openings, colleagues and candidates.
-- Each row belongs to a municipality, and each foreign key carries the municipality with it, so that no row
-- can point across. Ids are those of the case format. A body is a document in its shape, kept to the byte.

CREATE TABLE municipality (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (number)
);

-- Each version stays: a plan names the one it was made under.
CREATE TABLE service_model (
    municipality_id UUID NOT NULL,
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

CREATE TABLE employer (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    organisation_number TEXT NOT NULL,
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    UNIQUE (municipality_id, organisation_number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

CREATE TABLE workplace (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    employer_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, employer_id) REFERENCES employer (municipality_id, id)
);

CREATE INDEX workplace_by_employer ON workplace (municipality_id, employer_id);

CREATE TABLE opening (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    workplace_id TEXT COLLATE "C" NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'posted', 'paused', 'closed')),
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, workplace_id) REFERENCES workplace (municipality_id, id)
);

CREATE INDEX opening_by_workplace ON opening (municipality_id, workplace_id);

CREATE TABLE specialist (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

-- The version is that of the latest profile.
CREATE TABLE candidate (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    specialist_id TEXT COLLATE "C",
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, specialist_id) REFERENCES specialist (municipality_id, id)
);

CREATE INDEX candidate_by_specialist ON candidate (municipality_id, specialist_id);

CREATE TABLE candidate_profile (
    municipality_id UUID NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

-- The only table that says who somebody is.
CREATE TABLE candidate_contact (
    municipality_id UUID NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

-- Answers that are given again when a request is repeated. No response: the request is being answered.
CREATE TABLE idempotency (
    municipality_id UUID NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    request_hash BYTEA NOT NULL,
    response JSON,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, key),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);
