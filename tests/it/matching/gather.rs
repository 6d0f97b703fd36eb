//! The case that is gathered from what is stored is the one that was stored.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{CandidateId, Case, case, service_model};
use femtrinn_api::demo;
use femtrinn_api::runs::Question;
use femtrinn_api::runs::gather::{Gathered, gather};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::restrictions::{self, Ground};
use femtrinn_api::store::{Asked, Clock, MunicipalityId, Store};
use jiff::civil::{Date, date};
use serde_json::{Map, Value};

use crate::databases::with_both;
use crate::house::root;

/// The day before the fixture's weeks, which is when it is looked at there.
pub(super) const TODAY: Date = date(2026, 11, 29);

/// What is asked so that the plan has the weeks of the fixture.
pub(super) fn question() -> Question {
    let text = r#"{"first_monday": "2026-11-30", "horizon_weeks": 10}"#;
    engine::reading::read(text, |_| {}).unwrap()
}

/// Gathers on [`TODAY`].
pub(super) async fn gathered(store: &Store, here: MunicipalityId) -> Gathered {
    let asked = Asked::by_command(here, "match", Action::Access, Clock::System.now());
    let mut look = store.look(asked).await.unwrap();
    let gathered = gather(&mut look, here, &question(), TODAY).await.unwrap();
    look.answer(gathered).await.unwrap()
}

fn fixture() -> Case {
    let rules = root().join("fixtures/service-models/lillestrom.json");
    let rules = service_model::read(&std::fs::read_to_string(rules).unwrap()).unwrap();
    case::read(demo::CASE, &[rules]).unwrap()
}

/// Where two documents differ, by address, with what stands there in each.
fn differences(at: &str, left: &Value, right: &Value, found: &mut BTreeMap<String, String>) {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for name in names {
                let value = |of: &Map<_, _>| of.get(name).cloned().unwrap_or_default();
                differences(&format!("{at}/{name}"), &value(a), &value(b), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (place, (a, b)) in a.iter().zip(b).enumerate() {
                let name = a["id"].as_str().map_or(place.to_string(), str::to_owned);
                differences(&format!("{at}/{name}"), a, b, found);
            }
        }
        _ if left == right => {}
        _ => {
            found.insert(at.to_owned(), format!("{left} is {right}"));
        }
    }
}

#[test]
fn the_case_is_the_one_that_was_stored() {
    let expected = serde_json::to_value(fixture()).unwrap();
    with_both(|store| {
        let expected = &expected;
        async move {
            let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
            let Gathered { case, left_out, .. } = gathered(&store, here).await;
            assert_eq!(left_out, []);
            let mut found = BTreeMap::new();
            differences("", expected, &serde_json::to_value(&case).unwrap(), &mut found);
            found.remove("/about");
            // Of these two, the journey knows better than the profile: see the fixture's README.
            let explained = BTreeMap::from([
                ("/candidates/K-08/waiting_since", r#""2026-08-31" is "2026-08-14""#),
                (
                    "/candidates/K-24/releases",
                    r#"null is [{"answer":"withdrawn","employer":"V-17"}]"#,
                ),
            ]);
            let found: BTreeMap<_, _> =
                found.iter().map(|(at, what)| (at.as_str(), what.as_str())).collect();
            assert_eq!(found, explained);
        }
    });
}

#[test]
fn whom_a_restriction_hides_is_not_matched() {
    with_both(|store| async move {
        let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
        let now = Clock::System.now();
        let person = CandidateId::new("K-17").unwrap();
        let asked = Asked::by_command(here, "restrict", Action::Update, now);
        let mut look = store.look(asked).await.unwrap();
        let set = restrictions::set(&mut look, here, &person, Some(Ground::Objection), now).await;
        assert!(set.unwrap().is_some());
        look.answer(()).await.unwrap();
        let Gathered { case, left_out, .. } = gathered(&store, here).await;
        assert_eq!(case.candidates.len(), 24);
        assert!(!case::write(&case).contains("K-17"), "nowhere in the case");
        // The opening that was made for the person is nobody else's; nothing says whose.
        let openings: Vec<_> = left_out.iter().filter_map(|it| it.opening.as_ref()).collect();
        assert_eq!(openings.iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["O-13"]);
        assert!(left_out.iter().all(|it| it.candidate.is_none()));
    });
}
