//! The rules that stopped openings, in words with their two figures.

use engine::eligibility::Figure;

use super::{Book, plain as words};

/// What a rule says, with the two figures where they are closest. `None` for a code that has no words.
pub(super) fn rule(book: &Book<'_>, code: &str, needed: &Figure, found: &Figure) -> Option<String> {
    let (needed_text, found_text) = (figure(book, needed), figure(book, found));
    let text = match code {
        "no-yes-to-taking-part" => "kandidaten har ikke sagt ja til å være med".to_owned(),
        "declined" => format!("{found_text} har sagt nei til akkurat dette"),
        "below-minimum-position" => {
            format!("ønsket er høyst {found_text}, og tjenesten begynner på {needed_text}")
        }
        "opening-below-minimum-position" => {
            format!("plassen er høyst {found_text}, og tjenesten begynner på {needed_text}")
        }
        "position-apart" => format!(
            "stillingene møtes ikke: det minste for den ene er {needed_text}, det meste for den \
             andre er {found_text}"
        ),
        "too-few-common-hours" => {
            format!(
                "dager og tider møtes for lite: {needed_text} i uken trengs, {found_text} er felles"
            )
        }
        "out-of-reach" => {
            format!("veien er for lang: {needed_text}, og {found_text} er det lengste")
        }
        "adaptation-missing" => format!("det mangler {needed_text}"),
        "certificate-missing" => format!("arbeidet krever {needed_text}"),
        "avoided-family" => format!("kandidaten vil ikke ha {needed_text}"),
        "avoided-employer" => "kandidaten vil ikke til denne arbeidsgiveren".to_owned(),
        "mentor-missing" => "ingen fadder er pekt ut, og tjenesten krever en".to_owned(),
        "release-refused" => "arbeidsgiveren skal ikke få vite om kandidaten".to_owned(),
        "scheme-wrong" => format!("plassen går under {needed_text}, kandidaten under {found_text}"),
        "quota-full" => format!("ordningen er full: {needed_text} trengs, {found_text} er taket"),
        "made-for-another" => format!("holdes av til {needed_text} for den plassen er laget for"),
        "preparation" => "noe må være på plass før start".to_owned(),
        "activity-not-offered" => {
            format!("her kan en prøve {found_text}, og kandidaten er klar for {needed_text}")
        }
        "horizon-too-short" => format!("det tar {needed_text} uker, og planen rommer {found_text}"),
        "not-ready-in-time" => {
            format!("alt er på plass først {needed_text}, og siste mulige start er {found_text}")
        }
        "no-start-on-these-days" => {
            format!("arbeidsplassen tar ikke imot nye før etter {found_text}")
        }
        "scheme-not-open" => "ordningen er ikke åpen for nye".to_owned(),
        "too-few-working-days" => format!(
            "perioden plassen er åpen, ferie og stengte dager gir for korte uker: {needed_text} i uken trengs, {found_text} er det meste"
        ),
        "no-common-week" => "ingen uke passer for begge".to_owned(),
        _ => return None,
    };
    Some(text)
}

fn figure(book: &Book<'_>, figure: &Figure) -> String {
    match figure {
        Figure::PositionPct(pct) => format!("{pct} prosent"),
        Figure::MinutesAWeek(minutes) => words::hours(*minutes),
        Figure::TravelMinutes(minutes) => book.voice.minutes_or_hours(*minutes),
        Figure::People(number) => number.to_string(),
        Figure::Day(day) => words::day(*day),
        Figure::Week(week) => book.week(*week),
        Figure::Codes(codes) => {
            let voice = book.voice;
            voice.and(&codes.iter().map(|code| voice.word_of(code)).collect::<Vec<_>>())
        }
        Figure::Id(id) => id.clone(),
        Figure::Nothing => "ingenting".to_owned(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::{case, service_model};

    use super::*;

    /// The words of a rule in the sample case.
    fn told(code: &str, needed: &Figure, found: &Figure) -> Option<String> {
        let model = include_str!("../../../fixtures/service-models/lillestrom.json");
        let model = service_model::read(model).unwrap();
        let case = include_str!("../../../fixtures/cases/one-pair/case.json");
        let case = case::read(case, std::slice::from_ref(&model)).unwrap();
        rule(&Book::of(super::super::Language::Bokmal, &case, &model), code, needed, found)
    }

    #[test]
    fn every_rule_has_words() {
        for code in engine::eligibility::rule_codes() {
            assert!(told(code, &Figure::Nothing, &Figure::Nothing).is_some(), "{code}");
        }
        assert_eq!(told("no-such-rule", &Figure::Nothing, &Figure::Nothing), None);
    }

    #[test]
    fn figures_are_told_with_their_units() {
        #[rustfmt::skip]
        let cases = [
            ("out-of-reach", Figure::TravelMinutes(65), Figure::TravelMinutes(30),
             "veien er for lang: 65 minutter, og 30 minutter er det lengste"),
            ("too-few-common-hours", Figure::MinutesAWeek(900), Figure::MinutesAWeek(270),
             "dager og tider møtes for lite: 15 timer i uken trengs, 4,5 timer er felles"),
            ("adaptation-missing", Figure::Codes(vec!["quiet", "step_free"]), Figure::Nothing,
             "det mangler rolige omgivelser og trinnfri adkomst"),
            ("not-ready-in-time", Figure::Week(5), Figure::Week(4),
             "alt er på plass først uke 1, og siste mulige start er uke 53"),
        ];
        for (code, needed, found, words) in cases {
            assert_eq!(told(code, &needed, &found).as_deref(), Some(words));
        }
    }
}
