//! What people have decided of the plan: pins, starts that were told, starts that were published.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{Activity, CandidateId, Case, OpeningId, Pin, Published};
use crate::eligibility::Reason;
use crate::explain::Grounds;
use crate::problem::state::Stated;
use crate::problem::{
    self, Booking, Keep, Ledger, PlacementOption, Problem, Shortage, Start, decide,
};
use crate::solve::{Settings, solve};

/// What keeping a start is worth that was proposed and not yet told, in lasting starts.
///
/// An assumption: a twentieth, so that a start stays unless moving it gains more than the doubt that
/// every figure here has.
pub const KEEP_BONUS: f64 = 0.05;

/// Work units for placing what is pinned: there are seldom more than a few.
const PIN_WORK: u64 = 100_000;

/// Something that is to be in the plan because a person has decided it, or has been told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) candidate: CandidateId,
    pub(super) opening: OpeningId,
    /// What; a trial if one is possible, or else a jobbsmak, where it is not said.
    pub(super) activity: Option<Activity>,
    /// The week of the horizon; as early as can be where it is not said.
    pub(super) week: Option<usize>,
    /// Whether it was told, rather than pinned.
    pub(super) told: bool,
}

/// A decision that is to be in the plan, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Decision {
    /// Who.
    pub candidate: CandidateId,
    /// Where.
    pub opening: OpeningId,
    /// What: as it is planned, or as it was asked for.
    pub activity: Option<Activity>,
    /// Whether the candidate or the employer has been told; a specialist's pin otherwise.
    pub told: bool,
    /// The Monday on which it begins; none where it cannot be in the plan.
    pub monday: Option<Date>,
    /// Why it cannot be in the plan; nothing where it is.
    pub stopped_by: Option<Stop>,
}

/// Why something that was decided cannot be in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stop {
    /// Rules close it: all of them, each with its two figures.
    Closed {
        /// The reasons.
        reasons: Vec<Reason>,
    },
    /// The candidate has no job specialist.
    NoSpecialist,
    /// What is agreed already stands against it.
    Agreed,
    /// It can be done, and not in the week that was asked for.
    NotThatWeek {
        /// The Monday of the first week in which it could begin.
        earliest: Date,
        /// The Monday of the last.
        latest: Date,
    },
    /// Places, hours or caseload do not suffice for it beside what else was decided, or the same person has
    /// another decision for the same time.
    NoRoom {
        /// What is short for this decision alone, in the week where least is; nothing where only other decisions
        /// stand in its way.
        lacks: Vec<Shortage>,
    },
    /// It is banned: another decision says that it is not to be.
    Banned,
}

/// The activity of a problem's option.
pub(super) fn activity_of(problem: &Problem, option: &PlacementOption) -> Activity {
    let profile = problem.profiles.iter().find(|it| it.id == option.profile);
    match profile.expect("the problem is valid").activity {
        problem::Activity::Jobbsmak => Activity::Jobbsmak,
        problem::Activity::Trial => Activity::Trial,
    }
}

/// Everything that is to be in the plan: what was told before what is pinned.
pub(super) fn wanted(case: &Case) -> Vec<Wanted> {
    let week = |day: Date| usize::try_from((day - case.first_monday).get_days().div_euclid(7)).ok();
    let told = case.published.iter().filter(|it| it.told).map(|it| {
        let Published { candidate, opening, activity, first_monday, told: _ } = it;
        Wanted {
            candidate: candidate.clone(),
            opening: opening.clone(),
            activity: Some(*activity),
            // What began before the horizon is no start any more; it belongs among what is agreed.
            week: week(*first_monday).or(Some(usize::MAX)),
            told: true,
        }
    });
    let pinned = case.pins.iter().map(|pin| {
        let Pin { candidate, opening, activity, first_monday, by: _, on: _, why: _ } = pin;
        Wanted {
            candidate: candidate.clone(),
            opening: opening.clone(),
            activity: *activity,
            week: first_monday.and_then(week),
            told: false,
        }
    });
    let mut wanted: Vec<Wanted> = told.collect();
    for pin in pinned {
        let same = |it: &Wanted| {
            (&it.candidate, &it.opening) == (&pin.candidate, &pin.opening)
                && (pin.activity.is_none() || it.activity == pin.activity)
        };
        // A pin of what was told adds nothing to it.
        if !wanted.iter().any(same) {
            wanted.push(pin);
        }
    }
    wanted
}

/// The options of the problem that would give what is wanted, each cut to the week that was asked for.
fn options_for(problem: &Problem, wanted: &Wanted) -> Vec<PlacementOption> {
    let Wanted { candidate, opening, activity, week, told: _ } = wanted;
    let of_pair = problem
        .options
        .iter()
        .filter(|it| it.candidate == candidate.as_str() && it.opening == opening.as_str());
    let with = |wanted: Activity| -> Vec<PlacementOption> {
        of_pair.clone().filter(|it| activity_of(problem, it) == wanted).cloned().collect()
    };
    let options = match activity {
        Some(activity) => with(*activity),
        None => Some(with(Activity::Trial))
            .filter(|trials| !trials.is_empty())
            .unwrap_or_else(|| with(Activity::Jobbsmak)),
    };
    let cut = |mut option: PlacementOption| match week {
        None => Some(option),
        Some(week) if (option.earliest_start..=option.latest_start).contains(week) => {
            (option.earliest_start, option.latest_start) = (*week, *week);
            Some(option)
        }
        Some(_) => None,
    };
    options.into_iter().filter_map(cut).collect()
}

/// The starts that carry out as many of the decisions as can be, each as early as can be.
///
/// Found by solving the problem of those pairs alone: each start is worth 1, and all delays together
/// weigh less than one start.
pub(super) fn place(problem: &Problem, wanted: &[Wanted], settings: &Settings<'_>) -> Vec<Start> {
    let mut alone = problem.clone();
    (alone.options, alone.floors, alone.keep) = (Vec::new(), Vec::new(), Vec::new());
    for option in wanted.iter().flat_map(|it| options_for(problem, it)) {
        let same = |it: &PlacementOption| {
            (&it.candidate, &it.opening, &it.profile)
                == (&option.candidate, &option.opening, &option.profile)
        };
        if !alone.options.iter().any(same) {
            alone.options.push(PlacementOption { value: 1.0, ..option });
        }
    }
    if alone.options.is_empty() {
        return Vec::new();
    }
    for candidate in &mut alone.candidates {
        candidate.priority = 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few decisions, and some weeks")]
    let weight = ((wanted.len() + 1) * (alone.horizon_weeks + 1)) as f64;
    alone.start_discount = 1.0 / weight;
    let Settings { gap: _, work: _, threads, time_is_up, progress: _ } = *settings;
    let settings =
        Settings { gap: 0.0, work: Some(PIN_WORK), threads, time_is_up, progress: &|_| () };
    solve(&alone, &settings).starts
}

/// The problem once these starts are decided.
pub(super) fn decide_all(problem: &Problem, starts: &[Start]) -> Problem {
    starts.iter().fold(problem.clone(), |left, start| decide(&left, start))
}

/// What became of each decision.
pub(super) fn outcomes(grounds: Grounds<'_>, wanted: &[Wanted], placed: &[Start]) -> Vec<Decision> {
    let Grounds { case, stated, .. } = grounds;
    let problem = &stated.problem;
    let outcome = |wanted: &Wanted| {
        let Wanted { candidate, opening, activity, week: _, told } = wanted;
        let options = options_for(problem, wanted);
        let is_it = |start: &&Start| {
            options.iter().any(|it| {
                (&it.candidate, &it.opening, &it.profile)
                    == (&start.candidate, &start.opening, &start.profile)
                    && (it.earliest_start..=it.latest_start).contains(&start.start_week)
            })
        };
        let start = placed.iter().find(is_it);
        let planned = start.and_then(|start| stated.option_of(start)).map(|it| it.activity);
        Decision {
            candidate: candidate.clone(),
            opening: opening.clone(),
            activity: planned.or(*activity),
            told: *told,
            monday: start.map(|it| crate::domain::monday_of_week(case.first_monday, it.start_week)),
            stopped_by: start.is_none().then(|| stop(grounds, wanted, options.is_empty())),
        }
    };
    wanted.iter().map(outcome).collect()
}

/// Why a decision cannot be carried out.
pub(super) fn stop(grounds: Grounds<'_>, wanted: &Wanted, has_no_option: bool) -> Stop {
    let Grounds { case, stated, .. } = grounds;
    let Wanted { candidate, opening, activity, week, told: _ } = wanted;
    let banned = |activity| problem::state::is_banned(case, (candidate, opening, activity));
    if activity.map_or_else(|| banned(Activity::Trial) && banned(Activity::Jobbsmak), banned) {
        return Stop::Banned;
    }
    if !has_no_option {
        return Stop::NoRoom { lacks: lacks(&stated.problem, wanted) };
    }
    let any_week = Wanted { week: None, ..wanted.clone() };
    let in_other_weeks = options_for(&stated.problem, &any_week);
    let earliest = in_other_weeks.iter().map(|it| it.earliest_start).min();
    let latest = in_other_weeks.iter().map(|it| it.latest_start).max();
    if let (Some(_), Some(earliest), Some(latest)) = (week, earliest, latest) {
        let monday = |week| crate::domain::monday_of_week(case.first_monday, week);
        return Stop::NotThatWeek { earliest: monday(earliest), latest: monday(latest) };
    }
    let reasons = super::why_not::reasons(grounds, candidate, opening, *activity);
    let who = case.candidates.iter().find(|it| it.id == *candidate);
    if !reasons.is_empty() {
        Stop::Closed { reasons }
    } else if who.is_some_and(|it| it.specialist.is_none()) {
        Stop::NoSpecialist
    } else {
        Stop::Agreed
    }
}

/// What is short for a decision beside what is agreed, in the week where least is.
fn lacks(problem: &Problem, wanted: &Wanted) -> Vec<Shortage> {
    let wanted = options_for(problem, wanted);
    let problem = Problem { options: wanted, ..problem.clone() };
    let books = Ledger::empty(&problem);
    let ways = (0..problem.options.len()).filter_map(|at| books.in_the_way(at));
    ways.min_by_key(Vec::len).unwrap_or_default()
}

/// Whether the problem has no option for what is wanted.
pub(super) fn has_none(stated: &Stated<'_>, wanted: &Wanted) -> bool {
    options_for(&stated.problem, wanted).is_empty()
}

/// The published starts that the problem still has, with the bonus for keeping each.
pub(super) fn keeps(case: &Case, problem: &Problem) -> Vec<Keep> {
    let mut keeps: Vec<Keep> = Vec::new();
    for published in case.published.iter().filter(|it| !it.told) {
        for option in options_for(problem, &as_wanted(case, published)) {
            let same = |keep: &Keep| {
                (&keep.candidate, &keep.opening, &keep.profile)
                    == (&option.candidate, &option.opening, &option.profile)
            };
            if !keeps.iter().any(same) {
                keeps.push(Keep {
                    candidate: option.candidate,
                    opening: option.opening,
                    profile: option.profile,
                    start_week: option.earliest_start,
                    bonus: KEEP_BONUS,
                });
            }
        }
    }
    keeps
}

/// A published start as something that is wanted in its week.
pub(super) fn as_wanted(case: &Case, published: &Published) -> Wanted {
    let Published { candidate, opening, activity, first_monday, told } = published;
    let days = (*first_monday - case.first_monday).get_days();
    Wanted {
        candidate: candidate.clone(),
        opening: opening.clone(),
        activity: Some(*activity),
        week: usize::try_from(days.div_euclid(7)).ok().or(Some(usize::MAX)),
        told: *told,
    }
}

/// As many of the starts to keep as stand together, as a plan's books: what a re-plan must be better than.
pub(super) fn kept_books(problem: &Problem) -> Ledger<'_> {
    let mut books = Ledger::empty(problem);
    for Keep { candidate, opening, profile, start_week, bonus: _ } in &problem.keep {
        let start = Start {
            candidate: candidate.clone(),
            opening: opening.clone(),
            profile: profile.clone(),
            start_week: *start_week,
        };
        let booking: Option<Booking> = books.find(&start).filter(|it| books.allows(*it));
        if let Some(booking) = booking {
            books.take(booking);
        }
    }
    books
}
