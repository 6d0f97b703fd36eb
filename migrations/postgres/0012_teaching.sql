-- The outcome teaches, where a municipality has its legal basis and assessment; and what others are told by webhooks.

-- The switch, each time somebody has turned it. The last row holds; without one it is off.
CREATE TABLE learning_step (
    municipality_id UUID NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    is_on BOOLEAN NOT NULL,
    decided_by TEXT,
    decided_on TEXT,
    legal_basis TEXT,
    assessment TEXT,
    recorded_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    CHECK (NOT is_on OR (decided_by IS NOT NULL AND decided_on IS NOT NULL AND legal_basis IS NOT NULL
        AND assessment IS NOT NULL))
);

-- Who objects to being learnt from.
CREATE TABLE learning_objection (
    municipality_id UUID NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

-- What the model measured and foretold of a trial that was approved, until it is known how it went.
CREATE TABLE valued_pair (
    municipality_id UUID NOT NULL,
    proposal_id TEXT COLLATE "C" NOT NULL,
    candidate_id TEXT COLLATE "C" NOT NULL,
    body JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, proposal_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, proposal_id) REFERENCES proposal (municipality_id, id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
);

CREATE INDEX valued_pair_by_candidate ON valued_pair (municipality_id, candidate_id);

-- Versions of the value model that were learnt from the municipality's outcomes; about nobody.
CREATE TABLE model_version (
    municipality_id UUID NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    body JSON NOT NULL,
    counted JSON NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

-- Which version was put in force, each time. The last row holds; without one, and where it says none, the prior does.
CREATE TABLE model_choice (
    municipality_id UUID NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    version TEXT COLLATE "C",
    reason TEXT NOT NULL,
    chosen_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, version) REFERENCES model_version (municipality_id, version)
);

-- Who is told of events. The secret that signs them is made from the id and the municipality's own key, and is not here.
CREATE TABLE webhook (
    municipality_id UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    url TEXT NOT NULL,
    types JSON NOT NULL,
    made_by TEXT NOT NULL,
    ended TEXT CHECK (ended IN ('by_person', 'by_receiver')),
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
);

-- What is to be told to whom: a row of the transaction in which it happened. Any server delivers it, held as a match
-- run is; `body` names nobody.
CREATE TABLE webhook_delivery (
    municipality_id UUID NOT NULL,
    webhook_id TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    type TEXT NOT NULL,
    body JSON NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts BIGINT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    last_answer TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_id, webhook_id, event_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, webhook_id) REFERENCES webhook (municipality_id, id)
);

CREATE INDEX webhook_delivery_by_state ON webhook_delivery (state, due_at);
