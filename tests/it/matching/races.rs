//! Two approvals of the last place cannot both win, whichever database and whoever is faster.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use engine::domain::{CandidateId, MunicipalityNumber, OpeningId};
use femtrinn_api::store::taken_places::{self, Wanted};
use femtrinn_api::store::{Clock, municipalities};

use serde_json::json;

use super::a_run_with_proposals;
use super::day::{Day, an_opening, begin, somebody, terms};
use super::follow::ago;
use super::runs::fill;
use crate::databases::{self, block_on, each_database};
use crate::http::service::Service;

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

/// Twelve people to whom the same two places are proposed, each with everybody's yes; whoever approves is told that
/// somebody was faster, and tries again.
#[test]
fn racing_approvals_over_http_book_no_more_than_there_are_places() {
    const PLACES: u32 = 2;
    const PEOPLE: u32 = 12;
    each_database(|url| {
        let service = Service::start_with(url, &["--rate", "1000000"], "warn");
        begin(&service);
        let day = Day(&service);
        let mut opening = an_opening();
        (opening["id"], opening["places"]) = ("O-1".into(), PLACES.into());
        day.made("employer", "/v1/openings?post=true", &opening);
        let people: Vec<String> = (1..=PEOPLE).map(|number| format!("K-{number}")).collect();
        for person in &people {
            day.maps(&somebody(person, "jobbsmak", 4), "jobbsmak");
        }
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        block_on(a_run_with_proposals(url, &people));
        let mut seen = String::new();
        for number in 1..=PEOPLE {
            let proposal = format!("F-{number}");
            day.steps(&proposal, &ago(0), &["tell", "candidate_yes", "employer_yes"]);
            seen = service.get(&format!("/v1/proposals/{proposal}")).etag();
        }
        let approval = json!({"step": "approve", "booking": terms()});
        let (next, won, full) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|racers| {
            for _ in 0..8 {
                racers.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= approvals() {
                            break;
                        }
                        let path = format!("/v1/proposals/F-{}/steps", number % PEOPLE + 1);
                        let answer = day.post_as("job-specialist", &path, &seen, &approval);
                        match answer.status {
                            200 => _ = won.fetch_add(1, Ordering::Relaxed),
                            // Who is booked already is not booked again.
                            412 => {}
                            _ => {
                                assert_eq!(answer.problem(), (409, "no-place-left".to_owned()));
                                full.fetch_add(1, Ordering::Relaxed);
                            }
                        }
                    }
                });
            }
        });
        let (won, full) = (won.into_inner(), full.into_inner());
        eprintln!("{} approvals over HTTP, {won} booked, {full} too late", approvals());
        assert_eq!(won, PLACES);
        assert!(full > approvals() / 2, "{full}");
        let booked = service.get("/v1/proposals?state=approved").json();
        assert_eq!(booked["items"].as_array().unwrap().len(), PLACES as usize, "{booked}");
    });
}
