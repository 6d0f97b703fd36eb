//! Who is there in a round: people who have come and have no job, openings with a place.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::truth::Came;
use super::{ROUND_WEEKS, YearsSettings};
use crate::domain::{
    Candidate, CandidateId, Case, Earlier, EarlierActivity, FollowUp, JobSpecialist, Months,
    Opening, OpeningId, Outcome, Period, Placement, Readiness,
};
use crate::learn::{LASTS_MONTHS, lasting};
use crate::simulate::{self, Fit, Municipality, Numbers, Settings};
use crate::value::Pair;

/// People and openings that come in each round after the first, as a share of those of the first.
///
/// An assumption: it keeps about as many people looking for work as at the start.
const COME_EACH_ROUND: f64 = 0.15;

/// Weeks that an opening waits for somebody before it is withdrawn. An assumption.
const OPEN_WEEKS: i32 = 24;

/// A municipality over the years.
#[derive(Debug, Clone)]
pub(super) struct World {
    part: u32,
    first_monday: Date,
    /// Everybody who ever comes, and every opening, as drawn.
    drawn: Case,
    people: BTreeMap<CandidateId, Person>,
    places: BTreeMap<OpeningId, Place>,
}

#[derive(Debug, Clone)]
struct Person {
    comes: usize,
    /// As they came, in the days of the round in which they came.
    came: Candidate,
    /// As they are.
    now: Candidate,
    /// Until when they have a job; far off for one that lasts.
    at_work_until: Option<Date>,
    trials: usize,
}

#[derive(Debug, Clone)]
struct Place {
    comes: usize,
    opening: Opening,
    /// Until when each of the places that is taken is.
    taken_until: Vec<Date>,
    /// Since when somebody has been looked for.
    open_since: Date,
}

/// Later than any simulation.
const FOR_GOOD: Date = Date::constant(2999, 12, 31);

impl World {
    pub(super) fn draw(
        settings: &YearsSettings<'_>,
        municipality: &Municipality,
        numbers: Numbers,
        part: u32,
    ) -> Self {
        let YearsSettings { seed, rounds, first_monday, rules, .. } = *settings;
        let later = rounds.saturating_sub(1);
        let each_round = |first: usize| share_of(first, COME_EACH_ROUND).max(1);
        let all = |first: usize| first + later * each_round(first);
        let drawn = Settings {
            seed,
            fit: Fit::PersonByPlace,
            first_monday,
            horizon_weeks: usize::try_from(ROUND_WEEKS).expect("small"),
            service_model: rules.code.clone(),
        };
        let whole = Numbers {
            candidates: all(numbers.candidates),
            openings: all(numbers.openings),
            employers: numbers.employers * all(numbers.openings) / numbers.openings.max(1),
            ..numbers
        };
        let drawn = simulate::case(&drawn, municipality, whole, part);
        let comes = |at: usize, first: usize| match at.checked_sub(first) {
            None => 0,
            Some(later) => 1 + later / each_round(first),
        };
        let person = |(at, candidate): (usize, &Candidate)| {
            let comes = comes(at, numbers.candidates);
            let came = later_by(candidate, comes);
            let now = came.clone();
            (came.id.clone(), Person { comes, came, now, at_work_until: None, trials: 0 })
        };
        let place = |(at, opening): (usize, &Opening)| {
            let comes = comes(at, numbers.openings);
            let opening = Opening {
                open: moved(opening.open, comes),
                closed: opening.closed.iter().map(|it| moved(*it, comes)).collect(),
                ..opening.clone()
            };
            let open_since = first_monday + rounds_of(comes);
            (opening.id.clone(), Place { comes, opening, taken_until: Vec::new(), open_since })
        };
        let people = drawn.candidates.iter().enumerate().map(person).collect();
        let places = drawn.openings.iter().enumerate().map(place).collect();
        Self { part, first_monday, drawn, people, places }
    }

    /// Which of several places it is.
    pub(super) fn part(&self) -> u32 {
        self.part
    }

    /// What there is to plan in a round.
    pub(super) fn case(&mut self, round: usize) -> Case {
        let monday = self.first_monday + rounds_of(round);
        for place in self.places.values_mut() {
            let free_again = place.taken_until.iter().filter(|until| **until <= monday).max();
            place.open_since = place.open_since.max(free_again.copied().unwrap_or(Date::MIN));
            place.taken_until.retain(|until| *until > monday);
        }
        let free = |place: &Place| {
            let places = usize::try_from(place.opening.places).expect("a few");
            let free =
                u32::try_from(places.saturating_sub(place.taken_until.len())).expect("a few");
            let is_there = place.comes <= round && monday < place.open_since + OPEN_WEEKS.weeks();
            (free > 0 && is_there).then(|| Opening {
                places: free,
                trials_most: Some(free),
                ..place.opening.clone()
            })
        };
        let looks = |person: &&Person| {
            person.comes <= round && person.at_work_until.is_none_or(|until| until <= monday)
        };
        let specialist = |it: &JobSpecialist| JobSpecialist {
            leave: it.leave.iter().map(|leave| moved(*leave, round)).collect(),
            ..it.clone()
        };
        // Those who were at work before the first round are followed up in each as in the first.
        let placement = |it: &Placement| Placement {
            follow_up: it
                .follow_up
                .as_ref()
                .map(|it| FollowUp { next: it.next + rounds_of(round), ..it.clone() }),
            ..it.clone()
        };
        Case {
            first_monday: monday,
            candidates: self.people.values().filter(looks).map(|it| it.now.clone()).collect(),
            openings: self.places.values().filter_map(free).collect(),
            specialists: self.drawn.specialists.iter().map(specialist).collect(),
            placements: self.drawn.placements.iter().map(placement).collect(),
            ..self.drawn.clone()
        }
    }

    /// A pair with the person as they came: what was tried since shows what fits, and does not change it.
    pub(super) fn as_they_came<'a>(&'a self, pair: &Pair<'a>) -> Pair<'a> {
        Pair { candidate: &self.people[&pair.candidate.id].came, ..*pair }
    }

    /// How many trials somebody has had since they came.
    pub(super) fn trials_of(&self, candidate: &Candidate) -> usize {
        self.people[&candidate.id].trials
    }

    /// Somebody has had a jobbsmak, and is a step nearer to a trial whatever it showed.
    pub(super) fn tasted(&mut self, pair: &Pair<'_>, ended: Date, went_well: bool) {
        let outcome = if went_well { Outcome::WentWell } else { Outcome::NoFit };
        let person = self.person(pair);
        person.now.earlier.push(tried(pair, EarlierActivity::Jobbsmak, ended, outcome));
        person.now.readiness = Readiness::Trial;
    }

    /// Somebody has had a trial; the day from which what came of it counts.
    pub(super) fn tried(&mut self, pair: &Pair<'_>, ended: Date, came: Came) -> Date {
        let months = Months::new(LASTS_MONTHS).expect("six");
        let job = |last| lasting(ended, Some((ended, last)), months, ended).due_on;
        let person = self.person(pair);
        person.trials += 1;
        match came {
            Came::Lasting => {
                person.at_work_until = Some(FOR_GOOD);
                self.place(pair).taken_until.push(FOR_GOOD);
                job(None)
            }
            Came::EndingEarly(share) => {
                let due_on = job(None);
                #[expect(clippy::cast_possible_truncation, reason = "half a year")]
                let days = (share * f64::from((due_on - ended).get_days())) as i32;
                let last = ended + days.days();
                person.at_work_until = Some(last);
                person.now.reentry = true;
                person.now.waiting_since = last;
                let entry = tried(pair, EarlierActivity::Job, last, Outcome::EndedEarly);
                person.now.earlier.push(entry);
                self.place(pair).taken_until.push(last);
                due_on
            }
            Came::Nothing => {
                let entry = tried(pair, EarlierActivity::Trial, ended, Outcome::NoFit);
                person.now.earlier.push(entry);
                lasting(ended, None, months, ended).due_on
            }
        }
    }

    fn person(&mut self, pair: &Pair<'_>) -> &mut Person {
        self.people.get_mut(&pair.candidate.id).expect("people of a case are of its world")
    }

    fn place(&mut self, pair: &Pair<'_>) -> &mut Place {
        self.places.get_mut(&pair.opening.id).expect("openings of a case are of its world")
    }
}

fn tried(pair: &Pair<'_>, activity: EarlierActivity, ended: Date, outcome: Outcome) -> Earlier {
    let employer = Some(pair.employer.clone());
    Earlier { activity, family: pair.opening.family, employer, ended, outcome }
}

/// A candidate who comes some rounds later.
fn later_by(candidate: &Candidate, rounds: usize) -> Candidate {
    let mut later = candidate.clone();
    later.waiting_since += rounds_of(rounds);
    later.away = later.away.iter().map(|it| moved(*it, rounds)).collect();
    for tried in &mut later.earlier {
        tried.ended += rounds_of(rounds);
    }
    later
}

/// A period some rounds later.
fn moved(period: Period, rounds: usize) -> Period {
    let later = |day: Date| day + rounds_of(rounds);
    let moved = Period::new(period.from().map(later), period.to().map(later));
    moved.expect("both ends move alike")
}

pub(super) fn rounds_of(rounds: usize) -> jiff::Span {
    (ROUND_WEEKS * i32::try_from(rounds).expect("a few years")).weeks()
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of people"
)]
fn share_of(number: usize, share: f64) -> usize {
    (number as f64 * share).round() as usize
}
