-- Who looked at whom: one event for each request that shows or changes something of people, and for each that was
-- refused. Within a municipality each event carries the hash of the one before it. Ids only, never names.

CREATE TABLE audit_event (
    municipality_id BLOB NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('access', 'create', 'update', 'erase')),
    reason TEXT,
    decision TEXT NOT NULL CHECK (decision IN ('permit', 'deny')),
    request TEXT NOT NULL,
    origin TEXT,
    trace TEXT,
    people TEXT NOT NULL CHECK (json_valid(people)),
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (municipality_id, sequence),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

CREATE INDEX audit_event_by_time ON audit_event (municipality_id, at);

-- The end of each chain. Whoever adds to it holds the database until the request is answered.
CREATE TABLE audit_head (
    municipality_id BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (municipality_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event
BEGIN
    SELECT RAISE(ABORT, 'an audit event is neither changed nor removed');
END;

CREATE TRIGGER audit_event_is_not_removed BEFORE DELETE ON audit_event
BEGIN
    SELECT RAISE(ABORT, 'an audit event is neither changed nor removed');
END;

-- Whom a kept answer is about: who gets it again is logged again, and it goes when the person's data goes.
ALTER TABLE idempotency ADD COLUMN candidate_id TEXT;

-- Who is kept, and neither matched nor shown but to who says why.
CREATE TABLE restriction (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    ground TEXT NOT NULL CHECK (ground IN ('accuracy', 'unlawful', 'claim', 'objection', 'archive')),
    since TEXT NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;
