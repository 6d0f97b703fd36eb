//! The rules that stopped openings, in words with their two figures: `rule-out-of-reach` in `rules.ftl` is what
//! the rule `out-of-reach` says.

use engine::eligibility::Figure;

use super::Book;
use super::voice::say;

/// What a rule says, with the two figures where they are closest.
pub(super) fn rule(book: &Book<'_>, code: &str, needed: &Figure, found: &Figure) -> String {
    let figures = [("needed", figure(book, needed).into()), ("found", figure(book, found).into())];
    book.voice.say(&key(code), figures)
}

/// The key of what a rule says.
pub(super) fn key(code: &str) -> String {
    format!("rule-{code}")
}

fn figure(book: &Book<'_>, figure: &Figure) -> String {
    let voice = book.voice;
    match figure {
        Figure::PositionPct(value) => say!(voice, "per-cent", value = *value),
        Figure::MinutesAWeek(minutes) => voice.hours(*minutes),
        Figure::TravelMinutes(minutes) => voice.minutes_or_hours(*minutes),
        Figure::Level(value) => say!(voice, "level", value = *value),
        Figure::OreAnHour(ore) => say!(voice, "kroner", value = f64::from(*ore) / 100.0),
        Figure::People(number) => number.to_string(),
        Figure::Day(day) => voice.day(*day),
        Figure::Week(week) => book.week(*week),
        Figure::Codes(codes) => {
            voice.and(&codes.iter().map(|code| voice.word_of(code)).collect::<Vec<_>>())
        }
        Figure::Id(id) => id.clone(),
        Figure::Nothing => say!(voice, "nothing"),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::{case, service_model};

    use super::super::Language;
    use super::*;

    /// The words of a rule in the sample case, in each language.
    fn told(code: &str, needed: &Figure, found: &Figure) -> [String; 3] {
        let model = include_str!("../../../fixtures/service-models/lillestrom.json");
        let model = service_model::read(model).unwrap();
        let case = include_str!("../../../fixtures/cases/one-pair/case.json");
        let case = case::read(case, std::slice::from_ref(&model)).unwrap();
        Language::ALL.map(|language| rule(&Book::of(language, &case, &model), code, needed, found))
    }

    #[test]
    fn every_rule_has_words() {
        for code in engine::eligibility::rule_codes() {
            told(code, &Figure::Nothing, &Figure::Nothing);
        }
    }

    #[test]
    fn figures_are_told_with_their_units() {
        #[rustfmt::skip]
        let cases = [
            ("out-of-reach", Figure::TravelMinutes(65), Figure::TravelMinutes(30),
             ["veien er for lang: 65 minutter, og 30 minutter er det lengste",
              "vegen er for lang: 65 minutt, og 30 minutt er det lengste",
              "the way is too long: 65 minutes, and 30 minutes is the longest"]),
            ("too-few-common-hours", Figure::MinutesAWeek(900), Figure::MinutesAWeek(270),
             ["dager og tider møtes for lite: 15 timer i uken trengs, 4,5 timer er felles",
              "dagar og tider møtest for lite: 15 timar i veka trengst, 4,5 timar er felles",
              "days and hours meet too little: 15 hours a week are needed, 4.5 hours are shared"]),
            ("adaptation-missing", Figure::Codes(vec!["quiet", "step_free"]), Figure::Nothing,
             ["det mangler rolige omgivelser og trinnfri adkomst",
              "det manglar rolege omgivnader og trinnfri tilkomst",
              "quiet surroundings and step-free access is not there"]),
            ("wage-too-low", Figure::OreAnHour(3000), Figure::OreAnHour(2950),
             ["lønnen her er 29,5 kroner i timen, og ordningen krever mer enn 30 kroner",
              "løna her er 29,5 kroner i timen, og ordninga krev meir enn 30 kroner",
              "the wage here is 29.5 kroner an hour, and the scheme asks for more than 30 kroner"]),
            ("decision-missing", Figure::Codes(vec!["health_and_social_office"]), Figure::Nothing,
             ["helse- og sosialkontoret må ha gjort vedtak før noen ser etter arbeidsplass",
              "helse- og sosialkontoret må ha gjort vedtak før nokon ser etter arbeidsplass",
              "the health and social office must have made a decision before anyone looks for a workplace"]),
            ("not-ready-in-time", Figure::Week(5), Figure::Week(4),
             ["alt er på plass først uke 1, og siste mulige start er uke 53",
              "alt er på plass først veke 1, og siste moglege start er veke 53",
              "all is in place only in week 1, and the last possible start is week 53"]),
        ];
        for (code, needed, found, words) in cases {
            assert_eq!(told(code, &needed, &found), words);
        }
    }
}
