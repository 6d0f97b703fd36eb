-- The life of an opening: who took which step, when and why. The version is the opening's after the step.

CREATE TABLE opening_step (
    municipality_id UUID NOT NULL,
    opening_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'posted', 'paused', 'closed')),
    taken_by TEXT NOT NULL,
    why TEXT,
    acknowledged JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, opening_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, opening_id) REFERENCES opening (municipality_id, id)
);

-- Job ads of NAV, from which openings can come. The body has what the ad says; an ad that was stopped has no contact.
CREATE TABLE job_ad (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'stopped')),
    version BIGINT NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);
