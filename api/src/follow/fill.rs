//! Fill rates over a period, from openings, their steps, and the jobs on journeys; with small groups masked.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{
    EmployerId, JobSpecialist, OpeningId, Period, Placement, SchemeCode, ServiceModel,
};
use engine::follow::fill::{self, Fill, FillRate, Frame, Held, Post};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Person, masked, shown};
use crate::wire::{FillBody, GroupFillBody, MonthFillBody, PeriodFillBody, ReadingsBody};

/// An opening, as far as its posts go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Which.
    pub opening: OpeningId,
    /// Whose.
    pub employer: EmployerId,
    /// Places at a time.
    pub posts: u32,
    /// From when to when it was posted or paused; without a last day it still is.
    pub there: Vec<(Date, Option<Date>)>,
}

/// Part of somebody's job: at one opening, under one scheme.
struct Stay {
    /// Tells people apart, and is nobody's name.
    person: usize,
    scheme: Option<SchemeCode>,
    held: Held,
}

/// Fill rates of the days from one to another: whole, by opening, by employer and by month. `alone` are jobs that are
/// stored without a journey: people at work, in nobody knows which opening.
#[must_use]
pub fn fill_rates(
    spans: &[Span],
    (people, alone): (&[Person], &[Placement]),
    team: &[JobSpecialist],
    model: &ServiceModel,
    (from, to): (Date, Date),
) -> PeriodFillBody {
    let stays = stays(people, alone);
    let posts = posts(spans, &stays);
    let about = About { posts: &posts, stays: &stays, team, model };
    let months = months(from, to);
    let counted = |people: &dyn Fn(Date, Date) -> u64| -> Vec<bool> {
        masked(&months.iter().map(|(from, to)| people(*from, *to)).collect::<Vec<_>>())
    };
    let at_work = counted(&|from, to| about.people(from, to));
    let in_posts = counted(&|from, to| about.people_in_posts(from, to));
    let masks = at_work.into_iter().zip(in_posts);
    let by_month = months.iter().zip(masks).map(|((from, to), masks)| MonthFillBody {
        from: from.to_string(),
        to: to.to_string(),
        readings: about.readings(*from, *to, masks),
    });
    let (by_employer, by_opening) = about.groups(from, to);
    PeriodFillBody {
        from: from.to_string(),
        to: to.to_string(),
        whole: about.readings(from, to, (false, false)),
        by_employer,
        by_opening,
        by_month: by_month.collect(),
    }
}

/// What readings are taken from.
struct About<'a> {
    posts: &'a [Post],
    stays: &'a [Stay],
    team: &'a [JobSpecialist],
    model: &'a ServiceModel,
}

impl About<'_> {
    /// How many people are at work on any of these days.
    fn people(&self, from: Date, to: Date) -> u64 {
        count(self.stays.iter().filter(|it| overlaps(it, from, to)))
    }

    /// How many of them have a job that came of an opening: those whom the posts tell of.
    fn people_in_posts(&self, from: Date, to: Date) -> u64 {
        let in_posts = self.stays.iter().filter(|it| it.held.opening.is_some());
        count(in_posts.filter(|it| overlaps(it, from, to)))
    }

    /// The four readings. Jobs are held against the quotas of their own schemes. Whether everybody at work is masked, and
    /// whether those in posts are, `masks` says.
    fn readings(&self, from: Date, to: Date, masks: (bool, bool)) -> ReadingsBody {
        let rules = &self.model.rules;
        let frame = Frame {
            specialists_pct: self.team.iter().map(|it| u32::from(it.position.get())).sum(),
            caseload_least: rules.caseload_least.on(to).copied(),
            caseload_most: rules.caseload_most.on(to).copied(),
            ..Frame::default()
        };
        let held: Vec<Held> = self.stays.iter().map(|it| it.held.clone()).collect();
        let whole = fill::fill_rates(self.posts, &held, &frame, from, to).whole;
        let (heads, places, under) = self.of_quotas(from, to);
        let tells = !masks.0 && shown(self.people(from, to));
        let tells_posts = !masks.1 && shown(self.people_in_posts(from, to));
        let FillRate { posts, caseload_of_most, caseload_of_least, .. } = whole;
        ReadingsBody {
            posts: FillBody::of(posts, tells_posts),
            heads: heads.map(|it| FillBody::of(it, tells && shown(under))),
            places: places.map(|it| FillBody::of(it, tells && shown(under))),
            caseload_of_most: caseload_of_most.map(|it| FillBody::of(it, tells)),
            caseload_of_least: caseload_of_least.map(|it| FillBody::of(it, tells)),
        }
    }

    /// People, and places, of the quotas there are, and how many people that is.
    fn of_quotas(&self, from: Date, to: Date) -> (Option<Fill>, Option<Fill>, u64) {
        let (mut heads, mut places, mut are_places_known) = (None, None, true);
        let mut under = Vec::new();
        for scheme in &self.model.schemes {
            let Some(quota) = scheme.quota.on(to).copied() else { continue };
            let own = self.stays.iter().filter(|it| it.scheme.as_ref() == Some(&scheme.id));
            let own: Vec<&Stay> = own.collect();
            let held: Vec<Held> = own.iter().map(|it| it.held.clone()).collect();
            let whole_place_from = scheme.whole_place_from.on(to).copied();
            let frame = Frame { quota: Some(quota), whole_place_from, ..Frame::default() };
            let found = fill::fill_rates(&[], &held, &frame, from, to).whole;
            heads = Some(add(heads, found.heads));
            are_places_known &= found.places.is_some();
            places = Some(add(places, found.places));
            under.extend(own.into_iter().filter(|it| overlaps(it, from, to)));
        }
        (heads, places.filter(|_| are_places_known), count(under.into_iter()))
    }

    /// By employer, and by opening. Who knows an employer's posts cannot take the openings that are told from them.
    fn groups(&self, from: Date, to: Date) -> (Vec<GroupFillBody>, Vec<GroupFillBody>) {
        let held: Vec<Held> = self.stays.iter().map(|it| it.held.clone()).collect();
        let rates = fill::fill_rates(self.posts, &held, &Frame::default(), from, to);
        let employer_of: BTreeMap<&OpeningId, &EmployerId> =
            self.posts.iter().map(|it| (&it.opening, &it.employer)).collect();
        let at_work = |is_there: &dyn Fn(&OpeningId) -> bool| {
            let own = self.stays.iter().filter(|it| overlaps(it, from, to));
            count(own.filter(|it| it.held.opening.as_ref().is_some_and(is_there)))
        };
        let of_employer = |employer: &EmployerId| {
            at_work(&|opening| employer_of.get(opening).copied() == Some(employer))
        };
        let counted: Vec<u64> = rates.by_employer.keys().map(of_employer).collect();
        let mut by_opening = Vec::new();
        let mut by_employer = Vec::new();
        for ((employer, rate), is_masked) in rates.by_employer.iter().zip(masked(&counted)) {
            let own: Vec<(&OpeningId, &Fill)> = rates
                .by_opening
                .iter()
                .filter(|(opening, _)| employer_of[opening] == employer)
                .collect();
            let counted: Vec<u64> =
                own.iter().map(|(opening, _)| at_work(&|it| it == *opening)).collect();
            let masks = masked(&counted).into_iter().zip(counted);
            for ((opening, rate), (small, people)) in own.into_iter().zip(masks) {
                let tells = !small && (!is_masked || people == 0);
                by_opening.push(GroupFillBody {
                    opening: Some(opening.to_string()),
                    employer: employer.to_string(),
                    posts: FillBody::of(*rate, tells),
                });
            }
            by_employer.push(GroupFillBody {
                opening: None,
                employer: employer.to_string(),
                posts: FillBody::of(*rate, !is_masked),
            });
        }
        by_opening.sort_by(|a, b| a.opening.cmp(&b.opening));
        (by_employer, by_opening)
    }
}

fn add(sum: Option<Fill>, more: Option<Fill>) -> Fill {
    let none = Fill { used: 0.0, of: 0.0, share: None };
    let (sum, more) = (sum.unwrap_or(none), more.unwrap_or(none));
    let (used, of) = (sum.used + more.used, sum.of + more.of);
    Fill { used, of, share: (of > 0.0).then(|| used / of) }
}

fn count<'a>(stays: impl Iterator<Item = &'a Stay>) -> u64 {
    stays.map(|it| it.person).collect::<BTreeSet<_>>().len() as u64
}

fn overlaps(stay: &Stay, from: Date, to: Date) -> bool {
    let period = Period::new(Some(from), Some(to));
    period.is_some_and(|period| period.overlaps(stay.held.period))
}

fn stays(people: &[Person], alone: &[Placement]) -> Vec<Stay> {
    let mut all = Vec::new();
    for (at, person) in people.iter().enumerate() {
        for stay in person.work.jobs.iter().flat_map(|job| &job.stays) {
            let held = Held {
                opening: stay.opening.clone(),
                position: stay.position,
                period: stay.period,
            };
            all.push(Stay { person: at, scheme: stay.scheme.clone(), held });
        }
    }
    for (person, job) in (people.len()..).zip(alone) {
        let Some(period) = Period::new(Some(job.started), None) else { continue };
        let held = Held { opening: None, position: job.position, period };
        all.push(Stay { person, scheme: job.scheme.clone(), held });
    }
    all
}

/// An opening's posts are there while it is posted or paused, and as long as somebody has a job that came from it.
fn posts(spans: &[Span], stays: &[Stay]) -> Vec<Post> {
    let mut all = Vec::new();
    for span in spans {
        let own = stays.iter().filter(|it| it.held.opening.as_ref() == Some(&span.opening));
        let held = own.filter_map(|it| Some((it.held.period.from()?, it.held.period.to())));
        let there: Vec<_> = span.there.iter().copied().chain(held).collect();
        all.extend(joined(there).into_iter().filter_map(|(from, to)| {
            let (opening, employer) = (span.opening.clone(), span.employer.clone());
            Some(Post { opening, employer, posts: span.posts, there: Period::new(Some(from), to)? })
        }));
    }
    all
}

/// Periods as one where they overlap or meet.
fn joined(mut all: Vec<(Date, Option<Date>)>) -> Vec<(Date, Option<Date>)> {
    all.sort();
    let mut found: Vec<(Date, Option<Date>)> = Vec::new();
    for (from, to) in all {
        match found.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from <= last + 1.day()) => {
                *last = last.zip(to).map(|(last, to)| last.max(to));
            }
            _ => found.push((from, to)),
        }
    }
    found
}

/// The months between two days, the first and the last as far as they are in it.
fn months(from: Date, to: Date) -> Vec<(Date, Date)> {
    let mut all = Vec::new();
    let mut first = from;
    while first <= to {
        let last = first.last_of_month().min(to);
        all.push((first, last));
        first = last + 1.day();
    }
    all
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::{
        CandidateId, EmployerId, JobSpecialist, OpeningId, Period, PlacementId, PositionPct,
        SchemeCode, ServiceModel, WorkplaceId, service_model,
    };
    use engine::follow::{JobHeld, Stay, Work};
    use engine::journey::Journey;
    use jiff::civil::{Date, date};

    use super::{Span, fill_rates, joined};
    use crate::follow::Person;
    use crate::wire::PeriodFillBody;

    fn model() -> ServiceModel {
        let text = include_str!("../../../fixtures/service-models/lillestrom.json");
        service_model::read(text).unwrap()
    }

    fn span(opening: &str, employer: &str, posts: u32) -> Span {
        Span {
            opening: OpeningId::new(opening).unwrap(),
            employer: EmployerId::new(employer).unwrap(),
            posts,
            there: vec![(date(2026, 1, 1), None)],
        }
    }

    fn at_work(
        number: usize,
        opening: &str,
        employer: &str,
        from: Date,
        to: Option<Date>,
    ) -> Person {
        let stay = Stay {
            opening: OpeningId::new(opening),
            employer: EmployerId::new(employer).unwrap(),
            workplace: WorkplaceId::new("A-1").unwrap(),
            scheme: SchemeCode::new("vta_o"),
            position: PositionPct::new(40).unwrap(),
            period: Period::new(Some(from), to).unwrap(),
        };
        let job = JobHeld {
            placement: PlacementId::new(&format!("P-{number}")).unwrap(),
            started: from,
            ended: None,
            let_go_on: None,
            confirmed_on: None,
            contract_until: None,
            stays: vec![stay],
        };
        Person {
            candidate: CandidateId::new(&format!("K-{number}")).unwrap(),
            journey: Journey::default(),
            work: Work { jobs: vec![job], signs: Vec::new() },
        }
    }

    fn team() -> Vec<JobSpecialist> {
        let text =
            r#"{"id": "S-1", "position": 50, "present_caseload": 0, "support_hours_week": 20}"#;
        vec![engine::reading::read(text, |_| {}).unwrap()]
    }

    fn rates(spans: &[Span], people: &[Person]) -> PeriodFillBody {
        let days = (date(2026, 2, 1), date(2026, 3, 31));
        fill_rates(spans, (people, &[]), &team(), &model(), days)
    }

    #[test]
    fn jobs_without_a_journey_count_as_people_and_fill_no_post() {
        let job = |number: usize| {
            let text = format!(
                r#"{{"id": "P-{number}", "workplace": "A-1", "family": "shop", "position": 50,
                    "scheme": "vta_o", "started": "2026-01-05"}}"#
            );
            engine::reading::read(&text, |_| {}).unwrap()
        };
        let alone: Vec<_> = (0..5).map(job).collect();
        let january = date(2026, 1, 1);
        let days = (date(2026, 2, 1), date(2026, 3, 31));
        let spans = [span("O-1", "V-1", 10)];
        let found = fill_rates(&spans, (&[], &alone), &team(), &model(), days);
        assert_eq!(found.whole.posts.share, Some(0.0));
        assert_eq!(found.whole.heads.unwrap().share, Some(5.0 / 40.0));
        assert_eq!(
            found.whole.places.unwrap().share,
            Some(5.0 / 40.0),
            "half a position is a whole place"
        );
        // Where one of those at work is in a post, the posts tell of that one alone.
        let one = [at_work(0, "O-1", "V-1", january, None)];
        let found = fill_rates(&spans, (&one, &alone), &team(), &model(), days);
        assert!(found.whole.posts.is_masked, "the only one in a post");
        assert!(found.by_month.iter().all(|it| it.readings.posts.is_masked));
        assert!(!found.whole.heads.unwrap().is_masked, "six are told");
    }

    #[test]
    fn the_four_readings_are_of_posts_quota_places_and_caseloads() {
        let january = date(2026, 1, 1);
        let people: Vec<Person> =
            (0..5).map(|number| at_work(number, "O-1", "V-1", january, None)).collect();
        let found = rates(&[span("O-1", "V-1", 10)], &people);
        let share = |it: &crate::wire::FillBody| it.share.unwrap();
        assert!((share(&found.whole.posts) - 0.5).abs() < 1e-9);
        assert!((share(found.whole.heads.as_ref().unwrap()) - 5.0 / 40.0).abs() < 1e-9);
        // Below half a position, each is half a place.
        let places = found.whole.places.as_ref().unwrap();
        assert!((share(places) - 2.5 / 40.0).abs() < 1e-9, "{places:?}");
        assert!((share(found.whole.caseload_of_most.as_ref().unwrap()) - 5.0 / 9.0).abs() < 1e-9);
        assert!((share(found.whole.caseload_of_least.as_ref().unwrap()) - 5.0 / 6.0).abs() < 1e-9);
        assert_eq!(found.by_month.len(), 2);
        assert_eq!(
            (found.by_month[1].from.as_str(), found.by_month[1].to.as_str()),
            ("2026-03-01", "2026-03-31")
        );
    }

    #[test]
    fn fewer_than_five_are_not_told_and_cannot_be_reckoned_out() {
        let january = date(2026, 1, 1);
        let mut people: Vec<Person> =
            (0..6).map(|number| at_work(number, "O-1", "V-1", january, None)).collect();
        people.extend((6..8).map(|number| at_work(number, "O-2", "V-1", january, None)));
        people.extend((8..14).map(|number| at_work(number, "O-3", "V-2", january, None)));
        let spans = [
            span("O-1", "V-1", 9),
            span("O-2", "V-1", 9),
            span("O-3", "V-2", 9),
            span("O-4", "V-2", 9),
        ];
        let found = rates(&spans, &people);
        let told: Vec<bool> = found.by_opening.iter().map(|it| !it.posts.is_masked).collect();
        assert_eq!(told, [false, false, true, true], "two of O-2 could be found from O-1 and V-1");
        assert!(found.by_employer.iter().all(|it| !it.posts.is_masked));
        assert!((found.by_opening[3].posts.share.unwrap()).abs() < 1e-9, "an empty one is told");
        let few = rates(&spans, &people[..4]);
        assert!(few.whole.posts.is_masked && few.whole.posts.share.is_none());
        assert!((few.whole.posts.of - 36.0).abs() < 1e-9, "what there is, is about nobody");
        assert!(few.by_month.iter().all(|it| it.readings.posts.is_masked));
    }

    #[test]
    fn an_opening_counts_while_it_is_there_and_while_somebody_has_its_job() {
        let day = |month, day| date(2026, month, day);
        let joins = joined(vec![
            (day(1, 1), Some(day(1, 31))),
            (day(2, 1), Some(day(2, 9))),
            (day(3, 1), None),
            (day(3, 5), Some(day(3, 6))),
        ]);
        assert_eq!(joins, [(day(1, 1), Some(day(2, 9))), (day(3, 1), None)]);
    }
}
