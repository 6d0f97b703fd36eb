//! Days and hours of a week, and how they really overlap.

use super::{MinuteOfDay, Weekday};
use crate::reading::{Node, Read, Wrong, record};

/// The hours of an ordinary week: for each day, stretches of time in order, none touching the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct WeekHours {
    days: [Vec<Stretch>; 7],
}

/// From and to, in minutes after midnight; never empty.
type Stretch = (u16, u16);

impl WeekHours {
    /// Collects stretches, joining those that touch. Stretches without length are left out.
    #[must_use]
    pub fn new(stretches: impl IntoIterator<Item = (Weekday, MinuteOfDay, MinuteOfDay)>) -> Self {
        let mut week = Self::default();
        for (day, from, to) in stretches {
            if from < to {
                week.days[day as usize].push((from.get(), to.get()));
            }
        }
        for day in &mut week.days {
            day.sort_unstable();
            let mut joined: Vec<Stretch> = Vec::with_capacity(day.len());
            for &(from, to) in day.iter() {
                match joined.last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ => joined.push((from, to)),
                }
            }
            *day = joined;
        }
        week
    }

    /// The time that is in both.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Self {
        let mut both = Self::default();
        for (day, stretches) in both.days.iter_mut().enumerate() {
            for &(from, to) in &self.days[day] {
                for &(other_from, other_to) in &other.days[day] {
                    let (from, to) = (from.max(other_from), to.min(other_to));
                    if from < to {
                        stretches.push((from, to));
                    }
                }
            }
        }
        both
    }

    /// Minutes on a day.
    #[must_use]
    pub fn minutes_on(&self, day: Weekday) -> u32 {
        self.days[day as usize].iter().map(|(from, to)| u32::from(to - from)).sum()
    }

    /// Minutes in the week.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        Weekday::ALL.iter().map(|&day| self.minutes_on(day)).sum()
    }

    /// The days with time in them.
    pub fn days(&self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.iter().copied().filter(|&day| self.minutes_on(day) > 0)
    }

    /// Stretches of time on a day, in minutes after midnight.
    #[must_use]
    pub fn stretches_on(&self, day: Weekday) -> &[(u16, u16)] {
        &self.days[day as usize]
    }
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
