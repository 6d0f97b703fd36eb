//! Checks across a document: what is given once, what refers to what, what cannot be empty.
//!
//! They look at the text, not at what was read from it, so that they also work where reading failed. A way
//! is field names with `.` between them; lists on the way are gone through.

use std::collections::{BTreeMap, BTreeSet};

use super::{Node, Wrong};

/// A list whose items each have their own value of a field.
#[derive(Debug, Clone, Copy)]
pub struct Unique {
    /// The way to the list.
    pub list: &'static str,
    /// The field.
    pub field: &'static str,
}

/// A field that names something in a list at the root.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The way to the field.
    pub from: &'static str,
    /// The list.
    pub list: &'static str,
    /// The field of its items that has the name.
    pub field: &'static str,
}

/// Reports a document that is of another format.
pub fn check_format(root: &Node<'_>, format: &str, expected: &'static str) {
    if let Some(found) = root.get("format").filter(|found| found.text() != Some(format)) {
        found.fault(Wrong::Form { expected });
    }
}

/// Reports each value that stands twice where each should have its own.
pub fn check_unique(root: &Node<'_>, uniques: &[Unique]) {
    for Unique { list, field } in uniques {
        each_list(root, list, |list| {
            let mut first: BTreeMap<String, usize> = BTreeMap::new();
            for item in list.items().into_iter().flatten() {
                let Some(node) = item.get(field) else { continue };
                let Some(value) = node.text() else { continue };
                match first.get(value) {
                    Some(&first_line) => node.fault(Wrong::Duplicate { first_line }),
                    None => {
                        first.insert(value.to_owned(), node.line());
                    }
                }
            }
        });
    }
}

/// Reports each name that is not in the list it refers to. A list that is not there is not held
/// against those who refer to it: that it is missing is a fault of its own.
pub fn check_references(root: &Node<'_>, references: &[Reference]) {
    for Reference { from, list, field } in references {
        let Some(node) = root.get(list).filter(Node::is_list) else { continue };
        let items = node.items().into_iter().flatten();
        let known: BTreeSet<String> =
            items.filter_map(|item| Some(item.get(field)?.text()?.to_owned())).collect();
        each(root, from, |node| {
            if node.text().is_some_and(|name| !known.contains(name)) {
                node.fault(Wrong::Unresolved { list });
            }
        });
    }
}

/// Reports each list without items.
pub fn check_not_empty(root: &Node<'_>, lists: &[&str]) {
    for list in lists {
        each_list(root, list, |list| {
            if list.items().is_some_and(|mut items| items.next().is_none()) {
                list.fault(Wrong::OutOfRange { expected: "at least one".to_owned() });
            }
        });
    }
}

/// Calls `found` for everything at the end of the way.
pub fn each(root: &Node<'_>, way: &str, mut found: impl FnMut(&Node<'_>)) {
    let way: Vec<&str> = way.split('.').collect();
    walk(root, &way, false, &mut found);
}

/// Calls `found` for every list at the end of the way.
fn each_list(root: &Node<'_>, way: &str, mut found: impl FnMut(&Node<'_>)) {
    let way: Vec<&str> = way.split('.').collect();
    walk(root, &way, true, &mut found);
}

fn walk(node: &Node<'_>, way: &[&str], whole_list: bool, found: &mut impl FnMut(&Node<'_>)) {
    if node.is_list() && !(way.is_empty() && whole_list) {
        for item in node.items().into_iter().flatten() {
            walk(&item, way, whole_list, found);
        }
    } else if let Some((next, rest)) = way.split_first() {
        if let Some(child) = node.get(next) {
            walk(&child, rest, whole_list, found);
        }
    } else if node.is_list() == whole_list {
        found(node);
    }
}
