//! Lists, page by page.

use std::fmt::Debug;
use std::str::FromStr;

use engine::domain::OpeningId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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

/// Where the page before ended: its `next`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, min_length = 1, max_length = 40, pattern = "^[A-Za-z0-9._-]+$")]
pub struct Cursor(String);

impl Cursor {
    /// The id of the last item of the page before.
    ///
    /// # Panics
    ///
    /// When `I` is no id of the engine: they all have one form.
    #[must_use]
    pub fn id<I: FromStr<Err: Debug>>(&self) -> I {
        self.0.parse().expect("a cursor has the form of an id")
    }
}

impl TryFrom<String> for Cursor {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        match text.parse::<OpeningId>() {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err("write the `next` of the page before, as it is"),
        }
    }
}

/// How much of a list, where nothing else can be asked of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The most items to get.
    #[serde(default)]
    #[param(inline, required = false)]
    pub limit: Limit,
    /// Where the page before ended: its `next`. Without it, the first page.
    #[param(inline, nullable = false)]
    pub after: Option<Cursor>,
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
