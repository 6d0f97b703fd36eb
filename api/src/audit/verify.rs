//! The check of the chains: whether the log is what was written, event for event.

use std::fmt;

use crate::store::audit::{self, Head};
use crate::store::{MunicipalityId, Store, StoreError, Version};

/// How many events are read at a time.
const EVENTS_AT_A_TIME: i64 = 1000;

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An event is not what was written, or its hash is not.
    Changed(Version),
    /// An event does not follow the one before it.
    Apart(Version),
    /// Events are missing: these, from and to.
    Missing(Version, Version),
    /// The chain does not end where it ended when it was last added to.
    End {
        /// The last event that is there.
        last: Version,
        /// The last event that was noted.
        noted: Version,
    },
    /// It does not have the event that was noted elsewhere, or has it otherwise.
    NotTheKept(Version),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(Version(at)) => {
                write!(f, "event {at} is not what was written: its hash is another")
            }
            Self::Apart(Version(at)) => {
                write!(f, "event {at} does not follow the one before it: one of them was replaced")
            }
            Self::Missing(Version(from), Version(to)) if from == to => {
                write!(f, "event {from} is missing")
            }
            Self::Missing(Version(from), Version(to)) => {
                write!(f, "events {from} to {to} are missing")
            }
            Self::End { last: Version(last), noted: Version(noted) } => write!(
                f,
                "the log ends with event {last}, and its end was noted as event {noted} with another hash or number: \
                 the end was cut or replaced"
            ),
            Self::NotTheKept(Version(at)) => {
                write!(f, "event {at} is not there with the hash that was kept elsewhere")
            }
        }
    }
}

/// A municipality's chain, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Whose it is.
    pub municipality: MunicipalityId,
    /// How many events there are.
    pub events: u64,
    /// Where it ends: to be kept elsewhere, where nobody who can change the database reaches it.
    pub head: Head,
    /// What is wrong, the first one first.
    pub faults: Vec<Fault>,
}

/// Checks each municipality's chain; `kept` are ends that were kept elsewhere, and must still be on their way.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn verify(
    store: &Store,
    kept: &[(MunicipalityId, Head)],
) -> Result<Vec<Chain>, StoreError> {
    let mut tx = store.read().await?;
    let mut chains = Vec::new();
    for municipality in audit::municipalities(&mut tx).await? {
        let mut kept: Vec<&Head> =
            kept.iter().filter(|(of, _)| *of == municipality).map(|(_, head)| head).collect();
        let noted = audit::head(&mut tx, municipality).await?;
        let mut last = Head { sequence: Version(0), hash: audit::BEFORE.to_vec() };
        let (mut events, mut faults) = (0, Vec::new());
        loop {
            let page = audit::list(&mut tx, municipality, last.sequence, EVENTS_AT_A_TIME).await?;
            if page.is_empty() {
                break;
            }
            for event in page {
                let expected = Version(last.sequence.0 + 1);
                if event.sequence != expected {
                    faults.push(Fault::Missing(expected, Version(event.sequence.0 - 1)));
                } else if event.previous != last.hash {
                    faults.push(Fault::Apart(event.sequence));
                }
                if event.hash != event.sealed() {
                    faults.push(Fault::Changed(event.sequence));
                }
                events += 1;
                last = Head { sequence: event.sequence, hash: event.hash };
                kept.retain(|head| **head != last);
            }
        }
        if last != noted {
            faults.push(Fault::End { last: last.sequence, noted: noted.sequence });
        }
        // Nothing was kept of a log that had not begun.
        kept.retain(|head| head.sequence > Version(0));
        faults.extend(kept.into_iter().map(|head| Fault::NotTheKept(head.sequence)));
        chains.push(Chain { municipality, events, head: last, faults });
    }
    Ok(chains)
}
