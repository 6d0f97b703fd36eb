//! Sheets and the store: what rows refer to, all of them stored or none, and everything written out.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{Candidate, JobSpecialist, Opening};
use engine::reading::{Read, read};
use serde::Serialize;

use super::columns::Stored;
use super::rows::Row;
use super::{Batch, CellFault, Record, Sheet};
use crate::store::candidates::{self, CandidateContent};
use crate::store::openings::{self, OpeningContent, OpeningStatus};
use crate::store::{
    Change, Document, Look, MunicipalityId, PageSize, StoreError, Ts, Tx, Version, known,
    specialists,
};

/// The ids that cells can refer to.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<Stored, BTreeSet<String>>);

impl Known {
    /// The ids that there are in a municipality.
    ///
    /// # Errors
    ///
    /// When the database cannot tell.
    pub async fn gather(tx: &mut Tx, here: MunicipalityId) -> Result<Self, StoreError> {
        Ok(Self(BTreeMap::from([
            (Stored::Candidate, known::candidates(tx, here).await?),
            (Stored::Employer, known::employers(tx, here).await?),
            (Stored::Specialist, known::specialists(tx, here).await?),
            (Stored::Workplace, known::workplaces(tx, here).await?),
        ])))
    }

    /// Whether there is one of this id.
    pub(super) fn has(&self, stored: Stored, id: &str) -> bool {
        self.0.get(&stored).is_some_and(|ids| ids.contains(id))
    }

    /// Says that there is one of this id.
    #[cfg(test)]
    pub(super) fn add(&mut self, stored: Stored, id: &str) {
        self.0.entry(stored).or_default().insert(id.to_owned());
    }
}

impl Stored {
    /// What it is called in a fault.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Employer => "employer",
            Self::Specialist => "job specialist",
            Self::Workplace => "workplace",
        }
    }

    /// What it is called in the guidance.
    pub(super) fn in_norwegian(self) -> &'static str {
        match self {
            Self::Candidate => "en kandidat",
            Self::Employer => "en arbeidsgiver",
            Self::Specialist => "en jobbspesialist",
            Self::Workplace => "et arbeidssted",
        }
    }
}

/// How many rows were stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Rows that were not there before.
    pub new: u32,
    /// Rows that were there and said something else.
    pub changed: u32,
    /// Rows that said what is there.
    pub unchanged: u32,
}

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Some rows cannot be stored as they are.
    #[error("{} rows cannot be stored", .0.len())]
    Faults(Vec<CellFault>),
    /// The store could not keep them.
    #[error("the rows could not be stored")]
    Store(#[from] StoreError),
}

/// What is to be done about a row.
enum Act {
    Insert,
    Replace(Version),
    Nothing,
}

/// The rows so far: what was stored, and what cannot be.
#[derive(Default)]
struct Progress {
    imported: Imported,
    faults: Vec<CellFault>,
}

impl Progress {
    /// What to do about a row; nothing more is written once something is wrong.
    fn act<T: Read + PartialEq>(
        &mut self,
        row: &Row<T>,
        there: Option<(Version, &Document)>,
    ) -> Act {
        let Some((version, body)) = there else {
            if row.version.is_some() {
                self.tell(row.number, "it was exported, and is not there any more; empty its version to store it anew");
            }
            self.imported.new += 1;
            return self.only_if_sound(Act::Insert);
        };
        if read::<T>(&body.0, |_| {}).is_ok_and(|stored| stored == row.value) {
            self.imported.unchanged += 1;
            return Act::Nothing;
        }
        match row.version {
            Some(seen) if seen == version.0 => {}
            Some(_) => self.tell(row.number, "it was changed since it was exported; export it again, and change that"),
            None => self.tell(row.number, "there is one with this id already; export it to change it, or give this row an id of its own"),
        }
        self.imported.changed += 1;
        self.only_if_sound(Act::Replace(version))
    }

    fn tell(&mut self, row: u32, detail: &str) {
        self.faults.push(CellFault::of_row(row, detail.to_owned()));
    }

    fn only_if_sound(&self, act: Act) -> Act {
        if self.faults.is_empty() { act } else { Act::Nothing }
    }

    /// A row that was there a moment ago, in the same transaction or just before it.
    fn expect_done<T>(&mut self, row: u32, change: &Change<T>) {
        if !matches!(change, Change::Done(_)) {
            self.tell(row, "it is being changed by somebody else now; import again in a moment");
        }
    }
}

/// Stores all rows, or none: after an error the transaction must be dropped.
///
/// # Errors
///
/// [`Failure::Faults`] with every row that would overwrite what somebody else has changed.
pub async fn import(
    tx: &mut Look,
    here: MunicipalityId,
    batch: Batch,
    now: Ts,
) -> Result<Imported, Failure> {
    let mut progress = Progress::default();
    match batch {
        Batch::Candidates(rows) => {
            for row in rows {
                import_candidate(tx, here, row, now, &mut progress).await?;
            }
        }
        Batch::Openings(rows) => {
            for row in rows {
                import_opening(tx, here, row, now, &mut progress).await?;
            }
        }
        Batch::Staff(rows) => {
            for row in rows {
                import_specialist(tx, here, row, now, &mut progress).await?;
            }
        }
    }
    let Progress { imported, faults } = progress;
    if faults.is_empty() { Ok(imported) } else { Err(Failure::Faults(faults)) }
}

async fn import_candidate(
    tx: &mut Look,
    here: MunicipalityId,
    row: Row<Candidate>,
    now: Ts,
    progress: &mut Progress,
) -> Result<(), StoreError> {
    let there = candidates::find(tx, here, &row.value.id).await?;
    let act = progress.act(&row, there.as_ref().map(|it| (it.version, &it.body)));
    let Candidate { id, specialist, .. } = &row.value;
    let content = CandidateContent { specialist_id: specialist.clone(), body: body(&row.value) };
    match act {
        Act::Insert => drop(candidates::insert(tx, here, id, &content, now).await?),
        Act::Replace(seen) => {
            let change = candidates::replace(tx, here, id, seen, &content, now).await?;
            progress.expect_done(row.number, &change);
        }
        Act::Nothing => {}
    }
    Ok(())
}

async fn import_opening(
    tx: &mut Tx,
    here: MunicipalityId,
    row: Row<Opening>,
    now: Ts,
    progress: &mut Progress,
) -> Result<(), StoreError> {
    let there = openings::find(tx, here, &row.value.id).await?;
    let act = progress.act(&row, there.as_ref().map(|it| (it.version, &it.body)));
    let Opening { id, workplace, .. } = &row.value;
    let status = there.map_or(OpeningStatus::Draft, |it| it.status);
    let content =
        OpeningContent { workplace_id: workplace.clone(), status, body: body(&row.value) };
    match act {
        Act::Insert => drop(openings::insert(tx, here, id, &content, now).await?),
        Act::Replace(_) if status == OpeningStatus::Closed => {
            progress
                .tell(row.number, "the opening is closed; make a new one, with an id of its own");
        }
        Act::Replace(seen) => {
            let change = openings::replace(tx, here, id, seen, &content, now).await?;
            progress.expect_done(row.number, &change);
        }
        Act::Nothing => {}
    }
    Ok(())
}

async fn import_specialist(
    tx: &mut Tx,
    here: MunicipalityId,
    row: Row<JobSpecialist>,
    now: Ts,
    progress: &mut Progress,
) -> Result<(), StoreError> {
    let there = specialists::find(tx, here, &row.value.id).await?;
    let act = progress.act(&row, there.as_ref().map(|it| (it.version, &it.body)));
    let (id, body) = (&row.value.id, body(&row.value));
    match act {
        Act::Insert => drop(specialists::insert(tx, here, id, &body, now).await?),
        Act::Replace(seen) => {
            let change = specialists::replace(tx, here, id, seen, &body, now).await?;
            progress.expect_done(row.number, &change);
        }
        Act::Nothing => {}
    }
    Ok(())
}

fn body(value: &impl Serialize) -> Document {
    Document::of(value)
}

/// Everything that a sheet holds, by id.
///
/// # Errors
///
/// When the database cannot tell.
///
/// # Panics
///
/// Never: the database takes nothing but JSON.
pub async fn export(
    tx: &mut Look,
    here: MunicipalityId,
    sheet: Sheet,
) -> Result<Vec<Record>, StoreError> {
    let mut records = Vec::new();
    let record = |body: Document, version: Version, status| Record {
        document: serde_json::from_str(&body.0).expect("the database takes nothing but JSON"),
        status,
        version: version.0,
    };
    match sheet {
        Sheet::Candidates => {
            let mut after = None;
            loop {
                let page = candidates::list(tx, here, after.as_ref(), None, PageSize::MOST).await?;
                let Some(last) = page.last() else { return Ok(records) };
                after = Some(last.id.0.clone());
                records.extend(page.into_iter().map(|it| record(it.body, it.version, None)));
            }
        }
        Sheet::Openings => {
            let mut after = None;
            loop {
                let page =
                    openings::list(tx, here, after.as_ref(), None, None, PageSize::MOST).await?;
                let Some(last) = page.last() else { return Ok(records) };
                after = Some(last.id.0.clone());
                let of = |it: openings::StoredOpening| {
                    record(it.body, it.version, Some(it.status.code()))
                };
                records.extend(page.into_iter().map(of));
            }
        }
        Sheet::Staff => {
            let mut after = None;
            loop {
                let page = specialists::list(tx, here, after.as_ref(), PageSize::MOST).await?;
                let Some(last) = page.last() else { return Ok(records) };
                after = Some(last.id.0.clone());
                records.extend(page.into_iter().map(|it| record(it.body, it.version, None)));
            }
        }
    }
}
