//! Why this pair, why none: data, never prose.
