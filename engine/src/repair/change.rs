//! One change of a case: what is changed, on whose side, how it is made, and how it is written as edits.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::{
    Activity, Adaptation, Candidate, CandidateId, Case, JobSpecialist, Mentor, Opening, OpeningId,
    Period, PositionRange, SchemeCode, ServiceModel, SpecialistId, TravelMinutes, TravelOverride,
    WeekHours, WeeklyMinutes, WorkplaceId,
};

/// Whose a change is to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The workplace.
    Workplace,
    /// The service.
    Service,
    /// The person: a question, about what they have said can be talked about.
    Person,
}

/// A single change, with what is there now and what it becomes. In the order in which changes of like size
/// are thought to be easier (an assumption: first what somebody decides alone, last what takes time or money).
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A mentor is named.
    NameMentor {
        /// Where.
        opening: OpeningId,
        /// The mentor's hours a week.
        hours_week: WeeklyMinutes,
    },
    /// The workplace takes somebody new in a week in which it would not.
    StartIn {
        /// Where.
        opening: OpeningId,
        /// The Monday of the week.
        monday: Date,
        /// How long the activity lasts.
        weeks: usize,
    },
    /// Another activity can be tried as well.
    OfferActivity {
        /// Where.
        opening: OpeningId,
        /// What.
        activity: Activity,
    },
    /// More hours of the mentor.
    MentorHours {
        /// Where.
        opening: OpeningId,
        /// Hours a week now.
        from: WeeklyMinutes,
        /// And then.
        to: WeeklyMinutes,
    },
    /// More hours of the specialist.
    SpecialistHours {
        /// Whose.
        specialist: SpecialistId,
        /// Hours a week now.
        from: WeeklyMinutes,
        /// And then.
        to: WeeklyMinutes,
    },
    /// A smaller or larger position.
    OpeningPosition {
        /// Where.
        opening: OpeningId,
        /// The positions that are possible now.
        from: PositionRange,
        /// And then.
        to: PositionRange,
    },
    /// A day or hours more at the workplace.
    OpeningHours {
        /// Where.
        opening: OpeningId,
        /// What comes to the hours of the work.
        more: WeekHours,
        /// The hours then.
        to: WeekHours,
    },
    /// More adaptations at the workplace.
    OfferAdaptations {
        /// Where.
        opening: OpeningId,
        /// Those that come to what it offers.
        adaptations: Vec<Adaptation>,
    },
    /// One more place at a time.
    Places {
        /// Where.
        opening: OpeningId,
        /// Places now.
        from: u32,
        /// And then.
        to: u32,
    },
    /// A job for one more of those who try.
    Jobs {
        /// Where.
        opening: OpeningId,
        /// Trials that may begin now.
        from: u32,
        /// And then.
        to: u32,
    },
    /// A job at the opening is under another scheme.
    Scheme {
        /// Where.
        opening: OpeningId,
        /// The scheme now.
        from: SchemeCode,
        /// And then.
        to: SchemeCode,
    },
    /// Room for more people with a specialist.
    Caseload {
        /// Whose.
        specialist: SpecialistId,
        /// The most people now.
        from: u32,
        /// And then.
        to: u32,
    },
    /// The candidate gets a job specialist.
    AssignSpecialist {
        /// Who.
        candidate: CandidateId,
        /// Whom.
        specialist: SpecialistId,
    },
    /// Somebody drives, or the way is arranged in another manner.
    Transport {
        /// Whose way.
        candidate: CandidateId,
        /// Where to.
        opening: OpeningId,
        /// The opening's workplace.
        workplace: WorkplaceId,
        /// Minutes now, where they can be told.
        from: Option<u16>,
        /// Minutes by car.
        to: TravelMinutes,
    },
    /// A job more under a scheme.
    Quota {
        /// The scheme.
        scheme: SchemeCode,
        /// Jobs that there can be now.
        from: u32,
        /// And then.
        to: u32,
    },
    /// A plan for more weeks.
    Horizon {
        /// Weeks now.
        from: usize,
        /// And then.
        to: usize,
    },
    /// A question: another position.
    AskPosition {
        /// Who.
        candidate: CandidateId,
        /// The wish now.
        from: PositionRange,
        /// And then.
        to: PositionRange,
    },
    /// A question: more days or hours.
    AskHours {
        /// Who.
        candidate: CandidateId,
        /// What comes to the days and hours that suit.
        more: WeekHours,
        /// The hours then.
        to: WeekHours,
    },
    /// A question: a longer way.
    AskTravel {
        /// Who.
        candidate: CandidateId,
        /// The longest way now, in minutes.
        from: TravelMinutes,
        /// And then.
        to: TravelMinutes,
    },
}

/// What to write at one place of the text of a case, or of its service model, to make a change.
///
/// The path is that of [`crate::reading`]'s edits: names of fields with `/` between, items of lists by id.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Edit {
    /// The document, where it is not the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<&'static str>,
    /// Where in it.
    pub path: String,
    /// What to write there.
    pub value: Value,
}

/// `of` of an edit of the service model.
pub const SERVICE_MODEL: &str = "service_model";

impl Change {
    /// Whose the change is to make.
    #[must_use]
    pub fn side(&self) -> Side {
        match self {
            Self::NameMentor { .. }
            | Self::StartIn { .. }
            | Self::OfferActivity { .. }
            | Self::MentorHours { .. }
            | Self::OpeningPosition { .. }
            | Self::OpeningHours { .. }
            | Self::OfferAdaptations { .. }
            | Self::Places { .. }
            | Self::Jobs { .. } => Side::Workplace,
            Self::SpecialistHours { .. }
            | Self::Scheme { .. }
            | Self::Caseload { .. }
            | Self::AssignSpecialist { .. }
            | Self::Transport { .. }
            | Self::Quota { .. }
            | Self::Horizon { .. } => Side::Service,
            Self::AskPosition { .. } | Self::AskHours { .. } | Self::AskTravel { .. } => {
                Side::Person
            }
        }
    }

    /// The case and its service model after the change.
    ///
    /// # Panics
    ///
    /// When the change is not one of this case.
    #[must_use]
    pub fn apply(&self, case: &Case, rules: &ServiceModel) -> (Case, ServiceModel) {
        let (mut case, mut rules) = (case.clone(), Cow::Borrowed(rules));
        self.make(&mut case, &mut rules);
        (case, rules.into_owned())
    }

    /// Makes the change; few are changes of the service model.
    pub(super) fn make(&self, case: &mut Case, rules: &mut Cow<'_, ServiceModel>) {
        match self.clone() {
            Self::NameMentor { opening, hours_week } => {
                opening_of(case, &opening).mentor = Some(Mentor { named: true, hours_week });
            }
            Self::StartIn { opening, monday, weeks } => {
                let opening = opening_of(case, &opening);
                (opening.open, opening.no_starts) = taking_starts(opening, monday, weeks);
            }
            Self::OfferActivity { opening, activity } => {
                opening_of(case, &opening).activities.push(activity);
            }
            Self::MentorHours { opening, from: _, to } => {
                let opening = opening_of(case, &opening);
                let named = opening.mentor.as_ref().is_some_and(|mentor| mentor.named);
                opening.mentor = Some(Mentor { named, hours_week: to });
            }
            Self::OpeningPosition { opening, from: _, to } => {
                opening_of(case, &opening).position = to;
            }
            Self::OpeningHours { opening, more: _, to } => opening_of(case, &opening).hours = to,
            Self::OfferAdaptations { opening, adaptations } => {
                opening_of(case, &opening).adaptations.extend(adaptations);
            }
            Self::Places { opening, from: _, to } => opening_of(case, &opening).places = to,
            Self::Jobs { opening, from: _, to } => {
                opening_of(case, &opening).trials_most = Some(to);
            }
            Self::Scheme { opening, from: _, to } => opening_of(case, &opening).scheme = Some(to),
            Self::SpecialistHours { specialist, from: _, to } => {
                specialist_of(case, &specialist).support_hours_week = to;
            }
            Self::Caseload { specialist, from: _, to } => {
                specialist_of(case, &specialist).caseload_most = Some(to);
            }
            Self::AssignSpecialist { candidate, specialist } => {
                candidate_of(case, &candidate).specialist = Some(specialist);
            }
            Self::Transport { candidate, opening: _, workplace, from: _, to } => {
                case.travel_overrides.push(TravelOverride {
                    candidate,
                    workplace,
                    minutes: to,
                    why: None,
                });
            }
            Self::Quota { scheme, from: _, to } => {
                let found = rules.to_mut().schemes.iter_mut().find(|it| it.id == scheme);
                let quota = &mut found.expect("a change is one of its case").quota;
                quota.set_on(case.first_monday, to);
            }
            Self::Horizon { from: _, to } => case.horizon_weeks = to,
            Self::AskPosition { candidate, from: _, to } => {
                candidate_of(case, &candidate).wanted_position = to;
            }
            Self::AskHours { candidate, more: _, to } => {
                candidate_of(case, &candidate).available = to;
            }
            Self::AskTravel { candidate, from: _, to } => {
                candidate_of(case, &candidate).travel.minutes_most = to;
            }
        }
    }

    /// The change as edits of the text of the case it is a change of, and of its service model.
    ///
    /// # Panics
    ///
    /// When the change is not one of this case.
    #[must_use]
    pub fn edits(&self, case: &Case, rules: &ServiceModel) -> Vec<Edit> {
        let (after, _) = self.apply(case, rules);
        let edit = |path: String, value: Value| Edit { of: None, path, value };
        let at_opening = |id: &OpeningId, field: &str, value: Value| {
            edit(format!("openings/{id}/{field}"), value)
        };
        let opening_after =
            |id: &OpeningId| after.openings.iter().find(|it| it.id == *id).expect("it is there");
        match self {
            Self::NameMentor { opening, hours_week } => {
                let mentor = Mentor { named: true, hours_week: *hours_week };
                vec![at_opening(opening, "mentor", json!(mentor))]
            }
            Self::StartIn { opening, .. } => {
                let Opening { open, no_starts, .. } = opening_after(opening);
                vec![
                    at_opening(opening, "open", json!(open)),
                    at_opening(opening, "no_starts", json!(no_starts)),
                ]
            }
            Self::OfferActivity { opening, .. } => {
                vec![at_opening(opening, "activities", json!(opening_after(opening).activities))]
            }
            Self::MentorHours { opening, .. } => {
                vec![at_opening(opening, "mentor", json!(opening_after(opening).mentor))]
            }
            Self::OpeningPosition { opening, to, .. } => {
                vec![at_opening(opening, "position", json!(to))]
            }
            Self::OpeningHours { opening, to, .. } => vec![at_opening(opening, "hours", json!(to))],
            Self::OfferAdaptations { opening, .. } => {
                vec![at_opening(opening, "adaptations", json!(opening_after(opening).adaptations))]
            }
            Self::Places { opening, to, .. } => vec![at_opening(opening, "places", json!(to))],
            Self::Jobs { opening, to, .. } => vec![at_opening(opening, "trials_most", json!(to))],
            Self::Scheme { opening, to, .. } => vec![at_opening(opening, "scheme", json!(to))],
            Self::SpecialistHours { specialist, to, .. } => {
                let path = format!("specialists/{specialist}/support_hours_week");
                vec![edit(path, json!(to))]
            }
            Self::Caseload { specialist, to, .. } => {
                vec![edit(format!("specialists/{specialist}/caseload_most"), json!(to))]
            }
            Self::AssignSpecialist { candidate, specialist } => {
                vec![edit(format!("candidates/{candidate}/specialist"), json!(specialist))]
            }
            Self::Transport { candidate, workplace, to, .. } => {
                let value = json!({"candidate": candidate, "workplace": workplace, "minutes": to});
                vec![edit("travel_overrides/+".to_owned(), value)]
            }
            Self::Quota { scheme, to, .. } => {
                let found = rules.schemes.iter().find(|it| it.id == *scheme);
                let quota = &found.expect("a change is one of its case").quota;
                let version = quota.versions().iter();
                let in_force = version.map(|it| it.period.contains(case.first_monday));
                let index = in_force.collect::<Vec<_>>().iter().position(|it| *it);
                let index = index.expect("a quota that is full is in force");
                let path = format!("schemes/{scheme}/quota/{index}/value");
                vec![Edit { of: Some(SERVICE_MODEL), path, value: json!(to) }]
            }
            Self::Horizon { to, .. } => vec![edit("horizon_weeks".to_owned(), json!(to))],
            Self::AskPosition { candidate, to, .. } => {
                vec![edit(format!("candidates/{candidate}/wanted_position"), json!(to))]
            }
            Self::AskHours { candidate, to, .. } => {
                vec![edit(format!("candidates/{candidate}/available"), json!(to))]
            }
            Self::AskTravel { candidate, to, .. } => {
                let path = format!("candidates/{candidate}/travel/minutes_most");
                vec![edit(path, json!(to))]
            }
        }
    }

    /// Where the change stands among those of like size, easiest first: the order of the variants.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::NameMentor { .. } => 0,
            Self::StartIn { .. } => 1,
            Self::OfferActivity { .. } => 2,
            Self::MentorHours { .. } => 3,
            Self::SpecialistHours { .. } => 4,
            Self::OpeningPosition { .. } => 5,
            Self::OpeningHours { .. } => 6,
            Self::OfferAdaptations { .. } => 7,
            Self::Places { .. } => 8,
            Self::Jobs { .. } => 9,
            Self::Scheme { .. } => 10,
            Self::Caseload { .. } => 11,
            Self::AssignSpecialist { .. } => 12,
            Self::Transport { .. } => 13,
            Self::Quota { .. } => 14,
            Self::Horizon { .. } => 15,
            Self::AskPosition { .. } => 16,
            Self::AskHours { .. } => 17,
            Self::AskTravel { .. } => 18,
        }
    }

    /// The opening that the change is about, if it is about one.
    #[must_use]
    pub fn opening(&self) -> Option<&OpeningId> {
        match self {
            Self::NameMentor { opening, .. }
            | Self::StartIn { opening, .. }
            | Self::OfferActivity { opening, .. }
            | Self::MentorHours { opening, .. }
            | Self::OpeningPosition { opening, .. }
            | Self::OpeningHours { opening, .. }
            | Self::OfferAdaptations { opening, .. }
            | Self::Places { opening, .. }
            | Self::Jobs { opening, .. }
            | Self::Scheme { opening, .. }
            | Self::Transport { opening, .. } => Some(opening),
            Self::SpecialistHours { .. }
            | Self::Caseload { .. }
            | Self::AssignSpecialist { .. }
            | Self::Quota { .. }
            | Self::Horizon { .. }
            | Self::AskPosition { .. }
            | Self::AskHours { .. }
            | Self::AskTravel { .. } => None,
        }
    }

    /// How much is changed, in the kind's own unit: hours and minutes in minutes, positions in per cent,
    /// else a count.
    #[must_use]
    pub fn size(&self) -> usize {
        let apart = |from: PositionRange, to: PositionRange| {
            let least = from.least().get().abs_diff(to.least().get());
            usize::from(least) + usize::from(from.most().get().abs_diff(to.most().get()))
        };
        let longer = |from: &WeeklyMinutes, to: &WeeklyMinutes| {
            usize::from(to.minutes().saturating_sub(from.minutes()))
        };
        match self {
            Self::MentorHours { from, to, .. } | Self::SpecialistHours { from, to, .. } => {
                longer(from, to)
            }
            Self::OpeningPosition { from, to, .. } | Self::AskPosition { from, to, .. } => {
                apart(*from, *to)
            }
            Self::OpeningHours { more, .. } | Self::AskHours { more, .. } => {
                let on_day = |(from, to): (u16, u16)| usize::from(to - from);
                more.days().flat_map(|day| more.stretches_on(day)).map(on_day).sum()
            }
            Self::OfferAdaptations { adaptations, .. } => adaptations.len(),
            Self::Transport { to, .. } => to.get().into(),
            Self::Horizon { from, to } => to - from,
            Self::AskTravel { from, to, .. } => usize::from(to.get() - from.get()),
            Self::NameMentor { .. }
            | Self::StartIn { .. }
            | Self::OfferActivity { .. }
            | Self::Places { .. }
            | Self::Jobs { .. }
            | Self::Scheme { .. }
            | Self::Caseload { .. }
            | Self::AssignSpecialist { .. }
            | Self::Quota { .. } => 1,
        }
    }
}

/// When an opening is open, and the days on which nothing can start, once it takes somebody new in a week.
pub(super) fn taking_starts(
    opening: &Opening,
    monday: Date,
    weeks: usize,
) -> (Period, Vec<Period>) {
    let last =
        |weeks: usize| monday + i32::try_from(7 * weeks).expect("some weeks").days() - 1.day();
    let activity = Period::new(Some(monday), Some(last(weeks))).expect("it lasts");
    let first_week = Period::new(Some(monday), Some(last(1))).expect("a week has days");
    let no_starts = opening.no_starts.iter().flat_map(|period| period.without(first_week));
    (opening.open.hull(activity), no_starts.collect())
}

fn opening_of<'c>(case: &'c mut Case, id: &OpeningId) -> &'c mut Opening {
    case.openings.iter_mut().find(|it| it.id == *id).expect("a change is one of its case")
}

fn specialist_of<'c>(case: &'c mut Case, id: &SpecialistId) -> &'c mut JobSpecialist {
    case.specialists.iter_mut().find(|it| it.id == *id).expect("a change is one of its case")
}

fn candidate_of<'c>(case: &'c mut Case, id: &CandidateId) -> &'c mut Candidate {
    case.candidates.iter_mut().find(|it| it.id == *id).expect("a change is one of its case")
}
