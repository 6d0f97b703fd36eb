-- Who looked at whom: one event for each request that shows or changes something of people, and for each that was
-- refused. Within a municipality each event carries the hash of the one before it. Ids only, never names.

CREATE TABLE audit_event (
    municipality_id UUID NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('access', 'create', 'update', 'erase')),
    reason TEXT,
    decision TEXT NOT NULL CHECK (decision IN ('permit', 'deny')),
    request TEXT NOT NULL,
    origin TEXT,
    trace TEXT,
    people JSON NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (municipality_id, sequence),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

CREATE INDEX audit_event_by_time ON audit_event (municipality_id, at);

-- The end of each chain. Whoever adds to it holds this row until the request is answered.
CREATE TABLE audit_head (
    municipality_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (municipality_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an audit event is neither changed nor removed';
END $$;

CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_stays();

CREATE TRIGGER audit_event_stays_whole BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stays();

-- Whom a kept answer is about: who gets it again is logged again, and it goes when the person's data goes.
ALTER TABLE idempotency ADD COLUMN candidate_id TEXT COLLATE "C";

-- Who is kept, and neither matched nor shown but to who says why.
CREATE TABLE restriction (
    municipality_id UUID NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    ground TEXT NOT NULL CHECK (ground IN ('accuracy', 'unlawful', 'claim', 'objection', 'archive')),
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);
