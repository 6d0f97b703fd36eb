//! How much may be looked at before a search ends with what it has found.
//!
//! Counted in the solver's units of work, of about 10 µs of one core each, and never timed, so that the same
//! case is told the same on every machine. Each search has its own count, so threads change nothing.

use std::sync::atomic::{AtomicU64, Ordering};

/// Units that one look takes whatever is looked at, and how many pairs of person and opening make a unit
/// (measured on generated municipalities).
const A_LOOK: u64 = 4;
const PAIRS_IN_A_UNIT: u64 = 2;

/// What is left of the work that a search may take.
#[derive(Debug)]
pub(super) struct Effort(AtomicU64);

impl Effort {
    /// So many units.
    pub(super) fn of(units: u64) -> Self {
        Self(AtomicU64::new(units))
    }

    /// Takes what looking at some pairs costs.
    pub(super) fn look(&self, pairs: usize) {
        self.spend(A_LOOK + pairs as u64 / PAIRS_IN_A_UNIT);
    }

    /// Takes some units.
    pub(super) fn spend(&self, units: u64) {
        let left = self.left().saturating_sub(units);
        self.0.store(left, Ordering::Relaxed);
    }

    /// Units that are left.
    pub(super) fn left(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether nothing is left, so that something may not have been looked at.
    pub(super) fn is_spent(&self) -> bool {
        self.left() == 0
    }
}
