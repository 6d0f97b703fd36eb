//! Lists, page by page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::PageSize;
use crate::wire::{Answer, Page};

/// The most items of a page.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(try_from = "i64")]
#[schema(value_type = i64, minimum = 1, maximum = 200, default = 50)]
pub struct Limit(pub PageSize);

impl Default for Limit {
    fn default() -> Self {
        Self(PageSize::new(50).expect("50 items are a page"))
    }
}

impl TryFrom<i64> for Limit {
    type Error = String;

    fn try_from(items: i64) -> Result<Self, String> {
        let most = PageSize::MOST.get();
        PageSize::new(items).map(Self).ok_or_else(|| format!("write a number from 1 to {most}"))
    }
}

/// The answer for a page: its items, and where the next page is, if there can be one.
///
/// `query` is what the next page must be asked for beside `after` and `limit`.
#[must_use]
pub fn page<T: Serialize>(
    address: &str,
    query: Option<String>,
    items: Vec<T>,
    Limit(size): Limit,
    id: impl Fn(&T) -> &str,
) -> Answer {
    let is_full = items.len() >= usize::from(size.get());
    let next = items.last().filter(|_| is_full).map(|item| id(item).to_owned());
    let link = next.as_ref().map(|after| {
        let more = query.map(|query| format!("&{query}")).unwrap_or_default();
        format!("{address}?after={after}&limit={}{more}", size.get())
    });
    Answer::ok(&Page { items, next }).next(link)
}
