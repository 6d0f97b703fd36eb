//! How a sentence is said: by its key, with its arguments, in one language.
//!
//! The sentences stand in `api/locales/{nb,nn,en}/*.ftl`, in the syntax of Project Fluent; Rust decides which of
//! them is said and lays out the page. In them two functions are at hand beside what Fluent has:
//! `WORD($n)` writes 2 to 10 as a word, and `CAPITAL($text)` gives a text its capital.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::language::Language;

/// The files of a folder in `api/locales/`.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// Their names.
        #[cfg(test)]
        pub(super) const FILES: &[&str] = &[$($name),+];

        /// What stands in them.
        pub(super) fn sources(language: Language) -> &'static [&'static str] {
            match language {
                Language::Bokmal => &[$(include_str!(concat!("../../locales/nb/", $name))),+],
                Language::Nynorsk => &[$(include_str!(concat!("../../locales/nn/", $name))),+],
                Language::English => &[$(include_str!(concat!("../../locales/en/", $name))),+],
            }
        }
    };
}

files![
    "access.ftl",
    "card.ftl",
    "codes.ftl",
    "figures.ftl",
    "help.ftl",
    "introduction.ftl",
    "lists.ftl",
    "overview.ftl",
    "papers.ftl",
    "problems.ftl",
    "proposal.ftl",
    "reasons.ftl",
    "refusals.ftl",
    "repairs.ftl",
    "rules.ftl",
    "steps.ftl",
    "whatif.ftl",
    "without.ftl",
];

/// Says a sentence: `say!(voice, "starts-in", group, trials = 4)`.
///
/// An argument is text or a number; one without a value is the variable of its name. A test holds each call
/// against the sentence in each language.
macro_rules! say {
    ($voice:expr, $key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $voice.say($key, [
            $((stringify!($name), $crate::text::voice::argument!($name $(= $value)?).into())),*
        ])
    };
}

/// The value of an argument of [`say!`].
macro_rules! argument {
    ($name:ident) => {
        $name
    };
    ($name:ident = $value:expr) => {
        $value
    };
}

pub(super) use {argument, say};

/// One language's sentences.
pub(super) struct Voice {
    language: Language,
    sentences: FluentBundle<FluentResource>,
}

impl Voice {
    /// The voice that speaks a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static VOICES: [OnceLock<Voice>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        VOICES[language as usize].get_or_init(|| Self::new(language))
    }

    fn new(language: Language) -> Self {
        let tag = language.tag().parse().expect("a tag of BCP 47");
        let mut sentences = FluentBundle::new_concurrent(vec![tag]);
        sentences.set_use_isolating(false);
        // A sentence may stand on several lines of its file; it is laid out when it is said.
        sentences.set_transform(Some(|text| Cow::from(text.replace('\n', " "))));
        sentences.set_formatter(Some(match language {
            Language::Bokmal => |value, _| number(value, Language::Bokmal),
            Language::Nynorsk => |value, _| number(value, Language::Nynorsk),
            Language::English => |value, _| number(value, Language::English),
        }));
        let word = sentences.add_function("WORD", move |arguments, _| match arguments {
            [FluentValue::Number(number)] => {
                let word = language.word(number.value);
                word.map_or_else(|| number.clone().into(), FluentValue::from)
            }
            _ => FluentValue::Error,
        });
        let capital = sentences.add_function("CAPITAL", |arguments, _| match arguments {
            [FluentValue::String(text)] => capital(text).into(),
            [FluentValue::Number(number)] => number.clone().into(),
            _ => FluentValue::Error,
        });
        word.and(capital).expect("each is added once");
        for source in sources(language) {
            let resource = FluentResource::try_new((*source).to_owned());
            let resource = resource.unwrap_or_else(|(_, wrong)| panic!("{language:?}: {wrong:?}"));
            sentences
                .add_resource(resource)
                .unwrap_or_else(|twice| panic!("{language:?}: {twice:?}"));
        }
        Self { language, sentences }
    }

    /// The language that is spoken.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// A sentence; call it by [`say!`].
    pub(super) fn say<'a>(
        &self,
        key: &str,
        arguments: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> String {
        let sentence = self.sentences.get_message(key).and_then(|message| message.value());
        let sentence = sentence.unwrap_or_else(|| panic!("{:?} has no `{key}`", self.language));
        let arguments: FluentArgs<'_> = arguments.into_iter().collect();
        let mut wrong = Vec::new();
        let said = self.sentences.format_pattern(sentence, Some(&arguments), &mut wrong);
        assert!(wrong.is_empty(), "`{key}` in {:?}: {wrong:?}", self.language);
        said.into_owned()
    }
}

fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.number(number.value)),
        _ => None,
    }
}

/// Makes the first letter a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
