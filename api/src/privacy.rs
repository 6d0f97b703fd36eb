//! Words in the text of an opening that reveal something of whoever gets the job.
//!
//! The words are data (`fixtures/privacy-words/`). A warning stops nobody from writing; posting asks for a
//! deliberate yes to each word. Nothing is sent anywhere to find them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use engine::domain::Opening;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const WORDS: &str = include_str!("../../fixtures/privacy-words/words.json");

/// A word in a text that reveals something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Warning {
    /// Where, as a JSON Pointer (RFC 6901).
    #[schema(example = "/title")]
    pub pointer: String,
    /// The words as they stand there.
    #[schema(example = "uføretrygd")]
    pub word: String,
    /// What they reveal, in bokmål.
    pub why: String,
    /// What to write instead, in bokmål.
    pub instead: String,
}

#[derive(Deserialize)]
struct Lists {
    groups: Vec<Group>,
}

/// Words that reveal the same.
#[derive(Deserialize)]
struct Group {
    from: Date,
    to: Option<Date>,
    why: String,
    instead: String,
    words: Vec<String>,
}

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| serde_json::from_str(WORDS).expect("the list is shipped, and read by a test"));

/// What the text of an opening reveals, by the words that hold on a day.
#[must_use]
pub fn warnings(opening: &Opening, on: Date) -> Vec<Warning> {
    let title = ("/title".to_owned(), &opening.title);
    let tasks = opening.tasks.iter().enumerate();
    let tasks =
        tasks.filter_map(|(at, task)| Some((format!("/tasks/{at}/what"), task.what.as_ref()?)));
    let texts = std::iter::once(title).chain(tasks);
    texts.flat_map(|(pointer, text)| in_text(&pointer, text.as_str(), on)).collect()
}

/// What a text reveals, by the words that hold on a day; each word once.
#[must_use]
pub fn in_text(pointer: &str, text: &str, on: Date) -> BTreeSet<Warning> {
    let tokens: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .map(|token| token.trim_matches('-'))
        .filter(|token| !token.is_empty())
        .collect();
    let holds = |group: &&Group| group.from <= on && group.to.is_none_or(|to| on <= to);
    let mut found = BTreeSet::new();
    for group in LISTS.groups.iter().filter(holds) {
        for pattern in &group.words {
            let parts: Vec<&str> = pattern.split(' ').collect();
            let here = tokens.windows(parts.len()).filter(|window| {
                window.iter().zip(&parts).all(|(token, part)| is_word(part, token))
            });
            found.extend(here.map(|window| Warning {
                pointer: pointer.to_owned(),
                word: window.join(" "),
                why: group.why.clone(),
                instead: group.instead.clone(),
            }));
        }
    }
    found
}

/// Whether a word of the text is one of the list: in capitals where the list has them, with any ending where it
/// has `*`.
fn is_word(listed: &str, token: &str) -> bool {
    let (stem, any_ending) = listed.strip_suffix('*').map_or((listed, false), |stem| (stem, true));
    let capitals = stem.chars().any(char::is_uppercase) && !stem.chars().any(char::is_lowercase);
    let token = if capitals { token.to_owned() } else { token.to_lowercase() };
    let stem = if capitals { stem.to_owned() } else { stem.to_lowercase() };
    if any_ending { token.starts_with(&stem) } else { token == stem }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{LISTS, in_text};

    #[test]
    fn words_that_reveal_are_found_and_harmless_ones_are_not() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            ("Arbeid med uføretrygd",                  &["uføretrygd"],        "a benefit"),
            ("For deg som er ufør.",                   &["ufør"],              "a benefit, with a full stop"),
            ("Uførhet er ikke nevnt i uførtidsboka",   &[],                    "other words that begin alike"),
            ("Varig tilrettelagt arbeid (VTA)",        &["Varig tilrettelagt arbeid", "tilrettelagt arbeid", "VTA"], "a scheme, its short name, and the newer one"),
            ("Godt tilrettelagt bygg, rolig kontor",   &[],                    "arranged well"),
            ("Vi har tilrettelagt for rullestol",      &[],                    "arranged well"),
            ("VTA-plass ledig",                        &["VTA-plass"],         "a compound"),
            ("vta",                                    &[],                    "capitals only"),
            ("Hører du til IPS?",                      &["IPS"],               "a method"),
            ("ips, chips og dips",                     &[],                    "chips are harmless"),
            ("IPS-veileder kommer innom",              &["IPS-veileder"],      "a compound"),
            ("Gjerne autist eller autistisk",          &["autist", "autistisk"], "inflections"),
            ("Automat og autentisk mat",               &[],                    "other words that begin alike"),
            ("Jobbspesialisten følger deg",            &["Jobbspesialisten"],  "an inflection"),
            ("Spesialist i butikk",                    &[],                    "harmless alone"),
            ("Arbeid med bistand fra NAV",             &["Arbeid med bistand"], "an older name of the method"),
            ("Du får bistand av en kollega",           &[],                    "help is harmless"),
            ("Uføre er velkomne",                      &["Uføre"],             "the group"),
            ("Arbeidet kan utføres sittende",          &[],                    "utføre is another word"),
            ("Nedsett arbeidsevne er inga hindring",   &["Nedsett arbeidsevne"], "nynorsk"),
            ("Arbeidsmarknadstiltak med lønstilskot",  &["Arbeidsmarknadstiltak", "lønstilskot"], "nynorsk"),
            ("Personar med utviklingshemming",         &["utviklingshemming"], "the group, with an ending"),
            ("Utvikling av nettsider",                 &[],                    "begins alike"),
            ("Varer i depot, angstfri sone",           &[],                    "a compound that is not listed"),
            ("Helt med på laget",                      &[],                    "capitals only"),
            ("Fast kontaktperson og faste oppgaver",   &[],                    "what to write instead"),
            ("Rengjøring, tiltak mot smitte",          &[],                    "a measure of another kind"),
            ("Fadder på arbeidsplassen",               &[],                    "a mentor is harmless"),
        ];
        for (text, expected, why) in cases {
            let found = in_text("/title", text, date(2026, 11, 30));
            let mut found: Vec<&str> = found.iter().map(|it| it.word.as_str()).collect();
            let mut expected = expected.to_vec();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}: {why}");
        }
    }

    #[test]
    fn each_listed_word_is_found_and_stands_once() {
        let mut all = Vec::new();
        for word in LISTS.groups.iter().flat_map(|group| &group.words) {
            let text = format!("Vi søker {}.", word.replace('*', ""));
            assert!(!in_text("/title", &text, date(2026, 11, 30)).is_empty(), "{word}");
            assert!(in_text("/title", &text, date(2026, 11, 21)).is_empty(), "not in force yet");
            all.push(word.to_lowercase());
        }
        all.sort_unstable();
        let listed = all.len();
        all.dedup();
        assert_eq!(all.len(), listed);
        assert!(listed >= 90, "{listed}");
    }
}
