//! Fill rate, in its four readings: which places are used.
//!
//! Posts filled of posts approved, people at work of the jobs there can be, places of the same, and how full the
//! specialists' caseloads are. Over a period each is an average over its days; over one day, a count.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{EmployerId, OpeningId, Period, PositionPct};

/// Posts that are approved, at an employer, in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The opening they belong to.
    pub opening: OpeningId,
    /// The employer.
    pub employer: EmployerId,
    /// How many.
    pub posts: u32,
    /// When they are there to be filled.
    pub there: Period,
}

/// Somebody's job in a post, or in none of those that are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The opening it came from, if it did.
    pub opening: Option<OpeningId>,
    /// The size of the position.
    pub position: PositionPct,
    /// From the first day to the last.
    pub period: Period,
}

/// What jobs and caseloads are held against.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frame {
    /// How many jobs there can be at a time; unknown where no scheme has a quota.
    pub quota: Option<u32>,
    /// From this position up, a job counts as a whole place; unknown where no scheme says.
    pub whole_place_from: Option<PositionPct>,
    /// Posts of the specialists, in per cent together.
    pub specialists_pct: u32,
    /// The fewest people that are usual for a full-time specialist, where somebody says.
    pub caseload_least: Option<u32>,
    /// The most people that a full-time specialist follows up, where somebody says.
    pub caseload_most: Option<u32>,
}

/// How much of something is used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Fill {
    /// What is used, on an average day.
    pub used: f64,
    /// What there is, on an average day.
    pub of: f64,
    /// The share; none where there is nothing.
    pub share: Option<f64>,
}

/// The four readings. One that rests on what is unknown is missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct FillRate {
    /// Posts filled, of posts approved.
    pub posts: Fill,
    /// People at work, of the jobs there can be.
    pub heads: Option<Fill>,
    /// Places, where a small position counts half, of the jobs there can be.
    pub places: Option<Fill>,
    /// People followed up, of the most that the specialists' posts have room for.
    pub caseload_of_most: Option<Fill>,
    /// People followed up, of the fewest that is usual for the specialists' posts.
    pub caseload_of_least: Option<Fill>,
}

/// The readings as a whole, and the first of them by opening and employer.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FillRates {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// All together.
    pub whole: FillRate,
    /// Posts, by opening.
    pub by_opening: BTreeMap<OpeningId, Fill>,
    /// Posts, by employer.
    pub by_employer: BTreeMap<EmployerId, Fill>,
}

/// Fill rates over the days from one to another, both included.
///
/// A post is filled by one person: where more work in an opening than it has posts, the posts are full, and all of
/// them count as people at work.
#[must_use]
pub fn fill_rates(posts: &[Post], held: &[Held], frame: &Frame, from: Date, to: Date) -> FillRates {
    let mut whole = Days::default();
    let (mut by_opening, mut by_employer) = (BTreeMap::new(), BTreeMap::new());
    let mut heads = 0.0;
    let mut places = 0.0;
    let mut days = 0;
    let mut day = from;
    while day <= to {
        days += 1;
        let at_work: Vec<&Held> = held.iter().filter(|it| it.period.contains(day)).collect();
        heads += count(at_work.len());
        places += at_work.iter().map(|it| weight(it.position, frame)).sum::<f64>();
        // An opening's posts can be approved bit by bit: what is filled is shared out in their order.
        let mut left: BTreeMap<&OpeningId, u32> = BTreeMap::new();
        for it in at_work.iter().filter_map(|it| it.opening.as_ref()) {
            *left.entry(it).or_default() += 1;
        }
        for post in posts.iter().filter(|it| it.there.contains(day)) {
            let left = left.entry(&post.opening).or_default();
            let filled = post.posts.min(*left);
            *left -= filled;
            whole.add(filled, post.posts);
            by_opening
                .entry(post.opening.clone())
                .or_insert_with(Days::default)
                .add(filled, post.posts);
            by_employer
                .entry(post.employer.clone())
                .or_insert_with(Days::default)
                .add(filled, post.posts);
        }
        day += 1.day();
    }
    let days = f64::from(days.max(1));
    let of_quota = |used: f64| frame.quota.map(|quota| fill(used / days, f64::from(quota)));
    let of_caseload = |per_post: Option<u32>| {
        let room = |it| f64::from(it) * f64::from(frame.specialists_pct) / 100.0;
        per_post.map(|it| fill(heads / days, room(it)))
    };
    FillRates {
        from,
        to,
        whole: FillRate {
            posts: whole.fill(days),
            heads: of_quota(heads),
            places: frame.whole_place_from.and_then(|_| of_quota(places)),
            caseload_of_most: of_caseload(frame.caseload_most),
            caseload_of_least: of_caseload(frame.caseload_least),
        },
        by_opening: by_opening.into_iter().map(|(id, it)| (id, it.fill(days))).collect(),
        by_employer: by_employer.into_iter().map(|(id, it)| (id, it.fill(days))).collect(),
    }
}

/// Fill rates of each month that has a day between two, the first and the last as far as they are in it.
#[must_use]
pub fn by_month(
    posts: &[Post],
    held: &[Held],
    frame: &Frame,
    from: Date,
    to: Date,
) -> Vec<FillRates> {
    let mut firsts = BTreeSet::from([from]);
    let mut next = from.last_of_month() + 1.day();
    while next <= to {
        firsts.insert(next);
        next = next.last_of_month() + 1.day();
    }
    let month = |first: Date| fill_rates(posts, held, frame, first, first.last_of_month().min(to));
    firsts.into_iter().filter(|first| *first <= to).map(month).collect()
}

/// A whole place, or half of one.
///
/// Source: Telemarksforsking report 811 (2024), 2.1.2 and 4.6: below the limit of the scheme, half.
fn weight(position: PositionPct, frame: &Frame) -> f64 {
    if frame.whole_place_from.is_some_and(|whole| position < whole) { 0.5 } else { 1.0 }
}

/// Posts filled and posts approved, added up over days.
#[derive(Debug, Default)]
struct Days {
    filled: u64,
    approved: u64,
}

impl Days {
    fn add(&mut self, filled: u32, approved: u32) {
        self.filled += u64::from(filled);
        self.approved += u64::from(approved);
    }

    fn fill(&self, days: f64) -> Fill {
        #[expect(clippy::cast_precision_loss, reason = "posts over days")]
        let [used, of] = [self.filled as f64 / days, self.approved as f64 / days];
        fill(used, of)
    }
}

fn fill(used: f64, of: f64) -> Fill {
    Fill { used, of, share: (of > 0.0).then(|| used / of) }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
