//! The tables, as whoever carries them elsewhere must know them. A test compares them with both databases.

use super::cell::Kind::{self, Bytes, Json, Text, Time, Truth, Uuid, Whole};

/// A table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its primary key, by which its rows are ordered.
    pub key: &'static [&'static str],
    /// Its columns.
    pub columns: &'static [(&'static str, Kind)],
}

impl Table {
    /// The column that says which municipality a row belongs to.
    #[must_use]
    pub fn owner(&self) -> &'static str {
        if self.name == "municipality" { "id" } else { "municipality_id" }
    }
}

/// Tables whose rows pass by themselves: who is logged in. Nobody carries them elsewhere.
pub const PASSING: &[Table] = &[
    Table {
        name: "login_attempt",
        key: &["state_hash"],
        columns: &[
            ("state_hash", Bytes),
            ("issuer", Text),
            ("nonce", Text),
            ("verifier", Text),
            ("created_at", Time),
        ],
    },
    Table {
        name: "session",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("key_hash", Bytes),
            ("subject", Text),
            ("roles", Text),
            ("specialist_id", Text),
            ("organisation_number", Text),
            ("created_at", Time),
            ("used_at", Time),
        ],
    },
];

/// All tables that are carried; each after those that it refers to.
pub const TABLES: &[Table] = &[
    Table {
        name: "municipality",
        key: &["id"],
        columns: &[
            ("id", Uuid),
            ("number", Text),
            ("name", Text),
            ("version", Whole),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "service_model",
        key: &["municipality_id", "version"],
        columns: &[
            ("municipality_id", Uuid),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "employer",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("organisation_number", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "workplace",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("employer_id", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "opening",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("workplace_id", Text),
            ("status", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "specialist",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "candidate",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("specialist_id", Text),
            ("version", Whole),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "candidate_profile",
        key: &["municipality_id", "candidate_id", "version"],
        columns: &[
            ("municipality_id", Uuid),
            ("candidate_id", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "candidate_contact",
        key: &["municipality_id", "candidate_id"],
        columns: &[
            ("municipality_id", Uuid),
            ("candidate_id", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "journey_event",
        key: &["municipality_id", "candidate_id", "sequence"],
        columns: &[
            ("municipality_id", Uuid),
            ("candidate_id", Text),
            ("sequence", Whole),
            ("body", Json),
            ("recorded_at", Time),
        ],
    },
    Table {
        name: "journey",
        key: &["municipality_id", "candidate_id"],
        columns: &[
            ("municipality_id", Uuid),
            ("candidate_id", Text),
            ("sequence", Whole),
            ("stage", Text),
            ("step", Text),
            ("since", Text),
            ("waiting_since", Text),
            ("specialist_id", Text),
        ],
    },
    Table {
        name: "opening_step",
        key: &["municipality_id", "opening_id", "version"],
        columns: &[
            ("municipality_id", Uuid),
            ("opening_id", Text),
            ("version", Whole),
            ("status", Text),
            ("taken_by", Text),
            ("why", Text),
            ("acknowledged", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "job_ad",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("status", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "agreement",
        key: &["municipality_id", "id", "version"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("version", Whole),
            ("candidate_id", Text),
            ("body", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "survey",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("candidate_id", Text),
            ("respondent", Text),
            ("body", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "idempotency",
        key: &["municipality_id", "key"],
        columns: &[
            ("municipality_id", Uuid),
            ("key", Text),
            ("request_hash", Bytes),
            ("response", Json),
            ("created_at", Time),
            ("candidate_id", Text),
        ],
    },
    Table {
        name: "audit_event",
        key: &["municipality_id", "sequence"],
        columns: &[
            ("municipality_id", Uuid),
            ("sequence", Whole),
            ("at", Time),
            ("actor", Text),
            ("role", Text),
            ("action", Text),
            ("reason", Text),
            ("decision", Text),
            ("request", Text),
            ("origin", Text),
            ("trace", Text),
            ("people", Json),
            ("previous", Bytes),
            ("hash", Bytes),
        ],
    },
    Table {
        name: "audit_head",
        key: &["municipality_id"],
        columns: &[("municipality_id", Uuid), ("sequence", Whole), ("hash", Bytes)],
    },
    Table {
        name: "restriction",
        key: &["municipality_id", "candidate_id"],
        columns: &[
            ("municipality_id", Uuid),
            ("candidate_id", Text),
            ("ground", Text),
            ("since", Time),
        ],
    },
    Table {
        name: "map",
        key: &["municipality_id"],
        columns: &[
            ("municipality_id", Uuid),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "travel_time",
        key: &["municipality_id", "candidate_id", "workplace_id"],
        columns: &[
            ("municipality_id", Uuid),
            ("candidate_id", Text),
            ("workplace_id", Text),
            ("body", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "placement",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("workplace_id", Text),
            ("specialist_id", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "match_run",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("state", Text),
            ("question", Json),
            ("asked_by", Text),
            ("asked_role", Text),
            ("taking", Whole),
            ("held_until", Time),
            ("progress", Json),
            ("rules_version", Whole),
            ("facts", Json),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "match_run_part",
        key: &["municipality_id", "run_id", "candidate_id"],
        columns: &[
            ("municipality_id", Uuid),
            ("run_id", Text),
            ("candidate_id", Text),
            ("body", Json),
            ("created_at", Time),
        ],
    },
    Table {
        name: "proposal",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("run_id", Text),
            ("candidate_id", Text),
            ("opening_id", Text),
            ("activity", Text),
            ("monday", Text),
            ("weeks", Whole),
            ("state", Text),
            ("told_on", Text),
            ("candidate_yes_on", Text),
            ("employer_yes_on", Text),
            ("answer_by", Text),
            ("version", Whole),
            ("body", Json),
            ("created_at", Time),
            ("changed_at", Time),
        ],
    },
    Table {
        name: "proposal_step",
        key: &["municipality_id", "proposal_id", "version"],
        columns: &[
            ("municipality_id", Uuid),
            ("proposal_id", Text),
            ("version", Whole),
            ("candidate_id", Text),
            ("step", Text),
            ("reason", Text),
            ("taken_by", Text),
            ("has_read", Truth),
            ("created_at", Time),
        ],
    },
    Table {
        name: "proposal_reading",
        key: &["municipality_id", "proposal_id", "reader"],
        columns: &[
            ("municipality_id", Uuid),
            ("proposal_id", Text),
            ("reader", Text),
            ("created_at", Time),
        ],
    },
    Table {
        name: "taken_place",
        key: &["municipality_id", "opening_id", "week", "number"],
        columns: &[
            ("municipality_id", Uuid),
            ("opening_id", Text),
            ("week", Text),
            ("number", Whole),
            ("candidate_id", Text),
            ("booking", Whole),
        ],
    },
    Table {
        name: "outcome",
        key: &["municipality_id", "id"],
        columns: &[
            ("municipality_id", Uuid),
            ("id", Text),
            ("candidate_id", Text),
            ("body", Json),
            ("created_at", Time),
        ],
    },
];
