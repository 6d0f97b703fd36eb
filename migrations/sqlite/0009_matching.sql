-- Matching: what a municipality's plan rests on beside its people and openings, its runs, and what they propose.

-- Where postal codes are.
CREATE TABLE map (
    municipality_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT;

-- Ways to work that somebody knows better than the estimate.
CREATE TABLE travel_time (
    municipality_id BLOB NOT NULL,
    candidate_id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, candidate_id, workplace_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id),
    FOREIGN KEY (municipality_id, workplace_id) REFERENCES workplace (municipality_id, id)
) STRICT;

-- Jobs that are followed up, under ids of their own: hours, kinds of work and dates, and no word of anybody.
CREATE TABLE placement (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    specialist_id TEXT,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, workplace_id) REFERENCES workplace (municipality_id, id),
    FOREIGN KEY (municipality_id, specialist_id) REFERENCES specialist (municipality_id, id)
) STRICT;

-- A job that any server can take. Whoever runs it holds it until `held_until`, and says so again before; each
-- taking has a number, and only the last one may write what came of it. `body` is what is about nobody.
CREATE TABLE match_run (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    question TEXT NOT NULL CHECK (json_valid(question)),
    asked_by TEXT NOT NULL,
    asked_role TEXT NOT NULL,
    taking INTEGER NOT NULL,
    held_until TEXT,
    progress TEXT CHECK (json_valid(progress)),
    rules_version INTEGER,
    facts TEXT CHECK (json_valid(facts)),
    body TEXT CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, rules_version) REFERENCES service_model (municipality_id, version)
) STRICT;

CREATE INDEX match_run_by_state ON match_run (state, held_until);

-- What a run knew of one person, and said of them.
CREATE TABLE match_run_part (
    municipality_id BLOB NOT NULL,
    run_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, run_id, candidate_id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, run_id) REFERENCES match_run (municipality_id, id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

CREATE INDEX match_run_part_by_candidate ON match_run_part (municipality_id, candidate_id, run_id);

-- What a run proposes to somebody, and how far it has come. Days are as they are written in JSON.
CREATE TABLE proposal (
    municipality_id BLOB NOT NULL,
    id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    activity TEXT NOT NULL CHECK (activity IN ('jobbsmak', 'trial')),
    monday TEXT NOT NULL,
    weeks INTEGER NOT NULL CHECK (weeks > 0),
    state TEXT NOT NULL CHECK (state IN ('awaiting', 'approved', 'rejected', 'withdrawn', 'replaced', 'expired')),
    told_on TEXT,
    candidate_yes_on TEXT,
    employer_yes_on TEXT,
    answer_by TEXT,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, id),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, run_id) REFERENCES match_run (municipality_id, id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id),
    FOREIGN KEY (municipality_id, opening_id) REFERENCES opening (municipality_id, id)
) STRICT;

CREATE INDEX proposal_by_state ON proposal (municipality_id, state, id);

CREATE INDEX proposal_by_candidate ON proposal (municipality_id, candidate_id);

-- What people have done about a proposal, each step once.
CREATE TABLE proposal_step (
    municipality_id BLOB NOT NULL,
    proposal_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    candidate_id TEXT NOT NULL,
    step TEXT NOT NULL,
    reason TEXT,
    taken_by TEXT NOT NULL,
    has_read INTEGER NOT NULL CHECK (has_read IN (0, 1)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, proposal_id, version),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, proposal_id) REFERENCES proposal (municipality_id, id)
) STRICT;

-- Who has opened the reasons for a proposal.
CREATE TABLE proposal_reading (
    municipality_id BLOB NOT NULL,
    proposal_id TEXT NOT NULL,
    reader TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (municipality_id, proposal_id, reader),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, proposal_id) REFERENCES proposal (municipality_id, id)
) STRICT;

-- Places that are taken: one row for each place and week, and one for each trial of those that an opening has.
-- The key is what keeps two from taking the last one.
CREATE TABLE taken_place (
    municipality_id BLOB NOT NULL,
    opening_id TEXT NOT NULL,
    week TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    candidate_id TEXT NOT NULL,
    booking INTEGER NOT NULL,
    PRIMARY KEY (municipality_id, opening_id, week, number),
    FOREIGN KEY (municipality_id) REFERENCES municipality (id),
    FOREIGN KEY (municipality_id, opening_id) REFERENCES opening (municipality_id, id),
    FOREIGN KEY (municipality_id, candidate_id) REFERENCES candidate (municipality_id, id)
) STRICT;

CREATE INDEX taken_place_by_candidate ON taken_place (municipality_id, candidate_id);
