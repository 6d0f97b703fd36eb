//! Who sits where in a generalised assignment: a plan made by regret, and made better by moves of one or two.

use super::knapsack::Room;
use super::market::{Bid, Market};

/// Less than this is no gain.
const LEAST_GAIN: f64 = 1e-9;

/// The bid that each candidate is given, and what that leaves.
pub(super) struct Seats<'a> {
    market: &'a Market,
    pub(super) given: Vec<Option<usize>>,
    left: Vec<Room>,
    /// Bids and seats looked at.
    pub(super) looks: u64,
}

impl<'a> Seats<'a> {
    pub(super) fn empty(market: &'a Market) -> Self {
        let given = vec![None; market.of_candidate.len()];
        Self { market, given, left: market.rooms.clone(), looks: 0 }
    }

    pub(super) fn value(&self) -> f64 {
        self.given.iter().flatten().map(|&at| self.market.bids[at].worth).sum()
    }

    fn fits(&self, bid: &Bid) -> bool {
        self.left[bid.slot].fits(bid.units)
    }

    fn give(&mut self, at: usize) {
        let Bid { candidate, slot, units, .. } = self.market.bids[at];
        self.left[slot].places -= 1;
        self.left[slot].units -= units;
        self.given[candidate] = Some(at);
    }

    fn take(&mut self, at: usize) {
        let Bid { candidate, slot, units, .. } = self.market.bids[at];
        self.left[slot].places += 1;
        self.left[slot].units += units;
        self.given[candidate] = None;
    }

    /// Gives the bid to its candidate if there is room and the candidate has none.
    pub(super) fn offer(&mut self, at: usize) {
        let bid = &self.market.bids[at];
        if self.given[bid.candidate].is_none() && self.fits(bid) {
            self.give(at);
        }
    }

    /// Seats whoever is without, first those who would lose most by not having the best that is left.
    pub(super) fn seat_the_rest(&mut self) {
        let market = self.market;
        loop {
            let mut next: Option<(f64, usize)> = None;
            for (own, given) in market.of_candidate.iter().zip(&self.given) {
                if given.is_some() {
                    continue;
                }
                self.looks += own.len() as u64;
                let (mut first, mut second, mut best) = (0.0, 0.0, None);
                for &at in own {
                    let bid = &market.bids[at];
                    if bid.worth > second && self.fits(bid) {
                        if bid.worth > first {
                            (first, second, best) = (bid.worth, first, Some(at));
                        } else {
                            second = bid.worth;
                        }
                    }
                }
                if let Some(at) = best
                    && next.is_none_or(|(regret, _)| first - second > regret)
                {
                    next = Some((first - second, at));
                }
            }
            let Some((_, at)) = next else { break };
            self.give(at);
        }
    }

    /// Moves candidates to what is worth more, if need be with somebody there moving on, until no such move is left.
    pub(super) fn improve(&mut self) {
        let market = self.market;
        let mut has_moved = true;
        while has_moved {
            has_moved = false;
            for (candidate, own) in market.of_candidate.iter().enumerate() {
                for &at in own {
                    has_moved |= self.given[candidate] != Some(at) && self.move_to(candidate, at);
                }
            }
        }
    }

    fn move_to(&mut self, candidate: usize, at: usize) -> bool {
        let now = self.given[candidate];
        let bid = &self.market.bids[at];
        let gain = bid.worth - now.map_or(0.0, |it| self.market.bids[it].worth);
        if let Some(now) = now {
            self.take(now);
        }
        self.looks += 1;
        if self.fits(bid) {
            if gain > LEAST_GAIN {
                self.give(at);
                return true;
            }
        } else if let Some((seat, to)) = self.way_out(candidate, at, gain) {
            self.take(seat);
            self.give(to);
            self.give(at);
            return true;
        }
        if let Some(now) = now {
            self.give(now);
        }
        false
    }

    /// Somebody's seat that would make room for a bid, and where they would go, so that both gain together.
    fn way_out(&mut self, candidate: usize, at: usize, gain: f64) -> Option<(usize, usize)> {
        let market = self.market;
        let bid = &market.bids[at];
        for &seat in &market.of_slot[bid.slot] {
            self.looks += 1;
            let Bid { candidate: guest, units, worth, .. } = market.bids[seat];
            let left = self.left[bid.slot];
            let is_there = self.given[guest] == Some(seat) && guest != candidate;
            if !is_there || left.units + units < bid.units {
                continue;
            }
            self.looks += market.of_candidate[guest].len() as u64;
            let to = market.of_candidate[guest].iter().copied().find(|&to| {
                let other = &market.bids[to];
                other.slot != bid.slot
                    && gain + other.worth - worth > LEAST_GAIN
                    && self.fits(other)
            });
            if let Some(to) = to {
                return Some((seat, to));
            }
        }
        None
    }
}
