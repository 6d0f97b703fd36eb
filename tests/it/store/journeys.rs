//! Journeys on both databases.

use engine::domain::{CandidateId, SpecialistId};
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::journeys::{self, Standing};
use femtrinn_api::store::{
    Change, Look, MunicipalityId, PageSize, Store, StoreError, Version, specialists,
};

use super::{a_body, a_lasting_municipality, a_look, a_municipality, a_time, look_at};
use crate::databases::with_both;

async fn a_candidate(tx: &mut Look, municipality: MunicipalityId, id: &str) -> CandidateId {
    let id = CandidateId::new(id).unwrap();
    let content = CandidateContent { specialist_id: None, body: a_body("candidate") };
    candidates::insert(tx, municipality, &id, &content, a_time()).await.unwrap();
    id
}

fn standing(stage: &'static str, specialist: Option<&SpecialistId>) -> Standing {
    Standing {
        stage,
        step: (stage == "referred").then_some("engagement"),
        since: Some("2026-03-02".to_owned()),
        waiting_since: None,
        specialist_id: specialist.cloned(),
    }
}

#[test]
fn events_are_added_in_their_order_and_stay() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let id = a_candidate(&mut tx, here, "K-07").await;
        assert_eq!(journeys::find(&mut tx, here, &id).await.unwrap(), None);
        let referred = standing("referred", None);
        for (seen, note) in [(0, "first"), (1, "second"), (2, "third")] {
            let (seen, body) = (Version(seen), a_body(note));
            let added =
                journeys::append(&mut tx, here, &id, seen, &referred, &body, a_time()).await;
            let Change::Done(event) = added.unwrap() else { panic!("{note} was as seen") };
            assert_eq!((event.sequence, event.body), (Version(seen.0 + 1), body));
        }
        for seen in [0, 1, 2, 4] {
            let late = a_body("late");
            let added =
                journeys::append(&mut tx, here, &id, Version(seen), &referred, &late, a_time());
            assert_eq!(added.await.unwrap(), Change::Stale(Version(3)), "seen {seen}");
        }
        let events = journeys::events(&mut tx, here, &id).await.unwrap();
        let bodies: Vec<_> = events.into_iter().map(|event| event.body).collect();
        assert_eq!(bodies, ["first", "second", "third"].map(a_body));
        let stands = journeys::find(&mut tx, here, &id).await.unwrap().unwrap();
        assert_eq!((stands.sequence, stands.stage.as_str()), (Version(3), "referred"));
        assert_eq!((stands.step.as_deref(), stands.waiting_since), (Some("engagement"), None));
        assert_eq!(journeys::events(&mut tx, elsewhere, &id).await.unwrap(), []);
        assert_eq!(journeys::find(&mut tx, elsewhere, &id).await.unwrap(), None);
        let body = a_body("across");
        let across =
            journeys::append(&mut tx, elsewhere, &id, Version(3), &referred, &body, a_time());
        assert_eq!(across.await.unwrap(), Change::Missing);
        let across =
            journeys::append(&mut tx, elsewhere, &id, Version(0), &referred, &body, a_time()).await;
        assert!(matches!(across, Err(StoreError::Reference(_))), "{across:?}");
    });
}

#[test]
fn a_specialist_must_be_there() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let id = a_candidate(&mut tx, here, "K-07").await;
        let nobody = SpecialistId::new("S-9").unwrap();
        let assigned = standing("accepted", Some(&nobody));
        let body = a_body("assigned");
        let added = journeys::append(&mut tx, here, &id, Version(0), &assigned, &body, a_time());
        assert!(matches!(added.await, Err(StoreError::Reference(_))));
    });
}

#[test]
fn lists_are_by_id_stage_and_specialist_and_count_whom_each_has() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let specialist = SpecialistId::new("S-1").unwrap();
        let body = a_body("specialist");
        specialists::insert(&mut tx, here, &specialist, &body, a_time()).await.unwrap();
        for number in 0..7 {
            let id = a_candidate(&mut tx, here, &format!("K-0{number}")).await;
            let follows = (number % 3 == 0).then_some(&specialist);
            let code = if number % 2 == 0 { "referred" } else { "trial" };
            let (stands, body) = (standing(code, follows), a_body("event"));
            journeys::append(&mut tx, here, &id, Version(0), &stands, &body, a_time())
                .await
                .unwrap();
        }
        let cases = [
            (None, None, "0123456"),
            (Some("trial"), None, "135"),
            (None, Some(&specialist), "036"),
            (Some("referred"), Some(&specialist), "06"),
            (Some("closed"), None, ""),
        ];
        for (code, follows, expected) in cases {
            let size = PageSize::new(2).unwrap();
            let (mut found, mut after) = (String::new(), None);
            loop {
                let page = journeys::list(&mut tx, here, after.as_ref(), code, follows, size)
                    .await
                    .unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.candidate_id.0.clone());
                found.extend(page.iter().filter_map(|it| it.candidate_id.as_str().chars().last()));
            }
            assert_eq!(found, expected, "{code:?} {follows:?}");
        }
        let people = journeys::people(&mut tx, here).await.unwrap();
        assert_eq!(people, [(specialist, 3)].into());
    });
}

async fn race(store: Store, here: MunicipalityId, id: CandidateId, who: usize) -> bool {
    let mut tx = look_at(&store, here).await;
    let (stands, body) = (standing("referred", None), a_body(&who.to_string()));
    let added = journeys::append(&mut tx, here, &id, Version(0), &stands, &body, a_time()).await;
    let done = matches!(added.unwrap(), Change::Done(_));
    if done {
        tx.answer(()).await.unwrap();
    }
    done
}

#[test]
fn of_many_who_act_at_once_one_wins() {
    with_both(|store| async move {
        let here = a_lasting_municipality(&store, "3205").await;
        let mut tx = look_at(&store, here).await;
        let id = a_candidate(&mut tx, here, "K-07").await;
        tx.answer(()).await.unwrap();
        let all: Vec<_> =
            (0..20).map(|who| tokio::spawn(race(store.clone(), here, id.clone(), who))).collect();
        let mut won = 0;
        for one in all {
            won += usize::from(one.await.unwrap());
        }
        assert_eq!(won, 1);
        let mut tx = a_look(&store).await;
        assert_eq!(journeys::events(&mut tx, here, &id).await.unwrap().len(), 1);
    });
}
