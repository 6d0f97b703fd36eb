//! What is wrong with a document, and where.

use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::ops::Range;

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The path from the root, with ids for the items of lists that have them:
    /// `candidates[K-07].wanted_position.least`; an item without an id is named by its position and its
    /// first texts: `options[3: K-07, o2, trial].value`.
    pub place: String,
    /// The same path as a JSON Pointer, with positions for the items of lists: `/candidates/6/wanted_position`.
    ///
    /// Source: RFC 6901.
    pub pointer: String,
    /// Line of the text, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
    /// What stands there, shortened.
    pub found: String,
    /// What is wrong with it, and what to do.
    pub wrong: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, pointer: _, line, column, found, wrong } = self;
        write!(f, "line {line}, column {column}")?;
        if !place.is_empty() {
            write!(f, ", {place}")?;
        }
        if !found.is_empty() {
            write!(f, ", found {found}")?;
        }
        write!(f, ": {wrong}")
    }
}

/// The ways in which a value can be wrong; each says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// The text is no JSON from here on.
    #[error("this is not JSON ({problem}); mend it, then read again for what comes after")]
    Syntax {
        /// The parser's words.
        problem: String,
    },
    /// A document of another format.
    #[error("this is another format; give a document of the format \"{format}\"")]
    OtherFormat {
        /// The format that is due.
        format: &'static str,
    },
    /// Another kind of value is due.
    #[error("write {expected} here")]
    Kind {
        /// The kind that is due, with its article.
        expected: &'static str,
    },
    /// A field that must be there is not.
    #[error("`{field}` is missing; add it")]
    Missing {
        /// The field's name.
        field: String,
    },
    /// A field that the format does not have.
    #[error("there is no such field; remove it, or use one of {}", list(.known))]
    UnknownField {
        /// The fields that there are.
        known: Vec<&'static str>,
    },
    /// The same field twice in one object.
    #[error("the field stands here twice; keep one")]
    RepeatedField,
    /// A number outside its range.
    #[error("write {expected}")]
    OutOfRange {
        /// The range, with its unit.
        expected: String,
    },
    /// Text that does not have the form that is due.
    #[error("write {expected}")]
    Form {
        /// The form, with an example.
        expected: &'static str,
    },
    /// A code that the list does not have.
    #[error("use one of {}", list(.known))]
    UnknownCode {
        /// The codes that there are.
        known: Vec<&'static str>,
    },
    /// The same twice, where each has its own.
    #[error("the same stands on line {first_line}; keep one, or give each its own")]
    Duplicate {
        /// Where it stands first.
        first_line: usize,
    },
    /// A name that is nowhere in the list it refers to.
    #[error("`{list}` has no such item; correct it, or add it there")]
    Unresolved {
        /// The list it refers to.
        list: &'static str,
    },
    /// Values that are right one by one, and not together.
    #[error("{rule}")]
    Together {
        /// What must hold, and so what to do.
        rule: String,
    },
}

fn list(known: &[&str]) -> String {
    known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The faults of one document while it is read.
pub(super) struct Log<'t> {
    text: &'t str,
    line_starts: OnceCell<Vec<usize>>,
    faults: RefCell<Vec<(usize, Fault)>>,
}

impl<'t> Log<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, line_starts: OnceCell::new(), faults: RefCell::new(Vec::new()) }
    }

    pub(super) fn push(&self, place: String, pointer: String, range: Range<usize>, wrong: Wrong) {
        let found = shorten(&self.text[range.clone()]);
        let fault = Fault { place, pointer, line: 0, column: 0, found, wrong };
        self.faults.borrow_mut().push((range.start, fault));
    }

    /// Line of a byte offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        let starts = self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        });
        starts.partition_point(|start| *start <= offset)
    }

    /// The faults by their place in the text, which is gone through once.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|(offset, _)| *offset);
        let (mut line, mut column, mut reached) = (1, 1, 0);
        for (offset, fault) in &mut faults {
            for c in self.text[reached..*offset].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            (fault.line, fault.column, reached) = (line, column, *offset);
        }
        faults.into_iter().map(|(_, fault)| fault).collect()
    }
}

/// The text on one line, at most 60 characters of it.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(cut);
        words.push('…');
    }
    words
}
