//! What is counted of job specialists' work: each one's own to themselves, and the team's to others, with small groups
//! masked. Nobody is told a colleague's.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::SpecialistId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Role;
use crate::store::audit::AuditEvent;

/// A group of fewer is masked: what is said of it could be said of somebody. An assumption.
pub const GROUP_LEAST: u64 = 5;

/// What somebody has looked at, as the log has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnFigures {
    /// People in each stage whose job specialist the caller is.
    pub people_by_stage: BTreeMap<String, u64>,
    /// Requests that showed or changed something of people.
    pub looks: u64,
    /// People who were shown.
    pub people: u64,
    /// Looks for which a reason was given.
    pub with_reason: u64,
    /// Requests that were refused.
    pub refused: u64,
}

/// What all job specialists together have looked at. What is `null` is a group too small to be told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamFigures {
    /// Job specialists.
    pub job_specialists: u64,
    /// People in each stage.
    pub people_by_stage: BTreeMap<String, Option<u64>>,
    /// Requests that showed or changed something of people.
    pub looks: Option<u64>,
    /// People who were shown.
    pub people: Option<u64>,
    /// Looks for which a reason was given.
    pub with_reason: Option<u64>,
    /// Requests that were refused.
    pub refused: Option<u64>,
}

/// The figures of a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Figures)]
pub struct Figures {
    /// The last so many days.
    pub days: i64,
    /// The caller's own; nothing for whoever is no job specialist.
    pub own: Option<OwnFigures>,
    /// The team's; nothing where the others are fewer than five.
    pub team: Option<TeamFigures>,
}

/// What is known of a municipality's work.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The events of the log.
    pub events: &'a [AuditEvent],
    /// How many journeys stand in each stage, by job specialist.
    pub stages: &'a [(Option<SpecialistId>, String, u64)],
    /// All job specialists.
    pub job_specialists: u64,
}

/// The figures for one caller: `actor` as the log knows them, and which job specialist they are.
#[must_use]
pub fn figures(
    work: Work<'_>,
    days: i64,
    actor: &str,
    specialist: Option<&SpecialistId>,
) -> Figures {
    let own =
        specialist.map(|own| count(work, |event| event.actor == actor, |whose| whose == Some(own)));
    let is_of_team =
        |event: &AuditEvent| event.role.split('+').any(|it| it == Role::JobSpecialist.code());
    let lookers: BTreeSet<&str> =
        work.events.iter().filter(|it| is_of_team(it)).map(|it| it.actor.as_str()).collect();
    let all = count(work, is_of_team, |_| true);
    // Whoever knows their own part can take it away from the whole.
    let without_own = |number: u64| number - u64::from(own.is_some()).min(number);
    let is_large = without_own(work.job_specialists) >= GROUP_LEAST;
    let others_looked = lookers.iter().filter(|it| own.is_none() || **it != actor).count() as u64;
    let mine = own.clone().unwrap_or_default();
    let shown = |whole: u64, own: u64| {
        let small = 1..GROUP_LEAST;
        let rest = whole.saturating_sub(own);
        (!small.contains(&whole) && !small.contains(&rest)).then_some(whole)
    };
    let looked = |whole: u64, own: u64| shown(whole, own).filter(|_| others_looked >= GROUP_LEAST);
    let team = is_large.then(|| TeamFigures {
        job_specialists: work.job_specialists,
        people_by_stage: all
            .people_by_stage
            .iter()
            .map(|(stage, people)| {
                let own = mine.people_by_stage.get(stage).copied().unwrap_or(0);
                (stage.clone(), shown(*people, own))
            })
            .collect(),
        looks: looked(all.looks, mine.looks),
        people: looked(all.people, mine.people),
        with_reason: looked(all.with_reason, mine.with_reason),
        refused: looked(all.refused, mine.refused),
    });
    Figures { days, own, team }
}

fn count(
    Work { events, stages, .. }: Work<'_>,
    is_theirs: impl Fn(&AuditEvent) -> bool,
    follows: impl Fn(Option<&SpecialistId>) -> bool,
) -> OwnFigures {
    let mut figures = OwnFigures::default();
    for (whose, stage, people) in stages {
        if follows(whose.as_ref()) {
            *figures.people_by_stage.entry(stage.clone()).or_default() += people;
        }
    }
    let mut people = BTreeSet::new();
    for event in events.iter().filter(|event| is_theirs(event)) {
        if event.decision == "permit" {
            figures.looks += 1;
            figures.with_reason += u64::from(event.reason.is_some());
            people.extend(super::review::people(event));
        } else {
            figures.refused += 1;
        }
    }
    figures.people = people.len() as u64;
    figures
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::SpecialistId;

    use super::{Work, figures};
    use crate::audit::review::tests::event;
    use crate::store::audit::AuditEvent;

    const MONDAY: &str = "2026-11-23T09:00:00Z";

    fn looks(actors: &[(&str, usize)]) -> Vec<AuditEvent> {
        let of = |(actor, times): &(&str, usize)| vec![event(1, MONDAY, actor, &["K-1"]); *times];
        actors.iter().flat_map(of).collect()
    }

    #[test]
    fn each_is_told_their_own_and_of_others_only_what_five_or_more_share() {
        let me = SpecialistId::new("S-1").unwrap();
        let stage =
            |whose: &str, people| (SpecialistId::new(whose), "job_finding".to_owned(), people);
        let stages = [stage("S-1", 3), stage("S-2", 4)];
        let events = looks(&[("me", 2), ("b", 2), ("c", 2), ("d", 2), ("e", 2), ("f", 2)]);
        let work = |job_specialists| Work { events: &events, stages: &stages, job_specialists };

        let told = figures(work(6), 31, "me", Some(&me));
        let own = told.own.unwrap();
        assert_eq!((own.looks, own.people, own.people_by_stage["job_finding"]), (2, 1, 3));
        let team = told.team.unwrap();
        assert_eq!((team.looks, team.people), (Some(12), None), "one person was shown, to all");
        assert_eq!(team.people_by_stage["job_finding"], None, "7, of which my 3 leave 4");
        assert_eq!((team.with_reason, team.refused), (Some(0), Some(0)));

        let leader = figures(work(5), 31, "leader", None);
        assert_eq!(leader.own, None);
        assert_eq!(leader.team.unwrap().people_by_stage["job_finding"], Some(7));
        assert_eq!(figures(work(5), 31, "me", Some(&me)).team, None, "the others are four");
        assert_eq!(figures(work(4), 31, "leader", None).team, None);

        let few = looks(&[("me", 9), ("b", 9), ("c", 9), ("d", 9)]);
        let told = figures(Work { events: &few, ..work(9) }, 31, "leader", None);
        assert_eq!(told.team.unwrap().looks, None, "four have looked");
    }
}
