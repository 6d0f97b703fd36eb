//! Candidates, their profiles and how to reach them, on both databases.

use engine::domain::{CandidateId, SpecialistId};
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::{
    Change, MunicipalityId, PageSize, StoreError, Tx, Version, contacts, specialists,
};

use super::{a_body, a_look, a_municipality, a_time};
use crate::databases::with_both;

async fn a_specialist(tx: &mut Tx, municipality: MunicipalityId, id: &str) -> SpecialistId {
    let id = SpecialistId::new(id).unwrap();
    specialists::insert(tx, municipality, &id, &a_body("specialist"), a_time()).await.unwrap();
    id
}

fn content(specialist_id: Option<&SpecialistId>, note: &str) -> CandidateContent {
    CandidateContent { specialist_id: specialist_id.cloned(), body: a_body(note) }
}

#[test]
fn each_version_of_a_profile_stays() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let specialist = a_specialist(&mut tx, here, "S-1").await;
        let id = CandidateId::new("K-07").unwrap();
        let first = content(None, "first");
        let stored = candidates::insert(&mut tx, here, &id, &first, a_time()).await.unwrap();
        assert_eq!(candidates::find(&mut tx, here, &id).await.unwrap(), Some(stored));
        let later = "2026-12-01T12:00:00Z".parse().unwrap();
        let second = content(Some(&specialist), "second");
        let seen = Version(1);
        let changed = candidates::replace(&mut tx, elsewhere, &id, seen, &second, later).await;
        assert_eq!(changed.unwrap(), Change::Missing);
        let changed = candidates::replace(&mut tx, here, &id, seen, &second, later).await;
        let Change::Done(changed) = changed.unwrap() else { panic!("it was as seen") };
        assert_eq!((changed.version, &changed.body), (Version(2), &a_body("second")));
        assert_eq!(changed.specialist_id.as_deref(), Some(&specialist));
        assert_eq!((changed.created_at, changed.changed_at), (a_time(), later));
        let late = candidates::replace(&mut tx, here, &id, seen, &first, later).await;
        assert_eq!(late.unwrap(), Change::Stale(Version(2)));
        let profiles = candidates::profiles(&mut tx, here, &id).await.unwrap();
        let kept = profiles.iter().map(|it| (it.version, it.body.clone(), it.created_at));
        let wanted = [(seen, a_body("first"), a_time()), (Version(2), a_body("second"), later)];
        assert_eq!(kept.collect::<Vec<_>>(), wanted);
        assert_eq!(candidates::profiles(&mut tx, elsewhere, &id).await.unwrap(), []);
    });
}

#[test]
fn a_specialist_finds_their_own() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let one = a_specialist(&mut tx, here, "S-1").await;
        let other = a_specialist(&mut tx, here, "S-2").await;
        for (id, specialist) in
            [("K-01", Some(&one)), ("K-02", None), ("K-03", Some(&other)), ("K-04", Some(&one))]
        {
            let id = CandidateId::new(id).unwrap();
            let content = content(specialist, "profile");
            candidates::insert(&mut tx, here, &id, &content, a_time()).await.unwrap();
        }
        let two = PageSize::new(2).unwrap();
        let second = CandidateId::new("K-02").unwrap();
        #[rustfmt::skip]
        let cases = [
            // where     after          whose        found
            (here,      None,          None,        vec!["K-01", "K-02"]),
            (here,      Some(&second), None,        vec!["K-03", "K-04"]),
            (here,      None,          Some(&one),  vec!["K-01", "K-04"]),
            (here,      Some(&second), Some(&one),  vec!["K-04"]),
            (elsewhere, None,          None,        vec![]),
            (elsewhere, None,          Some(&one),  vec![]),
        ];
        for (municipality, after, whose, found) in cases {
            let page = candidates::list(&mut tx, municipality, after, whose, two).await.unwrap();
            let page: Vec<&str> = page.iter().map(|it| it.id.as_str()).collect();
            assert_eq!(page, found, "after {after:?} of {whose:?}");
        }
    });
}

#[test]
fn a_candidate_has_a_specialist_of_their_own_municipality() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let specialist = a_specialist(&mut tx, elsewhere, "S-1").await;
        let id = CandidateId::new("K-07").unwrap();
        let content = content(Some(&specialist), "profile");
        let across = candidates::insert(&mut tx, here, &id, &content, a_time()).await;
        assert!(matches!(across, Err(StoreError::Reference(_))), "{across:?}");
    });
}

#[test]
fn how_to_reach_somebody_stands_apart_and_is_overwritten() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let id = CandidateId::new("K-07").unwrap();
        candidates::insert(&mut tx, here, &id, &content(None, "profile"), a_time()).await.unwrap();
        assert_eq!(contacts::find(&mut tx, here, &id).await.unwrap(), None);
        let body = a_body("first");
        let stored = contacts::insert(&mut tx, here, &id, &body, a_time()).await.unwrap();
        assert_eq!((&stored.body, stored.version), (&body, Version(1)));
        assert_eq!(contacts::find(&mut tx, here, &id).await.unwrap(), Some(stored));
        assert_eq!(contacts::find(&mut tx, elsewhere, &id).await.unwrap(), None);
        let (seen, body) = (Version(1), a_body("second"));
        let changed = contacts::replace(&mut tx, elsewhere, &id, seen, &body, a_time()).await;
        assert_eq!(changed.unwrap(), Change::Missing);
        let changed = contacts::replace(&mut tx, here, &id, seen, &body, a_time()).await;
        let Change::Done(changed) = changed.unwrap() else { panic!("it was as seen") };
        assert_eq!((&changed.body, changed.version), (&body, Version(2)));
        let late = contacts::replace(&mut tx, here, &id, seen, &body, a_time()).await.unwrap();
        assert_eq!(late, Change::Stale(Version(2)));
    });
}

#[test]
fn only_a_candidate_can_be_reached() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let id = CandidateId::new("K-07").unwrap();
        let nobody = contacts::insert(&mut tx, here, &id, &a_body("nobody"), a_time()).await;
        assert!(matches!(nobody, Err(StoreError::Reference(_))), "{nobody:?}");
    });
}
