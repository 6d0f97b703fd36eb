//! Who to call on Monday: the kinds of workplace that would give most of those who wait a wished-for start.
//!
//! Kinds of workplace are ranked, never people. Each is verified: as many such openings as people wish for are
//! added to what stands, and it is solved again for those who wish for them. The next on the list is for those
//! whom the first leaves. Where two would give as many a start, the plan's prices say which is scarcer.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::effort::Effort;
use super::empty::{FEWEST_TOLD, People};
use super::rivals::{Rivals, starts};
use super::standing::{Standing, with_room};
use crate::domain::{
    Activity, Adaptation, Arena, Candidate, CandidateId, Case, Certificate, EmployerId, Interest,
    JobFamily, Level, Mentor, Opening, OpeningId, Period, PositionRange, PostalCode, Sector, Task,
    TaskKind, WeekHours, Weekday, WeeklyMinutes, Words, Workplace, WorkplaceId,
};
use crate::problem::plan::OpeningPrices;
use crate::problem::{Certificate as Proof, PlacementOption};

/// How many kinds of workplace are told at the most.
const MOST_CALLS: usize = 4;

/// From this strength an interest is a wish (an assumption: the middle of the scale).
const WISHED_FROM: u8 = 3;

/// How many places on the map are tried for a kind of workplace: those where most who wish for it live.
const PLACES_TRIED: usize = 2;

/// Slots in which a week's hours are looked at, in minutes.
const SLOT: u16 = 30;

/// A kind of workplace to call, as people outside the service may hear it.
///
/// Nothing is told from which one of those who wait could be known: where they live only as a district, how many
/// they are from five, and what would suit them only when it suits five.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Call {
    /// The kind of work.
    pub family: JobFamily,
    /// Tasks that are usual in it.
    pub tasks: Vec<TaskKind>,
    /// The first two digits of the postal codes near which.
    pub near: String,
    /// How many of those who wait get a start there that they wish for, beyond those of the calls before.
    pub people: People,
    /// What the workplace would be like, where at least five get a start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suits: Option<Suits>,
    /// Workplaces of the kind that are in the case and that the plan could use more of, what is worth most
    /// first; none where the plan was proven without prices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scarce: Vec<Scarce>,
}

/// What suits those who get a start at a workplace, and nobody else.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Suits {
    /// Positions.
    pub position: PositionRange,
    /// Days and hours that suit at least half of them.
    pub hours: WeekHours,
    /// Hours of the mentor that each of them takes at the most, a week.
    pub mentor_hours_week: WeeklyMinutes,
    /// What the workplace is asked to adapt.
    pub adaptations: Vec<Adaptation>,
}

/// How many digits of a postal code are told.
const DIGITS_TOLD: usize = 2;

/// What the plan's prices say of an opening that is in the case.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Scarce {
    /// Which opening.
    pub opening: OpeningId,
    /// What there is too little of.
    pub of: ScarceThing,
    /// What one more, in every week, would raise the plan's proven bound by at the most: in the plan's own
    /// measure, of lasting jobs that are expected with priority and time counted in.
    pub worth_at_most: f64,
}

/// What can be scarce at an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScarceThing {
    /// A place.
    Place,
    /// An hour of the mentor, a week.
    MentorHour,
    /// A job for one more of those who try.
    Job,
}

/// The least worth of one more that is told, in jobs: what is less comes and goes with the gap to which a plan is
/// proven (an assumption).
const LEAST_WORTH: f64 = 0.1;

/// The most of them that are told of one kind of workplace.
const MOST_SCARCE: usize = 2;

/// What the prices of a plan's proof say of the openings of one kind.
///
/// The bound is the sum of what there is at its prices and of what each part earns beyond them, so one more of
/// something raises it by its price at the most.
fn scarce(case: &Case, proof: &Proof, family: JobFamily) -> Vec<Scarce> {
    let Proof::Prices { openings: prices, .. } = proof else { return Vec::new() };
    let is_of_kind = |opening: &&Opening| opening.family == family && opening.made_for.is_none();
    let mut scarce: Vec<Scarce> = Vec::new();
    for opening in case.openings.iter().filter(is_of_kind) {
        for OpeningPrices { place, mentor, trials, .. } in
            prices.iter().filter(|it| it.opening == opening.id.as_str())
        {
            let told = [
                (ScarceThing::Place, place.iter().sum()),
                (ScarceThing::MentorHour, mentor.iter().sum()),
                (ScarceThing::Job, *trials),
            ];
            let told = told.into_iter().filter(|(_, worth)| *worth >= LEAST_WORTH);
            scarce.extend(told.map(|(of, worth_at_most)| Scarce {
                opening: opening.id.clone(),
                of,
                worth_at_most,
            }));
        }
    }
    scarce.sort_by(|a, b| {
        let by_worth = b.worth_at_most.total_cmp(&a.worth_at_most);
        by_worth.then_with(|| (&a.opening, a.of).cmp(&(&b.opening, b.of)))
    });
    scarce.truncate(MOST_SCARCE);
    scarce
}

/// The kinds of workplace to call; `work` is what may be spent on finding them, in units.
pub(super) fn calls(
    standing: &Standing<'_>,
    rivals: &Rivals<'_>,
    proof: &Proof,
    work: u64,
) -> Vec<Call> {
    let each = work / (JobFamily::ALL.len() * PLACES_TRIED * MOST_CALLS) as u64;
    let mut left: BTreeSet<CandidateId> = standing.waiting.iter().cloned().collect();
    let mut best: BTreeMap<JobFamily, Best> = BTreeMap::new();
    let mut asked: Vec<JobFamily> = JobFamily::ALL.to_vec();
    let mut calls = Vec::new();
    while calls.len() < MOST_CALLS {
        let those_left = Standing { waiting: Cow::Borrowed(&left), ..standing.same() };
        let found: Vec<(JobFamily, Option<Best>)> = asked
            .par_iter()
            .map(|&family| (family, best_of_kind(&those_left, rivals, family, each)))
            .collect();
        for (family, found) in found {
            match found {
                Some(found) => best.insert(family, found),
                None => best.remove(&family),
            };
        }
        let scarce_of = |family| scarce(&standing.case, proof, family);
        let by_people = |a: &(&JobFamily, &Best), b: &(&JobFamily, &Best)| {
            let worth = |family| scarce_of(family).first().map_or(0.0, |it| it.worth_at_most);
            let by_worth = || worth(*a.0).total_cmp(&worth(*b.0));
            a.1.given.len().cmp(&b.1.given.len()).then_with(by_worth).then(b.0.cmp(a.0))
        };
        let Some((&family, first)) = best.iter().max_by(by_people) else { break };
        let Best { sketch, given, .. } = first.clone();
        left.retain(|who| !given.contains(who));
        let Sketch { tasks, near, suits, .. } = sketch;
        calls.push(Call {
            family,
            tasks,
            near: near.as_str().chars().take(DIGITS_TOLD).collect(),
            people: People::of(given.len()),
            suits: (given.len() >= FEWEST_TOLD).then_some(suits),
            scarce: scarce_of(family),
        });
        // Those who are given a start are missing in these groups alone.
        let is_other = |(_, best): &(&JobFamily, &Best)| !best.group.is_disjoint(&given);
        asked = best.iter().filter(is_other).map(|(family, _)| *family).collect();
    }
    calls
}

/// A workplace that is tried.
#[derive(Debug, Clone)]
struct Sketch {
    family: JobFamily,
    tasks: Vec<TaskKind>,
    near: PostalCode,
    suits: Suits,
}

/// A workplace of one kind, who wishes for it, and whom it gives a start.
#[derive(Debug, Clone)]
struct Best {
    sketch: Sketch,
    group: BTreeSet<CandidateId>,
    given: BTreeSet<CandidateId>,
}

/// The workplace of one kind that gives most a start.
fn best_of_kind(
    standing: &Standing<'_>,
    rivals: &Rivals<'_>,
    family: JobFamily,
    work: u64,
) -> Option<Best> {
    let case = &*standing.case;
    let wishes = |who: &&Candidate| {
        let wish = |it: &Interest| it.family == family && it.strength.get() >= WISHED_FROM;
        standing.waiting.contains(&who.id) && who.interests.iter().any(wish)
    };
    let group: Vec<&Candidate> = case.candidates.iter().filter(wishes).collect();
    let mut homes: BTreeMap<&PostalCode, usize> = BTreeMap::new();
    for who in &group {
        *homes.entry(&who.postal_code).or_default() += 1;
    }
    let mut homes: Vec<(&PostalCode, usize)> = homes.into_iter().collect();
    homes.sort_by_key(|(code, people)| (Reverse(*people), *code));
    let places = homes.into_iter().take(PLACES_TRIED);
    let tried =
        places.filter_map(|(near, _)| served(standing, rivals, family, (near, &group), work));
    let by_people = |a: &(Sketch, BTreeSet<CandidateId>), b: &(Sketch, BTreeSet<CandidateId>)| {
        a.1.len().cmp(&b.1.len()).then_with(|| b.0.near.cmp(&a.0.near))
    };
    let (sketch, given) = tried.max_by(by_people)?;
    Some(Best { sketch, group: group.iter().map(|who| who.id.clone()).collect(), given })
}

/// A workplace near a place that suits exactly those of a group to whom it gives a start, and who they are: what
/// the others would need is no part of it.
fn served(
    standing: &Standing<'_>,
    rivals: &Rivals<'_>,
    family: JobFamily,
    (near, group): (&PostalCode, &[&Candidate]),
    work: u64,
) -> Option<(Sketch, BTreeSet<CandidateId>)> {
    let mut group = group.to_vec();
    let effort = Effort::of(work);
    loop {
        let sketch = sketch(standing, family, near, &group)?;
        let given = given(standing, rivals, &sketch, &group, &effort);
        if given.len() == group.len() {
            return Some((sketch, given));
        }
        group.retain(|who| given.contains(&who.id));
    }
}

/// What a workplace would be like that suits those who wish for it.
fn sketch(
    standing: &Standing<'_>,
    family: JobFamily,
    near: &PostalCode,
    group: &[&Candidate],
) -> Option<Sketch> {
    let case = &*standing.case;
    let first = group.first()?;
    let range = |all: PositionRange, who: &&Candidate| {
        let wanted = who.wanted_position;
        let (least, most) = (all.least().min(wanted.least()), all.most().max(wanted.most()));
        PositionRange::new(least, most).unwrap_or(all)
    };
    let planning = standing.rules.planning_on(case.first_monday).ok()?;
    let tasks = usual_tasks(case, family);
    let need = |who: &&Candidate| {
        let known = |kind: &TaskKind| who.tasks.iter().find(|it| it.kind == *kind)?.support_need;
        let needs = tasks.iter().map(|kind| known(kind).unwrap_or(planning.support_need_unmapped));
        needs.max().unwrap_or(planning.support_need_unmapped)
    };
    let greatest = group.iter().map(need).max()?;
    let mentor = planning.of(Activity::Trial).mentor.of(greatest).iter().max()?;
    let adaptations: BTreeSet<Adaptation> =
        group.iter().flat_map(|who| who.adaptations.iter().copied()).collect();
    Some(Sketch {
        family,
        tasks,
        near: near.clone(),
        suits: Suits {
            position: group.iter().fold(first.wanted_position, range),
            hours: hours_of(group, group.len().div_ceil(2)),
            mentor_hours_week: *mentor,
            adaptations: adaptations.into_iter().collect(),
        },
    })
}

/// The two kinds of task that most openings of the kind have; the same steps each time where there are none.
pub(super) fn usual_tasks(case: &Case, family: JobFamily) -> Vec<TaskKind> {
    let mut counts: BTreeMap<TaskKind, usize> = BTreeMap::new();
    for opening in case.openings.iter().filter(|opening| opening.family == family) {
        let kinds: BTreeSet<TaskKind> = opening.tasks.iter().map(|task| task.kind).collect();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let mut counts: Vec<(TaskKind, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(kind, openings)| (Reverse(*openings), *kind));
    let kinds: Vec<TaskKind> = counts.into_iter().map(|(kind, _)| kind).take(2).collect();
    if kinds.is_empty() { vec![TaskKind::Routine] } else { kinds }
}

/// The time of the working week when at least so many of a group can be at work.
pub(super) fn hours_of(group: &[&Candidate], least: usize) -> WeekHours {
    let mut hours = WeekHours::default();
    for &day in &Weekday::ALL[..5] {
        for from in (0..24 * 60).step_by(SLOT.into()) {
            let slot = WeekHours::stretch(day, from, from + SLOT);
            let can = |who: &&&Candidate| who.available.overlap(&slot) == slot;
            if group.iter().filter(can).count() >= least {
                hours = hours.join(&slot);
            }
        }
    }
    hours
}

/// Who of those who wish for it gets a start when there is such a workplace with a place and a mentor for each, and
/// it is solved again.
fn given(
    standing: &Standing<'_>,
    rivals: &Rivals<'_>,
    sketch: &Sketch,
    group: &[&Candidate],
    effort: &Effort,
) -> BTreeSet<CandidateId> {
    let around = |who: &&Candidate| {
        let mut openings = rivals.options(&who.id).clone();
        openings.insert(OpeningId::new(ADDED).expect("an id"));
        (who.id.clone(), openings)
    };
    let corner = standing.corner(group.iter().map(around).collect());
    let case = Cow::Owned(with_opening(&corner.case, &standing.case, sketch));
    let added = Standing { case, effort, ..corner.same() };
    let screening = added.screen(|id| group.iter().any(|who| who.id == *id));
    let mut stated = added.state(&screening);
    let possible: BTreeSet<(String, String)> = with_room(&stated)
        .filter(|(option, _)| option.opening == ADDED)
        .map(|(option, _)| (option.candidate.clone(), option.profile.clone()))
        .collect();
    for opening in stated.problem.openings.iter_mut().filter(|it| it.id == ADDED) {
        let people = u32::try_from(group.len()).expect("a case has fewer people");
        opening.places.iter_mut().for_each(|places| *places *= people);
        opening.mentor_hours.iter_mut().for_each(|hours| *hours *= f64::from(people));
    }
    let is_possible = |option: &PlacementOption| {
        option.opening == ADDED
            && possible.contains(&(option.candidate.clone(), option.profile.clone()))
    };
    starts(&stated, effort, is_possible).into_iter().map(|(who, _)| who).collect()
}

/// The id of the opening that is added. Ids have no two dots in a row where people write them.
const ADDED: &str = "call..1";

/// A corner of a case with an opening of a kind more, at a workplace of its own.
fn with_opening(corner: &Case, whole: &Case, sketch: &Sketch) -> Case {
    let Suits { position, hours, mentor_hours_week, adaptations } = &sketch.suits;
    let mut case = corner.clone();
    // nobody who is left has to live where it would be
    if !case.postal_codes.iter().any(|it| it.code == sketch.near) {
        let near = whole.postal_codes.iter().filter(|it| it.code == sketch.near);
        case.postal_codes.extend(near.cloned());
    }
    let alike: Vec<&Opening> =
        whole.openings.iter().filter(|it| it.family == sketch.family).collect();
    let certificates: BTreeSet<Certificate> = alike
        .iter()
        .map(|it| it.certificates.iter().copied().collect::<BTreeSet<_>>())
        .reduce(|all, own| &all & &own)
        .unwrap_or_default();
    let asked = alike.iter().map(|it| it.independence_asked).min();
    let level = asked.unwrap_or(Level::new(2).expect("a level of the scale"));
    let name = Words::new("-").expect("words");
    let workplace = WorkplaceId::new(ADDED).expect("an id");
    case.workplaces.push(Workplace {
        id: workplace.clone(),
        employer: EmployerId::new(ADDED).expect("an id"),
        name: name.clone(),
        postal_code: sketch.near.clone(),
        sector: Sector::Private,
        arena: Arena::Ordinary,
    });
    case.openings.push(Opening {
        id: OpeningId::new(ADDED).expect("an id"),
        title: name,
        workplace,
        made_for: None,
        family: sketch.family,
        styrk08: None,
        tasks: sketch.tasks.iter().map(|&kind| Task { kind, what: None }).collect(),
        position: *position,
        places: 1,
        trials_most: None,
        hours: hours.clone(),
        independence_asked: level,
        mentor: Some(Mentor { named: true, hours_week: *mentor_hours_week }),
        adaptations: adaptations.clone(),
        certificates: certificates.iter().copied().collect(),
        activities: Activity::ALL.to_vec(),
        open: Period::new(None, None).expect("it is open all the time"),
        closed: Vec::new(),
        no_starts: Vec::new(),
        scheme: None,
        wage: None,
        wishes: None,
    });
    case
}
