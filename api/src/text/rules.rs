//! The rules that stopped openings, in words with their two figures: `rule-out-of-reach` in `rules.ftl` is what
//! the rule `out-of-reach` says.

use engine::domain::SchemeCode;
use engine::eligibility::Figure;

use super::Book;
use super::voice::{Voice, say};

/// What a rule says, with the two figures where they are closest.
pub(super) fn rule(book: &Book<'_>, code: &str, needed: &Figure, found: &Figure) -> String {
    if let Some(told) = special(book.voice, code, found) {
        return told;
    }
    let figures = [("needed", figure(book, needed).into()), ("found", figure(book, found).into())];
    book.voice.say(&key(code), figures)
}

/// What is said in its own words: why there is no yes, and a place that is closed all the time.
fn special(voice: &Voice, code: &str, found: &Figure) -> Option<String> {
    match (code, found) {
        ("no-yes-to-taking-part", Figure::Codes(codes)) => match codes[..] {
            ["later"] => Some(say!(voice, "rule-wants-to-wait")),
            ["no"] => Some(say!(voice, "rule-said-no")),
            _ => None,
        },
        ("too-few-working-days", Figure::MinutesAWeek(0)) => {
            Some(say!(voice, "rule-closed-in-all-weeks"))
        }
        _ => None,
    }
}

/// The key of what a rule says.
pub(super) fn key(code: &str) -> String {
    format!("rule-{code}")
}

/// One of the two figures, with its unit.
pub(super) fn figure(book: &Book<'_>, figure: &Figure) -> String {
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
        Figure::Weeks(weeks) => say!(voice, "weeks", weeks = *weeks),
        Figure::Period(period) => {
            let from =
                period.from().map(|day| say!(voice, "from-day", day = voice.day_and_year(day)));
            let to = period.to().map(|day| say!(voice, "until-day", day = voice.day_and_year(day)));
            from.into_iter().chain(to).collect::<Vec<_>>().join(" ")
        }
        Figure::Codes(codes) => {
            voice.and(&codes.iter().map(|code| voice.word_of(code)).collect::<Vec<_>>())
        }
        Figure::Id(id) => named(book, id),
        Figure::Nothing => say!(voice, "nothing"),
    }
}

/// Ids of schemes by what the schemes are called; other ids as they are.
fn named(book: &Book<'_>, ids: &str) -> String {
    let name = |id: &str| {
        let scheme = SchemeCode::new(id).and_then(|code| book.model.scheme(&code));
        scheme.map_or_else(|| id.to_owned(), |scheme| scheme.name.to_string())
    };
    book.voice.and(&ids.split(", ").map(name).collect::<Vec<_>>())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::{Period, case, service_model};
    use jiff::civil::date;

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
              "what is missing: quiet surroundings and step-free access"]),
            ("wage-too-low", Figure::OreAnHour(3000), Figure::OreAnHour(2950),
             ["lønnen her er 29,5 kroner i timen, og ordningen krever mer enn 30 kroner",
              "løna her er 29,5 kroner i timen, og ordninga krev meir enn 30 kroner",
              "the wage here is 29.5 kroner an hour, and the scheme asks for more than 30 kroner"]),
            ("decision-missing", Figure::Codes(vec!["health_and_social_office"]), Figure::Nothing,
             ["helse- og sosialkontoret må ha gjort vedtak før noen ser etter arbeidsplass",
              "helse- og sosialkontoret må ha gjort vedtak før nokon ser etter arbeidsplass",
              "the health and social office must have made a decision before anyone looks for a workplace"]),
            ("horizon-too-short", Figure::Weeks(4), Figure::Weeks(1),
             ["det tar fire uker, og planen er på én uke",
              "det tek fire veker, og planen er på éi veke",
              "it takes four weeks, and the plan is for one week"]),
            ("not-open-in-these-weeks", Figure::Nothing,
             Figure::Period(Period::new(None, Some(date(2026, 11, 1))).unwrap()),
             ["plassen er ikke åpen i disse ukene; den er åpen til 1. november 2026",
              "plassen er ikkje open i desse vekene; han er open til 1. november 2026",
              "the place is not open in these weeks; it is open until 1 November 2026"]),
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
