//! `femtrinn card`: what a candidate reads.

use std::path::Path;

use crate::command_line::femtrinn;
use crate::fixtures;

/// The cards of everyone in the Lillestrøm case, with the candidates' ids.
fn cards(language: &str) -> Vec<(String, String)> {
    let path = fixtures::folder().join("lillestrom/case.json");
    let ids = fixtures::case(&path).candidates.into_iter().map(|it| it.id.to_string());
    let cards = printed(&path, &["--language", language]);
    ids.zip(cards.split('\u{c}').map(str::to_owned)).collect()
}

/// What the command prints.
fn printed(case: &Path, options: &[&str]) -> String {
    let output = femtrinn(["card"]).arg(case).args(options).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The ids in a text: a capital letter, a line and digits.
fn ids(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let is_id = |word: &&str| {
        let (letter, digits) = word.split_once('-').unwrap_or_default();
        letter.len() == 1 && !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
    };
    words.filter(is_id).collect()
}

#[test]
fn a_card_names_no_other_candidate_and_no_id_but_the_readers_own() {
    for language in ["nb", "nn", "en"] {
        let cards = cards(language);
        assert_eq!(cards.len(), 25, "everyone has a card");
        for (id, card) in cards {
            assert_eq!(ids(&card), [id.as_str()], "{card}");
        }
    }
    assert_eq!(ids("K-07, (S-1) og O-12; e-post, K-"), ["K-07", "S-1", "O-12"]);
}

/// The readability index: words to a sentence, and long words (of more than six letters) in a hundred. A sentence
/// ends with its mark, and so does a heading or an item of a list.
///
/// Source: C. H. Björnsson, Läsbarhet (1968).
fn lix(text: &str) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    let mut sentences = 0;
    let mut words = Vec::new();
    for paragraph in text.split("\n\n").flat_map(paragraphs) {
        for sentence in paragraph.split(['.', '!', '?', ':']) {
            let own = sentence.split_whitespace().filter(|it| it.contains(char::is_alphabetic));
            let before = words.len();
            words.extend(own.map(|it| it.chars().filter(|c| c.is_alphabetic()).count()));
            sentences += usize::from(words.len() > before);
        }
    }
    let long = words.iter().filter(|&&letters| letters > 6).count();
    count(words.len()) / count(sentences) + 100.0 * count(long) / count(words.len())
}

/// The paragraphs, headings and items of a text, each with its lines together: a new one begins with a capital or
/// a mark after a line that is not full.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let goes_on = found.last().is_some_and(|last| {
            !last.ends_with(['.', '!', '?', ':']) && line.trim().starts_with(char::is_lowercase)
        });
        match found.last_mut() {
            Some(last) if goes_on => *last = format!("{last} {}", line.trim()),
            _ => found.push(line.trim().to_owned()),
        }
    }
    found
}

#[test]
fn the_readability_index_is_counted_as_it_is_defined() {
    assert!((lix("Du kan si ja. Du kan si nei.") - 4.0).abs() < 1e-9);
    // Five words in one sentence, three of them long.
    assert!((lix("Kommunen ansetter en jobbspesialist nå.") - 65.0).abs() < 1e-9);
    assert_eq!(
        paragraphs("Hvor?\n  Et sted\n  som er her.\n– En ting"),
        ["Hvor?", "Et sted som er her.", "– En ting"]
    );
}

#[test]
fn the_cards_are_easy_to_read() {
    for language in ["nb", "nn"] {
        let cards = cards(language);
        let all: Vec<&str> = cards.iter().map(|(_, card)| card.as_str()).collect();
        let together = lix(&all.join("\n\n"));
        assert!(together < 30.0, "{language}: {together:.1} together");
        for (id, card) in &cards {
            assert!(lix(card) < 30.0, "{language}, {id}: {:.1}\n{card}", lix(card));
        }
    }
}

/// One with a choice, one with two jobbsmak, one with an agreement, one whom nothing fits, one below the minimum,
/// one for whom there is too little.
const SHOWN: [&str; 6] = ["K-07", "K-12", "K-20", "K-16", "K-05", "K-06"];

#[test]
fn some_cards_are_those_that_stand_here() {
    for language in ["nb", "nn", "en"] {
        let cards: Vec<String> = cards(language)
            .into_iter()
            .filter(|(id, _)| SHOWN.contains(&id.as_str()))
            .map(|(_, card)| card)
            .collect();
        assert_eq!(cards.len(), SHOWN.len());
        let name = format!("cards.{language}");
        crate::answer::settings().bind(|| insta::assert_snapshot!(name, cards.join("\n\n")));
    }
}

/// Cases in which somebody waits and something could help: hours of the specialist, a later start, hours of the
/// workplace, a job more, a quota, a scheme.
const HELPED: [&str; 6] = [
    "specialist-has-no-hours",
    "not-open-in-these-weeks",
    "two-days-apart",
    "two-people-one-place",
    "quota-full",
    "scheme-closed",
];

#[test]
fn what_could_help_is_what_stands_here() {
    for language in ["nb", "nn", "en"] {
        let card = |case: &str| {
            let case = fixtures::folder().join("cases").join(case).join("case.json");
            printed(&case, &["--language", language, "--candidate", "K-01"])
        };
        let name = format!("help.{language}");
        let cards = HELPED.map(card).join("\n\n");
        crate::answer::settings().bind(|| insta::assert_snapshot!(name, cards));
    }
}

#[test]
fn a_persons_own_limits_come_only_as_a_question_that_can_be_answered_with_no() {
    let path = fixtures::folder().join("lillestrom/case.json");
    let data = printed(&path, &["--json"]);
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let asked: Vec<&str> = data["repairs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|card| card["repairs"].as_array().unwrap().iter().any(|it| it["side"] == "person"))
        .map(|card| card["candidate"].as_str().unwrap())
        .collect();
    assert!(!asked.is_empty(), "somebody is asked");
    for (id, card) in cards("nb") {
        let card = card.split_whitespace().collect::<Vec<_>>().join(" ");
        let question = card.split("Et spørsmål til deg").nth(1);
        assert_eq!(question.is_some(), asked.contains(&id.as_str()), "{card}");
        if let Some(question) = question {
            assert!(question.contains("Kan du tenke deg"), "{card}");
            assert!(question.contains("Du kan si nei. Et nei koster ingenting."), "{card}");
        }
        let before = card.split("Et spørsmål til deg").next().unwrap();
        assert!(!before.contains("Kan du tenke deg"), "{card}");
    }
}

#[test]
fn the_card_of_somebody_who_is_not_there_is_a_fault_that_names_them() {
    let case = fixtures::folder().join("cases/one-pair/case.json");
    let own = printed(&case, &["--candidate", "K-01"]);
    assert!(own.contains("(K-01)"), "{own}");
    let output = femtrinn(["card"]).arg(&case).args(["--candidate", "K-99"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("K-99") && told.contains("candidates"), "{told}");
}
