//! Ids across a document: each given once, and each that is referred to is there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Node, Wrong};

/// A field that holds the id of something in a list.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The way to the field from the root, `.` between fields; lists on the way are gone through.
    pub field: &'static str,
    /// The list at the root whose items have the ids.
    pub list: &'static str,
}

/// Reports each id that stands twice in one of the `lists` at the root.
pub fn check_ids(root: &Node<'_>, lists: &[&str]) {
    for list in lists {
        let Some(list) = root.get(list).filter(Node::is_list) else { continue };
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for item in list.items().into_iter().flatten() {
            let Some(node) = item.get("id") else { continue };
            let Some(id) = node.text() else { continue };
            match first.get(id) {
                Some(&first_line) => node.fault(Wrong::DuplicateId { first_line }),
                None => {
                    first.insert(id.to_owned(), node.line());
                }
            }
        }
    }
}

/// Reports each id that is not in the list it refers to. A list that is not there is not held
/// against those who refer to it: that it is missing is a fault of its own.
pub fn check_references(root: &Node<'_>, references: &[Reference]) {
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for Reference { field, list } in references {
        let Some(node) = root.get(list).filter(Node::is_list) else { continue };
        let ids = known.entry(list).or_insert_with(|| {
            let items = node.items().into_iter().flatten();
            items.filter_map(|item| Some(item.get("id")?.text()?.to_owned())).collect()
        });
        let way: Vec<&str> = field.split('.').collect();
        visit(root, &way, &mut |node| {
            if node.text().is_some_and(|id| !ids.contains(id)) {
                node.fault(Wrong::UnknownId { list });
            }
        });
    }
}

fn visit(node: &Node<'_>, way: &[&str], found: &mut impl FnMut(&Node<'_>)) {
    if node.is_list() {
        for item in node.items().into_iter().flatten() {
            visit(&item, way, found);
        }
    } else if let Some((next, rest)) = way.split_first() {
        if let Some(child) = node.get(next) {
            visit(&child, rest, found);
        }
    } else {
        found(node);
    }
}
