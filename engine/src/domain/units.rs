//! Units: a raw number is checked once, where it is read.

use std::fmt;

use crate::reading::{Node, Read, Wrong, record, value_schema};

/// A value outside its unit's range or form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct InvalidValue {
    /// The range or form, with the unit.
    pub expected: &'static str,
}

fn report(node: &Node<'_>, invalid: InvalidValue) {
    node.fault(Wrong::OutOfRange { expected: invalid.expected.to_owned() });
}

macro_rules! whole_numbers {
    ($($(#[doc = $doc:literal])* $name:ident($type:ty) in $least:literal..=$most:literal, $expected:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name($type);

        impl $name {
            /// Checks a number.
            ///
            /// # Errors
            ///
            /// [`InvalidValue`] outside the range.
            pub fn new(value: i64) -> Result<Self, InvalidValue> {
                match <$type>::try_from(value) {
                    Ok(value) if ($least..=$most).contains(&value) => Ok(Self(value)),
                    _ => Err(InvalidValue { expected: $expected }),
                }
            }

            /// The plain number.
            #[must_use]
            pub fn get(self) -> $type {
                self.0
            }
        }

        value_schema!($name, &[$($doc),*], {
            "type": "integer", "minimum": $least, "maximum": $most,
        });

        impl Read for $name {
            fn read(node: &Node<'_>) -> Option<Self> {
                let value = i64::read(node)?;
                Self::new(value).map_err(|invalid| report(node, invalid)).ok()
            }
        }
    )*};
}

whole_numbers! {
    /// Size of a position, in per cent of a full-time one.
    PositionPct(u8) in 1..=100, "a whole percentage from 1 to 100";
    /// A level on a scale from 1 (least) to 5 (most).
    Level(u8) in 1..=5, "a level from 1 to 5";
    /// Time on the way, one way, in minutes.
    TravelMinutes(u16) in 0..=600, "whole minutes from 0 to 600";
    /// A number of weeks that cannot be none.
    WeekCount(u8) in 1..=104, "whole weeks from 1 to 104";
    /// A number of months that cannot be none.
    Months(u8) in 1..=120, "whole months from 1 to 120";
    /// A number of weeks.
    Weeks(u8) in 0..=104, "whole weeks from 0 to 104";
}

macro_rules! decimals {
    ($($(#[doc = $doc:literal])* $name:ident in $least:literal..=$most:literal, $expected:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Serialize)]
        pub struct $name(f64);

        impl $name {
            /// Checks a number.
            ///
            /// # Errors
            ///
            /// [`InvalidValue`] outside the range, and for what is no number.
            pub fn new(value: f64) -> Result<Self, InvalidValue> {
                let sound = ($least..=$most).contains(&value);
                if sound { Ok(Self(value)) } else { Err(InvalidValue { expected: $expected }) }
            }

            /// The plain number.
            #[must_use]
            pub fn get(self) -> f64 {
                self.0
            }
        }

        value_schema!($name, &[$($doc),*], {
            "type": "number", "minimum": $least, "maximum": $most,
        });

        impl Read for $name {
            fn read(node: &Node<'_>) -> Option<Self> {
                let value = f64::read(node)?;
                Self::new(value).map_err(|invalid| report(node, invalid)).ok()
            }
        }
    )*};
}

impl TravelMinutes {
    /// The longest way there is.
    pub const MOST: Self = Self(600);
}

decimals! {
    /// A part of a whole.
    Share in 0.0..=1.0, "a share from 0 to 1";
    /// A speed on the way to work, in kilometres an hour.
    KmPerHour in 1.0..=130.0, "kilometres an hour from 1 to 130";
    /// The length of a way as a multiple of the straight line.
    Detour in 1.0..=5.0, "a multiple of the straight line from 1 to 5";
    /// Minutes that every way takes.
    FixedMinutes in 0.0..=120.0, "minutes from 0 to 120";
    /// Degrees north; Norway with Svalbard.
    Latitude in 57.0..=81.0, "degrees north in Norway, from 57 to 81";
    /// Degrees east; Norway with Svalbard.
    Longitude in 4.0..=36.0, "degrees east in Norway, from 4 to 36";
}

/// Time in a week, in whole minutes; files give it in hours.
///
/// Minutes, because a 37.5-hour week is not a whole number of hours and hours as `f64` do not add up.
///
/// Source: arbeidsmiljøloven § 10-4 (1), at most 40 hours in seven days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeeklyMinutes(u16);

impl WeeklyMinutes {
    /// The working week that position percentages are shares of: 37.5 hours.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.4: 4.3 hours a week are 11.5 per cent.
    pub const FULL_TIME: Self = Self(2_250);
    const EXPECTED: &'static str = "hours a week from 0 to 40, in whole minutes";

    /// Checks a number of minutes.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] outside 0 to 2400.
    pub fn new(minutes: i64) -> Result<Self, InvalidValue> {
        match u16::try_from(minutes) {
            Ok(value) if value <= 2_400 => Ok(Self(value)),
            _ => Err(InvalidValue { expected: Self::EXPECTED }),
        }
    }

    /// Checks a number of hours, to the nearest minute: 7.4 hours are 444 minutes.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] outside 0 to 40.
    pub fn from_hours(hours: f64) -> Result<Self, InvalidValue> {
        if !(0.0..=40.0).contains(&hours) {
            return Err(InvalidValue { expected: Self::EXPECTED });
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 2400")]
        Self::new((hours * 60.0).round() as i64)
    }

    /// Whole minutes.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// Hours.
    #[must_use]
    pub fn hours(self) -> f64 {
        f64::from(self.0) / 60.0
    }

    /// Time worked in a position.
    #[must_use]
    pub fn of_position(position: PositionPct) -> Self {
        let minutes = u32::from(Self::FULL_TIME.0) * u32::from(position.get()) / 100;
        #[expect(clippy::cast_possible_truncation, reason = "at most the full-time week")]
        Self(minutes as u16)
    }
}

value_schema!(WeeklyMinutes, &["Hours a week, to the nearest minute."], {
    "type": "number", "minimum": 0, "maximum": 40,
});

/// In hours, as it is read.
impl serde::Serialize for WeeklyMinutes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.hours())
    }
}

impl Read for WeeklyMinutes {
    fn read(node: &Node<'_>) -> Option<Self> {
        let hours = f64::read(node)?;
        Self::from_hours(hours).map_err(|invalid| report(node, invalid)).ok()
    }
}

/// A time of the day in minutes after midnight, to the end of the day at 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinuteOfDay(u16);

impl MinuteOfDay {
    const EXPECTED: &'static str = "a time from \"00:00\" to \"24:00\"";

    /// Reads a time such as `09:30`.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] for another form or a time that the day does not have.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let two = |part: &str| {
            let sound = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            sound.then(|| part.parse::<u16>().ok()).flatten()
        };
        let time = text.split_once(':').and_then(|(hours, minutes)| {
            let (hours, minutes) = (two(hours)?, two(minutes)?);
            (minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
        });
        time.map(Self).ok_or(InvalidValue { expected: Self::EXPECTED })
    }

    /// A time by its minutes after midnight; the end of the day at the latest.
    #[must_use]
    pub fn at(minutes: u16) -> Self {
        Self(minutes.min(24 * 60))
    }

    /// Minutes after midnight.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

value_schema!(MinuteOfDay, &["A time of the day, to the end of the day at 24:00."], {
    "type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
});

impl fmt::Display for MinuteOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl serde::Serialize for MinuteOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for MinuteOfDay {
    fn read(node: &Node<'_>) -> Option<Self> {
        let text = node.text().or_else(|| node.wrong_kind(Self::EXPECTED))?;
        Self::new(text).map_err(|invalid| report(node, invalid)).ok()
    }
}

macro_rules! digit_codes {
    ($($(#[doc = $doc:literal])* $name:ident of $digits:literal $(where $is_sound:path)?, $expected:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(String);

        impl $name {
            /// Checks the digits.
            ///
            /// # Errors
            ///
            /// [`InvalidValue`] for another form.
            pub fn new(text: &str) -> Result<Self, InvalidValue> {
                let digits = text.len() == $digits && text.bytes().all(|b| b.is_ascii_digit());
                let sound = digits $(&& $is_sound(text))?;
                if sound { Ok(Self(text.to_owned())) } else { Err(InvalidValue { expected: $expected }) }
            }

            /// The digits.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        value_schema!($name, &[$($doc),*], {
            "type": "string",
            "pattern": concat!("^[0-9]{", stringify!($digits), "}$"),
        });

        impl Read for $name {
            fn read(node: &Node<'_>) -> Option<Self> {
                let text = node.text().or_else(|| node.wrong_kind($expected))?;
                Self::new(text)
                    .map_err(|invalid| node.fault(Wrong::Form { expected: invalid.expected }))
                    .ok()
            }
        }
    )*};
}

digit_codes! {
    /// A Norwegian postal code.
    PostalCode of 4, "a postal code of four digits, such as \"2000\"";
    /// A municipality's number.
    MunicipalityNumber of 4, "a municipality number of four digits, such as \"3205\"";
    /// An occupation in STYRK-08.
    Styrk08 of 4, "a STYRK-08 code of four digits, such as \"5223\"";
    /// An organisation number, with its check digit.
    OrganisationNumber of 9 where has_check_digit,
        "an organisation number of nine digits whose last digit is right (modulo 11)";
}

/// Modulo 11 with the weights 3, 2, 7, 6, 5, 4, 3, 2.
///
/// Source: Brønnøysundregistrene, the organisation number and its check digit.
fn has_check_digit(text: &str) -> bool {
    const WEIGHTS: [u32; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 = text.bytes().zip(WEIGHTS).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    sum.is_multiple_of(11)
}

/// Text for people: 1 to 2000 characters, none of them control characters but line breaks, and no
/// eleven digits in a row, which could be a national identity number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Words(String);

impl Words {
    const EXPECTED: &'static str =
        "1 to 2000 characters of text, without eleven digits in a row (a national identity number)";

    /// Checks a text.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] for text that is empty, too long, or holds what must not be stored.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let length = text.trim().chars().count();
        let printable = text.chars().all(|c| !c.is_control() || c == '\n');
        let sound = (1..=2000).contains(&length) && printable && !has_national_number(text);
        if sound {
            Ok(Self(text.trim().to_owned()))
        } else {
            Err(InvalidValue { expected: Self::EXPECTED })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether eleven digits stand in a row, or six and five with one character between.
fn has_national_number(text: &str) -> bool {
    let runs: Vec<usize> = text.split(|c: char| !c.is_ascii_digit()).map(str::len).collect();
    runs.contains(&11) || runs.windows(2).any(|pair| pair == [6, 5])
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

value_schema!(Words, &["Text for people, without eleven digits in a row, which could be a national identity number."], {
    "type": "string",
    "maxLength": 2000,
    "pattern": "\\S",
    "not": {"pattern": "(^|[^0-9])([0-9]{11}|[0-9]{6}[^0-9][0-9]{5})([^0-9]|$)"},
});

impl Read for Words {
    fn read(node: &Node<'_>) -> Option<Self> {
        let text = node.text().or_else(|| node.wrong_kind("text in \"quotes\""))?;
        Self::new(text)
            .map_err(|invalid| node.fault(Wrong::Form { expected: invalid.expected }))
            .ok()
    }
}

/// The positions that someone can live with, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct PositionRange {
    least: PositionPct,
    most: PositionPct,
}

impl PositionRange {
    /// From least to most; `None` when the least is more than the most.
    #[must_use]
    pub fn new(least: PositionPct, most: PositionPct) -> Option<Self> {
        (least <= most).then_some(Self { least, most })
    }

    /// The smallest position.
    #[must_use]
    pub fn least(self) -> PositionPct {
        self.least
    }

    /// The largest position.
    #[must_use]
    pub fn most(self) -> PositionPct {
        self.most
    }

    /// What lies in both ranges.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        Self::new(self.least.max(other.least), self.most.min(other.most))
    }
}

record! {
    /// A range as files give it.
    struct PositionBounds {
        /// The smallest position.
        pub least: PositionPct,
        /// The largest position.
        pub most: PositionPct,
    }
}

impl schemars::JsonSchema for PositionRange {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PositionRange".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        PositionBounds::json_schema(generator)
    }
}

impl Read for PositionRange {
    fn read(node: &Node<'_>) -> Option<Self> {
        let PositionBounds { least, most } = PositionBounds::read(node)?;
        Self::new(least, most).or_else(|| {
            let rule = "`least` is more than `most`; swap or correct them".to_owned();
            node.fault(Wrong::Together { rule });
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T>(name: &str, new: fn(i64) -> Result<T, InvalidValue>, least: i64, most: i64) {
        for (value, accepted, why) in [
            (least, true, "the least"),
            (most, true, "the most"),
            (least - 1, false, "one below"),
            (most + 1, false, "one above"),
            (least + 256, least + 256 <= most, "must not wrap around u8"),
            (most + 65_536, false, "must not wrap around u16"),
            (i64::MAX, false, "the largest number"),
            (i64::MIN, false, "the smallest number"),
        ] {
            assert_eq!(new(value).is_ok(), accepted, "{name} {value}: {why}");
        }
    }

    #[test]
    fn whole_units_end_where_they_say() {
        check("position", PositionPct::new, 1, 100);
        check("level", Level::new, 1, 5);
        check("travel", TravelMinutes::new, 0, 600);
        check("weeks", Weeks::new, 0, 104);
        check("week count", WeekCount::new, 1, 104);
        check("weekly minutes", WeeklyMinutes::new, 0, 2_400);
    }

    #[test]
    fn decimal_units_end_where_they_say() {
        fn check<T>(new: fn(f64) -> Result<T, InvalidValue>, least: f64, most: f64) {
            for accepted in [least, most, f64::midpoint(least, most)] {
                assert!(new(accepted).is_ok(), "{accepted}");
            }
            let beyond =
                [least.next_down(), most.next_up(), f64::NAN, f64::INFINITY, -f64::INFINITY];
            for refused in beyond {
                assert!(new(refused).is_err(), "{refused}");
            }
        }
        check(Share::new, 0.0, 1.0);
        check(KmPerHour::new, 1.0, 130.0);
        check(Detour::new, 1.0, 5.0);
        check(FixedMinutes::new, 0.0, 120.0);
        check(Latitude::new, 57.0, 81.0);
        check(Longitude::new, 4.0, 36.0);
        check(WeeklyMinutes::from_hours, 0.0, 40.0);
    }

    #[test]
    fn hours_are_whole_minutes_and_come_back_as_they_were() {
        assert_eq!(WeeklyMinutes::from_hours(7.4).map(WeeklyMinutes::minutes), Ok(444));
        assert_eq!(
            WeeklyMinutes::from_hours(7.4).map(|w| w.hours().to_bits()),
            Ok(7.4_f64.to_bits())
        );
        let position = PositionPct::new(20).unwrap();
        assert_eq!(WeeklyMinutes::of_position(position).minutes(), 450, "7.5 of 37.5 hours");
    }

    #[test]
    fn written_units_have_their_form() {
        type Form = fn(&str) -> bool;
        let time: Form = |text| MinuteOfDay::new(text).is_ok();
        let postal: Form = |text| PostalCode::new(text).is_ok();
        let organisation: Form = |text| OrganisationNumber::new(text).is_ok();
        let words: Form = |text| Words::new(text).is_ok();
        let long = "å".repeat(2_000);
        let too_long = "å".repeat(2_001);
        #[rustfmt::skip]
        let cases: &[(&str, Form, bool, &str)] = &[
            ("00:00",      time,         true,  "midnight"),
            ("24:00",      time,         true,  "the end of the day"),
            ("24:01",      time,         false, "past it"),
            ("9:00",       time,         false, "two digits"),
            ("09:60",      time,         false, "an hour has 60 minutes"),
            ("09.30",      time,         false, "a colon"),
            ("+9:00",      time,         false, "no sign"),
            ("0001",       postal,       true,  "Oslo"),
            ("001",        postal,       false, "three digits"),
            ("20001",      postal,       false, "five digits"),
            ("２000",      postal,       false, "a digit of another script"),
            ("999999018",  organisation, true,  "its last digit is right"),
            ("999999019",  organisation, false, "its last digit is wrong"),
            ("99999901",   organisation, false, "eight digits"),
            ("Hei!\nHa det.", words,     true,  "two lines"),
            (&long,        words,        true,  "the longest"),
            (&too_long,    words,        false, "one letter over"),
            ("  ",         words,        false, "nothing but space"),
            ("a\u{0}b",    words,        false, "a control character"),
            ("01019912345", words,       false, "could be a national identity number"),
            ("010199 12345", words,      false, "and so it is often written"),
            ("010199123456", words,      true,  "twelve digits"),
            ("ring 22 33 44 55", words,  true,  "a telephone number"),
        ];
        for (text, is_sound, accepted, why) in cases {
            assert_eq!(is_sound(text), *accepted, "{text}: {why}");
        }
    }

    #[test]
    fn position_ranges_overlap_at_their_ends() {
        let range = |least, most| {
            let pct = |value| PositionPct::new(value).unwrap();
            PositionRange::new(pct(least), pct(most))
        };
        assert_eq!(range(40, 39), None);
        let (low, high) = (range(20, 40).unwrap(), range(40, 60).unwrap());
        assert_eq!(low.overlap(high), range(40, 40));
        assert_eq!(low.overlap(high), high.overlap(low));
        assert_eq!(low.overlap(range(41, 60).unwrap()), None);
    }
}
