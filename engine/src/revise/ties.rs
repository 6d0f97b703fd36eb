//! Near-ties in value: of two plans that are as good as equal, the one that heeds the stronger wish, and
//! then the longer wait.

use std::collections::BTreeMap;

use super::tastes::Tastes;
use crate::problem::{Booking, Ledger};

/// What an exchange may cost the plan at most, in lasting starts with priority and time counted in.
///
/// An assumption: half of a hundredth, since values that are shown in whole per cent look the same there.
pub const NEAR_TIE: f64 = 0.005;

/// What all exchanges of a plan may cost together.
///
/// An assumption: a twentieth of a lasting start, so that near-ties never add up to a difference.
pub const NEAR_TIES_TOGETHER: f64 = 0.05;

/// Exchanges starts until no near-tie could go to a stronger wish, or to a longer wait at the same wish.
///
/// An exchange gives a candidate an option in place of their own like start, in place of somebody else's
/// like start at the opening (who then gets the best that is left), or of both. It is made where the sum of the strengths of the
/// wishes that are met rises, or stays and the sum of days waited by those who start rises; and where it
/// costs at most [`NEAR_TIE`]. Each exchange raises one of the two sums, so this ends. What is left of the
/// proof is the bound, which holds for any plan; the plan's worth is to be counted anew.
pub fn settle(books: &mut Ledger<'_>, tastes: &Tastes) {
    let problem = books.problem();
    let mut of_candidate: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, option) in problem.options.iter().enumerate() {
        of_candidate.entry(&option.candidate).or_default().push(at);
    }
    let mut left_to_give = NEAR_TIES_TOGETHER;
    loop {
        let mut at_opening: BTreeMap<&str, Vec<Booking>> = BTreeMap::new();
        for booking in books.bookings() {
            let opening = problem.options[booking.option].opening.as_str();
            at_opening.entry(opening).or_default().push(booking);
        }
        let exchange = (0..problem.options.len()).find_map(|option| {
            let there = at_opening.get(problem.options[option].opening.as_str());
            let there = there.map_or(&[][..], Vec::as_slice);
            find(books, tastes, &of_candidate, option, there, left_to_give.min(NEAR_TIE))
        });
        let Some(cost) = exchange else { return };
        left_to_give -= cost.max(0.0);
    }
}

/// Makes the first exchange for an option that is allowed, and says what it costs.
fn find(
    books: &mut Ledger<'_>,
    tastes: &Tastes,
    of_candidate: &BTreeMap<&str, Vec<usize>>,
    option: usize,
    there: &[Booking],
    most: f64,
) -> Option<f64> {
    let problem = books.problem();
    let wanted = &problem.options[option];
    let like = |it: &&Booking| books.is_trial(it.option) == books.is_trial(option);
    // What is kept of an earlier plan was worth keeping, and moves for no near-tie.
    let moves = |it: &&Booking| like(it) && !books.is_kept(**it);
    let mut own: Vec<Booking> =
        books.of_same_candidate(option).iter().filter(like).copied().collect();
    if own.iter().any(|it| problem.options[it.option].opening == wanted.opening) {
        return None;
    }
    own.retain(|it| moves(&it));
    let strength = |it: &Booking| tastes.taste(&problem.options[it.option]).strength;
    let claim = (tastes.taste(wanted).strength, tastes.waited(wanted));
    let weaker = |it: &&Booking| {
        let other = &problem.options[it.option];
        (strength(it), tastes.waited(other)) < claim && other.candidate != wanted.candidate
    };
    let rivals: Vec<Booking> = there.iter().filter(moves).filter(weaker).copied().collect();
    let owns = std::iter::once(None).chain(own.into_iter().map(Some));
    for own in owns {
        if own.is_some_and(|own| strength(&own) < claim.0)
            && let Some(cost) = exchange(books, tastes, of_candidate, option, (own, None), most)
        {
            return Some(cost);
        }
        for rival in &rivals {
            let out = (own, Some(*rival));
            if let Some(cost) = exchange(books, tastes, of_candidate, option, out, most) {
                return Some(cost);
            }
        }
    }
    None
}

/// Puts an option in place of one or two starts where that is worth it, and says what it costs.
fn exchange(
    books: &mut Ledger<'_>,
    tastes: &Tastes,
    of_candidate: &BTreeMap<&str, Vec<usize>>,
    option: usize,
    (own, rival): (Option<Booking>, Option<Booking>),
    most: f64,
) -> Option<f64> {
    let problem = books.problem();
    let out: Vec<Booking> = own.into_iter().chain(rival).collect();
    let other_options = rival.map(|rival| {
        let options = &of_candidate[problem.options[rival.option].candidate.as_str()];
        let is_like = |at: &usize| {
            books.is_trial(*at) == books.is_trial(rival.option)
                && problem.options[*at].opening != problem.options[rival.option].opening
        };
        options.iter().copied().filter(is_like).collect::<Vec<usize>>()
    });
    // Most exchanges are far too dear, and seen to be before anything is moved.
    let first = |at: usize| Booking { option: at, week: books.weeks(at).start };
    let hope: f64 =
        other_options.iter().flatten().map(|at| books.earns(first(*at))).fold(0.0, f64::max);
    let lost: f64 = out.iter().map(|it| books.earns(*it)).sum();
    // A trial more for a floor, and the bonus of a start that is kept, may make up for some of it.
    let floors: f64 = problem.floors.iter().map(|floor| floor.penalty).fold(0.0, f64::max);
    let bonuses: f64 = problem.keep.iter().map(|keep| keep.bonus).fold(0.0, f64::max);
    if books.earns(first(option)) + hope + 2.0 * (floors + bonuses) < lost - most {
        return None;
    }
    let before = (books.worth(), sums(tastes, books, &out));
    for booking in &out {
        books.give(*booking);
    }
    let mut in_place: Vec<Booking> = best(books, [option]).into_iter().collect();
    let mut accepted = None;
    if let [wanted] = in_place[..] {
        books.take(wanted);
        if let Some(options) = other_options
            && let Some(instead) = best(books, options)
        {
            books.take(instead);
            in_place.push(instead);
        }
        let cost = before.0 - books.worth();
        if cost <= most && sums(tastes, books, &in_place) > before.1 {
            accepted = Some(cost);
        }
    }
    if accepted.is_none() {
        for booking in in_place {
            books.give(booking);
        }
        for booking in out {
            books.take(booking);
        }
    }
    accepted
}

/// The start among some options that earns most, the earliest of equals.
fn best(books: &Ledger<'_>, options: impl IntoIterator<Item = usize>) -> Option<Booking> {
    let starts = options
        .into_iter()
        .flat_map(|option| books.weeks(option).map(move |week| Booking { option, week }));
    let allowed = starts.filter(|it| books.allows(*it));
    // Of equals `max_by` takes the last, so the order is turned.
    let mut allowed: Vec<Booking> = allowed.collect();
    allowed.reverse();
    allowed.into_iter().max_by(|a, b| books.earns(*a).total_cmp(&books.earns(*b)))
}

/// Strengths of the wishes that some starts meet, and days waited by those who start.
fn sums(tastes: &Tastes, books: &Ledger<'_>, bookings: &[Booking]) -> (u32, i64) {
    let options = bookings.iter().map(|it| &books.problem().options[it.option]);
    options.fold((0, 0), |(strength, waited), option| {
        let taste = tastes.taste(option);
        (strength + u32::from(taste.strength), waited + tastes.waited(option))
    })
}
