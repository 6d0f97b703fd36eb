//! A case: the people, openings and colleagues that one question is about.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday as CivilWeekday};

use super::{
    Activity, Candidate, CandidateId, Employer, JobSpecialist, Latitude, Longitude,
    MunicipalityNumber, Opening, OpeningId, Placement, PostalCode, SaidBy, ServiceModel,
    ServiceModelCode, SpecialistId, TravelMinutes, WeekCount, WeeklyMinutes, Words, Workplace,
    WorkplaceId,
};
use crate::reading::{
    Fault, Node, Reference, Unique, Wrong, check_format, check_references, check_unique, each,
    record,
};

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
        /// What is taken at openings by people of whom the case says nothing.
        pub taken_places: Vec<TakenPlaces> = Vec::new(),
        /// What these people are promised of specialists' hours.
        pub taken_hours: Vec<TakenHours> = Vec::new(),
        /// Pairs that someone has said no to.
        pub declined: Vec<Declined> = Vec::new(),
        /// Pairs that a person has decided are to be in the plan.
        pub pins: Vec<Pin> = Vec::new(),
        /// Pairs that a person has decided are not to be in the plan.
        pub bans: Vec<Ban> = Vec::new(),
        /// Starts of the plan before this one: what was told stands, what was not is kept where it can be.
        pub published: Vec<Published> = Vec::new(),
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

    /// Places and a mentor's hours that are taken in a week; not by whom.
    pub struct TakenPlaces {
        /// Where.
        pub opening: OpeningId,
        /// The Monday of the week.
        pub monday: Date,
        /// How many places.
        pub places: u32,
        /// Hours of the mentor.
        pub mentor_hours: WeeklyMinutes,
    }

    /// Hours of a specialist that are promised in a week; not to whom.
    pub struct TakenHours {
        /// Whose hours.
        pub specialist: SpecialistId,
        /// The Monday of the week.
        pub monday: Date,
        /// How many.
        pub hours: WeeklyMinutes,
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

    /// A person's decision that a pair is to be in the plan.
    pub struct Pin {
        /// Who.
        pub candidate: CandidateId,
        /// Where.
        pub opening: OpeningId,
        /// What; a trial where none is given, or a jobbsmak where no trial is possible.
        pub activity: Option<Activity>,
        /// The Monday on which it begins; as early as can be where none is given.
        pub first_monday: Option<Date>,
        /// The job specialist who decided.
        pub by: Option<SpecialistId>,
        /// When it was decided.
        pub on: Option<Date>,
        /// Why.
        pub why: Option<Words>,
    }

    /// A person's decision that a pair is not to be in the plan. It closes no door: nothing is held against
    /// the candidate or the workplace, and taking it back is enough.
    pub struct Ban {
        /// Who.
        pub candidate: CandidateId,
        /// Where.
        pub opening: OpeningId,
        /// What; both activities where none is given.
        pub activity: Option<Activity>,
        /// The job specialist who decided.
        pub by: Option<SpecialistId>,
        /// When it was decided.
        pub on: Option<Date>,
        /// Why.
        pub why: Option<Words>,
    }

    /// A start of the plan before this one.
    pub struct Published {
        /// Who.
        pub candidate: CandidateId,
        /// Where.
        pub opening: OpeningId,
        /// What.
        pub activity: Activity,
        /// The Monday of its first week.
        pub first_monday: Date,
        /// Whether the candidate or the employer has been told: then it stands.
        pub told: bool = false,
    }
}

const UNIQUES: &[Unique] = &[
    Unique { list: "employers", field: "id" },
    Unique { list: "workplaces", field: "id" },
    Unique { list: "specialists", field: "id" },
    Unique { list: "candidates", field: "id" },
    Unique { list: "openings", field: "id" },
    Unique { list: "placements", field: "id" },
    Unique { list: "postal_codes", field: "code" },
];

const REFERENCES: &[Reference] = &[
    Reference { from: "travel_overrides.candidate", list: "candidates", field: "id" },
    Reference { from: "travel_overrides.workplace", list: "workplaces", field: "id" },
    Reference { from: "workplaces.employer", list: "employers", field: "id" },
    Reference { from: "candidates.specialist", list: "specialists", field: "id" },
    Reference { from: "candidates.placement", list: "placements", field: "id" },
    Reference { from: "candidates.avoid_employers", list: "employers", field: "id" },
    Reference { from: "candidates.earlier.employer", list: "employers", field: "id" },
    Reference { from: "candidates.releases.employer", list: "employers", field: "id" },
    Reference { from: "openings.workplace", list: "workplaces", field: "id" },
    Reference { from: "openings.made_for.candidate", list: "candidates", field: "id" },
    Reference { from: "placements.workplace", list: "workplaces", field: "id" },
    Reference { from: "placements.specialist", list: "specialists", field: "id" },
    Reference { from: "agreed.candidate", list: "candidates", field: "id" },
    Reference { from: "agreed.opening", list: "openings", field: "id" },
    Reference { from: "taken_places.opening", list: "openings", field: "id" },
    Reference { from: "taken_hours.specialist", list: "specialists", field: "id" },
    Reference { from: "declined.candidate", list: "candidates", field: "id" },
    Reference { from: "declined.opening", list: "openings", field: "id" },
    Reference { from: "pins.candidate", list: "candidates", field: "id" },
    Reference { from: "pins.opening", list: "openings", field: "id" },
    Reference { from: "pins.by", list: "specialists", field: "id" },
    Reference { from: "bans.candidate", list: "candidates", field: "id" },
    Reference { from: "bans.opening", list: "openings", field: "id" },
    Reference { from: "bans.by", list: "specialists", field: "id" },
    Reference { from: "published.candidate", list: "candidates", field: "id" },
    Reference { from: "published.opening", list: "openings", field: "id" },
    Reference { from: "candidates.postal_code", list: "postal_codes", field: "code" },
    Reference { from: "workplaces.postal_code", list: "postal_codes", field: "code" },
];

/// Where the schemes of the service model are named.
const SCHEMES: &[&str] = &["candidates.schemes", "openings.scheme", "placements.scheme"];

/// Reads a case that uses one of the service models at hand.
///
/// # Errors
///
/// All faults, each with its place.
pub fn read(text: &str, models: &[ServiceModel]) -> Result<Case, Vec<Fault>> {
    crate::reading::read_format(text, CASE_FORMAT, |root| {
        check_unique(root, UNIQUES);
        check_references(root, REFERENCES);
        each(root, "candidates", Candidate::check);
        each(root, "openings", Opening::check);
        check_format(root, CASE_FORMAT, "the text \"femtrinn-case/1\"");
        check_calendar(root);
        check_caseloads(root);
        check_decisions(root);
        check_service_model(root, models);
    })
}

/// Writes a case as a file; [`read`] gives the same case back.
///
/// # Panics
///
/// Never: a case has nothing that JSON cannot hold.
#[must_use]
pub fn write(case: &Case) -> String {
    serde_json::to_string_pretty(case).expect("a case has text for keys") + "\n"
}

/// Weeks begin on Mondays, a horizon has its length, and nobody waits since a day to come.
fn check_calendar(root: &Node<'_>) {
    for way in [
        "first_monday",
        "agreed.first_monday",
        "taken_places.monday",
        "taken_hours.monday",
        "pins.first_monday",
        "published.first_monday",
    ] {
        each(root, way, |node| {
            if date(node).is_some_and(|date| date.weekday() != CivilWeekday::Monday) {
                node.fault(Wrong::Form { expected: "a Monday" });
            }
        });
    }
    each(root, "horizon_weeks", |node| {
        // What is below 0 has been told by then: it is no number of weeks at all.
        if whole(node).is_some_and(|weeks| weeks >= 0 && !(1..=26).contains(&weeks)) {
            node.fault(Wrong::OutOfRange { expected: "whole weeks from 1 to 26".to_owned() });
        }
    });
    let first = root.get("first_monday").and_then(|node| date(&node));
    for way in ["candidates.waiting_since", "candidates.earlier.ended", "placements.started"] {
        each(root, way, |node| {
            if date(node).zip(first).is_some_and(|(day, first)| day > first) {
                let rule = "the day comes after the case's first Monday; correct one of them";
                node.fault(Wrong::Together { rule: rule.to_owned() });
            }
        });
    }
}

/// A specialist's present caseload holds at least the people in work whom the case gives them.
fn check_caseloads(root: &Node<'_>) {
    let mut followed_up: BTreeMap<String, i64> = BTreeMap::new();
    each(root, "placements.specialist", |node| {
        if let Some(specialist) = node.text() {
            *followed_up.entry(specialist.to_owned()).or_default() += 1;
        }
    });
    each(root, "specialists", |specialist| {
        let id = specialist.get("id").and_then(|id| id.text().map(str::to_owned));
        let Some(people) = id.and_then(|id| followed_up.get(&id).copied()) else { return };
        let Some(caseload) = specialist.get("present_caseload") else { return };
        if whole(&caseload).is_some_and(|caseload| caseload < people) {
            let rule =
                format!("`placements` has {people} people with this specialist; count them in");
            caseload.fault(Wrong::Together { rule });
        }
    });
}

/// What is pinned is not banned, and begins within the horizon.
fn check_decisions(root: &Node<'_>) {
    let pair = |node: &Node<'_>| {
        let text =
            |field: &'static str| node.get(field).and_then(|it| it.text().map(str::to_owned));
        Some((text("candidate")?, text("opening")?, text("activity")))
    };
    let mut banned = Vec::new();
    each(root, "bans", |ban| banned.extend(pair(ban)));
    let first = root.get("first_monday").and_then(|node| date(&node));
    let weeks = root.get("horizon_weeks").and_then(|node| whole(&node));
    each(root, "pins", |pin| {
        let Some((candidate, opening, activity)) = pair(pin) else { return };
        let same = |ban: &(String, String, Option<String>)| {
            let both = ban.2.is_none() || activity.is_none() || ban.2 == activity;
            (&ban.0, &ban.1) == (&candidate, &opening) && both
        };
        if banned.iter().any(same) {
            let rule = "the same pair stands in `bans`; keep one of the two";
            pin.fault(Wrong::Together { rule: rule.to_owned() });
        }
        let Some(start) = pin.get("first_monday") else { return };
        let (Some(day), Some(first), Some(weeks)) = (date(&start), first, weeks) else { return };
        let after = i64::from((day - first).get_days()).div_euclid(7);
        if !(0..weeks).contains(&after) {
            let rule = "the day lies outside the case's weeks; give a Monday within them";
            start.fault(Wrong::Together { rule: rule.to_owned() });
        }
    });
}

/// The service model is at hand, says what a plan needs on the first Monday, and has the schemes named.
fn check_service_model(root: &Node<'_>, models: &[ServiceModel]) {
    let Some(node) = root.get("service_model") else { return };
    let Some(code) = node.text() else { return };
    let Some(model) = models.iter().find(|model| model.code.as_str() == code) else {
        let known: Vec<&str> = models.iter().map(|model| model.code.as_str()).collect();
        let rule = format!("there is no such service model; use one of {}", known.join(", "));
        node.fault(Wrong::Together { rule });
        return;
    };
    for way in SCHEMES {
        each(root, way, |node| {
            let Some(scheme) = node.text() else { return };
            if !model.schemes.iter().any(|known| known.id.as_str() == scheme) {
                let known: Vec<&str> =
                    model.schemes.iter().map(|known| known.id.as_str()).collect();
                let rule = format!(
                    "the service model has no such scheme; use one of {}",
                    known.join(", ")
                );
                node.fault(Wrong::Together { rule });
            }
        });
    }
    let Some(first) = root.get("first_monday").and_then(|node| date(&node)) else { return };
    match model.planning_on(first) {
        Err(lacking) => {
            let rule =
                format!("the service model says nothing on {first} of {}", lacking.join(", "));
            node.fault(Wrong::Together { rule });
        }
        Ok(planning) => {
            let weeks = root.get("horizon_weeks").and_then(|node| whole(&node)).unwrap_or(1);
            #[expect(clippy::cast_precision_loss, reason = "a horizon is at most 26 weeks")]
            let lost = planning.start_discount.get() * (weeks as f64 - 1.0);
            if lost >= 1.0 {
                let rule = "with the service model's start discount, a start in the last week would be \
                            worth nothing; shorten the horizon or lower the discount";
                node.fault(Wrong::Together { rule: rule.to_owned() });
            }
        }
    }
}

fn date(node: &Node<'_>) -> Option<Date> {
    node.text()?.parse().ok()
}

fn whole(node: &Node<'_>) -> Option<i64> {
    node.number()?.parse().ok()
}

#[cfg(test)]
mod tests;
