//! The problem by index: what the solver's inner loops read.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::problem::{Activity, BlockOwner, Problem, Start};

/// Hours may pass a limit by this much (`contract`: 1e-6), for a single start and in a bound.
pub(super) const HOURS_TOLERANCE: f64 = 1e-6;

/// Longest activity, in weeks.
pub(super) const LONGEST: usize = 4;

/// A valid problem, by index, without the options that cannot stand alone.
#[derive(Clone)]
pub(super) struct Instance {
    pub(super) weeks: usize,
    pub(super) start_discount: f64,
    pub(super) candidates: Vec<Candidate>,
    pub(super) openings: Vec<Opening>,
    pub(super) specialists: Vec<Specialist>,
    pub(super) profiles: Vec<Profile>,
    /// Sorted by candidate; each candidate holds its range.
    pub(super) options: Vec<PlacementOption>,
    pub(super) floors: Vec<Floor>,
    /// Candidates by block: one for each specialist, then one for each candidate without.
    pub(super) blocks: Vec<Block>,
}

#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) specialist: Option<usize>,
    pub(super) max_jobbsmak: usize,
    pub(super) floor: Option<usize>,
    pub(super) options: Range<usize>,
}

#[derive(Clone)]
pub(super) struct Opening {
    pub(super) places: Vec<u32>,
    pub(super) mentor_hours: Vec<f64>,
    pub(super) max_trials: Option<u32>,
}

#[derive(Clone)]
pub(super) struct Specialist {
    pub(super) support_hours: Vec<f64>,
    pub(super) caseload_room: u32,
}

#[derive(Clone)]
pub(super) struct Profile {
    pub(super) is_trial: bool,
    pub(super) weeks: usize,
    pub(super) mentor_hours: [f64; LONGEST],
    pub(super) specialist_hours: [f64; LONGEST],
}

#[derive(Clone, Copy)]
pub(super) struct PlacementOption {
    pub(super) opening: u32,
    pub(super) profile: u32,
    pub(super) topic: u32,
    /// Bit w is set where the option may start in week w.
    pub(super) start_weeks: u32,
    /// Priority times value.
    pub(super) worth: f64,
    /// Week and bonus of a published start.
    pub(super) keep: Option<(u32, f64)>,
    /// What is added wherever it starts, to make it be chosen.
    pub(super) lure: f64,
    /// Place in the problem's own list.
    pub(super) source: u32,
}

#[derive(Clone)]
pub(super) struct Floor {
    pub(super) min_trials: u32,
    pub(super) penalty: f64,
}

/// Candidates whose choices are tied to each other whatever openings cost.
#[derive(Clone)]
pub(super) struct Block {
    pub(super) specialist: Option<usize>,
    pub(super) candidates: Vec<usize>,
}

/// An option and the week in which it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    pub(super) option: u32,
    pub(super) week: u32,
}

impl Instance {
    /// Indexes `problem`, which must be valid.
    pub(super) fn new<'a>(problem: &'a Problem) -> Self {
        let weeks = problem.horizon_weeks;
        let candidate_at: Index<'a> = problem.candidates.iter().map(|it| &*it.id).collect();
        let opening_at: Index<'a> = problem.openings.iter().map(|it| &*it.id).collect();
        let specialist_at: Index<'a> = problem.specialists.iter().map(|it| &*it.id).collect();
        let profile_at: Index<'a> = problem.profiles.iter().map(|it| &*it.id).collect();
        let floor_at: Index<'a> = problem.floors.iter().map(|it| &*it.group).collect();

        let profiles: Vec<Profile> = problem
            .profiles
            .iter()
            .map(|profile| Profile {
                is_trial: profile.activity == Activity::Trial,
                weeks: profile.mentor_hours.len(),
                mentor_hours: padded(&profile.mentor_hours),
                specialist_hours: padded(&profile.specialist_hours),
            })
            .collect();
        let mut candidates: Vec<Candidate> = problem
            .candidates
            .iter()
            .map(|candidate| Candidate {
                specialist: candidate.specialist.as_ref().map(|id| specialist_at.known(id)),
                max_jobbsmak: candidate.max_jobbsmak as usize,
                floor: candidate.group.as_ref().and_then(|group| floor_at.find(group)),
                options: 0..0,
            })
            .collect();
        let openings: Vec<Opening> = problem
            .openings
            .iter()
            .map(|opening| Opening {
                places: opening.places.clone(),
                mentor_hours: opening.mentor_hours.clone(),
                max_trials: opening.max_trials,
            })
            .collect();
        let specialists: Vec<Specialist> = problem
            .specialists
            .iter()
            .map(|specialist| Specialist {
                support_hours: specialist.support_hours.clone(),
                caseload_room: specialist.caseload_room,
            })
            .collect();
        let floors = problem
            .floors
            .iter()
            .map(|floor| Floor { min_trials: floor.min_trials, penalty: floor.penalty })
            .collect();

        let by_candidate = Placer {
            problem,
            candidates: &candidates,
            openings: &openings,
            specialists: &specialists,
            profiles: &profiles,
        }
        .place(&candidate_at, &opening_at, &profile_at);
        let mut options = Vec::with_capacity(by_candidate.iter().map(Vec::len).sum());
        for (candidate, own) in candidates.iter_mut().zip(by_candidate) {
            let first = options.len();
            options.extend(own);
            candidate.options = first..options.len();
        }
        let blocks = blocks_of(&candidates, specialists.len());
        Self {
            weeks,
            start_discount: problem.start_discount,
            candidates,
            openings,
            specialists,
            profiles,
            options,
            floors,
            blocks,
        }
    }

    pub(super) fn option(&self, choice: Choice) -> &PlacementOption {
        &self.options[choice.option as usize]
    }

    pub(super) fn profile(&self, option: &PlacementOption) -> &Profile {
        &self.profiles[option.profile as usize]
    }

    /// What a start adds to the objective.
    pub(super) fn earns(&self, option: &PlacementOption, week: u32) -> f64 {
        let bonus = option.keep.map_or(0.0, |(kept, bonus)| if kept == week { bonus } else { 0.0 });
        option.worth * (1.0 - self.start_discount * f64::from(week)) + bonus + option.lure
    }

    /// The start in the words of the problem.
    pub(super) fn start(&self, problem: &Problem, choice: Choice) -> Start {
        let option = &problem.options[self.option(choice).source as usize];
        Start {
            candidate: option.candidate.clone(),
            opening: option.opening.clone(),
            profile: option.profile.clone(),
            start_week: choice.week as usize,
        }
    }
}

/// Where each id is in its list, by the first bytes of the id and then the whole: a problem names its ids in every
/// option, and whole ids are slow to compare.
struct Index<'a>(Vec<(u64, &'a str, usize)>);

impl<'a> FromIterator<&'a str> for Index<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(ids: I) -> Self {
        let entry = |(at, id)| (Self::first_bytes(id), id, at);
        let mut entries: Vec<_> = ids.into_iter().enumerate().map(entry).collect();
        entries.sort_unstable();
        Self(entries)
    }
}

impl Index<'_> {
    fn first_bytes(id: &str) -> u64 {
        id.bytes()
            .chain(std::iter::repeat(0))
            .take(8)
            .fold(0, |all, byte| all << 8 | u64::from(byte))
    }

    fn find(&self, id: &str) -> Option<usize> {
        let first = Self::first_bytes(id);
        let found = self.0.binary_search_by(|entry| (entry.0, entry.1).cmp(&(first, id)));
        found.ok().map(|at| self.0[at].2)
    }

    fn known(&self, id: &str) -> usize {
        self.find(id).expect("a valid problem names nothing that it does not have")
    }
}

/// What it takes to place the options.
struct Placer<'a> {
    problem: &'a Problem,
    candidates: &'a [Candidate],
    openings: &'a [Opening],
    specialists: &'a [Specialist],
    profiles: &'a [Profile],
}

impl Placer<'_> {
    /// The options that can stand alone, by candidate.
    fn place(
        &self,
        candidate_at: &Index<'_>,
        opening_at: &Index<'_>,
        profile_at: &Index<'_>,
    ) -> Vec<Vec<PlacementOption>> {
        let problem = self.problem;
        let keeps: BTreeMap<(&str, &str, &str), (u32, f64)> = problem
            .keep
            .iter()
            .map(|keep| {
                let option = (&*keep.candidate, &*keep.opening, &*keep.profile);
                (option, (week_number(keep.start_week), keep.bonus))
            })
            .collect();
        let mut topics: BTreeMap<&str, u32> = BTreeMap::new();
        let mut by_candidate: Vec<Vec<PlacementOption>> = vec![Vec::new(); self.candidates.len()];
        for (source, option) in problem.options.iter().enumerate() {
            let at = candidate_at.known(&option.candidate);
            let opening_index = opening_at.known(&option.opening);
            let profile_index = profile_at.known(&option.profile);
            let candidate = &self.candidates[at];
            let start_weeks = standing_alone(
                problem.horizon_weeks,
                (option.earliest_start, option.latest_start),
                &problem.candidates[at].busy_weeks,
                candidate,
                &self.profiles[profile_index],
                &self.openings[opening_index],
                candidate.specialist.map(|index| &self.specialists[index]),
            );
            if start_weeks == 0 {
                continue;
            }
            let next_topic = narrow(topics.len());
            let keep = (!keeps.is_empty())
                .then(|| keeps.get(&(&*option.candidate, &*option.opening, &*option.profile)))
                .flatten();
            by_candidate[at].push(PlacementOption {
                opening: narrow(opening_index),
                profile: narrow(profile_index),
                topic: *topics.entry(&option.topic).or_insert(next_topic),
                start_weeks,
                worth: problem.candidates[at].priority * option.value,
                keep: keep.copied(),
                lure: 0.0,
                source: narrow(source),
            });
        }
        by_candidate
    }
}

/// The weeks whose bit is set, in order.
pub(super) fn weeks_in(mut mask: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let week = mask.trailing_zeros();
            mask &= mask - 1;
            week
        })
    })
}

/// An index as the four bytes that the inner loops keep of it.
pub(super) fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("lists in a problem are far shorter than 2^32")
}

fn week_number(week: usize) -> u32 {
    u32::try_from(week).expect("a horizon has at most 26 weeks")
}

fn padded(hours: &[f64]) -> [f64; LONGEST] {
    std::array::from_fn(|week| hours.get(week).copied().unwrap_or(0.0))
}

/// Bit w is set where the rules allow the start in week w with nothing else planned.
fn standing_alone(
    weeks: usize,
    (earliest, latest): (usize, usize),
    busy_weeks: &[usize],
    candidate: &Candidate,
    profile: &Profile,
    opening: &Opening,
    specialist: Option<&Specialist>,
) -> u32 {
    let allowed = if profile.is_trial {
        opening.max_trials != Some(0) && specialist.is_none_or(|it| it.caseload_room > 0)
    } else {
        candidate.max_jobbsmak > 0
    };
    let Some(last) = weeks.checked_sub(profile.weeks).filter(|_| allowed) else { return 0 };
    let mut mask = 0;
    for start in earliest..=latest.min(last) {
        let fits = (0..profile.weeks).all(|offset| {
            let week = start + offset;
            let limit = specialist.map_or(0.0, |it| it.support_hours[week]);
            !busy_weeks.contains(&week)
                && opening.places[week] >= 1
                && profile.mentor_hours[offset] <= opening.mentor_hours[week] + HOURS_TOLERANCE
                && profile.specialist_hours[offset] <= limit + HOURS_TOLERANCE
        });
        if fits {
            mask |= 1 << start;
        }
    }
    mask
}

impl Block {
    /// Whose the block is, in the words of the problem.
    pub(super) fn owner(&self, problem: &Problem) -> BlockOwner {
        match self.specialist {
            Some(at) => BlockOwner::Specialist(problem.specialists[at].id.clone()),
            None => BlockOwner::Candidate(problem.candidates[self.candidates[0]].id.clone()),
        }
    }
}

fn blocks_of(candidates: &[Candidate], specialists: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        (0..specialists).map(|at| Block { specialist: Some(at), candidates: Vec::new() }).collect();
    for (at, candidate) in candidates.iter().enumerate() {
        match candidate.specialist {
            Some(specialist) => blocks[specialist].candidates.push(at),
            None => blocks.push(Block { specialist: None, candidates: vec![at] }),
        }
    }
    blocks
}
