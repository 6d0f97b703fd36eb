//! Why not this one? The rules that close a pair, or what choosing it would cost the whole.

use schemars::JsonSchema;
use serde::Serialize;

use super::Revised;
use super::decisions::activity_of;
use crate::domain::{Activity, Ban, CandidateId, OpeningId};
use crate::eligibility::{Reason, ready_for, reasons_against};
use crate::explain::Grounds;
use crate::problem::state::is_banned;
use crate::problem::{
    BlockOwner, Booking, Ledger, PlacementOption, Plan, Problem, Shortage, Start, decide,
};
use crate::solve::{Before, Settings, bound_at, resume};

/// Weeks for which the plan is solved again with the pair in it; the others are only bounded.
const MOST_SOLVED: usize = 3;

/// Why one pair and activity is not in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WhyNot {
    /// What would be tried.
    pub activity: Activity,
    /// Why it is not in the plan.
    pub why: WhyNotThis,
}

/// Why something is not in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyNotThis {
    /// It is in the plan.
    Chosen {
        /// The week of the horizon in which it begins, from 0.
        start_week: usize,
    },
    /// It is agreed already, outside the plan.
    AgreedAlready,
    /// Rules close it: all of them, each with its two figures.
    Closed {
        /// The reasons.
        reasons: Vec<Reason>,
    },
    /// No rule closes it, and a person has decided against it.
    Banned {
        /// The job specialist who decided, where it is known.
        by: Option<crate::domain::SpecialistId>,
    },
    /// The candidate has no job specialist to follow it up.
    NoSpecialist,
    /// The opening does not offer it.
    NotOffered,
    /// The person is not ready for it now, or wants no more of it: what kartlegging says, and no rule.
    NotReady,
    /// It would teach nothing that is not known.
    NothingToLearn,
    /// What is agreed or decided leaves no week, place or hours for it.
    NoRoom {
        /// What is short in the week where least is; nothing where no week is left at all.
        lacks: Vec<Shortage>,
    },
    /// It could be chosen, and this is what that would cost.
    Costs(Cost),
}

/// What choosing a pair would cost the plan, in lasting starts with priority and time counted in.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cost {
    /// At once from the plan's prices: it costs at least this. Nothing where the plan's bound rests on a
    /// search, which leaves no prices.
    pub at_least_by_prices: Option<f64>,
    /// By solving again with the pair in the plan, where that was asked for.
    pub solved: Option<Solved>,
}

/// A plan with the pair in it beside the plan as it is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Solved {
    /// What the plan loses: the difference of the two plans that were found.
    pub cost: f64,
    /// No plan with the pair in it loses less than this; the difference to `cost` is what is not proved.
    pub cost_at_least: f64,
    /// The week of the horizon in which the pair would begin, from 0.
    pub start_week: usize,
    /// The plan as it is.
    pub now: Figures,
    /// The plan with the pair in it.
    pub then: Figures,
}

/// A plan in plain figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// What the plan is worth, with priority and time counted in.
    pub worth: f64,
    /// Jobs expected to last, from the trials of the plan.
    pub lasting_jobs: f64,
    /// Trials that begin.
    pub trials: usize,
    /// Jobbsmak that begin.
    pub jobbsmak: usize,
    /// Hours of job specialists.
    pub specialist_hours: f64,
    /// Hours of fadders.
    pub mentor_hours: f64,
}

/// Counts a plan of a problem.
#[must_use]
pub fn figures(problem: &Problem, starts: &[Start]) -> Figures {
    let books = Ledger::with(problem, starts);
    let mut figures = Figures {
        worth: books.worth(),
        lasting_jobs: 0.0,
        trials: 0,
        jobbsmak: 0,
        specialist_hours: 0.0,
        mentor_hours: 0.0,
    };
    for Booking { option, .. } in books.bookings() {
        let profile = books.profile(option);
        if books.is_trial(option) {
            figures.trials += 1;
            figures.lasting_jobs += problem.options[option].value;
        } else {
            figures.jobbsmak += 1;
        }
        figures.mentor_hours += profile.mentor_hours.iter().sum::<f64>();
        figures.specialist_hours += profile.specialist_hours.iter().sum::<f64>();
    }
    figures
}

/// Every reason against a pair and an activity; against both activities where none is said.
pub(super) fn reasons(
    grounds: Grounds<'_>,
    candidate: &CandidateId,
    opening: &OpeningId,
    activity: Option<Activity>,
) -> Vec<Reason> {
    let Grounds { case, rules, planning, .. } = grounds;
    let who = case.candidates.iter().find(|it| it.id == *candidate);
    let place = case.openings.iter().find(|it| it.id == *opening);
    let (Some(who), Some(place)) = (who, place) else { return Vec::new() };
    let mut reasons = reasons_against(case, rules, planning, who, place);
    reasons.retain(|it| activity.is_none() || it.activity.is_none() || it.activity == activity);
    reasons
}

/// Why a pair of the case is not in the plan, for a jobbsmak and for a trial.
///
/// With `settings` the plan is solved again with the pair in it; without, the cost is told from the plan's
/// prices alone.
#[must_use]
pub fn why_not(
    grounds: Grounds<'_>,
    revised: &Revised,
    candidate: &CandidateId,
    opening: &OpeningId,
    settings: Option<&Settings<'_>>,
) -> Vec<WhyNot> {
    let why = |&activity: &Activity| WhyNot {
        activity,
        why: why_not_this(grounds, revised, (candidate, opening, activity), settings),
    };
    Activity::ALL.iter().map(why).collect()
}

fn why_not_this(
    grounds: Grounds<'_>,
    revised: &Revised,
    (candidate, opening, activity): (&CandidateId, &OpeningId, Activity),
    settings: Option<&Settings<'_>>,
) -> WhyNotThis {
    let Grounds { case, stated, .. } = grounds;
    let problem = &stated.problem;
    let is_pair = |who: &str, place: &str| who == candidate.as_str() && place == opening.as_str();
    let of_pair = |start: &&Start| {
        let planned = stated.option_of(start).map(|option| option.activity);
        is_pair(&start.candidate, &start.opening) && planned == Some(activity)
    };
    if let Some(start) = revised.plan.starts.iter().find(of_pair) {
        return WhyNotThis::Chosen { start_week: start.start_week };
    }
    let is_agreed = |it: &crate::domain::Agreed| {
        (&it.candidate, &it.opening, it.activity) == (candidate, opening, activity)
    };
    if case.agreed.iter().any(is_agreed) {
        return WhyNotThis::AgreedAlready;
    }
    let reasons = reasons(grounds, candidate, opening, Some(activity));
    if !reasons.is_empty() {
        return WhyNotThis::Closed { reasons };
    }
    if is_banned(case, (candidate, opening, activity)) {
        let is_it = |ban: &&Ban| (&ban.candidate, &ban.opening) == (candidate, opening);
        return WhyNotThis::Banned {
            by: case.bans.iter().find(is_it).and_then(|it| it.by.clone()),
        };
    }
    let who = case.candidates.iter().find(|it| it.id == *candidate);
    if who.is_none_or(|it| it.specialist.is_none()) {
        return WhyNotThis::NoSpecialist;
    }
    let place = case.openings.iter().find(|it| it.id == *opening);
    if place.is_some_and(|it| !it.activities.contains(&activity)) {
        return WhyNotThis::NotOffered;
    }
    if who.is_some_and(|it| !ready_for(it).contains(&activity)) {
        return WhyNotThis::NotReady;
    }
    let is_option = |it: &&PlacementOption| {
        is_pair(&it.candidate, &it.opening) && activity_of(problem, it) == activity
    };
    if !problem.options.iter().any(|it| is_option(&it)) {
        let ruled_out = case.agreed.iter().any(|it| it.candidate == *candidate);
        let is_lesson = activity == Activity::Jobbsmak && !ruled_out;
        return if is_lesson { WhyNotThis::NothingToLearn } else { no_room(problem, &is_option) };
    }
    let open = &revised.open;
    let books = Ledger::empty(open);
    let options = open.options.iter().enumerate();
    let options = options.filter(|(_, it)| is_option(it)).map(|(at, _)| at);
    let bookings =
        options.flat_map(|option| books.weeks(option).map(move |week| Booking { option, week }));
    let bookings: Vec<Booking> = bookings.filter(|it| books.allows(*it)).collect();
    match cost(open, &revised.solved, &bookings, settings) {
        None => no_room(open, &is_option),
        Some((by_prices, found)) => WhyNotThis::Costs(Cost {
            at_least_by_prices: by_prices,
            solved: found.map(|found| {
                let mut starts = found.starts;
                starts.extend(revised.decided.iter().cloned());
                Solved {
                    cost: found.cost,
                    cost_at_least: found.at_least,
                    start_week: found.start_week,
                    now: figures(problem, &revised.plan.starts),
                    then: figures(problem, &starts),
                }
            }),
        }),
    }
}

/// That there is no room for some options, and what is short where least is.
fn no_room(problem: &Problem, is_option: &dyn Fn(&&PlacementOption) -> bool) -> WhyNotThis {
    let books = Ledger::empty(problem);
    let options = problem.options.iter().enumerate().filter(|(_, it)| is_option(it));
    let lacks = options.filter_map(|(at, _)| books.in_the_way(at)).min_by_key(Vec::len);
    WhyNotThis::NoRoom { lacks: lacks.unwrap_or_default() }
}

/// A plan that has one of the starts that were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it loses against the plan as it is.
    pub cost: f64,
    /// No plan with one of the starts loses less.
    pub at_least: f64,
    /// The week in which the start that was asked for begins.
    pub start_week: usize,
    /// Every start of the plan.
    pub starts: Vec<Start>,
}

/// What it would cost a plan to have one of some starts: by its prices, and by solving again where there
/// are settings for that. `None` where there is no start to be had.
///
/// For each start the problem is what is left when it is decided, and any prices bound that problem from
/// above: what the start earns and that bound are the most that a plan with it can be worth, so the plan's
/// worth less those is the *least* that it costs. At the plan's own prices only the bound of the
/// candidate's block changes, so that takes milliseconds. Solving again, from the plan as it is, gives a plan, and so
/// the most that it needs to cost; the starts that cannot cost less than what was found need no solving.
#[must_use]
pub fn cost(
    problem: &Problem,
    plan: &Plan,
    bookings: &[Booking],
    settings: Option<&Settings<'_>>,
) -> Option<(Option<f64>, Option<Found>)> {
    let books = Ledger::empty(problem);
    let mut ways: Vec<(Option<f64>, Booking, Problem)> = Vec::new();
    for &booking in bookings {
        let start = books.start(booking);
        let left = decide(problem, &start);
        let person = problem.candidates.iter().find(|it| it.id == start.candidate);
        let block = match person.and_then(|it| it.specialist.clone()) {
            Some(specialist) => BlockOwner::Specialist(specialist),
            None => BlockOwner::Candidate(start.candidate),
        };
        let most = bound_at(&left, &plan.certificate, &[block]);
        let at_least = most.map(|most| (plan.objective - books.earns(booking) - most).max(0.0));
        ways.push((at_least, booking, left));
    }
    ways.sort_by(|a, b| a.0.unwrap_or(0.0).total_cmp(&b.0.unwrap_or(0.0)).then(a.1.cmp(&b.1)));
    let by_prices = ways.first()?.0;
    let Some(settings) = settings else { return Some((by_prices, None)) };
    let mut found: Option<Found> = None;
    let mut proved = f64::INFINITY;
    for (number, (at_least, booking, left)) in ways.into_iter().enumerate() {
        let at_least = at_least.unwrap_or(0.0);
        let is_dearer = found.as_ref().is_some_and(|found| at_least >= found.cost - 1e-9);
        if is_dearer || number >= MOST_SOLVED {
            // Those that come after are no cheaper.
            proved = proved.min(at_least);
            break;
        }
        let again = resume(&left, Before { problem, plan }, settings);
        let earned = books.earns(booking);
        proved = proved.min(at_least.max(plan.objective - earned - again.bound));
        let cost = plan.objective - earned - again.objective;
        if found.as_ref().is_none_or(|found| cost < found.cost) {
            let mut starts = again.starts;
            starts.push(books.start(booking));
            found = Some(Found { cost, at_least: 0.0, start_week: booking.week, starts });
        }
    }
    let found = found.map(|found| Found { at_least: proved.min(found.cost), ..found });
    Some((by_prices, found))
}
