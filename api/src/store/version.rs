//! Versions of rows, and what came of changing one.

/// The version of a row: 1 when it is new, and one more with each change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct Version(pub i64);

/// What came of changing the row that somebody had seen in a certain version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<T> {
    /// It is changed, and now is this.
    Done(T),
    /// Somebody else was faster: it is unchanged, and has this version now.
    Stale(Version),
    /// There is no such row in the municipality.
    Missing,
}

impl<T> Change<T> {
    /// From the changed row, if it was changed, and the version that the row has otherwise, if it is there.
    pub(super) fn of(changed: Option<T>, otherwise: Option<Version>) -> Self {
        match (changed, otherwise) {
            (Some(row), _) => Self::Done(row),
            (None, Some(version)) => Self::Stale(version),
            (None, None) => Self::Missing,
        }
    }
}

/// The most rows of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageSize(u16);

impl PageSize {
    /// The most that anyone may ask for.
    pub const MOST: Self = Self(200);

    /// Reads a number of rows; `None` unless it is 1 to 200.
    #[must_use]
    pub fn new(rows: i64) -> Option<Self> {
        u16::try_from(rows).ok().map(Self).filter(|it| (Self(1)..=Self::MOST).contains(it))
    }

    /// The number of rows.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }

    /// The number as the databases take it.
    pub(super) fn raw(self) -> i64 {
        i64::from(self.0)
    }
}
