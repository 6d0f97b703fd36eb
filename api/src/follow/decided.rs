//! What people have decided about proposals, in figures that tell of nobody.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::CandidateId;

use super::masks::{masked, shown};
use crate::store::proposals::{StateCount, StepCount};
use crate::wire::{DecisionFiguresBody, ProposalStep, ReasonCountBody};

/// How often something was done, and with how many people.
#[derive(Debug, Default)]
struct Counted<'s> {
    times: i64,
    people: BTreeSet<&'s CandidateId>,
}

impl<'s> Counted<'s> {
    fn of(steps: impl Iterator<Item = &'s StepCount>) -> Self {
        let mut counted = Self::default();
        for step in steps {
            counted.times += step.count;
            counted.people.insert(&step.candidate_id);
        }
        counted
    }

    fn people(&self) -> u64 {
        self.people.len() as u64
    }

    /// How often, unless that is masked.
    fn unless(&self, is_masked: bool) -> Option<i64> {
        (!is_masked && shown(self.people())).then_some(self.times)
    }
}

/// The figures, each masked where fewer than five people stand behind it or behind what is left of a whole. How many
/// bookings no proposal led to, and of how many people, the last says.
#[must_use]
pub fn figures(
    states: &[StateCount],
    steps: &[StepCount],
    (bookings, booked): (i64, u64),
) -> DecisionFiguresBody {
    let people: Vec<u64> = states.iter().map(|it| u64::try_from(it.people).unwrap_or(0)).collect();
    let is_masked = masked(&people);
    let in_states = states.iter().zip(&is_masked);
    let in_states: BTreeMap<String, Option<i64>> = in_states
        .map(|(state, is_masked)| (state.state.clone(), (!is_masked).then_some(state.count)))
        .collect();
    // What a state does not tell, the steps that lead there do not tell either.
    let is_untold = |state: &str| in_states.get(state).is_some_and(Option::is_none);
    let of = |step: ProposalStep| steps.iter().filter(move |it| it.step == step.code());
    let approved = Counted::of(of(ProposalStep::Approve));
    let unread = Counted::of(of(ProposalStep::Approve).filter(|it| !it.has_read));
    let read = Counted::of(of(ProposalStep::Approve).filter(|it| it.has_read));
    let rejected = Counted::of(of(ProposalStep::Reject));
    let is_part_masked = masked(&[unread.people(), read.people()]);
    let told = approved.unless(is_untold("approved"));
    let overridden = rejected.unless(is_untold("rejected"));
    let share = told.zip(overridden).filter(|(yes, no)| yes + no > 0);
    #[expect(clippy::cast_precision_loss, reason = "counts of decisions")]
    let share = share.map(|(yes, no)| no as f64 / (yes + no) as f64);
    DecisionFiguresBody {
        states: in_states,
        approved: told,
        approved_unread: told.and(unread.unless(is_part_masked[0])),
        booked_without_proposal: shown(booked).then_some(bookings),
        overridden,
        share_overridden: share,
        reasons: reasons(steps),
    }
}

/// How often each reason was given; those of one step hide each other.
fn reasons(steps: &[StepCount]) -> Vec<ReasonCountBody> {
    let mut by_step: BTreeMap<&str, BTreeMap<&str, Vec<&StepCount>>> = BTreeMap::new();
    for step in steps {
        let Some(reason) = &step.reason else { continue };
        by_step.entry(&step.step).or_default().entry(reason).or_default().push(step);
    }
    let of_step = |(step, reasons): (&str, BTreeMap<&str, Vec<&StepCount>>)| {
        let counted: Vec<(&str, Counted<'_>)> = reasons
            .into_iter()
            .map(|(reason, all)| (reason, Counted::of(all.into_iter())))
            .collect();
        let people: Vec<u64> = counted.iter().map(|(_, it)| it.people()).collect();
        let told = counted.into_iter().zip(masked(&people));
        let told = told.map(|((reason, counted), is_masked)| ReasonCountBody {
            step: step.to_owned(),
            reason: reason.to_owned(),
            count: counted.unless(is_masked),
        });
        told.collect::<Vec<_>>()
    };
    by_step.into_iter().flat_map(of_step).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::CandidateId;
    use sqlx::types::Text;

    use super::figures;
    use crate::store::proposals::{StateCount, StepCount};
    use crate::wire::DecisionFiguresBody;

    /// Steps about people from one number to another.
    fn steps(
        (from, to): (u32, u32),
        step: &str,
        reason: Option<&str>,
        has_read: bool,
    ) -> Vec<StepCount> {
        let of = |number: u32| StepCount {
            candidate_id: Text(CandidateId::new(&format!("K-{number}")).unwrap()),
            step: step.to_owned(),
            reason: reason.map(str::to_owned),
            has_read,
            count: 1,
        };
        (from..to).map(of).collect()
    }

    fn states(all: &[(&str, i64, i64)]) -> Vec<StateCount> {
        let of = |(state, count, people): &(&str, i64, i64)| StateCount {
            state: (*state).to_owned(),
            count: *count,
            people: *people,
        };
        all.iter().map(of).collect()
    }

    fn reasons(told: &DecisionFiguresBody) -> Vec<(&str, Option<i64>)> {
        told.reasons.iter().map(|it| (it.reason.as_str(), it.count)).collect()
    }

    #[test]
    fn what_five_people_stand_behind_is_told() {
        let mut all = steps((0, 6), "approve", None, true);
        all.extend(steps((6, 12), "approve", None, false));
        all.extend(steps((0, 5), "reject", Some("tried_before"), true));
        let told = figures(&states(&[("approved", 12, 12), ("rejected", 5, 5)]), &all, (0, 0));
        assert_eq!(
            (told.approved, told.approved_unread, told.overridden),
            (Some(12), Some(6), Some(5))
        );
        assert_eq!(told.share_overridden, Some(5.0 / 17.0));
        assert_eq!(reasons(&told), [("tried_before", Some(5))]);
    }

    #[test]
    fn what_few_stand_behind_is_not_told_nor_found_from_the_rest() {
        // One person rejected nine times is one person.
        let mut nine = steps((0, 1), "reject", Some("tried_before"), true);
        nine[0].count = 9;
        let told = figures(&states(&[("rejected", 9, 1)]), &nine, (0, 0));
        assert_eq!((told.overridden, told.states["rejected"]), (None, None));
        assert_eq!(reasons(&told), [("tried_before", None)]);
        // Two who were approved unread would be seen beside the whole.
        let mut all = steps((0, 9), "approve", None, true);
        all.extend(steps((9, 11), "approve", None, false));
        let told = figures(&states(&[("approved", 11, 11)]), &all, (0, 0));
        assert_eq!((told.approved, told.approved_unread), (Some(11), None));
        let mut all = steps((0, 2), "approve", None, true);
        all.extend(steps((2, 11), "approve", None, false));
        let told = figures(&states(&[("approved", 11, 11)]), &all, (0, 0));
        assert_eq!((told.approved, told.approved_unread), (Some(11), None), "nor what is left");
        // The smallest of the others goes with a single small reason.
        let mut all = steps((0, 2), "reject", Some("too_far"), true);
        all.extend(steps((2, 8), "reject", Some("tried_before"), true));
        all.extend(steps((8, 18), "reject", Some("wrong_hours"), true));
        let told = figures(&states(&[("rejected", 18, 18)]), &all, (0, 0));
        assert_eq!(told.overridden, Some(18));
        let expected = [("too_far", None), ("tried_before", None), ("wrong_hours", Some(10))];
        assert_eq!(reasons(&told), expected);
        // A state that is masked with another is not told by its steps.
        let told = figures(
            &states(&[("approved", 6, 6), ("rejected", 2, 2), ("awaiting", 9, 9)]),
            &steps((0, 6), "approve", None, true),
            (9, 4),
        );
        assert_eq!(told.booked_without_proposal, None, "four people stand behind nine bookings");
        assert_eq!(
            (told.states["approved"], told.approved, told.approved_unread),
            (None, None, None)
        );
        assert_eq!(told.states["awaiting"], Some(9));
    }

    #[test]
    fn before_anything_is_decided_there_is_nobody_to_be_told_of() {
        let told = figures(&[], &[], (9, 5));
        assert_eq!(told.booked_without_proposal, Some(9));
        assert_eq!(
            (told.approved, told.approved_unread, told.overridden),
            (Some(0), Some(0), Some(0))
        );
        assert_eq!(told.share_overridden, None);
    }
}
