//! The rule for each kind of record about a person.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const SHIPPED: &str = include_str!("../../../fixtures/retention/rules.json");

/// A kind of record about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RecordKind)]
pub enum Kind {
    /// Name, and the ways to reach the person.
    Contact,
    /// What kartlegging found.
    Profile,
    /// What happened on the way.
    Journey,
    /// Agreements about the person's work.
    Agreements,
    /// What the person and employers have said of a job.
    Surveys,
    /// What match runs knew of the person, and proposed.
    Matches,
    /// Answers kept in case a request is sent again.
    KeptAnswers,
    /// Who looked.
    Audit,
}

impl Kind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Contact,
        Self::Profile,
        Self::Journey,
        Self::Agreements,
        Self::Surveys,
        Self::Matches,
        Self::KeptAnswers,
        Self::Audit,
    ];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Profile => "profile",
            Self::Journey => "journey",
            Self::Agreements => "agreements",
            Self::Surveys => "surveys",
            Self::Matches => "matches",
            Self::KeptAnswers => "kept_answers",
            Self::Audit => "audit",
        }
    }
}

/// What becomes of a kind when the person asks for erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRequest {
    /// It is erased.
    Erase,
    /// It is erased once it is in the archive, and blocked until then.
    ArchiveFirst,
    /// It stays.
    Keep,
}

/// How long a kind is kept after the journey has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Months {
    /// So many months.
    Known(u16),
    /// Nobody has said.
    Unknown(Unknown),
}

/// The word `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Nobody has said.
    Unknown,
}

/// The rule for a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The kind.
    pub kind: Kind,
    /// What it is, in words.
    pub what: String,
    /// What becomes of it when the person asks for erasure.
    pub on_request: OnRequest,
    /// How long it is kept after the journey has ended.
    pub months_after_end: Months,
    /// On what ground.
    pub ground: String,
    /// Who says so; or that it is an assumption.
    pub source: String,
}

/// The rule for what match runs knew of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunRule {
    /// What it is, in words.
    pub what: String,
    /// How long it is kept after the run has ended.
    pub months: Months,
    /// On what ground.
    pub ground: String,
    /// Who says so; or that it is an assumption.
    pub source: String,
}

/// The rules of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    format: String,
    /// Where a municipality's own rules have none, it has not said.
    match_runs: Option<RunRule>,
    kinds: Vec<Rule>,
}

impl Rules {
    /// The rules that are shipped.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static RULES: LazyLock<Rules> =
            LazyLock::new(|| Rules::read(SHIPPED).expect("the rules are shipped, and tested"));
        &RULES
    }

    /// Reads the rules of a municipality: one for each kind.
    ///
    /// # Errors
    ///
    /// What is wrong, and where.
    pub fn read(text: &str) -> Result<Self, String> {
        let rules: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if rules.format != "femtrinn-retention/1" {
            return Err("`format` must be \"femtrinn-retention/1\"".to_owned());
        }
        let kinds: BTreeSet<Kind> = rules.kinds.iter().map(|rule| rule.kind).collect();
        if kinds.len() != Kind::ALL.len() || rules.kinds.len() != Kind::ALL.len() {
            return Err(format!("`kinds` must have one rule for each of {:?}", Kind::ALL));
        }
        Ok(rules)
    }

    /// The kinds of which nobody has said how long they are kept.
    #[must_use]
    pub fn unknown(&self) -> Vec<Kind> {
        let unknown = |kind: &Kind| matches!(self.of(*kind).months_after_end, Months::Unknown(_));
        Kind::ALL.into_iter().filter(unknown).collect()
    }

    /// How many months a run's knowledge of people is kept; nothing where nobody has said.
    #[must_use]
    pub fn run_months(&self) -> Option<u16> {
        match self.match_runs.as_ref()?.months {
            Months::Known(months) => Some(months),
            Months::Unknown(_) => None,
        }
    }

    /// The rule for a kind.
    ///
    /// # Panics
    ///
    /// Never: there is one for each.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &Rule {
        let rule = self.kinds.iter().find(|rule| rule.kind == kind);
        rule.expect("there is one for each kind")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use super::{Kind, Rules};

    #[test]
    fn each_kind_has_a_rule_with_a_source() {
        for kind in Kind::ALL {
            let rule = Rules::shipped().of(kind);
            assert!(!rule.source.is_empty() && !rule.ground.is_empty(), "{rule:?}");
        }
        let runs = Rules::shipped().match_runs.as_ref().unwrap();
        assert!(!runs.source.is_empty() && !runs.ground.is_empty(), "{runs:?}");
        let text = super::SHIPPED.replacen("\"contact\"", "\"profile\"", 1);
        assert!(Rules::read(&text).is_err());
    }

    #[test]
    fn whoever_has_not_said_how_long_runs_know_people_forgets_nothing() {
        let mut own: serde_json::Value = serde_json::from_str(super::SHIPPED).unwrap();
        let months =
            |rules: &serde_json::Value| Rules::read(&rules.to_string()).unwrap().run_months();
        own["match_runs"]["months"] = 3.into();
        assert_eq!(months(&own), Some(3));
        own["match_runs"]["months"] = "unknown".into();
        assert_eq!(months(&own), None);
        own.as_object_mut().unwrap().remove("match_runs");
        assert_eq!(months(&own), None, "rules that were written before there was such a rule");
    }
}
