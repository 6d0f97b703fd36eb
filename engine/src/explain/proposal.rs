//! What is proposed, why, and what it takes.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::evidence::{Evidence, Weighed, weigh};
use crate::domain::{
    Activity, CandidateId, OpeningId, PositionPct, SpecialistId, WeekHours, Weekday, WeeklyMinutes,
    monday_of_week,
};
use crate::eligibility::{NextStep, WayToWork};
use crate::value::{Feature, Pair, Prediction};

/// A proposal: somebody decides.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Proposal {
    /// Who could try it.
    pub candidate: CandidateId,
    /// The candidate's job specialist.
    pub specialist: Option<SpecialistId>,
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The week of the horizon in which it begins, from 0.
    pub start_week: usize,
    /// The Monday of that week.
    pub monday: Date,
    /// The position that both can live with.
    pub position: PositionPct,
    /// Days and hours that suit both.
    pub hours: Vec<HoursOnDay>,
    /// The way to work.
    pub travel: WayToWork,
    /// What it takes, week by week.
    pub takes: Vec<TakesInWeek>,
    /// Whether the person has tried such work before.
    pub tried_before: bool,
    /// What speaks for the pair, the strongest first.
    pub speaks_for: Vec<Weighed>,
    /// What speaks against it, the strongest first.
    pub speaks_against: Vec<Weighed>,
    /// What is neither better nor worse than usual.
    pub as_usual: Vec<Weighed>,
    /// The reasons together: what is believed of a trial of this pair.
    pub belief: Belief,
    /// What the value is multiplied by in the plan: waiting and the like, as the service model says.
    pub priority: f64,
    /// What must be done before, or is worth doing on the way.
    pub next_steps: Vec<NextStep>,
    /// What else the candidate could try: openings with an option, this one aside.
    pub other_openings: usize,
    /// For how many others the opening is possible too; who they are is nobody's business here.
    pub possible_for_others: usize,
}

/// Time on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HoursOnDay {
    /// The day.
    pub day: Weekday,
    /// From, in minutes after midnight.
    pub from: u16,
    /// To, in minutes after midnight.
    pub to: u16,
}

/// What an activity takes in one of its weeks; one place beside it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct TakesInWeek {
    /// The week of the horizon, from 0.
    pub week: usize,
    /// The Monday of that week.
    pub monday: Date,
    /// Hours of the fadder.
    #[serde(serialize_with = "hours")]
    pub mentor_hours: WeeklyMinutes,
    /// Hours of the job specialist.
    #[serde(serialize_with = "hours")]
    pub specialist_hours: WeeklyMinutes,
    /// The part of the specialist's hours that stands in for what the fadder lacks.
    #[serde(serialize_with = "hours")]
    pub stands_in_hours: WeeklyMinutes,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn hours<S: serde::Serializer>(time: &WeeklyMinutes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.hours())
}

/// What is believed of a trial of one pair. It is about the pair, and no score of the person.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Belief {
    /// The contributions of all features, added up in their order.
    pub logit: f64,
    /// The probability that a trial leads to a job that lasts six months.
    pub chance: f64,
    /// Where that probability lies with four chances in five: from.
    pub from: f64,
    /// To.
    pub to: f64,
    /// How uncertain the person's own fit with the job family is, in squared logit: what a jobbsmak can show.
    pub fit_variance: f64,
}

/// What the pair itself does not tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) first_monday: Date,
    pub(super) start_week: usize,
    pub(super) priority: f64,
    pub(super) other_openings: usize,
    pub(super) possible_for_others: usize,
}

/// Puts together what is said of one pair that is proposed.
pub(super) fn propose(
    pair: &Pair<'_>,
    activity: Activity,
    prediction: &Prediction,
    context: Context,
) -> Proposal {
    let Pair { candidate, opening, employer: _, sector: _, terms } = *pair;
    let Context { first_monday, start_week, priority, other_openings, possible_for_others } =
        context;
    let monday = |offset| monday_of_week(first_monday, start_week + offset);
    let (from, to) = prediction.likely_range();
    let (speaks_for, speaks_against, as_usual) = sort_reasons(pair, prediction);
    let (logit, chance, fit_variance) =
        (prediction.logit(), prediction.chance(), prediction.fit_variance);
    Proposal {
        candidate: candidate.id.clone(),
        specialist: candidate.specialist.clone(),
        opening: opening.id.clone(),
        activity,
        start_week,
        monday: monday(0),
        position: terms.position,
        hours: hours_on_days(&terms.common_hours),
        travel: terms.travel,
        takes: (0..terms.hours.mentor.len())
            .map(|offset| TakesInWeek {
                week: start_week + offset,
                monday: monday(offset),
                mentor_hours: terms.hours.mentor[offset],
                specialist_hours: terms.hours.specialist[offset],
                stands_in_hours: terms.hours.stands_in[offset],
            })
            .collect(),
        tried_before: pair.has_tried(),
        speaks_for,
        speaks_against,
        as_usual,
        belief: Belief { logit, chance, from, to, fit_variance },
        next_steps: terms.next_steps.clone(),
        priority,
        other_openings,
        possible_for_others,
    }
}

/// Reasons for, reasons against, and what is as usual.
fn sort_reasons(
    pair: &Pair<'_>,
    prediction: &Prediction,
) -> (Vec<Weighed>, Vec<Weighed>, Vec<Weighed>) {
    let reasons = prediction.contributions.iter().map(|contribution| weigh(pair, *contribution));
    let (usual, mut telling): (Vec<_>, Vec<_>) = reasons
        .partition(|reason| reason.contribution.logit == 0.0 || reason.evidence == Evidence::Usual);
    telling.sort_by(|a, b| {
        let strength = |reason: &Weighed| reason.contribution.logit.abs();
        strength(b)
            .total_cmp(&strength(a))
            .then(a.contribution.feature.cmp(&b.contribution.feature))
    });
    let (speaks_for, speaks_against) =
        telling.into_iter().partition(|reason| reason.contribution.logit > 0.0);
    debug_assert!(usual.iter().any(|reason| reason.contribution.feature == Feature::Base));
    (speaks_for, speaks_against, usual)
}

fn hours_on_days(week: &WeekHours) -> Vec<HoursOnDay> {
    let on_day =
        |day: Weekday| week.stretches_on(day).map(move |(from, to)| HoursOnDay { day, from, to });
    week.days().flat_map(on_day).collect()
}
