//! Neighbourhoods: candidates that compete with each other, and the openings that are theirs for a while.

use std::collections::BTreeMap;

use super::instance::Instance;

/// Candidates in one part, about.
const PART: usize = 1_000;

/// A part of the problem that can be changed on its own.
pub(super) struct Part {
    pub(super) candidates: Vec<usize>,
    /// By opening.
    pub(super) owned: Vec<bool>,
}

/// Cuts the problem into parts along blocks; `turn` gives other cuts.
///
/// Each part grows from one block by the block that shares most openings with it. An opening goes to the
/// part with most options there.
pub(super) fn parts(instance: &Instance, turn: usize) -> Vec<Part> {
    let blocks = &instance.blocks;
    if instance.candidates.len() < 2 * PART {
        let candidates = (0..instance.candidates.len()).collect();
        return vec![Part { candidates, owned: vec![true; instance.openings.len()] }];
    }
    let mut options_at: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); blocks.len()];
    let mut wanted_by: Vec<Vec<usize>> = vec![Vec::new(); instance.openings.len()];
    for (at, block) in blocks.iter().enumerate() {
        for &candidate in &block.candidates {
            for option in &instance.options[instance.candidates[candidate].options.clone()] {
                *options_at[at].entry(option.opening).or_default() += 1;
            }
        }
        for &opening in options_at[at].keys() {
            wanted_by[opening as usize].push(at);
        }
    }
    let mut part_of = vec![usize::MAX; blocks.len()];
    let mut members: Vec<Vec<usize>> = Vec::new();
    let first = turn * 7_919 % blocks.len();
    for seed in (first..blocks.len()).chain(0..first) {
        if part_of[seed] != usize::MAX {
            continue;
        }
        let part = members.len();
        let (mut candidates, mut ties) = (Vec::new(), BTreeMap::<usize, u32>::new());
        let mut next = Some(seed);
        while let Some(block) = next {
            part_of[block] = part;
            ties.remove(&block);
            candidates.extend_from_slice(&blocks[block].candidates);
            if candidates.len() >= PART {
                break;
            }
            for (&opening, &options) in &options_at[block] {
                for &other in &wanted_by[opening as usize] {
                    if part_of[other] == usize::MAX {
                        *ties.entry(other).or_default() += options.min(options_at[other][&opening]);
                    }
                }
            }
            next =
                ties.iter().max_by_key(|&(&other, &tie)| (tie, usize::MAX - other)).map(|it| *it.0);
        }
        members.push(candidates);
    }
    let mut parts: Vec<Part> = members
        .into_iter()
        .map(|candidates| Part { candidates, owned: vec![false; instance.openings.len()] })
        .collect();
    for (opening, wanted_by) in wanted_by.iter().enumerate() {
        let mut shares = BTreeMap::<usize, u32>::new();
        for &block in wanted_by {
            *shares.entry(part_of[block]).or_default() +=
                options_at[block][&u32::try_from(opening).expect("indexed by four bytes")];
        }
        let owner = shares.iter().max_by_key(|&(&part, &options)| (options, usize::MAX - part));
        if let Some((&part, _)) = owner {
            parts[part].owned[opening] = true;
        }
    }
    parts
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
        for turn in 0..3 {
            let parts = parts(&instance, turn);
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
