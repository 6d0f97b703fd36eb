//! Blocking pairs: a candidate and an opening that both would rather have each other than what the plan
//! gives them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::tastes::Tastes;
use crate::problem::{Booking, Ledger};

/// An option that blocks the plan, in the words of the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocking {
    /// The option, and the first week in which it could start.
    pub booking: Booking,
    /// The candidate's own start that it would take the place of.
    pub own: Option<Booking>,
    /// The start at the opening that it would take the place of; none where there is room.
    pub rival: Option<Booking>,
}

/// Why an opening would rather have a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpeningSide {
    /// There is room: somebody is better than nobody.
    Room,
    /// What the employer has said about tasks, hours, position and start is met better, and nothing worse.
    Wishes,
}

/// The pairs that block a plan, one for each candidate, opening and activity, in the problem's order.
///
/// An option that the plan does not have blocks it when
///
/// 1. the *candidate* would rather have it: nothing like it is planned for them (no trial, or fewer jobbsmak
///    than they may have) and they have named the job family as an interest of at least the middle of the
///    scale; or it beats ([`super::Fit::beats`]) a trial, or a jobbsmak, that the plan gives them;
/// 2. the *opening* would rather have it: there is room for it; or it beats a start that is planned there by
///    what the employer has wished;
/// 3. it *could be done*: with those one or two starts taken out, some week breaks no rule of the problem,
///    the specialist's hours and caseload among them.
///
/// Ties block nothing, and neither does what nobody has said: without a wish there is no preference.
#[must_use]
pub fn blocking(ledger: &Ledger<'_>, tastes: &Tastes) -> Vec<Blocking> {
    let problem = ledger.problem();
    let mut books = ledger.clone();
    let mut at_opening: BTreeMap<&str, Vec<Booking>> = BTreeMap::new();
    for booking in ledger.bookings() {
        let opening = problem.options[booking.option].opening.as_str();
        at_opening.entry(opening).or_default().push(booking);
    }
    let mut found: Vec<Blocking> = Vec::new();
    for (at, option) in problem.options.iter().enumerate() {
        let same = |other: usize| {
            let it = &problem.options[other];
            it.candidate == option.candidate
                && it.opening == option.opening
                && ledger.is_trial(other) == ledger.is_trial(at)
        };
        let told = found.iter().any(|it| same(it.booking.option));
        if told || ledger.of_same_candidate(at).iter().any(|it| same(it.option)) {
            continue;
        }
        let taste = tastes.taste(option);
        let like = |it: &&Booking| ledger.is_trial(it.option) == ledger.is_trial(at);
        let of = |booking: &Booking| tastes.taste(&problem.options[booking.option]);
        let beaten = ledger
            .of_same_candidate(at)
            .iter()
            .filter(like)
            .filter(|it| taste.candidate.beats(&of(it).candidate));
        let own = taste.is_wished.then_some(None).into_iter().chain(beaten.map(|it| Some(*it)));
        let rivals = at_opening.get(option.opening.as_str()).into_iter().flatten().filter(|it| {
            problem.options[it.option].candidate != option.candidate
                && taste.employer.beats(&of(it).employer)
        });
        let rivals: Vec<Option<Booking>> =
            std::iter::once(None).chain(rivals.map(|it| Some(*it))).collect();
        let ways = own.flat_map(|own| rivals.iter().map(move |rival| (own, *rival)));
        let mut ways: Vec<_> = ways.collect();
        ways.sort_by_key(|(_, rival)| rival.is_some());
        found.extend(ways.into_iter().find_map(|(own, rival)| {
            let week = first_week(&mut books, at, own, rival)?;
            Some(Blocking { booking: Booking { option: at, week }, own, rival })
        }));
    }
    found
}

/// The first week in which an option could start with two others taken out.
fn first_week(
    books: &mut Ledger<'_>,
    option: usize,
    own: Option<Booking>,
    rival: Option<Booking>,
) -> Option<usize> {
    let out: Vec<Booking> = own.into_iter().chain(rival).collect();
    for booking in &out {
        books.give(*booking);
    }
    let week = books.weeks(option).find(|&week| books.allows(Booking { option, week }));
    for booking in out {
        books.take(booking);
    }
    week
}
