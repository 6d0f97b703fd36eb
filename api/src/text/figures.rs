//! Days, times, hours and lists, as each language writes them.

use engine::domain::Weekday;
use jiff::civil::Date;

use super::voice::{Voice, say};

impl Voice {
    /// A day without its year: `30. november`.
    pub(super) fn day(&self, date: Date) -> String {
        say!(
            self,
            "day",
            day = date.day(),
            month = self.say(&format!("month-{}", date.month()), [])
        )
    }

    /// A day with its year: `30. november 2026`.
    pub(super) fn day_and_year(&self, date: Date) -> String {
        say!(self, "day-and-year", day = self.day(date), year = date.year())
    }

    /// `uke 50`: the week that begins on this Monday.
    pub(super) fn week(&self, monday: Date) -> String {
        say!(self, "week", week = week_number(monday))
    }

    /// `uke 50`, `uke 1 til 4`: the weeks that begin on these Mondays.
    pub(super) fn weeks(&self, first: Date, last: Date) -> String {
        if first == last {
            return self.week(first);
        }
        say!(self, "weeks-from-to", first = week_number(first), last = week_number(last))
    }

    /// A number with no more decimals than it needs, at most two.
    pub(super) fn number(&self, value: f64) -> String {
        self.language().number(value)
    }

    /// Time in minutes, in hours: `7,4 timer`; where hundredths do not hold it, `7 timer og 22 minutter`.
    pub(super) fn hours(&self, minutes: u32) -> String {
        if minutes.is_multiple_of(3) {
            return say!(self, "hours", hours = f64::from(minutes) / 60.0);
        }
        match (minutes / 60, minutes % 60) {
            (0, minutes) => say!(self, "minutes", minutes),
            (hours, minutes) => say!(self, "hours-and-minutes", hours, minutes),
        }
    }

    /// Time in several weeks and together: `27,8 timer (7,4 + 7,1 + 6,8 + 6,5)`.
    pub(super) fn hours_by_week(&self, minutes: &[u32]) -> String {
        let sum = minutes.iter().sum();
        if minutes.len() < 2 || sum == 0 {
            return self.hours(sum);
        }
        let has_decimals = minutes.iter().all(|week| week.is_multiple_of(3));
        let week = |minutes: &u32| {
            if has_decimals {
                self.number(f64::from(*minutes) / 60.0)
            } else {
                format!("{}:{:02}", minutes / 60, minutes % 60)
            }
        };
        let weeks: Vec<String> = minutes.iter().map(week).collect();
        format!("{} ({})", self.hours(sum), weeks.join(" + "))
    }

    /// Minutes up to two hours, hours from there.
    pub(super) fn minutes_or_hours(&self, minutes: u16) -> String {
        if minutes < 120 { say!(self, "minutes", minutes) } else { self.hours(minutes.into()) }
    }

    /// From one time of the day to another: `9.30–15`.
    pub(super) fn times(&self, from: u16, to: u16) -> String {
        let time = |minutes: u16| {
            let (hour, minute) = (minutes / 60, minutes % 60);
            say!(self, "time-of-day", hour, minute, two_digits = format!("{minute:02}"))
        };
        format!("{}–{}", time(from), time(to))
    }

    /// Days of the week: `mandag, tirsdag og fredag`; three or more in a row `mandag til torsdag`.
    pub(super) fn days(&self, days: &[Weekday]) -> String {
        let in_a_row = days.windows(2).all(|pair| pair[0] as u8 + 1 == pair[1] as u8);
        match days {
            [first, _, .., last] if in_a_row => {
                say!(self, "days-from-to", first = self.word(*first), last = self.word(*last))
            }
            days => self.and(&days.iter().map(|day| self.word(*day)).collect::<Vec<_>>()),
        }
    }

    /// Several things in a row: `a, b og c`.
    pub(super) fn and(&self, items: &[impl AsRef<str>]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        match items.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => say!(self, "list-and", first = first.join(", "), last = *last),
        }
    }
}

/// The number that the week has in calendars.
pub(super) fn week_number(monday: Date) -> i8 {
    monday.iso_week_date().week()
}

/// `40`, `20–50`
pub(super) fn range(least: u8, most: u8) -> String {
    if least == most { least.to_string() } else { format!("{least}–{most}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::language::Language;
    use super::*;

    /// What each language makes of the same.
    fn told(say: impl Fn(&Voice) -> String) -> [String; 3] {
        Language::ALL.map(|language| say(Voice::of(language)))
    }

    #[test]
    fn figures_read_as_people_write_them() {
        #[rustfmt::skip]
        let cases = [
            (444, ["7,4 timer", "7,4 timar", "7.4 hours"]),
            ( 60, ["1 time", "1 time", "1 hour"]),
            (480, ["8 timer", "8 timar", "8 hours"]),
            (562, ["9 timer og 22 minutter", "9 timar og 22 minutt", "9 hours and 22 minutes"]),
            ( 61, ["1 time og 1 minutt", "1 time og 1 minutt", "1 hour and 1 minute"]),
            (675, ["11,25 timer", "11,25 timar", "11.25 hours"]),
            ( 25, ["25 minutter", "25 minutt", "25 minutes"]),
        ];
        for (minutes, expected) in cases {
            assert_eq!(told(|voice| voice.hours(minutes)), expected);
        }
        let [bokmal, _, english] = told(|voice| voice.hours_by_week(&[444, 426, 408, 390]));
        assert_eq!(bokmal, "27,8 timer (7,4 + 7,1 + 6,8 + 6,5)");
        assert_eq!(english, "27.8 hours (7.4 + 7.1 + 6.8 + 6.5)");
        let [bokmal, ..] = told(|voice| voice.hours_by_week(&[562, 301]));
        assert_eq!(bokmal, "14 timer og 23 minutter (9:22 + 5:01)");
        assert_eq!(told(|voice| voice.hours_by_week(&[0, 0]))[0], "0 timer");
    }

    #[test]
    fn days_and_lists_read_as_people_write_them() {
        use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        assert_eq!(
            told(|voice| voice.day_and_year(date(2026, 11, 30))),
            ["30. november 2026", "30. november 2026", "30 November 2026"]
        );
        assert_eq!(
            told(|voice| voice.weeks(date(2026, 12, 28), date(2027, 1, 4))),
            ["uke 53 til 1", "veke 53 til 1", "weeks 53 to 1"]
        );
        assert_eq!(told(|voice| voice.times(570, 900)), ["9.30–15", "9.30–15", "9:30–15:00"]);
        assert_eq!(
            told(|voice| voice.days(&[Monday, Tuesday, Wednesday])),
            ["mandag til onsdag", "måndag til onsdag", "Monday to Wednesday"]
        );
        assert_eq!(
            told(|voice| voice.days(&[Monday, Thursday, Friday])),
            [
                "mandag, torsdag og fredag",
                "måndag, torsdag og fredag",
                "Monday, Thursday and Friday"
            ]
        );
        assert_eq!(told(|voice| voice.days(&[Monday]))[0], "mandag");
        assert_eq!(range(40, 40), "40");
        assert_eq!(range(20, 50), "20–50");
    }
}
