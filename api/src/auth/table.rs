//! Who may what: THE table. One line an operation, one cell a role; what is not in it is refused.
//!
//! [`gate`](super::gate) asks it before a handler runs, OpenAPI says what it says, and a test walks all of it over
//! HTTP. Another municipality's row is never there (404): every statement of the store carries the municipality.

use engine::domain::{OrganisationNumber, SpecialistId};

use super::caller::Role;

/// What a role may do with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Everything of the own municipality.
    All,
    /// The own caseload; outside it with a reason.
    Caseload,
    /// What is the own organisation's; another's is not there.
    Organisation,
    /// Nothing.
    No,
}

/// Whose row an operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The candidate of the address.
    Candidate,
    /// The candidate whose agreement stands in the address.
    Agreement,
    /// The candidate whose proposal stands in the address.
    Proposal,
    /// The employer of the address.
    Employer,
    /// The workplace of the address.
    Workplace,
    /// The opening of the address.
    Opening,
    /// The rows that the caller reaches: lists, and what is new.
    Reach,
    /// Everybody of the municipality at once.
    Everybody,
    /// Nobody.
    Nobody,
}

/// How a row stands to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A candidate whose job specialist the caller is.
    OwnCaseload,
    /// A row of the caller's municipality.
    OwnMunicipality,
    /// A row of another municipality.
    OtherMunicipality,
    /// A row of the organisation for which the caller speaks.
    OwnOrganisation,
    /// A row of another organisation in the caller's municipality.
    OtherOrganisation,
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 5] = [
        Self::OwnCaseload,
        Self::OwnMunicipality,
        Self::OtherMunicipality,
        Self::OwnOrganisation,
        Self::OtherOrganisation,
    ];
}

/// What comes of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is done.
    Allowed,
    /// It is done when the caller says why.
    WithReason,
    /// It is not there, as far as the caller is told.
    NotFound,
    /// It is refused.
    Forbidden,
}

impl Cell {
    /// What comes of it for a row that stands so to the caller.
    #[must_use]
    pub fn at(self, relation: Relation) -> Outcome {
        match (self, relation) {
            (Self::No, _) => Outcome::Forbidden,
            (_, Relation::OtherMunicipality) => Outcome::NotFound,
            (Self::All, _)
            | (Self::Caseload, Relation::OwnCaseload)
            | (Self::Organisation, Relation::OwnOrganisation) => Outcome::Allowed,
            (Self::Caseload, _) => Outcome::WithReason,
            (Self::Organisation, _) => Outcome::NotFound,
        }
    }
}

/// How far a permission goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// To all rows of the municipality.
    Municipality,
    /// To the candidates of one job specialist.
    Caseload(SpecialistId),
    /// To what is one organisation's.
    Organisation(OrganisationNumber),
}

impl Reach {
    /// The job specialist whose candidates these are, where it goes no further.
    #[must_use]
    pub fn caseload(&self) -> Option<&SpecialistId> {
        if let Self::Caseload(specialist) = self { Some(specialist) } else { None }
    }

    /// The organisation whose rows these are, where it goes no further.
    #[must_use]
    pub fn organisation(&self) -> Option<&OrganisationNumber> {
        if let Self::Organisation(organisation) = self { Some(organisation) } else { None }
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Operation {
    /// Its id in OpenAPI.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The address. A sheet stands by its name where the sheets differ.
    pub path: &'static str,
    /// Whose row it is about.
    pub about: About,
    cells: [Cell; 5],
}

const ALL: Cell = Cell::All;
const CASELOAD: Cell = Cell::Caseload;
const ORGANISATION: Cell = Cell::Organisation;
const NO: Cell = Cell::No;

const fn line(
    id: &'static str,
    method: &'static str,
    path: &'static str,
    about: About,
    cells: [Cell; 5],
) -> Operation {
    Operation { id, method, path, about, cells }
}

/// The table.
#[rustfmt::skip]
pub const TABLE: &[Operation] = &[
    // operation                   method    address                                         whose row          specialist  employer      municip. admin. auditor
    line("show_caller",            "GET",    "/v1/me",                                       About::Nobody,     [ALL,       ALL,          ALL,     ALL,   ALL]),
    line("list_sessions",          "GET",    "/v1/sessions",                                 About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("end_sessions",           "POST",   "/v1/sessions/{id}/end",                        About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("show_municipality",      "GET",    "/v1/municipalities/{number}",                  About::Nobody,     [ALL,       ALL,          ALL,     ALL,   NO]),
    line("replace_municipality",   "PUT",    "/v1/municipalities/{number}",                  About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("show_service_model",     "GET",    "/v1/municipalities/{number}/service-model",    About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("add_service_model",      "POST",   "/v1/municipalities/{number}/service-models",   About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("show_map",               "GET",    "/v1/municipalities/{number}/map",              About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("replace_map",            "PUT",    "/v1/municipalities/{number}/map",              About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("list_employers",         "GET",    "/v1/employers",                                About::Reach,      [ALL,       ORGANISATION, ALL,     NO,    NO]),
    line("create_employer",        "POST",   "/v1/employers",                                About::Reach,      [ALL,       NO,           NO,      NO,    NO]),
    line("show_employer",          "GET",    "/v1/employers/{id}",                           About::Employer,   [ALL,       ORGANISATION, ALL,     NO,    NO]),
    line("replace_employer",       "PUT",    "/v1/employers/{id}",                           About::Employer,   [ALL,       NO,           NO,      NO,    NO]),
    line("list_workplaces",        "GET",    "/v1/workplaces",                               About::Reach,      [ALL,       ORGANISATION, ALL,     NO,    NO]),
    line("create_workplace",       "POST",   "/v1/workplaces",                               About::Reach,      [ALL,       ORGANISATION, NO,      NO,    NO]),
    line("show_workplace",         "GET",    "/v1/workplaces/{id}",                          About::Workplace,  [ALL,       ORGANISATION, ALL,     NO,    NO]),
    line("replace_workplace",      "PUT",    "/v1/workplaces/{id}",                          About::Workplace,  [ALL,       ORGANISATION, NO,      NO,    NO]),
    line("list_openings",          "GET",    "/v1/openings",                                 About::Reach,      [ALL,       ORGANISATION, ALL,     NO,    NO]),
    line("create_opening",         "POST",   "/v1/openings",                                 About::Reach,      [ALL,       ORGANISATION, NO,      NO,    NO]),
    line("show_opening",           "GET",    "/v1/openings/{id}",                            About::Opening,    [ALL,       ORGANISATION, ALL,     NO,    NO]),
    line("replace_opening",        "PUT",    "/v1/openings/{id}",                            About::Opening,    [ALL,       ORGANISATION, NO,      NO,    NO]),
    line("list_opening_steps",     "GET",    "/v1/openings/{id}/steps",                      About::Opening,    [ALL,       NO,           ALL,     NO,    NO]),
    line("take_opening_step",      "POST",   "/v1/openings/{id}/steps",                      About::Opening,    [ALL,       ORGANISATION, NO,      NO,    NO]),
    line("list_introductions",     "GET",    "/v1/openings/{id}/introductions",              About::Opening,    [NO,        ORGANISATION, NO,      NO,    NO]),
    line("list_job_ads",           "GET",    "/v1/job-ads",                                  About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("import_job_ads",         "POST",   "/v1/imports/job-ads",                          About::Nobody,     [ALL,       NO,           NO,      ALL,   NO]),
    line("list_specialists",       "GET",    "/v1/specialists",                              About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("create_specialist",      "POST",   "/v1/specialists",                              About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("show_specialist",        "GET",    "/v1/specialists/{id}",                         About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("replace_specialist",     "PUT",    "/v1/specialists/{id}",                         About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("list_placements",        "GET",    "/v1/placements",                               About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("create_placement",       "POST",   "/v1/placements",                               About::Nobody,     [ALL,       NO,           NO,      NO,    NO]),
    line("show_placement",         "GET",    "/v1/placements/{id}",                          About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("replace_placement",      "PUT",    "/v1/placements/{id}",                          About::Nobody,     [ALL,       NO,           NO,      NO,    NO]),
    line("list_candidates",        "GET",    "/v1/candidates",                               About::Reach,      [CASELOAD,  NO,           NO,      NO,    NO]),
    line("create_candidate",       "POST",   "/v1/candidates",                               About::Nobody,     [ALL,       NO,           NO,      NO,    NO]),
    line("show_candidate",         "GET",    "/v1/candidates/{id}",                          About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("replace_candidate",      "PUT",    "/v1/candidates/{id}",                          About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_profiles",          "GET",    "/v1/candidates/{id}/profiles",                 About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_contact",           "GET",    "/v1/candidates/{id}/contact",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("create_contact",         "POST",   "/v1/candidates/{id}/contact",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("replace_contact",        "PUT",    "/v1/candidates/{id}/contact",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_journeys",          "GET",    "/v1/journeys",                                 About::Reach,      [CASELOAD,  NO,           ALL,     NO,    NO]),
    line("show_journey",           "GET",    "/v1/candidates/{id}/journey",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_events",            "GET",    "/v1/candidates/{id}/events",                   About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("record_event",           "POST",   "/v1/candidates/{id}/events",                   About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_agreements",        "GET",    "/v1/candidates/{id}/agreements",               About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("create_agreement",       "POST",   "/v1/candidates/{id}/agreements",               About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_agreement",         "GET",    "/v1/agreements/{id}",                          About::Agreement,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("replace_agreement",      "PUT",    "/v1/agreements/{id}",                          About::Agreement,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_agreement_versions","GET",    "/v1/agreements/{id}/versions",                 About::Agreement,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_agreement_sheet",                "GET",    "/v1/agreements/{id}/sheet",                    About::Agreement,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_status_sheet",                "GET",    "/v1/candidates/{id}/status-sheet",             About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_calendar",                    "GET",    "/v1/candidates/{id}/calendar",                 About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_lists",             "GET",    "/v1/lists",                                    About::Nobody,     [ALL,       ALL,          ALL,     ALL,   ALL]),
    line("list_surveys",           "GET",    "/v1/candidates/{id}/surveys",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("create_survey",          "POST",   "/v1/candidates/{id}/surveys",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_employer_surveys",  "GET",    "/v1/candidates/{id}/employer-surveys",         About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("create_employer_survey", "POST",   "/v1/candidates/{id}/employer-surveys",         About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_caseloads",         "GET",    "/v1/caseloads",                                About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("list_match_runs",        "GET",    "/v1/match-runs",                               About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("create_match_run",       "POST",   "/v1/match-runs",                               About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("show_match_run",         "GET",    "/v1/match-runs/{id}",                          About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("cancel_match_run",       "POST",   "/v1/match-runs/{id}/cancel",                   About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("show_candidate_match",   "GET",    "/v1/candidates/{id}/match",                    About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_why_not",           "GET",    "/v1/candidates/{id}/why-not",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("try_what_if",            "POST",   "/v1/what-if",                                  About::Nobody,     [ALL,       NO,           NO,      NO,    NO]),
    line("list_recommendations",   "GET",    "/v1/candidates/{id}/recommendations",          About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_opening_recommendations", "GET", "/v1/openings/{id}/recommendations",         About::Reach,      [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_proposals",         "GET",    "/v1/proposals",                                About::Reach,      [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_proposal",          "GET",    "/v1/proposals/{id}",                           About::Proposal,   [CASELOAD,  NO,           NO,      NO,    NO]),
    line("take_proposal_step",     "POST",   "/v1/proposals/{id}/steps",                     About::Proposal,   [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_decision_figures",  "GET",    "/v1/decision-figures",                         About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("show_fill_rate",         "GET",    "/v1/fill-rate",                                About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("show_follow_up",         "GET",    "/v1/follow-up",                                About::Reach,      [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_retention",         "GET",    "/v1/retention",                                About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("show_unpaid_work",       "GET",    "/v1/workplaces/{id}/unpaid-work",              About::Workplace,  [ALL,       NO,           ALL,     NO,    NO]),
    line("list_outcomes",          "GET",    "/v1/candidates/{id}/outcomes",                 About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("create_outcome",         "POST",   "/v1/candidates/{id}/outcomes",                 About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_travel_times",      "GET",    "/v1/candidates/{id}/travel-times",             About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("record_travel_time",     "POST",   "/v1/candidates/{id}/travel-times",             About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_learning",          "GET",    "/v1/learning",                                 About::Nobody,     [ALL,       NO,           ALL,     ALL,   ALL]),
    line("switch_learning",        "POST",   "/v1/learning",                                 About::Nobody,     [NO,        NO,           ALL,     ALL,   NO]),
    line("show_objection",         "GET",    "/v1/candidates/{id}/learning-objection",       About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("record_objection",       "POST",   "/v1/candidates/{id}/learning-objection",       About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("list_model_versions",    "GET",    "/v1/model-versions",                           About::Nobody,     [ALL,       NO,           ALL,     ALL,   ALL]),
    line("create_model_version",   "POST",   "/v1/model-versions",                           About::Nobody,     [NO,        NO,           ALL,     ALL,   NO]),
    line("show_model_version",     "GET",    "/v1/model-versions/{id}",                      About::Nobody,     [ALL,       NO,           ALL,     ALL,   ALL]),
    line("put_in_force",           "POST",   "/v1/model-versions/{id}/in-force",             About::Nobody,     [NO,        NO,           ALL,     ALL,   NO]),
    line("show_calibration",       "GET",    "/v1/model-calibration",                        About::Nobody,     [NO,        NO,           ALL,     ALL,   NO]),
    line("list_webhooks",          "GET",    "/v1/webhooks",                                 About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("create_webhook",         "POST",   "/v1/webhooks",                                 About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("show_webhook",           "GET",    "/v1/webhooks/{id}",                            About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("end_webhook",            "POST",   "/v1/webhooks/{id}/end",                        About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("list_deliveries",        "GET",    "/v1/webhooks/{id}/deliveries",                 About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("list_audit_events",     "GET",   "/v1/audit-events",                            About::Nobody,     [NO,        NO,           NO,      NO,    ALL]),
    line("review_audit_events",   "GET",   "/v1/audit-reviews",                           About::Nobody,     [NO,        NO,           NO,      NO,    ALL]),
    line("show_figures",          "GET",   "/v1/figures",                                 About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("export_person",         "GET",   "/v1/candidates/{id}/export",                  About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_access_log",       "GET",   "/v1/candidates/{id}/access-log",              About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("erase_person",          "POST",  "/v1/candidates/{id}/erasure",                 About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("restrict_person",       "POST",  "/v1/candidates/{id}/restriction",             About::Candidate,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_template",          "GET",    "/v1/templates/{sheet}",                        About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("show_export",            "GET",    "/v1/exports/candidates",                       About::Everybody,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("show_export",            "GET",    "/v1/exports/openings",                         About::Nobody,     [ALL,       NO,           ALL,     NO,    NO]),
    line("show_export",            "GET",    "/v1/exports/staff",                            About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("show_export",            "GET",    "/v1/exports/{sheet}",                          About::Nobody,     [ALL,       NO,           ALL,     ALL,   NO]),
    line("import_sheet",           "POST",   "/v1/imports/candidates",                       About::Everybody,  [CASELOAD,  NO,           NO,      NO,    NO]),
    line("import_sheet",           "POST",   "/v1/imports/openings",                         About::Nobody,     [ALL,       NO,           NO,      NO,    NO]),
    line("import_sheet",           "POST",   "/v1/imports/staff",                            About::Nobody,     [NO,        NO,           NO,      ALL,   NO]),
    line("import_sheet",           "POST",   "/v1/imports/{sheet}",                          About::Nobody,     [ALL,       NO,           NO,      ALL,   NO]),
];

impl Operation {
    /// The operation at an address of the route table, and with a sheet's name where the address has one.
    #[must_use]
    pub fn find(method: &str, path: &str, sheet: Option<&str>) -> Option<&'static Self> {
        // HEAD is GET without a body.
        let method = if method == "HEAD" { "GET" } else { method };
        let at = |path: &str| TABLE.iter().find(|it| it.method == method && it.path == path);
        let named = sheet.map(|sheet| path.replace("{sheet}", sheet));
        named.as_deref().and_then(at).or_else(|| at(path))
    }

    /// All lines of an operation: more than one where the sheets differ.
    pub fn lines(id: &str) -> impl Iterator<Item = &'static Self> {
        TABLE.iter().filter(move |line| line.id == id)
    }

    /// What a role may do.
    #[must_use]
    pub fn cell(&self, role: Role) -> Cell {
        let [specialist, employer, municipality, administrator, auditor] = self.cells;
        match role {
            Role::JobSpecialist => specialist,
            Role::Employer => employer,
            Role::Municipality => municipality,
            Role::Administrator => administrator,
            Role::Auditor => auditor,
        }
    }
}
