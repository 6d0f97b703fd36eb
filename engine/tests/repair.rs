//! Repairs held against what happens when they are made: every one that is told gives a start, and where none is
//! told no single change does.

#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::collections::BTreeSet;

use engine::domain::{
    Activity, Adaptation, Agreed, Candidate, CandidateId, Case, Consent, Declined, Flexibility,
    Opening, OpeningId, Period, SaidBy, ServiceModel, ServiceModelCode, TravelMinutes, TravelMode,
    WeekCount, WeekHours, WeeklyMinutes, case, monday_of_week, service_model,
};
use engine::domain::{PositionPct, PositionRange};
use engine::explain::{Answer, Grounds, explain};
use engine::reading::edit;
use engine::repair::{Advice, Change, Edit, People, Repair, Scarce, ScarceThing, Side, advise};
use engine::revise::Revised;
use engine::simulate::{self, Fit, Numbers, Size};
use engine::solve::Settings;
use engine::value::Model;
use engine::{Reply, answer, planned};
use jiff::civil::date;

const MODEL: &str = include_str!("../../fixtures/service-models/lillestrom.json");
const LILLESTROM: &str = include_str!("../../fixtures/lillestrom/case.json");
const TWO_PEOPLE: &str = include_str!("../../fixtures/cases/two-people-one-place/case.json");
const STAVANGER: &str = include_str!("../../fixtures/service-models/stavanger.json");
const UNDECIDED: &str = include_str!("../../fixtures/cases/decision-before-the-search/case.json");
const QUOTA_FULL: &str = include_str!("../../fixtures/cases/quota-full/case.json");
const SCHEME_CLOSED: &str = include_str!("../../fixtures/cases/scheme-closed/case.json");
const TWO_DAYS: &str = include_str!("../../fixtures/cases/two-days-apart/case.json");

const SETTINGS: Settings<'static> = Settings {
    gap: 0.0002,
    work: Some(100_000),
    threads: 2,
    time_is_up: &|| false,
    progress: &|_| (),
};

fn model() -> ServiceModel {
    service_model::read(MODEL).unwrap()
}

fn read(text: &str) -> Case {
    case::read(text, &[model()]).unwrap()
}

/// Municipalities as the generator draws them.
fn municipality(size: Size, numbers: Option<Numbers>, seed: u64) -> Case {
    let settings = simulate::Settings {
        seed,
        fit: Fit::PersonByPlace,
        first_monday: date(2027, 1, 11),
        horizon_weeks: 8,
        service_model: ServiceModelCode::new("lillestrom").unwrap(),
    };
    let municipalities = size.invent(seed);
    let numbers = numbers.unwrap_or_else(|| size.share_out(&municipalities)[0]);
    simulate::case(&settings, &municipalities[0], numbers, 0)
}

/// How many generated municipalities are looked at: two, or as many as the build is told.
fn municipalities() -> u64 {
    option_env!("FEMTRINN_MUNICIPALITIES").map_or(2, |number| number.parse().unwrap())
}

/// The case in which every proposal is agreed, so that nobody who has one loses or gains, and only these wait.
fn kept(case: &Case, answer: &Answer, waiting: &BTreeSet<CandidateId>) -> Case {
    let mut kept = case.clone();
    kept.agreed.extend(answer.proposals.iter().map(|proposal| Agreed {
        candidate: proposal.candidate.clone(),
        opening: proposal.opening.clone(),
        activity: proposal.activity,
        first_monday: monday_of_week(case.first_monday, proposal.start_week),
        weeks: WeekCount::new(i64::try_from(proposal.takes.len()).unwrap()).unwrap(),
    }));
    for candidate in kept.candidates.iter_mut().filter(|it| !waiting.contains(&it.id)) {
        candidate.consent = Consent::Later;
    }
    kept
}

/// The answer, without what would help.
fn explained(case: &Case, rules: &ServiceModel) -> Answer {
    let explained = |grounds: Grounds<'_>, revised: &Revised| explain(grounds, &revised.plan);
    planned(case, rules, &Model::prior(), &SETTINGS, explained).unwrap()
}

fn gets_a_proposal(case: &Case, rules: &ServiceModel, who: &CandidateId) -> bool {
    let answer = explained(case, rules);
    answer.proposals.iter().any(|proposal| proposal.candidate == *who)
}

/// Whether any plan without the candidate is worth less.
fn is_in_every_best_plan(case: &Case, rules: &ServiceModel, who: &CandidateId) -> bool {
    let mut without = case.clone();
    let own = without.candidates.iter_mut().find(|it| it.id == *who).unwrap();
    own.consent = Consent::Later;
    let with = explained(case, rules).goodness.objective;
    with > explained(&without, rules).goodness.bound + 1e-9
}

/// The case and its service model after edits of their texts.
fn edited(case: &Case, edits: &[Edit]) -> (Case, ServiceModel) {
    let (mut text, mut rules) = (case::write(case), service_model::write(&model()));
    for change in edits {
        let document = if change.of.is_some() { &mut rules } else { &mut text };
        *document = edit(document, &change.path, &change.value).unwrap();
    }
    let rules = service_model::read(&rules).unwrap();
    let case = case::read(&text, std::slice::from_ref(&rules));
    (case.unwrap_or_else(|faults| panic!("{edits:?}: {faults:?}")), rules)
}

/// Makes every repair that a case is told; says how many there were.
fn check_repairs(case: &Case) -> usize {
    let Reply { answer, advice, .. } = answer(case, &model(), &Model::prior(), &SETTINGS).unwrap();
    let waiting: BTreeSet<CandidateId> =
        advice.repairs.iter().map(|card| card.candidate.clone()).collect();
    let mut repairs = 0;
    for card in &advice.repairs {
        let who = &card.candidate;
        let alone = BTreeSet::from([who.clone()]);
        assert!(!gets_a_proposal(&kept(case, &answer, &alone), &model(), who), "{who} waits");
        for repair in &card.repairs {
            let among = if repair.others_could_fit { &alone } else { &waiting };
            let before = kept(case, &answer, among);
            let (after, rules) = edited(&before, &repair.edits);
            let by_changes = repair
                .changes
                .iter()
                .fold((before, model()), |(case, rules), it| it.apply(&case, &rules));
            assert_eq!(by_changes, (after.clone(), rules.clone()), "{:?}", repair.edits);
            assert!(gets_a_proposal(&after, &rules, who), "{who}: {:?}", repair.changes);
            // Without keeping anything, and with what is left for all who wait: both, or others could fit.
            let worlds =
                [case, &kept(case, &answer, &waiting)].map(|it| edited(it, &repair.edits).0);
            let is_first = worlds.iter().all(|it| gets_a_proposal(it, &rules, who));
            assert!(repair.others_could_fit || is_first, "{who}: {:?}", repair.changes);
            let is_needed = worlds.iter().all(|it| is_in_every_best_plan(it, &rules, who));
            let is_known = !card.cut_short;
            assert!(
                !(is_known && repair.others_could_fit && is_needed),
                "{who}: {:?}",
                repair.changes
            );
            repairs += 1;
        }
    }
    repairs
}

#[test]
fn every_repair_gives_a_start_when_it_is_made() {
    for text in [TWO_PEOPLE, QUOTA_FULL, SCHEME_CLOSED, TWO_DAYS] {
        assert!(check_repairs(&read(text)) > 0);
    }
    assert!(check_repairs(&read(LILLESTROM)) > 1);
}

#[test]
fn every_repair_in_generated_municipalities_gives_a_start_when_it_is_made() {
    let (mut cards, mut without_one, mut repairs) = (0, 0, 0);
    for seed in 1..=municipalities() {
        let case = municipality(Size::Small, None, seed);
        let advice = answer(&case, &model(), &Model::prior(), &SETTINGS).unwrap().advice;
        cards += advice.repairs.len();
        without_one += advice.repairs.iter().filter(|card| card.repairs.is_empty()).count();
        repairs += check_repairs(&case);
    }
    println!("{cards} cards with {repairs} repairs, {without_one} cards without one");
    assert!(repairs > 0);
}

/// The case in which nobody new can begin anywhere else.
fn alone_at(case: &Case, opening: &OpeningId) -> Case {
    let mut case = case.clone();
    for other in case.openings.iter_mut().filter(|it| it.id != *opening) {
        other.open = Period::new(None, Some(date(2020, 1, 1))).unwrap();
    }
    case
}

/// The case in which no specialist is short of anything, and nobody is without one.
fn with_specialists(mut case: Case) -> Case {
    for specialist in &mut case.specialists {
        specialist.position = PositionPct::new(100).unwrap();
        specialist.support_hours_week = minutes(2_250);
        specialist.caseload_most = Some(1_000);
    }
    let any = case.specialists[0].id.clone();
    for candidate in case.candidates.iter_mut().filter(|it| it.specialist.is_none()) {
        candidate.specialist = Some(any.clone());
    }
    case
}

#[test]
fn a_bundle_fits_as_many_as_it_says() {
    let mut bundles = 0;
    for seed in 1..=municipalities().min(3) {
        let case = municipality(Size::Municipality, None, seed);
        let Reply { answer, advice, .. } =
            answer(&case, &model(), &Model::prior(), &SETTINGS).unwrap();
        let waiting: Vec<CandidateId> =
            advice.repairs.iter().map(|card| card.candidate.clone()).collect();
        for empty in &advice.empty {
            let Some(bundle) = &empty.bundle else { continue };
            let fits = |edits: &[Edit]| {
                let one_at_a_time = waiting.iter().filter(|&who| {
                    let kept = kept(&case, &answer, &BTreeSet::from([who.clone()]));
                    let (after, rules) = edited(&kept, edits);
                    let after = with_specialists(alone_at(&after, &empty.opening));
                    gets_a_proposal(&after, &rules, who)
                });
                one_at_a_time.count()
            };
            let (before, after) = (fits(&[]), fits(&bundle.edits));
            assert_eq!(bundle.possible_for, People::Number(after), "{bundle:?}");
            assert!(after > before, "{before} before, {bundle:?}");
            let all = kept(&case, &answer, &waiting.iter().cloned().collect());
            let all = alone_at(&edited(&all, &bundle.edits).0, &empty.opening);
            let begins = !explained(&all, &model()).proposals.is_empty();
            assert_eq!(bundle.fills, begins, "{bundle:?}");
            bundles += 1;
        }
    }
    println!("{bundles} bundles");
    assert!(bundles > 0);
}

#[test]
fn one_more_of_what_is_scarce_is_worth_its_price_at_the_most() {
    let mut scarce_ones = 0;
    for seed in 1..=municipalities().min(3) {
        let case = municipality(Size::Municipality, None, seed);
        let Reply { answer, advice, .. } =
            answer(&case, &model(), &Model::prior(), &SETTINGS).unwrap();
        for Scarce { opening, of, worth_at_most } in advice.calls.iter().flat_map(|it| &it.scarce) {
            let mut more = case.clone();
            let own = more.openings.iter_mut().find(|it| it.id == *opening).unwrap();
            match of {
                ScarceThing::Place => own.places += 1,
                ScarceThing::Job => own.trials_most = own.trials_most.map(|jobs| jobs + 1),
                ScarceThing::MentorHour => {
                    let mentor = own.mentor.as_mut().unwrap();
                    mentor.hours_week = minutes(mentor.hours_week.minutes() + 60);
                }
            }
            assert_ne!(more, case, "something comes to it");
            let then = explained(&more, &model()).goodness.objective;
            let most = answer.goodness.bound + worth_at_most;
            assert!(then <= most + 1e-9, "{then} is more than {most}: {opening} {of:?}");
            assert!(*worth_at_most >= 0.1, "less is noise");
            scarce_ones += 1;
        }
    }
    println!("{scarce_ones} scarce");
    assert!(scarce_ones > 0);
}

fn minutes(minutes: u16) -> WeeklyMinutes {
    WeeklyMinutes::new(minutes.into()).unwrap()
}

/// Positions in steps of ten per cent around a range.
fn wider_positions(range: PositionRange) -> impl Iterator<Item = PositionRange> {
    let steps = |own: PositionPct| (1..=10).map(|tenth| 10 * tenth).chain([i64::from(own.get())]);
    let pairs = steps(range.least())
        .flat_map(move |least| steps(range.most()).map(move |most| (least, most)));
    let ranges = pairs.filter_map(|(least, most)| {
        PositionRange::new(PositionPct::new(least).ok()?, PositionPct::new(most).ok()?)
    });
    ranges.filter(move |it| it.least() <= range.least() && it.most() >= range.most())
}

/// Each stretch of some hours beyond others alone, and all of them.
fn more_hours(hours: &WeekHours, others: &WeekHours) -> Vec<WeekHours> {
    let beyond = others.beyond(hours);
    let stretches =
        |day| beyond.stretches_on(day).map(move |(from, to)| WeekHours::stretch(day, from, to));
    let mut more: Vec<WeekHours> = beyond.days().flat_map(stretches).collect();
    more.push(beyond.clone());
    more
}

/// Single changes at an opening, without regard to what stands in the way: coarse in size, up to the largest.
fn changes_at(
    case: &Case,
    rules: &ServiceModel,
    candidate: &Candidate,
    opening: &Opening,
) -> Vec<Change> {
    let id = || opening.id.clone();
    let now = opening.mentor.as_ref().map_or(minutes(0), |mentor| mentor.hours_week);
    let name = |hours_week| Change::NameMentor { opening: id(), hours_week };
    let mut changes: Vec<Change> = [now, minutes(1_200), minutes(2_400)].map(name).into();
    let halves = now.minutes() / 30 + 1..=80;
    changes.extend(halves.map(|halves| Change::MentorHours {
        opening: id(),
        from: now,
        to: minutes(halves * 30),
    }));
    for (week, weeks) in (0..case.horizon_weeks).flat_map(|week| [(week, 1), (week, 4)]) {
        let monday = monday_of_week(case.first_monday, week);
        changes.push(Change::StartIn { opening: id(), monday, weeks });
    }
    for &activity in Activity::ALL.iter().filter(|it| !opening.activities.contains(it)) {
        changes.push(Change::OfferActivity { opening: id(), activity });
    }
    changes.extend(wider_positions(opening.position).map(|to| Change::OpeningPosition {
        opening: id(),
        from: opening.position,
        to,
    }));
    for more in more_hours(&opening.hours, &candidate.available) {
        let to = opening.hours.join(&more);
        changes.push(Change::OpeningHours { opening: id(), more, to });
    }
    let is_missing = |it: &Adaptation| !opening.adaptations.contains(it);
    let adaptations = candidate.adaptations.iter().copied().filter(is_missing).collect();
    changes.push(Change::OfferAdaptations { opening: id(), adaptations });
    changes.push(Change::Places { opening: id(), from: opening.places, to: opening.places + 1 });
    if let Some(from) = opening.trials_most {
        changes.push(Change::Jobs { opening: id(), from, to: from + 1 });
    }
    if let Some(from) = &opening.scheme {
        for to in rules.schemes.iter().filter(|scheme| scheme.id != *from) {
            let (from, to) = (from.clone(), to.id.clone());
            changes.push(Change::Scheme { opening: id(), from, to });
        }
    }
    if candidate.flexible.contains(&Flexibility::Hours) {
        for more in more_hours(&candidate.available, &opening.hours) {
            let to = candidate.available.join(&more);
            changes.push(Change::AskHours { candidate: candidate.id.clone(), more, to });
        }
    }
    changes
}

/// Single changes of every kind.
fn single_changes(case: &Case, rules: &ServiceModel, who: &CandidateId) -> Vec<Change> {
    let candidate = case.candidates.iter().find(|it| it.id == *who).unwrap();
    let at = |opening| changes_at(case, rules, candidate, opening);
    let mut changes: Vec<Change> = case.openings.iter().flat_map(at).collect();
    for specialist in &case.specialists {
        let id = || specialist.id.clone();
        let from = specialist.support_hours_week;
        let most = WeeklyMinutes::of_position(specialist.position).minutes() / 30;
        for halves in (from.minutes() / 30 + 1)..=most {
            changes.push(Change::SpecialistHours {
                specialist: id(),
                from,
                to: minutes(halves * 30),
            });
        }
        let from = specialist.present_caseload;
        changes.push(Change::Caseload { specialist: id(), from, to: from + 30 });
        if candidate.specialist.is_none() {
            changes.push(Change::AssignSpecialist { candidate: who.clone(), specialist: id() });
        }
    }
    for to in case.horizon_weeks + 1..=26 {
        changes.push(Change::Horizon { from: case.horizon_weeks, to });
    }
    if candidate.flexible.contains(&Flexibility::Position) {
        let from = candidate.wanted_position;
        let ask = |to| Change::AskPosition { candidate: who.clone(), from, to };
        changes.extend(wider_positions(from).map(ask));
    }
    if candidate.flexible.contains(&Flexibility::Travel) {
        let from = candidate.travel.minutes_most;
        let to = TravelMinutes::new((2 * from.get()).into()).unwrap_or(TravelMinutes::MOST);
        changes.push(Change::AskTravel { candidate: who.clone(), from, to });
    }
    changes
}

/// Whether a change gives the candidate a start while everyone else keeps theirs.
fn helps(case: &Case, change: &Change, who: &CandidateId) -> bool {
    let (case, rules) = change.apply(case, &model());
    gets_a_proposal(&case, &rules, who)
}

/// Somebody drives, to whatever that opens.
fn driven(case: &Case, who: &CandidateId) -> Case {
    let mut case = case.clone();
    let own = case.candidates.iter_mut().find(|it| it.id == *who).unwrap();
    own.travel.modes.push(TravelMode::Car);
    case
}

#[test]
fn where_no_repair_is_told_no_single_change_helps() {
    let numbers = Numbers { candidates: 6, employed: 4, openings: 4, employers: 5, posts_pct: 100 };
    let (mut tried, mut without_a_single, mut with_one) = (0, 0, 0);
    for seed in 1..=4 * municipalities() {
        let mut case = municipality(Size::Small, Some(numbers), seed);
        // Hours are short in half of them.
        for specialist in case.specialists.iter_mut().filter(|_| seed % 2 == 0) {
            specialist.support_hours_week = minutes(210);
        }
        let Reply { answer, advice, .. } =
            answer(&case, &model(), &Model::prior(), &SETTINGS).unwrap();
        for card in &advice.repairs {
            let who = &card.candidate;
            let is_single = |repair: &Repair| repair.changes.len() == 1;
            if card.repairs.iter().any(is_single) {
                with_one += 1;
                continue;
            }
            without_a_single += 1;
            let kept = kept(&case, &answer, &BTreeSet::from([who.clone()]));
            for change in single_changes(&kept, &model(), who) {
                assert!(!helps(&kept, &change, who), "seed {seed}, {who}: {change:?}");
                tried += 1;
            }
            assert!(!gets_a_proposal(&driven(&kept, who), &model(), who), "{who}, by car");
        }
    }
    println!(
        "{with_one} cards with a single change, {without_a_single} without, {tried} changes tried"
    );
    assert!(with_one > 5 && without_a_single > 5 && tried > 500);
}

/// What would help when so many units of work may be spent on it.
fn advised(case: &Case, work: u64, threads: usize) -> (Answer, Advice) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let told = pool.install(|| {
        planned(case, &model(), &Model::prior(), &SETTINGS, |grounds, revised| {
            let answer = explain(grounds, &revised.plan);
            let advice = advise(grounds, &revised.plan, &answer, work);
            (answer, advice)
        })
    });
    told.unwrap()
}

#[test]
fn a_search_that_is_cut_short_says_so_and_tells_nothing_that_is_not_so() {
    let case = municipality(Size::Small, None, 1);
    let cut = |advice: &Advice| advice.repairs.iter().filter(|card| card.cut_short).count();
    let (answer, whole) = advised(&case, 10_000_000, 1);
    let cards = whole.repairs.len();
    assert!(cards > 3 && cut(&whole) == 0, "{} of {cards} cut short", cut(&whole));
    assert!(whole.empty.iter().all(|it| !it.cut_short));
    let (_, nothing) = advised(&case, 0, 1);
    assert_eq!(cut(&nothing), cards);
    assert!(nothing.repairs.iter().all(|card| card.repairs.is_empty()));
    let mut told = 0;
    for work in [5_000, 20_000, 60_000] {
        let (_, some) = advised(&case, work, 1);
        assert_eq!(some, advised(&case, work, 2).1, "{work} units, two threads");
        for (card, all) in some.repairs.iter().zip(&whole.repairs) {
            assert!(card.cut_short || card.repairs == all.repairs, "{}", card.candidate);
            let who = &card.candidate;
            let kept = kept(&case, &answer, &BTreeSet::from([who.clone()]));
            for repair in card.repairs.iter().filter(|_| card.cut_short) {
                let (after, rules) = edited(&kept, &repair.edits);
                assert!(gets_a_proposal(&after, &rules, who), "{who}: {:?}", repair.changes);
                told += 1;
            }
        }
    }
    println!("{told} repairs of searches that were cut short");
}

/// A half hour less, or a minute, gives no start: nothing is asked for that is not needed.
#[test]
fn what_is_asked_for_is_as_little_as_helps() {
    let mut tried = 0;
    for seed in 1..=2 * municipalities() {
        let mut case = municipality(Size::Small, None, seed);
        for specialist in case.specialists.iter_mut().filter(|_| seed % 2 == 0) {
            specialist.support_hours_week = minutes(210);
        }
        let Reply { answer, advice, .. } =
            answer(&case, &model(), &Model::prior(), &SETTINGS).unwrap();
        for card in advice.repairs.iter().filter(|card| !card.cut_short) {
            let kept = kept(&case, &answer, &BTreeSet::from([card.candidate.clone()]));
            for repair in &card.repairs {
                let [change] = repair.changes.as_slice() else { continue };
                let less = |to: WeeklyMinutes| minutes(to.minutes() - 30);
                let mut smaller = change.clone();
                match &mut smaller {
                    Change::MentorHours { to, .. } | Change::SpecialistHours { to, .. } => {
                        *to = less(*to);
                    }
                    Change::AskTravel { to, .. } => {
                        *to = TravelMinutes::new(i64::from(to.get()) - 1).unwrap();
                    }
                    Change::Horizon { to, .. } => *to -= 1,
                    _ => continue,
                }
                tried += 1;
                assert!(!helps(&kept, &smaller, &card.candidate), "{change:?} and {smaller:?}");
            }
        }
    }
    println!("{tried} smaller changes tried");
    assert!(tried > 3);
}

/// What stands on a card is about its reader: no other candidate is named, and what another has said of
/// themselves changes nothing on it while the plan stays.
#[test]
fn a_card_tells_nothing_of_another_candidate() {
    let case = municipality(Size::Small, None, 3);
    let (answer, advice) = advised(&case, 10_000_000, 2);
    let names = |json: &str, of: &CandidateId| json.contains(&format!("\"{of}\""));
    for card in &advice.repairs {
        let json = serde_json::to_string(card).unwrap();
        let other =
            case.candidates.iter().find(|it| it.id != card.candidate && names(&json, &it.id));
        assert!(other.is_none(), "{json}");
    }
    let of_all = serde_json::to_string(&(&advice.empty, &advice.calls)).unwrap();
    let told = case.candidates.iter().find(|it| names(&of_all, &it.id));
    assert!(told.is_none(), "{of_all}");

    let mut other = case.clone();
    let waits = |id: &CandidateId| advice.repairs.iter().any(|card| card.candidate == *id);
    for who in other.candidates.iter_mut().filter(|it| !waits(&it.id)) {
        who.own_words = None;
        who.flexible = vec![Flexibility::Hours, Flexibility::Position, Flexibility::Travel];
    }
    let (then, advice_then) = advised(&other, 10_000_000, 2);
    let starts = |answer: &Answer| -> Vec<_> {
        let of = |it: &engine::explain::Proposal| {
            (it.candidate.clone(), it.opening.clone(), it.activity, it.monday)
        };
        answer.proposals.iter().map(of).collect()
    };
    assert_eq!(starts(&answer), starts(&then), "the plan stays, so that the cards can be compared");
    assert_eq!(advice.repairs, advice_then.repairs);
}

/// Nobody is called for those whom the rules keep from beginning, whatever the workplace is like.
#[test]
fn no_workplace_is_called_where_no_workplace_would_help() {
    let stavanger = service_model::read(STAVANGER).unwrap();
    let calls = |case: &Case, rules: &ServiceModel| {
        let answered = answer(case, rules, &Model::prior(), &SETTINGS).unwrap();
        answered.advice.calls.len()
    };
    let read = |text: &str| case::read(text, &[model(), stavanger.clone()]).unwrap();
    let mut undecided = read(UNDECIDED);
    undecided.candidates.retain(|it| it.decisions.is_empty());
    undecided.openings[0].places = 1;
    assert_eq!(undecided.candidates.len(), 1);
    assert_eq!(calls(&undecided, &stavanger), 0, "the decision comes before any workplace");
    let mut decided = undecided;
    decided.candidates[0].decisions = read(UNDECIDED).candidates[1].decisions.clone();
    decided.openings[0].activities = vec![Activity::Jobbsmak];
    decided.openings[0].open = Period::new(None, Some(date(2020, 1, 1))).unwrap();
    assert_eq!(calls(&decided, &stavanger), 1, "once it is made, a workplace helps");
    for text in [QUOTA_FULL, SCHEME_CLOSED] {
        let mut case = read(text);
        for candidate in &mut case.candidates {
            candidate.schemes.retain(|it| Some(it) == case.openings[0].scheme.as_ref());
            assert_eq!(candidate.schemes.len(), 1);
        }
        let rules = &model();
        assert_eq!(calls(&case, rules), 0, "{:?}", case.about);
    }
}

/// Seven who wait for the same work near each other, as the first of [`TWO_PEOPLE`] does.
fn seven_who_wait() -> Case {
    let mut case = read(TWO_PEOPLE);
    let first = case.candidates[0].clone();
    case.candidates = (1..=7)
        .map(|at| Candidate { id: CandidateId::new(&format!("W-{at}")).unwrap(), ..first.clone() })
        .collect();
    case.openings[0].open = Period::new(None, Some(date(2020, 1, 1))).unwrap();
    with_specialists(case)
}

/// A call is for outsiders: it is made of those alone who would get a start, and describes none of them.
#[test]
fn a_call_is_made_of_those_whom_it_helps_and_describes_nobody() {
    let case = seven_who_wait();
    let only = |case: &Case| {
        let [call] = answer(case, &model(), &Model::prior(), &SETTINGS)
            .unwrap()
            .advice
            .calls
            .try_into()
            .unwrap();
        call
    };
    let all = only(&case);
    assert_eq!(all.people, People::Number(7));
    let suits = all.suits.clone().unwrap();
    assert_eq!(suits.position, case.candidates[0].wanted_position);
    assert_eq!(all.near, case.candidates[0].postal_code.as_str()[..2]);
    // One more who wants less than the service offers, and needs what nobody else does.
    let mut other = case.clone();
    let who = &mut other.candidates[6];
    who.wanted_position =
        PositionRange::new(PositionPct::new(5).unwrap(), PositionPct::new(10).unwrap()).unwrap();
    who.adaptations = vec![Adaptation::StepFree];
    who.schemes = Vec::new();
    let six = only(&other);
    assert_eq!((six.people, six.suits), (People::Number(6), Some(suits)));
    // Four are told of as fewer than five, and nothing that is theirs.
    let mut four = case.clone();
    four.candidates.truncate(4);
    let told = only(&four);
    assert_eq!((told.people, &told.suits), (People::FewerThanFive, &None));
    let told = serde_json::to_string(&told).unwrap();
    assert!(!told.contains(four.candidates[0].postal_code.as_str()), "{told}");
}

/// A no stands: what somebody has refused, avoided or declined is in no change, and where that is all that is in
/// the way nothing is told.
#[test]
fn nothing_is_told_that_would_bargain_with_a_no() {
    let two = read(TWO_PEOPLE);
    let who = two.candidates[0].id.clone();
    let repairs = |case: &Case| {
        let advice = advised(case, 10_000_000, 1).1;
        let card = advice.repairs.into_iter().find(|card| card.candidate == who);
        card.map_or(0, |card| card.repairs.len())
    };
    assert_eq!(repairs(&two), 1);
    let family = two.openings[0].family;
    let mut avoided = two.clone();
    avoided.candidates[0].avoid_families = vec![family];
    assert_eq!(repairs(&avoided), 0, "avoided work");
    let mut declined = two.clone();
    declined.declined.push(Declined {
        candidate: who.clone(),
        opening: two.openings[0].id.clone(),
        by: SaidBy::Candidate,
    });
    assert_eq!(repairs(&declined), 0, "a no that was said");
    let mut refused = two.clone();
    refused.candidates[0].releases[0].answer = engine::domain::Answer::Refused;
    assert_eq!(repairs(&refused), 0, "a release refused");
    let mut needs = two;
    needs.candidates[0].adaptations = vec![Adaptation::StepFree];
    let asked = advised(&needs, 10_000_000, 1).1.repairs;
    let changes = asked.iter().filter(|card| card.candidate == who).flat_map(|it| &it.repairs);
    let changes = changes.flat_map(|it| &it.changes);
    assert!(
        changes.clone().all(|it| it.side() != Side::Person),
        "{:?}",
        changes.collect::<Vec<_>>()
    );
}
