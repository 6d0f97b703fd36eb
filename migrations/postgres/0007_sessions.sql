-- Who is logged in, and who is about to be. These pass by themselves: no backup and no copy carries them.

-- A login that has begun. What the issuer sends back names it; it is used once.
CREATE TABLE login_attempt (
    state_hash BYTEA NOT NULL,
    issuer TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (state_hash)
);

-- A session. Its key is with the browser alone; here is what it is known by.
CREATE TABLE session (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    key_hash BYTEA NOT NULL,
    subject TEXT NOT NULL,
    roles TEXT NOT NULL,
    specialist_id TEXT,
    organisation_number TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    UNIQUE (key_hash),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);
