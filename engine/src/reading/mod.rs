//! Reading JSON so that every fault of a document is reported at once, each with its place.
//!
//! What comes in is text; what goes out is a checked value or a list of [`Fault`]s. Nothing in here
//! knows what a document is about. How to use it:
//!
//! - [`read`]`::<T>(text, check)` reads a whole document: `T` by its [`Read`], then `check` for what
//!   spans several parts of it, such as ids ([`check_unique`], [`check_references`]).
//! - A type is readable when it implements [`Read`]: `Some(value)`, or `None` after it has reported
//!   at least one fault with [`Node::fault`]. Numbers, text, dates, `Vec<T>` and `Option<T>` do.
//! - An object asks [`Node::fields`] for its [`Fields`] (which reports unknown and repeated fields) and
//!   then takes every field *before* it gives up with `?`, so that all faults are seen:
//!
//! ```
//! use engine::reading::{Node, Read, read};
//!
//! struct Cup { litres: f64, lid: Option<bool> }
//!
//! impl Read for Cup {
//!     fn read(node: &Node<'_>) -> Option<Self> {
//!         let fields = node.fields(&["litres", "lid"])?;
//!         let (litres, lid) = (fields.take("litres"), fields.take("lid"));
//!         Some(Self { litres: litres?, lid: lid? })
//!     }
//! }
//!
//! let cup: Cup = read(r#"{"litres": 0.3}"#, |_| {}).unwrap();
//! assert_eq!((cup.litres, cup.lid), (0.3, None));
//! let faults = read::<Cup>(r#"{"litres": "big", "handle": 1}"#, |_| {}).err().unwrap();
//! assert_eq!(faults.len(), 2);
//! ```
//!
//! The macros `record!` (a struct and its reader from one list of fields) and `codes!` (an enum and
//! its spelling) write this for types whose JSON is their fields.

mod edit;
mod fault;
mod macros;
mod node;
mod references;
mod schema;
mod values;

pub use edit::{EditFault, edit};
pub use fault::{Fault, Wrong};
pub(crate) use macros::{codes, record, value_schema};
pub use node::{Fields, Node};
pub use references::{
    Reference, Unique, check_format, check_not_empty, check_references, check_unique, each,
};

pub(crate) use schema::{RecordSchema, codes_schema, described};

use fault::Log;

/// A value that can be read from a place in a document.
pub trait Read: Sized {
    /// Reads the value; `None` when at least one fault has been reported.
    fn read(node: &Node<'_>) -> Option<Self>;

    /// What stands for a field that is not there; `None` makes it a fault.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a document, and runs `check` over it whether or not it could be read.
///
/// # Errors
///
/// All faults, ordered by their place in the text.
pub fn read<T: Read>(text: &str, check: impl FnOnce(&Node<'_>)) -> Result<T, Vec<Fault>> {
    read_if(text, |_| true, check)
}

/// Reads a document that names its format, as [`read`] does.
///
/// # Errors
///
/// All faults; of a document of another of Femtrinn's formats only that it is one, since none of its fields mean
/// anything here.
pub fn read_format<T: Read>(
    text: &str,
    format: &'static str,
    check: impl FnOnce(&Node<'_>),
) -> Result<T, Vec<Fault>> {
    let is_ours = |root: &Node<'_>| {
        let kind = |text: &str| text.split_once('/').map(|(kind, _)| kind.to_owned());
        let is_other = |text: &str| text.starts_with("femtrinn-") && kind(text) != kind(format);
        let other = root.get("format").filter(|it| it.text().is_some_and(is_other));
        other.map(|it| it.fault(Wrong::OtherFormat { format })).is_none()
    };
    read_if(text, is_ours, check)
}

fn read_if<T: Read>(
    text: &str,
    is_ours: impl FnOnce(&Node<'_>) -> bool,
    check: impl FnOnce(&Node<'_>),
) -> Result<T, Vec<Fault>> {
    let log = Log::new(text);
    let value = match node::parse(text) {
        Err((offset, problem)) => {
            log.push(String::new(), String::new(), offset..offset, Wrong::Syntax { problem });
            None
        }
        Ok(tree) => {
            let root = Node::root(&tree, &log);
            if is_ours(&root) {
                let value = T::read(&root);
                check(&root);
                value
            } else {
                None
            }
        }
    };
    let faults = log.into_faults();
    match value {
        Some(value) if faults.is_empty() => Ok(value),
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests;
