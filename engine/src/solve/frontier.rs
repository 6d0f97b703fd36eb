//! The slots that a search for a shortest path has come to, nearest first (Dijkstra, 1959).

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::instance::narrow;

/// A candidate and one of the offers.
pub(super) type Move = (u32, u32);

/// A number that orders as numbers do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount(pub(super) f64);

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The slots reached by a search for a shortest path, nearest first.
pub(super) struct Frontier {
    heap: BinaryHeap<Reverse<(Amount, u32)>>,
    /// By slot.
    pub(super) distances: Vec<f64>,
    pub(super) came_by: Vec<Move>,
    is_settled: Vec<bool>,
    reached: Vec<usize>,
    pub(super) settled: Vec<usize>,
}

impl Frontier {
    pub(super) fn new(slots: usize) -> Self {
        Self {
            heap: BinaryHeap::new(),
            distances: vec![f64::INFINITY; slots],
            came_by: vec![(0, 0); slots],
            is_settled: vec![false; slots],
            reached: Vec::new(),
            settled: Vec::new(),
        }
    }

    pub(super) fn reach(&mut self, slot: usize, distance: f64, by: Move) {
        if distance < self.distances[slot] && !self.is_settled[slot] {
            self.reached.push(slot);
            self.distances[slot] = distance;
            self.came_by[slot] = by;
            self.heap.push(Reverse((Amount(distance), narrow(slot))));
        }
    }

    /// The nearest slot that is not settled, if it is nearer than `end`.
    pub(super) fn next(&mut self, end: f64) -> Option<(f64, usize)> {
        while let Some(Reverse((Amount(distance), slot))) = self.heap.pop() {
            if distance >= end {
                return None;
            }
            if !self.is_settled[slot as usize] {
                return Some((distance, slot as usize));
            }
        }
        None
    }

    pub(super) fn settle(&mut self, slot: usize) {
        self.is_settled[slot] = true;
        self.settled.push(slot);
    }

    pub(super) fn reset(&mut self) {
        self.heap.clear();
        for slot in self.reached.drain(..) {
            self.distances[slot] = f64::INFINITY;
            self.is_settled[slot] = false;
        }
        self.settled.clear();
    }
}
