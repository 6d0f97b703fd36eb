-- Who is logged in, and who is about to be. These pass by themselves: no backup and no copy carries them.

-- A login that has begun. What the issuer sends back names it; it is used once.
CREATE TABLE login_attempt (
    state_hash BLOB NOT NULL,
    issuer TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (state_hash)
) STRICT;

-- A session. Its key is with the browser alone; here is what it is known by.
CREATE TABLE session (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    subject TEXT NOT NULL,
    roles TEXT NOT NULL,
    specialist_id TEXT,
    organisation_number TEXT,
    created_at TEXT NOT NULL,
    used_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    UNIQUE (key_hash),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;
