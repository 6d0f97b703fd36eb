-- The outcome teaches, where a municipality has its legal basis and assessment; and what others are told by webhooks.

-- The switch, each time somebody has turned it. The last row holds; without one it is off.
CREATE TABLE learning_step (
    municipality_id BLOB NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    decided_by TEXT,
    decided_on TEXT,
    legal_basis TEXT,
    assessment TEXT,
    recorded_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    CHECK (is_on = 0 OR (decided_by IS NOT NULL AND decided_on IS NOT NULL AND legal_basis IS NOT NULL
        AND assessment IS NOT NULL))
) STRICT;

-- Who objects to being learnt from.
CREATE TABLE learning_objection (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

-- What the model measured and foretold of a trial that was approved, until it is known how it went.
CREATE TABLE valued_pair (
    municipality_id BLOB NOT NULL,
    proposal_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, proposal_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, proposal_id) REFERENCES proposal (municipality_id, id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

CREATE INDEX valued_pair_by_candidate ON valued_pair (municipality_id, candidate_id);

-- Versions of the value model that were learnt from the municipality's outcomes; about nobody.
CREATE TABLE model_version (
    municipality_id BLOB NOT NULL,
    version TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    counted TEXT NOT NULL CHECK (json_valid(counted)),
    made_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

-- Which version was put in force, each time. The last row holds; without one, and where it says none, the prior does.
CREATE TABLE model_choice (
    municipality_id BLOB NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    version TEXT,
    reason TEXT NOT NULL,
    chosen_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, version) REFERENCES model_version (municipality_id, version)
) STRICT;

-- Who is told of events. The secret that signs them is made from the id and the municipality's own key, and is not here.
CREATE TABLE webhook (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    types TEXT NOT NULL CHECK (json_valid(types)),
    made_by TEXT NOT NULL,
    ended TEXT CHECK (ended IN ('by_person', 'by_receiver')),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

-- What is to be told to whom: a row of the transaction in which it happened. Any server delivers it, held as a match
-- run is; `body` names nobody.
CREATE TABLE webhook_delivery (
    municipality_id BLOB NOT NULL,
    webhook_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts INTEGER NOT NULL,
    due_at TEXT NOT NULL,
    last_answer TEXT,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, webhook_id, event_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, webhook_id) REFERENCES webhook (municipality_id, id)
) STRICT;

CREATE INDEX webhook_delivery_by_state ON webhook_delivery (state, due_at);
