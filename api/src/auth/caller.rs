//! Who asks: what is left of a token or a session once it is believed.

use std::collections::BTreeSet;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use engine::domain::{OrganisationNumber, SpecialistId};

use super::table::Reach;
use crate::error::ApiError;
use crate::store::{Lent, MunicipalityId};

/// What somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Follows candidates and employers from day to day.
    JobSpecialist,
    /// Offers work, and sees what concerns their own workplaces.
    Employer,
    /// Leads the service: figures, and people by their pseudonyms.
    Municipality,
    /// Looks after rules, staff and logins, and sees nobody.
    Administrator,
    /// Reads the log of who looked at whom, and nothing else.
    Auditor,
}

impl Role {
    /// All roles, in the order of the table's columns.
    pub const ALL: [Self; 5] = [
        Self::JobSpecialist,
        Self::Employer,
        Self::Municipality,
        Self::Administrator,
        Self::Auditor,
    ];

    /// The role as it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::JobSpecialist => "job_specialist",
            Self::Employer => "employer",
            Self::Municipality => "municipality",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role that is written so.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Why somebody looks outside their own caseload. A closed list: free text in a log would soon hold names.
///
/// The list is an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A colleague is away.
    Cover,
    /// The candidate is about to change job specialist.
    Handover,
    /// Openings are matched for the whole team.
    Matching,
    /// Colleagues help each other with a case.
    Supervision,
    /// The candidate has asked for it.
    AskedByCandidate,
    /// A complaint is looked into.
    Complaint,
    /// Somebody's life or health is in danger.
    Emergency,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 7] = [
        Self::Cover,
        Self::Handover,
        Self::Matching,
        Self::Supervision,
        Self::AskedByCandidate,
        Self::Complaint,
        Self::Emergency,
    ];

    /// The reason as it is written in `Femtrinn-Reason`, and in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Handover => "handover",
            Self::Matching => "matching",
            Self::Supervision => "supervision",
            Self::AskedByCandidate => "asked-by-candidate",
            Self::Complaint => "complaint",
            Self::Emergency => "emergency",
        }
    }

    /// The reason that is written so.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Somebody who is known, in one municipality. Never a name, never a national identity number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The municipality whose rows the caller reaches, and no other's.
    pub municipality: MunicipalityId,
    /// Who it is: the issuer's name in the configuration, and the issuer's own name for the person or machine.
    pub subject: String,
    /// What the caller is here; at least one.
    pub roles: BTreeSet<Role>,
    /// Which job specialist the caller is.
    pub specialist: Option<SpecialistId>,
    /// For whom an employer speaks.
    pub organisation: Option<OrganisationNumber>,
}

/// Who asks, and what for. Every handler under `/v1` has one: the gate lets nothing else through.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The municipality whose rows the caller reaches, and no other's.
    pub municipality: MunicipalityId,
    /// Who it is, for the log: unique and opaque.
    pub subject: String,
    /// What the caller is here.
    pub roles: BTreeSet<Role>,
    /// Which job specialist the caller is.
    pub specialist: Option<SpecialistId>,
    /// For whom an employer speaks.
    pub organisation: Option<OrganisationNumber>,
    /// In which of the roles they may do what they ask.
    pub acting: Option<Role>,
    /// Why the caller looks outside their own caseload, where that was said.
    pub reason: Option<Reason>,
    /// The operation's id, as in the table and in OpenAPI; none where the address or the method means nothing.
    pub operation: Option<&'static str>,
    /// How far the permission goes; what lists are held to.
    pub reach: Reach,
    /// Where it was looked up whether they may.
    pub lent: Lent,
}

impl Caller {
    /// Somebody who is known, before it is known what they ask.
    #[must_use]
    pub fn new(identity: Identity, reason: Option<Reason>) -> Self {
        let Identity { municipality, subject, roles, specialist, organisation } = identity;
        Self {
            municipality,
            subject,
            roles,
            specialist,
            organisation,
            acting: None,
            reason,
            operation: None,
            reach: Reach::Municipality,
            lent: Lent::default(),
        }
    }

    /// Who it is, for the log: the issuer and its own name for the caller.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.subject
    }

    /// The role in which the caller asks.
    #[must_use]
    pub fn role(&self) -> &'static str {
        self.acting.or(self.roles.first().copied()).map_or("none", Role::code)
    }

    /// Why the caller looks outside their own caseload, where that was said.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        self.reason.map(Reason::code)
    }

    /// What the caller is called in histories that colleagues read.
    #[must_use]
    pub fn name(&self) -> String {
        self.specialist.as_ref().map_or_else(|| self.subject.clone(), ToString::to_string)
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        // A route that the gate does not stand before has no caller, and answers nothing.
        parts.extensions.get::<Self>().cloned().ok_or(ApiError::Internal)
    }
}
