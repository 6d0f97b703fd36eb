//! What keeps the sentences and the code together: each sentence is in each language with the same arguments, is
//! said somewhere with just these, and nothing is said that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern};
use fluent_syntax::ast::{PatternElement, VariantKey};
use fluent_syntax::parser;

use super::language::Language;
use super::voice::{FILES, sources};
use super::{problems, rules, words};
use crate::error::ApiError;

/// What a sentence takes and holds.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sentence {
    arguments: BTreeSet<String>,
    references: BTreeSet<String>,
}

impl Sentence {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                    if let VariantKey::Identifier { name } = variant.key {
                        assert!(["one", "other"].contains(&name), "no language here has {name}");
                    }
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                assert!(attribute.is_none(), "{} has an attribute", id.name);
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                let CallArguments { positional, named } = arguments;
                assert!(named.is_empty(), "our functions take one argument");
                for argument in positional {
                    self.inline(argument);
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::TermReference { id, .. } => panic!("{} is a term", id.name),
        }
    }
}

/// Every sentence of a language by its key, with the arguments of those that it refers to.
fn sentences(language: Language) -> BTreeMap<String, Sentence> {
    let mut found = BTreeMap::new();
    for source in sources(language) {
        let resource = parser::parse(*source).unwrap_or_else(|(_, wrong)| panic!("{wrong:?}"));
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(term) => panic!("{} is a term", term.id.name),
                Entry::Junk { content } => panic!("this is no Fluent: {content}"),
            };
            let mut sentence = Sentence::default();
            sentence.pattern(&message.value.expect("a sentence has words"));
            let twice = found.insert(message.id.name.to_owned(), sentence);
            assert_eq!(twice, None, "{} stands twice", message.id.name);
        }
    }
    let alone = found.clone();
    for sentence in found.values_mut() {
        let mut open: Vec<&String> = sentence.references.iter().collect();
        while let Some(key) = open.pop() {
            let referred = alone.get(key).unwrap_or_else(|| panic!("there is no {key}"));
            sentence.arguments.extend(referred.arguments.iter().cloned());
            open.extend(&referred.references);
        }
    }
    found
}

/// One call of `say!` in the sources.
#[derive(Debug)]
struct Call {
    file: PathBuf,
    key: String,
    arguments: BTreeSet<String>,
}

/// The code of every source of this crate but this one, without its comments.
fn codes() -> Vec<(PathBuf, String)> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut codes = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if !path.ends_with("text/tests.rs") {
            let source = fs::read_to_string(&path).unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            codes.push((path, code.collect::<Vec<_>>().join("\n")));
        }
    }
    codes
}

/// Every call of `say!` in the sources of this crate.
fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for (path, code) in codes() {
        calls.extend(code.match_indices("say!(").map(|(at, name)| {
            let arguments = split(&code[at + name.len()..]);
            let key = arguments[1].trim_matches('"').to_owned();
            let name = |it: &String| it.split('=').next().unwrap().trim().to_owned();
            let arguments = arguments[2..].iter().map(name).collect();
            Call { file: path.clone(), key, arguments }
        }));
    }
    calls
}

/// The arguments of a call, up to the bracket that ends it.
fn split(code: &str) -> Vec<String> {
    let (mut found, mut depth, mut is_text) = (vec![String::new()], 0, false);
    for letter in code.chars() {
        match letter {
            '"' => is_text = !is_text,
            _ if is_text => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        found.last_mut().expect("it begins with one").push(letter);
    }
    found.retain(|argument| !argument.trim().is_empty());
    found.into_iter().map(|argument| argument.trim().to_owned()).collect()
}

#[test]
fn a_call_is_read_as_the_compiler_reads_it() {
    let code = "say!(voice, \"key\", one = f(a, b), two, three = [(1, 2)],), 4)";
    let (_, arguments) = code.split_once("say!(").unwrap();
    assert_eq!(split(arguments), ["voice", "\"key\"", "one = f(a, b)", "two", "three = [(1, 2)]"]);
}

#[test]
fn each_sentence_is_in_each_language_with_the_same_arguments() {
    let [bokmal, others @ ..] = Language::ALL.map(|language| (language, sentences(language)));
    for (language, others) in others {
        for (key, sentence) in &bokmal.1 {
            let other = others.get(key).unwrap_or_else(|| panic!("{language:?} has no {key}"));
            assert_eq!(sentence.arguments, other.arguments, "{key} in {language:?}");
        }
        let unknown: Vec<_> = others.keys().filter(|key| !bokmal.1.contains_key(*key)).collect();
        assert!(unknown.is_empty(), "only {language:?} has {unknown:?}");
    }
}

#[test]
fn each_sentence_that_is_said_is_there_with_these_arguments() {
    let sentences = sentences(Language::Bokmal);
    let calls = calls();
    assert!(calls.len() > 20, "only {} calls were found", calls.len());
    for Call { file, key, arguments } in calls {
        let file = file.display();
        let sentence = sentences.get(&key).unwrap_or_else(|| panic!("{file}: there is no {key}"));
        assert_eq!(arguments, sentence.arguments, "{file}: {key}");
    }
}

#[test]
fn each_sentence_is_used() {
    let sentences = sentences(Language::Bokmal);
    let mut used: BTreeSet<String> = calls().into_iter().map(|call| call.key).collect();
    used.extend(words::keys());
    used.extend(problems::THINGS.map(problems::thing_key));
    used.extend(ApiError::examples().iter().map(|it| problems::key(it.kind().slug)));
    used.extend(engine::eligibility::rule_codes().map(rules::key));
    used.extend((1..=12).map(|month| format!("month-{month}")));
    used.extend(sentences.values().flat_map(|sentence| sentence.references.clone()));
    let idle: Vec<_> = sentences.keys().filter(|key| !used.contains(*key)).collect();
    assert!(idle.is_empty(), "nobody says {idle:?}");
}

#[test]
fn what_is_not_found_has_words() {
    let mut named = BTreeSet::new();
    for (path, code) in codes() {
        for before in ["NotFound { what: \"", ".done(\""] {
            for (at, before) in code.match_indices(before) {
                let rest = &code[at + before.len()..];
                let what = rest.split('"').next().unwrap().to_owned();
                let known = problems::THINGS.contains(&what.as_str());
                assert!(known, "{}: {what} has no words", path.display());
                named.insert(what);
            }
        }
    }
    assert!(named.iter().eq(problems::THINGS), "nobody misses some of {:?}", problems::THINGS);
}

#[test]
fn each_code_has_words_and_no_arguments() {
    let sentences = sentences(Language::Bokmal);
    for key in words::keys() {
        let sentence = sentences.get(&key).unwrap_or_else(|| panic!("there is no {key}"));
        assert_eq!(*sentence, Sentence::default(), "{key}");
    }
}

#[test]
fn each_file_of_sentences_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    for language in ["nb", "nn", "en"] {
        let entries = fs::read_dir(folder.join(language)).unwrap();
        let mut names: Vec<_> = entries.map(|it| it.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, FILES, "{language}");
    }
}
