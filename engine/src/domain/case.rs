//! A case: the people, openings and colleagues that one question is about.

use jiff::civil::{Date, Weekday as CivilWeekday};

use super::{
    Activity, Candidate, CandidateId, Employer, JobSpecialist, Latitude, Longitude,
    MunicipalityNumber, Opening, OpeningId, Placement, PostalCode, SaidBy, ServiceModel,
    ServiceModelCode, TravelMinutes, WeekCount, Words, Workplace, WorkplaceId,
};
use crate::reading::{Fault, Node, Reference, Wrong, check_ids, check_references, record};

/// The value of `format` in a case.
pub const CASE_FORMAT: &str = "femtrinn-case/1";

record! {
    /// Everything that a job specialist's question rests on.
    pub struct Case {
        /// Always [`CASE_FORMAT`].
        pub format: String,
        /// What the case is about, in a sentence.
        pub about: Option<Words>,
        /// The Monday on which the horizon begins.
        pub first_monday: Date,
        /// Length of the horizon, 1 to 26 weeks.
        pub horizon_weeks: usize,
        /// The municipality.
        pub municipality: MunicipalityNumber,
        /// The service model whose rules hold.
        pub service_model: ServiceModelCode,
        /// Where postal codes are.
        pub postal_codes: Vec<PostalPoint>,
        /// Travel times that someone knows better than the estimate.
        pub travel_overrides: Vec<TravelOverride> = Vec::new(),
        /// Employers.
        pub employers: Vec<Employer>,
        /// Their workplaces.
        pub workplaces: Vec<Workplace>,
        /// Job specialists.
        pub specialists: Vec<JobSpecialist>,
        /// Candidates.
        pub candidates: Vec<Candidate>,
        /// Openings.
        pub openings: Vec<Opening>,
        /// People in work who are followed up.
        pub placements: Vec<Placement> = Vec::new(),
        /// Activities that run or are promised: what someone has been told stands.
        pub agreed: Vec<Agreed> = Vec::new(),
        /// Pairs that someone has said no to.
        pub declined: Vec<Declined> = Vec::new(),
    }

    /// Where a postal code is.
    pub struct PostalPoint {
        /// The code.
        pub code: PostalCode,
        /// Degrees north.
        pub latitude: Latitude,
        /// Degrees east.
        pub longitude: Longitude,
    }

    /// A travel time known better than the estimate.
    pub struct TravelOverride {
        /// Whose way.
        pub candidate: CandidateId,
        /// Where to.
        pub workplace: WorkplaceId,
        /// One way.
        pub minutes: TravelMinutes,
        /// Why it is known.
        pub why: Option<Words>,
    }

    /// An activity that runs or is promised.
    pub struct Agreed {
        /// Who.
        pub candidate: CandidateId,
        /// Where.
        pub opening: OpeningId,
        /// What.
        pub activity: Activity,
        /// The Monday of its first week.
        pub first_monday: Date,
        /// How many weeks.
        pub weeks: WeekCount,
    }

    /// A pair that someone has said no to.
    pub struct Declined {
        /// Who.
        pub candidate: CandidateId,
        /// Where.
        pub opening: OpeningId,
        /// Who said it.
        pub by: SaidBy,
    }
}

/// Where ids refer to.
const REFERENCES: &[Reference] = &[
    Reference { field: "travel_overrides.candidate", list: "candidates" },
    Reference { field: "travel_overrides.workplace", list: "workplaces" },
    Reference { field: "workplaces.employer", list: "employers" },
    Reference { field: "candidates.specialist", list: "specialists" },
    Reference { field: "candidates.placement", list: "placements" },
    Reference { field: "candidates.avoid_employers", list: "employers" },
    Reference { field: "candidates.earlier.employer", list: "employers" },
    Reference { field: "candidates.releases.employer", list: "employers" },
    Reference { field: "openings.workplace", list: "workplaces" },
    Reference { field: "openings.made_for.candidate", list: "candidates" },
    Reference { field: "placements.workplace", list: "workplaces" },
    Reference { field: "placements.specialist", list: "specialists" },
    Reference { field: "agreed.candidate", list: "candidates" },
    Reference { field: "agreed.opening", list: "openings" },
    Reference { field: "declined.candidate", list: "candidates" },
    Reference { field: "declined.opening", list: "openings" },
];

/// Reads a case that uses one of the service models at hand.
///
/// # Errors
///
/// All faults, each with its place.
pub fn read(text: &str, models: &[ServiceModel]) -> Result<Case, Vec<Fault>> {
    crate::reading::read(text, |root| {
        check_ids(
            root,
            &["employers", "workplaces", "specialists", "candidates", "openings", "placements"],
        );
        check_references(root, REFERENCES);
        check_frame(root, models);
    })
}

/// The format, the calendar of the horizon, and the service model.
fn check_frame(root: &Node<'_>, models: &[ServiceModel]) {
    if let Some(format) = root.get("format").filter(|node| node.text() != Some(CASE_FORMAT)) {
        format.fault(Wrong::Form { expected: "\"femtrinn-case/1\"" });
    }
    let mondays = [root.get("first_monday")];
    for monday in mondays.into_iter().flatten() {
        let date = monday.text().and_then(|text| text.parse::<Date>().ok());
        if date.is_some_and(|date| date.weekday() != CivilWeekday::Monday) {
            monday.fault(Wrong::Form { expected: "a Monday" });
        }
    }
    if let Some(weeks) = root.get("horizon_weeks") {
        let number = weeks.number().and_then(|text| text.parse::<usize>().ok());
        if number.is_some_and(|number| !(1..=26).contains(&number)) {
            weeks.fault(Wrong::OutOfRange { expected: "whole weeks from 1 to 26".to_owned() });
        }
    }
    if let Some(node) = root.get("service_model") {
        let known: Vec<&str> = models.iter().map(|model| model.code.as_str()).collect();
        if node.text().is_some_and(|code| !known.contains(&code)) {
            let rule = format!("there is no such service model; use one of {}", known.join(", "));
            node.fault(Wrong::Together { rule });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ServiceModel, service_model};
    use super::read;

    const LILLESTROM: &str = include_str!("../../../fixtures/service-models/lillestrom.json");
    const ONE_PAIR: &str = include_str!("../../../fixtures/cases/one-pair/case.json");

    fn lillestrom() -> ServiceModel {
        service_model::read(LILLESTROM).unwrap()
    }

    #[test]
    fn the_small_case_is_sound() {
        let case = read(ONE_PAIR, &[lillestrom()]).unwrap();
        assert_eq!(case.candidates[0].id.as_str(), "K-01");
    }
}
