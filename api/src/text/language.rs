//! The languages that Femtrinn speaks.

use clap::ValueEnum;

/// A language that Femtrinn speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Language {
    /// Bokmål
    #[default]
    #[value(name = "nb")]
    Bokmal,
    /// Nynorsk
    #[value(name = "nn")]
    Nynorsk,
    /// British English
    #[value(name = "en")]
    English,
}

impl Language {
    /// Every language, in the order of their numbers.
    pub(super) const ALL: [Self; 3] = [Self::Bokmal, Self::Nynorsk, Self::English];

    /// The language's tag, as the web and the plural rules know it.
    ///
    /// Source: BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Bokmal => "nb",
            Self::Nynorsk => "nn",
            Self::English => "en-GB",
        }
    }

    /// A number with no more decimals than it needs, at most two; thousands apart from 10 000 on.
    pub(super) fn number(self, value: f64) -> String {
        let (mark, between) = match self {
            Self::Bokmal | Self::Nynorsk => (",", '\u{a0}'),
            Self::English => (".", ','),
        };
        let text = format!("{value:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        let text = if text == "-0" { "0" } else { text };
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let mut told = grouped(whole, between);
        if !decimals.is_empty() {
            told.push_str(mark);
            told.push_str(decimals);
        }
        told
    }

    /// A small number as a word, where it counts something that is no neuter and more than one.
    pub(super) fn word(self, number: f64) -> Option<&'static str> {
        let words = match self {
            Self::Bokmal | Self::Nynorsk => {
                ["to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti"]
            }
            Self::English => {
                ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
            }
        };
        let counted: usize = number.to_string().parse().ok()?;
        words.get(counted.checked_sub(2)?).copied()
    }
}

/// Digits in threes, where there are more than four.
fn grouped(digits: &str, between: char) -> String {
    let mut told = String::new();
    for (at, digit) in digits.char_indices() {
        let left = digits.len() - at;
        if digits.len() > 4 && at > 0 && left.is_multiple_of(3) && !told.ends_with('-') {
            told.push(between);
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        #[rustfmt::skip]
        let cases = [
            (7.4,       "7,4",               "7.4",       "one decimal"),
            (11.25,     "11,25",             "11.25",     "two"),
            (2.0 / 3.0, "0,67",              "0.67",      "no more than two"),
            (60.0,      "60",                "60",        "none that it does not need"),
            (2026.0,    "2026",              "2026",      "four digits stand together"),
            (13_000.0,  "13\u{a0}000",       "13,000",    "more stand in threes"),
            (-0.001,    "0",                 "0",         "nothing has no sign"),
            (-123_456.5, "-123\u{a0}456,5",  "-123,456.5", "the sign is no digit"),
        ];
        for (value, norwegian, english, why) in cases {
            assert_eq!(Language::Bokmal.number(value), norwegian, "{why}");
            assert_eq!(Language::Nynorsk.number(value), norwegian, "{why}");
            assert_eq!(Language::English.number(value), english, "{why}");
        }
    }

    #[test]
    fn small_numbers_are_words() {
        let words = |number| Language::ALL.map(|language| language.word(number));
        assert_eq!(words(2.0), [Some("to"), Some("to"), Some("two")]);
        assert_eq!(words(10.0), [Some("ti"), Some("ti"), Some("ten")]);
        for number in [0.0, 1.0, 2.5, 11.0, -2.0] {
            assert_eq!(words(number), [None; 3], "{number}");
        }
    }
}
