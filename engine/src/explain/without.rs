//! Why nothing is proposed for somebody: rules with their figures, a shortage, or another way.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{
    Activity, Candidate, CandidateId, Consent, Flexibility, OpeningId, SpecialistId,
};
use crate::eligibility::{
    BelowPositionLeast, EligibleOption, Figure, Ground, NextStep, Reason, Screened,
};
use crate::problem::{Ledger, Shortage};

/// A candidate for whom nothing is proposed, and why.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Without {
    /// Who.
    pub candidate: CandidateId,
    /// The candidate's job specialist.
    pub specialist: Option<SpecialistId>,
    /// Why.
    pub why: Why,
    /// Rules that stopped openings; those that stand alone before most openings first.
    pub rules: Vec<RuleCount>,
    /// Openings that lie too far away to be looked at one by one.
    pub out_of_reach: usize,
    /// The nearest of those.
    pub nearest_out_of_reach: Option<Stopped>,
    /// What the candidate has said may be talked about; a question, and no more than that.
    pub flexible: Vec<Flexibility>,
    /// What is worth doing whichever of the candidate's options it becomes.
    pub next_steps: Vec<NextStep>,
}

/// Why nothing is proposed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Why {
    /// The candidate has not said yes to taking part, or not now.
    NotNow {
        /// The answer.
        consent: Consent,
    },
    /// What has been promised already fills the time.
    Agreed,
    /// The wish lies below the smallest position: another way is open.
    AnotherWay(BelowPositionLeast),
    /// No opening passes every rule.
    NothingEligible,
    /// Something passes every rule, and nobody can follow the candidate up.
    NoSpecialist,
    /// Something passes every rule, and a person has decided that it is not to be in the plan.
    SetAside,
    /// Something passes every rule, and would teach nothing that is not known.
    NothingToLearn,
    /// Something passes every rule and would be worth it, and there is too little to go round.
    Shortage(Shortfall),
}

/// What there is too little of for one candidate's options.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Shortfall {
    /// Options that are worth it.
    pub options: usize,
    /// Those with room left for them: the plan leaves them out, and a person may not.
    pub possible_still: usize,
    /// Those for which no week fits.
    pub without_a_week: usize,
    /// What the others are short of; what stands alone before most of them first.
    pub short_of: Vec<ShortageCount>,
}

/// How many options one kind of shortage stops.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ShortageCount {
    /// Options that it stops.
    pub options: usize,
    /// Those that nothing else stops.
    pub alone: usize,
    /// The opening where least is missing.
    pub opening: OpeningId,
    /// What is missing there.
    pub closest: Shortage,
}

/// How many openings one rule stops.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RuleCount {
    /// The rule's stable code.
    pub rule: &'static str,
    /// Whose limit it is.
    pub ground: Ground,
    /// Openings that it stops.
    pub openings: usize,
    /// Those that nothing else stops.
    pub alone: usize,
    /// Where the two figures are closest.
    pub closest: Stopped,
}

/// A rule that stopped an opening, with the two figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Stopped {
    /// The opening.
    pub opening: OpeningId,
    /// What is needed.
    pub needed: Figure,
    /// What there is.
    pub found: Figure,
}

/// What people have decided for a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstances {
    /// Something is agreed.
    pub(super) has_agreed: bool,
    /// A pair that passes every rule is banned.
    pub(super) is_set_aside: bool,
}

/// A candidate who is ready for a trial and for whom only jobbsmak is proposed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WithoutTrial {
    /// Who.
    pub candidate: CandidateId,
    /// Why.
    pub why: WhyNoTrial,
}

/// Why no trial is proposed to somebody who is ready for one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyNoTrial {
    /// No opening passes every rule for a trial.
    NothingEligible {
        /// Rules that stop a trial; those that stand alone before most openings first.
        rules: Vec<RuleCount>,
    },
    /// A trial passes every rule, and there is too little to go round, this person's jobbsmak aside.
    Shortage(Shortfall),
}

/// Why no trial is proposed for this candidate; `trials` are the options for one, and `left` is what all others
/// leave.
pub(super) fn explain_trial(
    candidate: &Candidate,
    screened: &Screened,
    trials: &[usize],
    left: &Ledger<'_>,
) -> WithoutTrial {
    let why = if trials.is_empty() {
        let closes_trials = |reason: &&Reason| reason.activity != Some(Activity::Jobbsmak);
        let refused = screened.refused.iter();
        WhyNoTrial::NothingEligible {
            rules: count_rules(refused.map(|(opening, reasons)| {
                (opening, reasons.iter().filter(closes_trials).collect::<Vec<_>>())
            })),
        }
    } else {
        WhyNoTrial::Shortage(shortfall(trials, left))
    };
    WithoutTrial { candidate: candidate.id.clone(), why }
}

/// Why nothing is proposed for this candidate.
pub(super) fn explain(
    candidate: &Candidate,
    screened: &Screened,
    worthwhile: &[usize],
    left: &Ledger<'_>,
    Circumstances { has_agreed, is_set_aside }: Circumstances,
) -> Without {
    let why = if has_agreed {
        Why::Agreed
    } else if candidate.consent != Consent::Yes {
        Why::NotNow { consent: candidate.consent }
    } else if let Some(route) = &screened.route {
        Why::AnotherWay(route.clone())
    } else if screened.options.is_empty() {
        Why::NothingEligible
    } else if candidate.specialist.is_none() {
        Why::NoSpecialist
    } else if worthwhile.is_empty() && is_set_aside {
        Why::SetAside
    } else if worthwhile.is_empty() {
        Why::NothingToLearn
    } else {
        Why::Shortage(shortfall(worthwhile, left))
    };
    // Nothing is to be prepared for what is not worth trying.
    let leads_nowhere = matches!(why, Why::NothingToLearn | Why::SetAside);
    let steps = |option: &EligibleOption| BTreeSet::from_iter(option.terms.next_steps.clone());
    let in_common = screened.options.iter().map(steps).reduce(|all, of_one| &all & &of_one);
    Without {
        candidate: candidate.id.clone(),
        specialist: candidate.specialist.clone(),
        why,
        rules: count_rules(
            screened.closed().map(|(opening, reasons)| (opening, reasons.iter().collect())),
        ),
        out_of_reach: screened.out_of_reach,
        flexible: candidate.flexible.clone(),
        nearest_out_of_reach: screened.nearest_out_of_reach.as_ref().map(stopped),
        next_steps: in_common.filter(|_| !leads_nowhere).unwrap_or_default().into_iter().collect(),
    }
}

fn stopped((opening, reason): &(OpeningId, Reason)) -> Stopped {
    let Reason { rule: _, ground: _, activity: _, needed, found } = reason.clone();
    Stopped { opening: opening.clone(), needed, found }
}

/// How many openings each rule stops, of openings with the reasons against them.
fn count_rules<'s>(
    closed: impl Iterator<Item = (&'s OpeningId, Vec<&'s Reason>)>,
) -> Vec<RuleCount> {
    let mut counts: BTreeMap<&'static str, (f64, RuleCount)> = BTreeMap::new();
    for (opening, reasons) in closed {
        let alone = usize::from(reasons.iter().all(|reason| reason.rule == reasons[0].rule));
        let mut counted = Vec::new();
        for reason in reasons {
            let closest = stopped(&(opening.clone(), reason.clone()));
            let distance = distance(&reason.needed, &reason.found);
            let (least, count) = counts.entry(reason.rule).or_insert_with(|| {
                let Reason { rule, ground, .. } = *reason;
                (
                    distance,
                    RuleCount { rule, ground, openings: 0, alone: 0, closest: closest.clone() },
                )
            });
            if distance < *least {
                *least = distance;
                count.closest = closest;
            }
            if !counted.contains(&reason.rule) {
                counted.push(reason.rule);
                count.openings += 1;
                count.alone += alone;
            }
        }
    }
    let mut counts: Vec<RuleCount> = counts.into_values().map(|(_, count)| count).collect();
    counts.sort_by_key(|count| {
        (std::cmp::Reverse(count.alone), std::cmp::Reverse(count.openings), count.rule)
    });
    counts
}

/// How far two figures are apart, in their own unit; what is no number is apart by how much is lacking.
fn distance(needed: &Figure, found: &Figure) -> f64 {
    let apart = |needed: u32, found: u32| f64::from(needed.abs_diff(found));
    match (needed, found) {
        (Figure::PositionPct(needed), Figure::PositionPct(found)) => {
            apart((*needed).into(), (*found).into())
        }
        (Figure::MinutesAWeek(needed), Figure::MinutesAWeek(found))
        | (Figure::People(needed), Figure::People(found)) => apart(*needed, *found),
        (Figure::TravelMinutes(needed), Figure::TravelMinutes(found)) => {
            apart((*needed).into(), (*found).into())
        }
        (Figure::Day(needed), Figure::Day(found)) => {
            let days = needed.since(*found).map_or(i32::MAX, |span| span.get_days());
            f64::from(days.abs())
        }
        (Figure::Codes(needed), Figure::Codes(found)) => {
            let lacking = needed.iter().filter(|code| !found.contains(code)).count();
            f64::from(u32::try_from(lacking).expect("a closed list is short"))
        }
        _ => f64::INFINITY,
    }
}

fn shortfall(options: &[usize], left: &Ledger<'_>) -> Shortfall {
    let mut told = Shortfall {
        options: options.len(),
        possible_still: 0,
        without_a_week: 0,
        short_of: Vec::new(),
    };
    for &at in options {
        let Some(in_the_way) = left.in_the_way(at) else {
            told.without_a_week += 1;
            continue;
        };
        told.possible_still += usize::from(in_the_way.is_empty());
        let alone = usize::from(in_the_way.len() == 1);
        let opening = &left.problem().options[at].opening;
        let opening =
            OpeningId::new(opening).expect("openings of the problem are those of the case");
        for shortage in in_the_way {
            let same = |count: &&mut ShortageCount| {
                std::mem::discriminant(&count.closest) == std::mem::discriminant(&shortage)
            };
            if let Some(count) = told.short_of.iter_mut().find(same) {
                count.options += 1;
                count.alone += alone;
                if missing(shortage) < missing(count.closest) {
                    count.closest = shortage;
                    count.opening = opening.clone();
                }
            } else {
                let opening = opening.clone();
                told.short_of.push(ShortageCount { options: 1, alone, opening, closest: shortage });
            }
        }
    }
    told.short_of
        .sort_by_key(|count| (std::cmp::Reverse(count.alone), std::cmp::Reverse(count.options)));
    told
}

/// Hours that are missing; one whole of what is not counted in hours.
fn missing(shortage: Shortage) -> f64 {
    match shortage {
        Shortage::MentorHours { needed, left, .. }
        | Shortage::SpecialistHours { needed, left, .. } => needed - left,
        Shortage::Place { .. } | Shortage::Job | Shortage::Caseload | Shortage::Specialist => 1.0,
    }
}
