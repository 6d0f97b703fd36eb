-- What every room stands on: municipalities, their rules, employers, openings, colleagues and candidates.
-- Each row belongs to a municipality, and each foreign key carries the municipality with it, so that no row
-- can point across. Ids are those of the case format. A body is a document in its shape, kept to the byte.

CREATE TABLE municipality (
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (number)
) STRICT;

-- Each version stays: a plan names the one it was made under.
CREATE TABLE service_model (
    municipality_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

CREATE TABLE employer (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    organisation_number TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    UNIQUE (municipality_id, organisation_number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

CREATE TABLE workplace (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, employer_id) REFERENCES employer (municipality_id, id)
) STRICT;

CREATE INDEX workplace_by_employer ON workplace (municipality_id, employer_id);

CREATE TABLE opening (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'posted', 'paused', 'closed')),
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, workplace_id) REFERENCES workplace (municipality_id, id)
) STRICT;

CREATE INDEX opening_by_workplace ON opening (municipality_id, workplace_id);

CREATE TABLE specialist (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

-- The version is that of the latest profile.
CREATE TABLE candidate (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    specialist_id TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, specialist_id) REFERENCES specialist (municipality_id, id)
) STRICT;

CREATE INDEX candidate_by_specialist ON candidate (municipality_id, specialist_id);

CREATE TABLE candidate_profile (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

-- The only table that says who somebody is.
CREATE TABLE candidate_contact (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

-- Answers that are given again when a request is repeated. No response: the request is being answered.
CREATE TABLE idempotency (
    municipality_id BLOB NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    response TEXT CHECK (response IS NULL OR json_valid(response)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, key),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

-- "Ftri": what kind of file this is, for programs that look into its first bytes.
PRAGMA application_id = 1182036585;
