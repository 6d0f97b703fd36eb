//! The bokmål words of codes, as the sentences of an answer have them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const CODES: &str = include_str!("../../locales/nb/codes.ftl");

/// The words by key, in the order of the file.
static WORDS: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let lines = CODES.lines().filter_map(|line| line.split_once(" = "));
    lines.map(|(key, words)| (key.replace('-', "_"), words)).collect()
});

static LISTS: LazyLock<BTreeMap<&str, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let lists = [
        "activity",
        "adaptation",
        "basis",
        "by",
        "certificate",
        "consent",
        "decider",
        "earlier",
        "family",
        "outcome",
        "preparation",
        "readiness",
        "release",
        "said-by",
        "sector",
        "step",
        "task",
        "topic",
        "wage",
        "weekday",
    ];
    let of = |list: &str| {
        let begin = format!("{}_", list.replace('-', "_"));
        let codes =
            WORDS.iter().filter_map(|(key, words)| Some((key.strip_prefix(&begin)?, *words)));
        codes.collect()
    };
    lists.into_iter().map(|list| (list, of(list))).collect()
});

/// The codes of a list, each with its words.
pub(super) fn of(list: &str) -> &'static [(&'static str, &'static str)] {
    LISTS.get(list).map_or(&[], Vec::as_slice)
}

/// The words of a code; a code that has none speaks for itself.
pub(super) fn word<'c>(list: &str, code: &'c str) -> &'c str {
    of(list).iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
}

/// The code that a word stands for: itself, or its words, in capitals or not.
pub(super) fn code(list: &str, text: &str) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    let found = of(list).iter().find(|(code, words)| *code == text || words.to_lowercase() == text);
    found.map(|(code, _)| *code)
}
