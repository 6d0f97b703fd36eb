//! The real calendar: periods, weeks from a Monday, Norwegian public holidays.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Weekday;
use crate::reading::{Node, Read, Wrong, record};

/// Days from the first to the last, both included; without a last day it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    from: Option<Date>,
    to: Option<Date>,
}

impl Period {
    /// From the first day to the last; `None` when the last comes before the first.
    #[must_use]
    pub fn new(from: Option<Date>, to: Option<Date>) -> Option<Self> {
        let turned = from.zip(to).is_some_and(|(from, to)| to < from);
        (!turned).then_some(Self { from, to })
    }

    /// The first day, if it has one.
    #[must_use]
    pub fn from(self) -> Option<Date> {
        self.from
    }

    /// The last day, if it has one.
    #[must_use]
    pub fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether the day is in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// What it leaves of itself before and after another period.
    pub fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let before = other.from.and_then(|from| from.checked_sub(1.day()).ok());
        let after = other.to.and_then(|to| to.checked_add(1.day()).ok());
        let before = before
            .and_then(|last| Self::new(self.from, Some(self.to.map_or(last, |to| to.min(last)))));
        let after = after.and_then(|first| {
            Self::new(Some(self.from.map_or(first, |from| from.max(first))), self.to)
        });
        [before, after].into_iter().flatten()
    }

    /// The shortest period that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let from = self.from.zip(other.from).map(|(one, other)| one.min(other));
        let to = self.to.zip(other.to).map(|(one, other)| one.max(other));
        Self { from, to }
    }

    /// Whether some day is in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let ends_before = |a: Self, b: Self| a.to.zip(b.from).is_some_and(|(to, from)| to < from);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

record! {
    /// A period as files give it.
    struct PeriodBounds {
        /// The first day.
        pub from: Option<Date>,
        /// The last day.
        pub to: Option<Date>,
    }
}

impl schemars::JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        PeriodBounds::json_schema(generator)
    }
}

impl Read for Period {
    fn read(node: &Node<'_>) -> Option<Self> {
        let PeriodBounds { from, to } = PeriodBounds::read(node)?;
        Self::new(from, to).or_else(|| {
            let rule = "`to` comes before `from`; swap or correct them".to_owned();
            node.fault(Wrong::Together { rule });
            None
        })
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PeriodBounds { from: self.from, to: self.to }.serialize(serializer)
    }
}

/// A day of the week that begins on `monday`.
///
/// # Panics
///
/// At the end of the calendar, in the year 9999; dates are read up to 2999.
#[must_use]
pub fn day_of_week(monday: Date, day: Weekday) -> Date {
    monday + (day as i32).days()
}

/// The Monday of a week of the horizon.
///
/// # Panics
///
/// At the end of the calendar, in the year 9999; dates are read up to 2999.
#[must_use]
pub fn monday_of_week(first_monday: Date, week: usize) -> Date {
    let weeks = i32::try_from(week).expect("a horizon is at most 26 weeks");
    first_monday + weeks.weeks()
}

/// Whether a day is a Norwegian public holiday, Sundays that are one every year aside.
///
/// Source: lov om helligdager og helligdagsfred § 2; lov om 1. og 17. mai som høgtidsdager § 1.
#[must_use]
pub fn is_public_holiday(day: Date) -> bool {
    let fixed = [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)];
    // Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday.
    let around_easter = [-3, -2, 0, 1, 39, 49, 50];
    let easter = easter_sunday(day.year());
    fixed.contains(&(day.month(), day.day()))
        || around_easter.iter().any(|&days: &i32| easter + days.days() == day)
}

/// Easter Sunday of a year in the Gregorian calendar.
///
/// Source: the anonymous computus, as in J. Meeus, Astronomical Algorithms, chapter 8.
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let leap = (b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 19 * a + 15) % 30;
    let weekday = (32 + 2 * (b % 4) + 2 * (c / 4) - leap - c % 4) % 7;
    let late = (a + 11 * leap + 22 * weekday) / 451;
    let day = leap + weekday - 7 * late + 114;
    let narrow = |n: i32| i8::try_from(n).expect("a month and a day are small");
    date(year, narrow(day / 31), narrow(day % 31 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_follow_the_calendar() {
        #[rustfmt::skip]
        let cases = [
            // day                 holiday  why
            (date(2026, 12, 25),   true,    "Christmas Day"),
            (date(2026, 12, 24),   false,   "Christmas Eve is an ordinary day in law"),
            (date(2027,  1,  1),   true,    "New Year's Day"),
            (date(2026,  4,  2),   true,    "Maundy Thursday 2026"),
            (date(2026,  4,  6),   true,    "Easter Monday 2026"),
            (date(2026,  4,  7),   false,   "the day after"),
            (date(2026,  5, 14),   true,    "Ascension 2026"),
            (date(2026,  5, 25),   true,    "Whit Monday 2026"),
            (date(2027,  3, 25),   true,    "Maundy Thursday 2027"),
            (date(2038,  4, 26),   true,    "Easter Monday after the latest Easter there is"),
            (date(2026,  5, 17),   true,    "Constitution Day"),
            (date(2026,  6, 23),   false,   "Midsummer Eve"),
        ];
        for (day, holiday, why) in cases {
            assert_eq!(is_public_holiday(day), holiday, "{day}: {why}");
        }
    }

    #[test]
    fn a_period_holds_both_its_ends() {
        let period = Period::new(Some(date(2026, 12, 1)), Some(date(2026, 12, 2))).unwrap();
        let days = [(11, 30, false), (12, 1, true), (12, 2, true), (12, 3, false)];
        for (month, day, inside) in days {
            assert_eq!(period.contains(date(2026, month, day)), inside, "{month}-{day}");
        }
        assert!(Period::new(Some(date(2026, 12, 2)), Some(date(2026, 12, 1))).is_none());
        assert!(Period::new(None, None).unwrap().contains(date(1900, 1, 1)));
    }
}
