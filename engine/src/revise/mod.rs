//! What people change of a plan: decisions that it is made around, what another choice would cost, and what
//! both sides would rather have.
//!
//! A case and its problem come in; a plan that keeps to what is decided goes out, with what became of each
//! decision, and answers to "why not this one?". Nothing is decided in here.

mod blocking;
mod decisions;
mod difference;
mod floors;
mod moved;
mod tastes;
mod ties;
pub mod why_not;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

pub use blocking::{Blocking, OpeningSide, blocking};
pub use decisions::{Decision, KEEP_BONUS, Stop};
pub use difference::{Change, Difference, GroupChange, MovedStart, PlanFigures, difference, hold};
pub use floors::FloorPrice;
pub use moved::{Instead, Moved, WhyMoved};
pub use tastes::{Fit, Taste, Tastes};
pub use ties::{NEAR_TIE, NEAR_TIES_TOGETHER, settle};
pub use why_not::{Cost, Figures, Found, Solved, WhyNot, WhyNotThis, cost, figures, why_not};

use crate::domain::{Activity, CandidateId, Case, OpeningId};
use crate::explain::Grounds;
use crate::problem::state::Stated;
use crate::problem::{Ledger, Plan, Problem, Start};
use crate::solve::{Settings, solve};

/// A plan made around what is decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Revised {
    /// The plan of the whole problem. No plan around the same decisions that keeps as much of what was
    /// published is worth more than its bound; its certificate is that of `solved`.
    pub plan: Plan,
    /// What is decided of it.
    pub decided: Vec<Start>,
    /// The problem that was left to plan, with what is to be kept.
    pub open: Problem,
    /// The plan of that.
    pub solved: Plan,
    /// What both sides would rather have.
    pub tastes: Tastes,
}

/// Plans a case around what is decided, keeps what was published, and settles near-ties.
#[must_use]
pub fn plan(case: &Case, stated: &Stated<'_>, settings: &Settings<'_>) -> Revised {
    let problem = &stated.problem;
    let decided = decisions::place(problem, &decisions::wanted(case), settings);
    let mut open = decisions::decide_all(problem, &decided);
    open.keep = decisions::keeps(case, &open);
    let tastes = Tastes::of(case, stated);
    let solved = settled(&open, &tastes, solve(&open, settings));
    let plan = whole(problem, &decided, &open, &solved);
    Revised { plan, decided, open, solved, tastes }
}

/// The plan that was found, or the published one where that is better still; near-ties settled.
fn settled(problem: &Problem, tastes: &Tastes, found: Plan) -> Plan {
    let mut books = Ledger::with(problem, &found.starts);
    if !problem.keep.is_empty() {
        let kept = decisions::kept_books(problem);
        if kept.worth() >= books.worth() {
            books = kept;
        }
    }
    ties::settle(&mut books, tastes);
    let starts = books.bookings().map(|it| books.start(it)).collect();
    measured(Plan { starts, ..found }, books.worth())
}

/// A plan with another worth.
fn measured(plan: Plan, objective: f64) -> Plan {
    let bound = plan.bound.max(objective);
    let gap = (bound - objective) / objective.abs().max(1e-9);
    Plan { objective, bound, gap, ..plan }
}

/// The plan of the whole problem: what is decided and what was planned around it, without the bonuses that
/// held a published plan together.
fn whole(problem: &Problem, decided: &[Start], open: &Problem, solved: &Plan) -> Plan {
    if decided.is_empty() && open.keep.is_empty() {
        return solved.clone();
    }
    let starts: Vec<&Start> = solved.starts.iter().chain(decided).collect();
    let books = Ledger::with(problem, starts);
    let objective = books.worth();
    let more_at_most = solved.bound - solved.objective;
    let starts = books.bookings().map(|it| books.start(it)).collect();
    let plan = Plan { starts, bound: objective + more_at_most, ..solved.clone() };
    measured(plan, objective)
}

/// What there is to say of a plan beside its proposals.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Review {
    /// What was decided beforehand, and what became of it.
    pub decisions: Vec<Decision>,
    /// What was published before and is not in the plan, and why.
    pub moved: Vec<Moved>,
    /// The floors with their prices.
    pub floors: Vec<FloorPrice>,
    /// Pairs that both sides would rather have than what the plan gives them, by candidate.
    pub blocking: Vec<BlockingPair>,
    /// Candidates whom others went before, now or earlier, while they had options.
    pub passed_over: Vec<PassedOver>,
}

/// A pair that both sides would rather have than what the plan gives them: a fact for the specialist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BlockingPair {
    /// Who.
    pub candidate: CandidateId,
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The first week of the horizon in which it could begin, from 0.
    pub start_week: usize,
    /// The strength of the candidate's interest, 1 to 5.
    pub strength: u8,
    /// What the plan gives the candidate that they would give up for it; nothing where it would come beside.
    pub instead_of: Option<OpeningId>,
    /// Why the opening would rather have it.
    pub opening_side: OpeningSide,
}

/// How often others have gone before somebody who had options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PassedOver {
    /// Who.
    pub candidate: CandidateId,
    /// Times before this plan, as the case says.
    pub before: u32,
    /// Whether it happens again: nothing is proposed, and others begin where it would have been possible.
    pub now: bool,
}

/// Reviews a plan.
#[must_use]
pub fn review(grounds: Grounds<'_>, revised: &Revised, settings: &Settings<'_>) -> Review {
    let Revised { plan, decided, open, solved, tastes } = revised;
    Review {
        decisions: decisions::outcomes(grounds, &decisions::wanted(grounds.case), decided),
        moved: moved::moved(grounds, open, &plan.starts),
        floors: floors::prices(open, solved, settings),
        blocking: blocking_pairs(open, solved, tastes),
        passed_over: passed_over(grounds, plan),
    }
}

fn blocking_pairs(open: &Problem, solved: &Plan, tastes: &Tastes) -> Vec<BlockingPair> {
    const KNOWN: &str = "the problem has the case's ids";
    let books = Ledger::with(open, &solved.starts);
    let opening = |at: usize| OpeningId::new(&open.options[at].opening).expect(KNOWN);
    let pair = |it: Blocking| {
        let Blocking { booking, own, rival } = it;
        let option = &open.options[booking.option];
        BlockingPair {
            candidate: CandidateId::new(&option.candidate).expect(KNOWN),
            opening: opening(booking.option),
            activity: decisions::activity_of(open, option),
            start_week: booking.week,
            strength: tastes.taste(option).strength,
            instead_of: own.map(|own| opening(own.option)),
            opening_side: if rival.is_some() { OpeningSide::Wishes } else { OpeningSide::Room },
        }
    };
    let mut pairs: Vec<BlockingPair> = blocking(&books, tastes).into_iter().map(pair).collect();
    pairs.sort_by(|a, b| {
        (&a.candidate, &a.opening, a.activity).cmp(&(&b.candidate, &b.opening, b.activity))
    });
    pairs
}

fn passed_over(grounds: Grounds<'_>, plan: &Plan) -> Vec<PassedOver> {
    let Grounds { case, stated, .. } = grounds;
    let agreed = case.agreed.iter().map(|it| it.candidate.as_str());
    let begins: BTreeSet<&str> =
        plan.starts.iter().map(|it| it.candidate.as_str()).chain(agreed).collect();
    let taken: BTreeSet<&str> = plan.starts.iter().map(|it| it.opening.as_str()).collect();
    let waits: BTreeSet<&str> = stated
        .problem
        .options
        .iter()
        .filter(|it| !begins.contains(it.candidate.as_str()) && taken.contains(it.opening.as_str()))
        .map(|it| it.candidate.as_str())
        .collect();
    let told = case.candidates.iter().map(|candidate| PassedOver {
        candidate: candidate.id.clone(),
        before: candidate.times_passed_over,
        now: waits.contains(candidate.id.as_str()),
    });
    let mut told: Vec<PassedOver> = told.filter(|it| it.now || it.before > 0).collect();
    told.sort_by(|a, b| a.candidate.cmp(&b.candidate));
    told
}
