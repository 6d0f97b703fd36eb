//! The closed lists that people choose from, with their words and where they come from.

use engine::domain::{AgreementKind, Route};
use engine::journey::{ExitReason, LegalVehicle, Party, ReferralSource, SafetyTraining};
use engine::papers::{CandidateItem, EmployerItem, Item, Often, Scale, Signatory};
use serde::Serialize;
use utoipa::ToSchema;

use super::language::Language;
use super::voice::{Voice, capital};
use super::words::Coded;

/// A closed list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List {
    /// What it is called.
    pub list: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Its codes, in their order.
    pub codes: Vec<Code>,
}

/// A code of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it means.
    pub words: String,
    /// What the points from 1 to 5 mean, for a question that is answered on a scale.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub points: Vec<String>,
}

/// The report that most lists come from.
const REPORT: &str = "Telemarksforsking report 811 (2024)";
const REFERRALS: &str = "Telemarksforsking report 811 (2024), 2.1.2, 2.2.3 to 2.6 and 4.2";
const EXITS: &str =
    "Telemarksforsking report 811 (2024), 2.2.5, 2.6 and 3.8; ASVL on VTA in ordinary enterprises";
const ROUTES: &str = "Telemarksforsking report 811 (2024), 2.2, 2.2.1 and 2.2.3 to 2.2.5";
const VEHICLES: &str = "tiltaksforskriften (FOR-2015-12-11-1598) chapters 2 and 3 and § 14-10; Telemarksforsking report 811 (2024), 2.2.3 and 2.3";
const PAPERS: &str = "tiltaksforskriften (FOR-2015-12-11-1598) § 14-10a; navikt/tiltaksgjennomforing-api, August 2026; Telemarksforsking report 811 (2024), 2.1.2 and 2.2.3";
const OWN: &str = "our own";
const OF_PERSON: &str = "Telemarksforsking report 811 (2024), 2.1.3; it tells the words of new_tasks, works_with_colleagues and met_and_heard, and of the others the theme: their words are our own";
const OF_EMPLOYER: &str = "Telemarksforsking report 811 (2024), 2.1.4; points of the scales that it does not tell are our own";

/// Every list, in a language.
#[must_use]
pub fn lists(language: Language) -> Vec<List> {
    let voice = Voice::of(language);
    vec![
        list(voice, "referral_source", REFERRALS, ReferralSource::ALL),
        list(voice, "referral_outcome", ROUTES, Route::ALL),
        list(voice, "exit_reason", EXITS, ExitReason::ALL),
        list(voice, "legal_vehicle", VEHICLES, LegalVehicle::ALL),
        list(voice, "responsible", REPORT, Party::ALL),
        list(voice, "safety_training", OWN, SafetyTraining::ALL),
        list(voice, "agreement_kind", PAPERS, AgreementKind::ALL),
        list(voice, "agreement_item", PAPERS, Item::ALL),
        list(voice, "signatory", PAPERS, Signatory::ALL),
        list(voice, "candidate_survey_item", OF_PERSON, CandidateItem::ALL),
        list(voice, "candidate_survey_answer", OF_PERSON, Often::ALL),
        employer_survey(voice),
    ]
}

fn list<C: Coded>(voice: &Voice, name: &'static str, source: &'static str, all: &[C]) -> List {
    let code = |code: &C| Code {
        code: code.code(),
        words: capital(&voice.word(*code)),
        points: Vec::new(),
    };
    List { list: name, source, codes: all.iter().map(code).collect() }
}

fn employer_survey(voice: &Voice) -> List {
    let mut found = list(voice, "employer_survey_item", OF_EMPLOYER, EmployerItem::ALL);
    for (code, item) in found.codes.iter_mut().zip(EmployerItem::ALL) {
        let scale: Scale = item.scale();
        code.points = voice.points(scale).map(|words| capital(&words)).to_vec();
    }
    found
}
