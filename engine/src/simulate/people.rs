//! Candidates.
//!
//! What fits whom hangs together: tasks go better in the work that attracts, what a person needs is more often
//! found there, and home, hours and position are each person's own. So it matters who goes where.

use std::collections::BTreeMap;

use jiff::ToSpan;

use super::draw::{any, chance, level_near, one_of, some_of};
use super::families::picture;
use super::published::{
    BELOW_LEAST, HAS_SPECIALIST, LEAVING_SCHOOL, MEAN_WAITING_WEEKS, MINUTES_MOST, SUPPORT_NEED,
    TRAVEL_MODES, WISHES,
};
use super::work::{WEEKDAYS, family, range, week};
use super::{Drawing, Fit};
use crate::domain::{
    Adaptation, Candidate, CandidateId, Certificate, Consent, Earlier, EarlierActivity, Experience,
    Interest, InterestBasis, JobFamily, JobSpecialist, Level, Outcome, Period, PositionRange,
    Preparation, PreparationKind, Readiness, SchemeCode, Sector, SpecialistId, Step, TaskKind,
    TaskProfile, Travel, TravelMinutes, TravelMode, WeekHours, Weekday, Weeks,
};
use crate::random::Random;

/// A candidate; with [`Fit::None`], one whom every opening suits as well as it suits any other.
pub(super) fn candidate(
    drawing: &mut Drawing<'_>,
    at: usize,
    specialists: &[JobSpecialist],
) -> Candidate {
    let drawn = draw(drawing, at, specialists);
    match drawing.settings.fit {
        Fit::PersonByPlace => drawn,
        Fit::None => suits_all(drawing, drawn),
    }
}

fn draw(drawing: &mut Drawing<'_>, at: usize, specialists: &[JobSpecialist]) -> Candidate {
    let postal_code = drawing.settlement();
    let first = drawing.settings.first_monday;
    let random = &mut drawing.random;
    let need = one_of(random, &SUPPORT_NEED);
    let interests = interests(random);
    let families: Vec<JobFamily> = interests.iter().map(|it| it.family).collect();
    let wanted_position = wish(random);
    let waited_weeks = (-MEAN_WAITING_WEEKS * libm::log(1.0 - random.share())).min(156.0);
    #[expect(clippy::cast_possible_truncation, reason = "at most three years")]
    let waited_days = (7.0 * waited_weeks) as i32 + 1;
    let passed_over = if waited_days > 180 { random.below(4) } else { 0 };
    let avoided = family(random);
    let away_from = first + i32::try_from(random.below(8)).expect("small").weeks();
    let away = Period::new(Some(away_from), Some(away_from + 4.days()));
    let consent =
        one_of(random, &[(Consent::Yes, 0.92), (Consent::NotYet, 0.05), (Consent::Later, 0.03)]);
    let steps =
        [(Step::Kartlegging, 0.15), (Step::JobFinding, 0.75), (Step::EmployerEngagement, 0.10)];
    let ready = [(Readiness::Trial, 0.75), (Readiness::Jobbsmak, 0.18), (Readiness::NotYet, 0.07)];
    let scheme = one_of(random, &[(Some("tao"), 0.8), (Some("municipal"), 0.1), (None, 0.1)]);
    let wishes_sector = chance(random, 0.25);
    Candidate {
        id: CandidateId::new(&format!("K-{:03}", at + 1)).expect("an id"),
        own_words: None,
        district: None,
        postal_code,
        specialist: specialist(random, specialists),
        step: one_of(random, &steps),
        consent,
        readiness: one_of(random, &ready),
        waiting_since: first - waited_days.days(),
        times_passed_over: u32::try_from(passed_over).expect("small"),
        reentry: chance(random, 0.08),
        leaving_school: chance(random, LEAVING_SCHOOL),
        placement: None,
        travel: travel(random),
        wanted_position,
        available: available(random, wanted_position, &families),
        away: away.filter(|_| chance(random, 0.1)).into_iter().collect(),
        flexible: Vec::new(),
        avoid_families: (chance(random, 0.15) && !families.contains(&avoided))
            .then_some(avoided)
            .into_iter()
            .collect(),
        avoid_employers: Vec::new(),
        sector_wish: wishes_sector.then(|| *any(random, &[Sector::Public, Sector::Private])),
        tasks: tasks(random, need, &families),
        adaptations: adaptations(random, need, families[0]),
        certificates: certificates(random, &families),
        coming_certificates: Vec::new(),
        preparations: preparations(random),
        experience: experience(random, &families),
        earlier: earlier(random, &families, first),
        releases: Vec::new(),
        schemes: scheme.into_iter().filter_map(SchemeCode::new).collect(),
        decisions: Vec::new(),
        jobbsmak_most: None,
        not_used: None,
        interests,
    }
}

/// The first interest is the strongest.
fn interests(random: &mut Random) -> Vec<Interest> {
    let mut interests: Vec<Interest> = Vec::new();
    let count = 1 + random.below(3);
    while interests.len() < count {
        let family = family(random);
        if interests.iter().all(|it| it.family != family) {
            let strongest = 5 - i64::try_from(interests.len()).expect("small");
            let strength = strongest - i64::from(chance(random, 0.5));
            let sources = [
                (InterestBasis::Said, 0.7),
                (InterestBasis::Tried, 0.15),
                (InterestBasis::Guessed, 0.15),
            ];
            let basis = one_of(random, &sources);
            let strength = Level::new(strength).expect("from 2 to 5");
            interests.push(Interest { family, strength, basis, seen: None });
        }
    }
    interests
}

/// Positions from somewhat less to the one wished for.
fn wish(random: &mut Random) -> PositionRange {
    if chance(random, BELOW_LEAST) {
        let most = *any(random, &[10, 15]);
        return range(most, most);
    }
    let most = one_of(random, &WISHES);
    range(most.saturating_sub(*any(random, &[0, 10, 20])).max(20), most)
}

/// Enough days for the wish; some who are drawn to shops and kitchens can come in the afternoon.
fn available(random: &mut Random, wish: PositionRange, families: &[JobFamily]) -> WeekHours {
    let afternoons = families.iter().any(|it| matches!(it, JobFamily::Shop | JobFamily::Kitchen));
    if afternoons && wish.most().get() <= 60 && chance(random, 0.25) {
        use Weekday::{Friday, Saturday, Thursday, Tuesday, Wednesday};
        return week(&[Tuesday, Wednesday, Thursday, Friday, Saturday], 13.0, 21.0);
    }
    let hours = 0.375 * f64::from(wish.most().get());
    if hours > 25.0 {
        return week(&WEEKDAYS, 7.5, 16.0);
    }
    let days = match hours {
        ..8.0 => 2,
        ..12.0 => 3,
        ..20.0 => 4,
        _ => 5,
    };
    let more = random.below(2);
    let from = *any(random, &[8.0, 8.5, 9.0]);
    week(&some_of(random, &WEEKDAYS, (days + more).min(5)), from, from + 6.0)
}

fn travel(random: &mut Random) -> Travel {
    let minutes_most = i64::from(one_of(random, &MINUTES_MOST));
    let mut modes: Vec<TravelMode> = TRAVEL_MODES
        .iter()
        .filter(|(_, share)| chance(random, *share))
        .map(|(mode, _)| *mode)
        .collect();
    if modes.is_empty() {
        modes.push(TravelMode::PublicTransport);
    }
    Travel { modes, minutes_most: TravelMinutes::new(minutes_most).expect("at most 60") }
}

/// Tasks of the work that attracts, and routine. The greatest support need of them is the person's; what goes
/// well in the first interest goes more independently.
fn tasks(random: &mut Random, need: u8, families: &[JobFamily]) -> Vec<TaskProfile> {
    let need = i64::from(need);
    let attracts = picture(families[0]).tasks;
    let mut profiles: BTreeMap<TaskKind, (i64, i64)> = BTreeMap::new();
    let kinds = families.iter().flat_map(|&it| picture(it).tasks).chain(&[TaskKind::Routine]);
    for &kind in kinds {
        let first = attracts.contains(&kind);
        let independence = level_near(random, 6 - need) + i64::from(first);
        let support = need - i64::from(need > 1 && chance(random, if first { 0.6 } else { 0.3 }));
        profiles.entry(kind).or_insert((independence.min(5), support));
    }
    let hardest = profiles.keys().copied().rfind(|kind| !attracts.contains(kind));
    let hardest = hardest.unwrap_or(attracts[0]);
    let mapped = |(kind, (independence, support))| TaskProfile {
        kind,
        independence: Level::new(independence).ok(),
        support_need: Level::new(if kind == hardest { need } else { support }).ok(),
        seen: None,
    };
    profiles.into_iter().map(mapped).collect()
}

/// The more support, the more must be there; most of it is what the work that attracts lends itself to.
fn adaptations(random: &mut Random, need: u8, attracts: JobFamily) -> Vec<Adaptation> {
    let count = match need {
        1 | 2 => random.below(2),
        3 => random.below(3),
        4 => 1 + random.below(2),
        _ => 1 + random.below(3),
    };
    let mut needed: Vec<Adaptation> = Vec::new();
    for _ in 0..count {
        let typical = chance(random, 0.8);
        let one = *any(random, if typical { picture(attracts).eases } else { Adaptation::ALL });
        if !needed.contains(&one) {
            needed.push(one);
        }
    }
    needed.sort_unstable();
    needed
}

fn certificates(random: &mut Random, families: &[JobFamily]) -> Vec<Certificate> {
    let useful = families.iter().filter_map(|&it| picture(it).certificate);
    let mut held: Vec<Certificate> =
        useful.filter(|_| chance(random, 0.3)).map(|(certificate, _)| certificate).collect();
    held.sort_unstable();
    held.dedup();
    held
}

fn preparations(random: &mut Random) -> Vec<Preparation> {
    let needed = chance(random, 0.1);
    let weeks = i64::try_from(1 + random.below(3)).expect("small");
    let weeks = Weeks::new(weeks).expect("at most three");
    let kind = PreparationKind::TravelTraining;
    Some(Preparation { kind, weeks }).filter(|_| needed).into_iter().collect()
}

fn experience(random: &mut Random, families: &[JobFamily]) -> Vec<Experience> {
    let has = chance(random, 0.3);
    let months = u32::try_from(2 + random.below(35)).expect("small");
    let family = *any(random, families);
    Some(Experience { family, months }).filter(|_| has).into_iter().collect()
}

fn earlier(random: &mut Random, families: &[JobFamily], first: jiff::civil::Date) -> Vec<Earlier> {
    let tried = chance(random, 0.3);
    let activities = [
        EarlierActivity::Jobbsmak,
        EarlierActivity::Trial,
        EarlierActivity::Job,
        EarlierActivity::SchoolPlacement,
    ];
    let outcomes = [
        (Outcome::WentWell, 0.5),
        (Outcome::NoFit, 0.3),
        (Outcome::Declined, 0.1),
        (Outcome::EndedEarly, 0.1),
    ];
    let activity = *any(random, &activities);
    let family = *any(random, families);
    let ended = first - i32::try_from(30 + random.below(700)).expect("small").days();
    let outcome = one_of(random, &outcomes);
    let one = Earlier { activity, family, employer: None, ended, outcome };
    Some(one).filter(|_| tried).into_iter().collect()
}

/// A specialist, more often one with a larger post.
fn specialist(random: &mut Random, specialists: &[JobSpecialist]) -> Option<SpecialistId> {
    let shares: Vec<(usize, f64)> =
        specialists.iter().enumerate().map(|(at, it)| (at, f64::from(it.position.get()))).collect();
    let own = one_of(random, &shares);
    chance(random, HAS_SPECIALIST).then(|| specialists[own].id.clone())
}

/// The same person without anything that makes one opening fit better than another: lives in the middle, can
/// come at any time by car, wants any work as much, and does every task as well as the next person.
fn suits_all(drawing: &Drawing<'_>, drawn: Candidate) -> Candidate {
    let middling = Level::new(3).expect("a level");
    let said = |&family: &JobFamily| {
        let basis = InterestBasis::Said;
        Interest { family, strength: middling, basis, seen: None }
    };
    let done = |&kind: &TaskKind| {
        let (independence, support_need) = (Some(middling), Some(middling));
        TaskProfile { kind, independence, support_need, seen: None }
    };
    Candidate {
        postal_code: drawing.middle(),
        travel: Travel {
            modes: vec![TravelMode::Car],
            minutes_most: TravelMinutes::new(600).expect("the most there is"),
        },
        wanted_position: range(20, 100),
        available: week(Weekday::ALL, 0.0, 24.0),
        away: Vec::new(),
        interests: JobFamily::ALL.iter().map(said).collect(),
        avoid_families: Vec::new(),
        sector_wish: None,
        tasks: TaskKind::ALL.iter().map(done).collect(),
        adaptations: Vec::new(),
        certificates: Certificate::ALL.to_vec(),
        preparations: Vec::new(),
        experience: Vec::new(),
        earlier: Vec::new(),
        ..drawn
    }
}
