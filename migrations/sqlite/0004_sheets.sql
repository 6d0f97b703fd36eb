-- The life of an opening: who took which step, when and why. The version is the opening's after the step.

CREATE TABLE opening_step (
    municipality_id BLOB NOT NULL,
    opening_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'posted', 'paused', 'closed')),
    taken_by TEXT NOT NULL,
    why TEXT,
    acknowledged TEXT NOT NULL CHECK (json_valid(acknowledged)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, opening_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, opening_id) REFERENCES opening (municipality_id, id)
) STRICT;

-- Job ads of NAV, from which openings can come. The body has what the ad says; an ad that was stopped has no contact.
CREATE TABLE job_ad (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'stopped')),
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;
