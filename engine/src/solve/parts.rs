//! Neighbourhoods: candidates that compete with each other, and the openings that are theirs for a while.

use std::collections::BTreeMap;

use super::instance::{Instance, narrow};

/// Candidates in one part, about: of one that is annealed, and of one that linear programmes go through.
pub(super) const WIDE: usize = 1_000;
pub(super) const NEAR: usize = 120;

/// A part of the problem that can be changed on its own.
pub(super) struct Part {
    pub(super) blocks: Vec<usize>,
    pub(super) candidates: Vec<usize>,
    /// By opening.
    pub(super) owned: Vec<bool>,
}

/// Which blocks want the same openings.
pub(super) struct Neighbours<'a> {
    pub(super) instance: &'a Instance,
    /// By block: options at each opening.
    options_at: Vec<BTreeMap<u32, u32>>,
    /// By opening: blocks.
    wanted_by: Vec<Vec<usize>>,
}

impl<'a> Neighbours<'a> {
    pub(super) fn of(instance: &'a Instance) -> Self {
        let mut options_at: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); instance.blocks.len()];
        let mut wanted_by: Vec<Vec<usize>> = vec![Vec::new(); instance.openings.len()];
        for (at, block) in instance.blocks.iter().enumerate() {
            for &candidate in &block.candidates {
                for option in &instance.options[instance.candidates[candidate].options.clone()] {
                    *options_at[at].entry(option.opening).or_default() += 1;
                }
            }
            for &opening in options_at[at].keys() {
                wanted_by[opening as usize].push(at);
            }
        }
        Self { instance, options_at, wanted_by }
    }

    /// Cuts the problem along blocks into parts of about so many candidates; `turn` gives other cuts.
    ///
    /// Each part grows from one block by the block that shares most openings with it. An opening goes to the
    /// part with most options there.
    pub(super) fn parts(&self, size: usize, turn: usize) -> Vec<Part> {
        let instance = self.instance;
        let blocks = &instance.blocks;
        if instance.candidates.len() < 2 * size {
            return vec![Part {
                blocks: (0..blocks.len()).collect(),
                candidates: (0..instance.candidates.len()).collect(),
                owned: vec![true; instance.openings.len()],
            }];
        }
        let mut part_of = vec![usize::MAX; blocks.len()];
        let mut parts: Vec<Part> = Vec::new();
        let first = turn * 7_919 % blocks.len();
        for seed in (first..blocks.len()).chain(0..first) {
            if part_of[seed] != usize::MAX {
                continue;
            }
            let owned = vec![false; instance.openings.len()];
            let mut part = Part { blocks: Vec::new(), candidates: Vec::new(), owned };
            let mut ties = BTreeMap::<usize, u32>::new();
            let mut next = Some(seed);
            while let Some(block) = next {
                part_of[block] = parts.len();
                ties.remove(&block);
                part.blocks.push(block);
                part.candidates.extend_from_slice(&blocks[block].candidates);
                if part.candidates.len() >= size {
                    break;
                }
                for (&opening, &options) in &self.options_at[block] {
                    for &other in &self.wanted_by[opening as usize] {
                        if part_of[other] == usize::MAX {
                            *ties.entry(other).or_default() +=
                                options.min(self.options_at[other][&opening]);
                        }
                    }
                }
                let nearest = ties.iter().max_by_key(|&(&other, &tie)| (tie, usize::MAX - other));
                next = nearest.map(|it| *it.0);
            }
            parts.push(part);
        }
        for (opening, wanted_by) in self.wanted_by.iter().enumerate() {
            let mut shares = BTreeMap::<usize, u32>::new();
            for &block in wanted_by {
                *shares.entry(part_of[block]).or_default() +=
                    self.options_at[block][&narrow(opening)];
            }
            let owner = shares.iter().max_by_key(|&(&part, &options)| (options, usize::MAX - part));
            if let Some((&part, _)) = owner {
                parts[part].owned[opening] = true;
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::statement::PROBLEM_FORMAT;
    use crate::problem::{
        Activity, Candidate, Opening, PlacementOption, Problem, Profile, Specialist,
    };

    /// A street of specialists with ten candidates each, who reach the openings of the houses beside theirs.
    fn street(specialists: usize) -> Problem {
        let candidate = |at: usize| Candidate {
            id: format!("c{at}"),
            specialist: Some(format!("s{}", at / 10)),
            priority: 1.0,
            max_jobbsmak: 0,
            busy_weeks: Vec::new(),
            group: None,
        };
        let option = |at: usize, opening: usize| PlacementOption {
            candidate: format!("c{at}"),
            opening: format!("o{opening}"),
            profile: "trial".to_owned(),
            topic: "kjokken".to_owned(),
            value: 0.5,
            earliest_start: 0,
            latest_start: 0,
        };
        Problem {
            format: PROBLEM_FORMAT.to_owned(),
            horizon_weeks: 1,
            start_discount: 0.0,
            candidates: (0..10 * specialists).map(candidate).collect(),
            openings: (0..specialists)
                .map(|at| Opening {
                    id: format!("o{at}"),
                    places: vec![1],
                    mentor_hours: vec![8.0],
                    max_trials: None,
                })
                .collect(),
            specialists: (0..specialists)
                .map(|at| Specialist {
                    id: format!("s{at}"),
                    support_hours: vec![20.0],
                    caseload_room: 5,
                })
                .collect(),
            profiles: vec![Profile {
                id: "trial".to_owned(),
                activity: Activity::Trial,
                mentor_hours: vec![5.0],
                specialist_hours: vec![3.0],
            }],
            options: (0..10 * specialists)
                .flat_map(|at| {
                    let here = at / 10;
                    (here.saturating_sub(1)..(here + 2).min(specialists))
                        .map(move |to| option(at, to))
                })
                .collect(),
            floors: Vec::new(),
            keep: Vec::new(),
        }
    }

    #[test]
    fn parts_share_neither_candidates_nor_openings() {
        let problem = street(350);
        let instance = Instance::new(&problem);
        let neighbours = Neighbours::of(&instance);
        for (size, turn) in [(1_000, 0), (1_000, 1), (100, 2)] {
            let parts = neighbours.parts(size, turn);
            assert!(parts.len() > 1, "a long street is cut");
            let mut candidates: Vec<usize> =
                parts.iter().flat_map(|part| part.candidates.iter().copied()).collect();
            candidates.sort_unstable();
            assert!(candidates.iter().copied().eq(0..3_500), "each candidate is in one part");
            for opening in 0..350 {
                let owners = parts.iter().filter(|part| part.owned[opening]).count();
                assert_eq!(owners, 1, "opening {opening} belongs to one part");
            }
            for part in &parts {
                let houses: Vec<usize> = part.candidates.iter().map(|at| at / 10).collect();
                let length = houses.iter().max().unwrap() - houses.iter().min().unwrap() + 1;
                assert_eq!(length, houses.len() / 10, "neighbours stay together");
            }
        }
    }
}
