//! Days and hours of a week, and how they really overlap.

use super::{MinuteOfDay, Weekday};
use crate::reading::{Node, Read, Wrong, record};

/// The hours of an ordinary week: stretches of time in order, none touching the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct WeekHours {
    stretches: Vec<Stretch>,
}

/// A day with from and to; never empty.
type Stretch = (Weekday, MinuteOfDay, MinuteOfDay);

impl WeekHours {
    /// Collects stretches, joining those that touch. Stretches without length are left out.
    #[must_use]
    pub fn new(stretches: impl IntoIterator<Item = (Weekday, MinuteOfDay, MinuteOfDay)>) -> Self {
        let stretches = stretches.into_iter().filter(|(_, from, to)| from < to);
        let mut all: Vec<Stretch> = stretches.collect();
        all.sort_unstable();
        let mut joined: Vec<Stretch> = Vec::with_capacity(all.len());
        for (day, from, to) in all {
            match joined.last_mut() {
                Some(last) if last.0 == day && from <= last.2 => last.2 = last.2.max(to),
                _ => joined.push((day, from, to)),
            }
        }
        Self { stretches: joined }
    }

    /// The time that is in both.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Self {
        let mut stretches = Vec::new();
        for &(day, from, to) in &self.stretches {
            for &(_, other_from, other_to) in other.on(day) {
                let (from, to) = (from.max(other_from), to.min(other_to));
                if from < to {
                    stretches.push((day, from, to));
                }
            }
        }
        Self { stretches }
    }

    /// The time that is in either.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let all = self.stretches.iter().chain(&other.stretches);
        Self::new(all.copied())
    }

    /// The time that is in this, and not in the other.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Self {
        let mut stretches = Vec::new();
        for &(day, mut from, to) in &self.stretches {
            for &(_, other_from, other_to) in other.on(day) {
                if from < other_from.min(to) {
                    stretches.push((day, from, other_from.min(to)));
                }
                from = from.max(other_to);
            }
            if from < to {
                stretches.push((day, from, to));
            }
        }
        Self { stretches }
    }

    /// One stretch of time on a day, in minutes after midnight, the day's end at the latest.
    #[must_use]
    pub fn stretch(day: Weekday, from: u16, to: u16) -> Self {
        Self::new([(day, MinuteOfDay::at(from), MinuteOfDay::at(to))])
    }

    /// Minutes on a day.
    #[must_use]
    pub fn minutes_on(&self, day: Weekday) -> u32 {
        self.on(day).iter().copied().map(length).sum()
    }

    /// Minutes in the week.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.stretches.iter().copied().map(length).sum()
    }

    /// The days with time in them.
    pub fn days(&self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.iter().copied().filter(|&day| !self.on(day).is_empty())
    }

    /// Stretches of time on a day, in minutes after midnight.
    pub fn stretches_on(&self, day: Weekday) -> impl Iterator<Item = (u16, u16)> {
        self.on(day).iter().map(|&(_, from, to)| (from.get(), to.get()))
    }

    fn on(&self, day: Weekday) -> &[Stretch] {
        let from = self.stretches.partition_point(|(d, ..)| *d < day);
        let to = self.stretches.partition_point(|(d, ..)| *d <= day);
        &self.stretches[from..to]
    }
}

/// Minutes from one end to the other.
fn length((_, from, to): Stretch) -> u32 {
    u32::from(to.get() - from.get())
}

record! {
    /// The same hours on some days, as files give them.
    struct HoursOnDays {
        /// The days.
        pub days: Vec<Weekday>,
        /// When they begin.
        pub from: MinuteOfDay,
        /// When they end.
        pub to: MinuteOfDay,
    }
}

impl Read for WeekHours {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut sound = true;
        let mut stretches = Vec::new();
        for item in node.items()? {
            let Some(HoursOnDays { days, from, to }) = HoursOnDays::read(&item) else {
                sound = false;
                continue;
            };
            if to <= from || days.is_empty() {
                let rule =
                    "`days` names at least one day, and `from` is before `to`; a night shift \
                            is two stretches"
                        .to_owned();
                item.fault(Wrong::Together { rule });
                sound = false;
            }
            stretches.extend(days.into_iter().map(|day| (day, from, to)));
        }
        sound.then(|| Self::new(stretches))
    }
}

impl schemars::JsonSchema for WeekHours {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WeekHours".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Vec<HoursOnDays>>()
    }
}

/// Each time of the day with all the days that have it, as a person would write it.
impl serde::Serialize for WeekHours {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written: Vec<HoursOnDays> = Vec::new();
        for &(day, from, to) in &self.stretches {
            match written.iter_mut().find(|hours| (hours.from, hours.to) == (from, to)) {
                Some(hours) => hours.days.push(day),
                None => written.push(HoursOnDays { days: vec![day], from, to }),
            }
        }
        written.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::WeekHours;
    use crate::domain::{MinuteOfDay, Weekday};

    fn time(minutes: u16) -> MinuteOfDay {
        MinuteOfDay::new(&format!("{:02}:{:02}", minutes / 60, minutes % 60)).unwrap()
    }

    fn week(stretches: &[(usize, u16, u16)]) -> WeekHours {
        let stretch =
            |&(day, from, to): &(usize, u16, u16)| (Weekday::ALL[day], time(from), time(to));
        WeekHours::new(stretches.iter().map(stretch))
    }

    proptest! {
        #[test]
        fn joined_and_beyond_are_what_every_minute_says(a in any_week(), b in any_week()) {
            let is_in = |week: &WeekHours, day, minute| {
                week.stretches_on(day).any(|(from, to)| (from..to).contains(&minute))
            };
            let (joined, beyond) = (a.join(&b), a.beyond(&b));
            for &day in Weekday::ALL {
                for minute in 0..1440 {
                    let (in_a, in_b) = (is_in(&a, day, minute), is_in(&b, day, minute));
                    prop_assert_eq!(is_in(&joined, day, minute), in_a || in_b);
                    prop_assert_eq!(is_in(&beyond, day, minute), in_a && !in_b);
                }
            }
            let written = serde_json::to_string(&a).unwrap();
            prop_assert_eq!(crate::reading::read::<WeekHours>(&written, |_| {}).unwrap(), a);
        }
    }

    #[test]
    fn hours_overlap_by_the_minute() {
        #[rustfmt::skip]
        let cases = [
            // one                         other                          minutes  why
            ((0, 540, 900),                (0, 450, 810),                 270,     "09:00 to 13:30"),
            ((0, 540, 900),                (1, 540, 900),                 0,       "Monday is not Tuesday"),
            ((0, 540, 600),                (0, 600, 660),                 0,       "one ends as the other begins"),
            ((0, 540, 601),                (0, 600, 660),                 1,       "a minute"),
            ((6, 0, 1440),                 (6, 0, 1440),                  1440,    "a whole Sunday"),
        ];
        for (one, other, minutes, why) in cases {
            assert_eq!(week(&[one]).overlap(&week(&[other])).minutes(), minutes, "{why}");
        }
        let joined = week(&[(0, 540, 600), (0, 600, 660), (0, 580, 620)]);
        let joined: Vec<_> = joined.stretches_on(Weekday::Monday).collect();
        assert_eq!(joined, [(540, 660)], "what touches is joined");
    }

    fn any_week() -> impl Strategy<Value = WeekHours> {
        let stretch = (0..7_usize, 0..1440_u16, 0..=1440_u16);
        prop::collection::vec(stretch, 0..12).prop_map(|stretches| week(&stretches))
    }

    proptest! {
        #[test]
        fn an_overlap_is_what_every_minute_says(a in any_week(), b in any_week()) {
            let both = a.overlap(&b);
            prop_assert_eq!(&both, &b.overlap(&a));
            prop_assert_eq!(&both.overlap(&a), &both);
            let is_in = |week: &WeekHours, day, minute| {
                week.stretches_on(day).any(|(from, to)| (from..to).contains(&minute))
            };
            for &day in Weekday::ALL {
                let minutes = (0..1440).filter(|&m| is_in(&a, day, m) && is_in(&b, day, m)).count();
                prop_assert_eq!(usize::try_from(both.minutes_on(day)).unwrap(), minutes);
            }
        }
    }
}
