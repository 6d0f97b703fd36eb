//! Two approvals of the last place cannot both win, whichever database and whoever is faster.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use engine::domain::{CandidateId, MunicipalityNumber, OpeningId};
use femtrinn_api::store::taken_places::{self, Wanted};
use femtrinn_api::store::{Clock, municipalities};

use super::runs::fill;
use crate::databases::{self, block_on, each_database};

/// How many approvals race: all of them where `FEMTRINN_WHOLE` is set, a tenth otherwise.
fn approvals() -> u32 {
    if std::env::var_os("FEMTRINN_WHOLE").is_some() { 10_000 } else { 1_000 }
}

#[test]
fn racing_approvals_never_take_more_places_than_there_are() {
    const PLACES: u32 = 2;
    let weeks = ["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"];
    each_database(|url| {
        fill(url);
        block_on(async {
            let store = databases::open(url).await;
            let number = MunicipalityNumber::new("3205").unwrap();
            let mut tx = store.read().await.unwrap();
            let here = municipalities::find_by_number(&mut tx, &number).await.unwrap().unwrap().id;
            drop(tx);
            let (next, won) = (AtomicU32::new(0), AtomicU32::new(0));
            let racer = || async {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= approvals() {
                        break;
                    }
                    // 25 people, each at three openings and for two weeks that begin anywhere.
                    let candidate = format!("K-{:02}", number % 25 + 1);
                    let candidate = CandidateId::new(&candidate).unwrap();
                    let opening = OpeningId::new(&format!("O-{:02}", number % 3 + 1)).unwrap();
                    let begins = usize::try_from(number).unwrap() / 7 % 3;
                    let wanted = weeks[begins..begins + 2].iter().map(|week| Wanted {
                        opening: opening.clone(),
                        week: (*week).to_owned(),
                        booking: i64::from(number),
                    });
                    let wanted = wanted.collect();
                    let mut tx = store.write().await.unwrap();
                    let full =
                        taken_places::hold(&mut tx, here, &candidate, &wanted, |_| PLACES).await;
                    if full.unwrap().is_none() {
                        tx.commit().await.unwrap();
                        won.fetch_add(1, Ordering::Relaxed);
                    }
                }
            };
            let begun = Clock::System.now();
            tokio::join!(racer(), racer(), racer(), racer(), racer(), racer(), racer(), racer());
            let took = Clock::System.now().timestamp() - begun.timestamp();
            let won = won.into_inner();
            let mut tx = store.read().await.unwrap();
            let mut most = BTreeMap::new();
            for number in 1..=3 {
                let opening = OpeningId::new(&format!("O-{number:02}")).unwrap();
                let taken = taken_places::most_taken(&mut tx, here, &opening).await.unwrap();
                most.insert(opening.to_string(), taken);
            }
            eprintln!(
                "{} approvals, {won} got their places, in {took:#}; most at once: {most:?}",
                approvals()
            );
            assert!(most.values().all(|taken| *taken <= i64::from(PLACES)), "{most:?}");
            assert!(most.values().any(|taken| *taken == i64::from(PLACES)), "scarce: {most:?}");
            assert!(won >= 6 && won < approvals(), "{won}");
            drop(tx);
            store.close().await;
        });
    });
}
