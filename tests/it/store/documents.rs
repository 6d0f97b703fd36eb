//! Employers, workplaces and job specialists on both databases: what they have in common is asked of each.

use engine::domain::{EmployerId, OrganisationNumber, SpecialistId, WorkplaceId};
use femtrinn_api::store::employers::{self, EmployerContent};
use femtrinn_api::store::specialists;
use femtrinn_api::store::workplaces::{self, WorkplaceContent};
use femtrinn_api::store::{Change, PageSize, StoreError, Version};

use super::{a_body, a_municipality, a_time, an_employer};
use crate::databases::with_both;

/// Stores, finds, replaces and lists (`of None`: of no organisation in particular); `content` is of a municipality in which `an_employer` is.
macro_rules! keeps {
    ($test:ident, $room:ident $(of $all:ident)?, $id:ident, |$employer:ident, $note:ident| $content:expr) => {
        #[test]
        fn $test() {
            with_both(|store| async move {
                let mut tx = store.write().await.unwrap();
                let here = a_municipality(&mut tx, "3205").await;
                let elsewhere = a_municipality(&mut tx, "0301").await;
                let $employer = an_employer(&mut tx, here).await;
                let content = |$note: &str| $content;
                let ids = ["X-1", "X-2", "X-3"].map(|it| $id::new(it).unwrap());
                let mut all = Vec::new();
                for id in &ids {
                    let content = content(id.as_str());
                    let stored = $room::insert(&mut tx, here, id, &content, a_time()).await;
                    let stored = stored.unwrap();
                    assert_eq!((&*stored.id, stored.version), (id, Version(1)));
                    assert_eq!(stored.body, a_body(id.as_str()));
                    let found = $room::find(&mut tx, here, id).await.unwrap();
                    assert_eq!(found, Some(stored.clone()));
                    assert_eq!($room::find(&mut tx, elsewhere, id).await.unwrap(), None);
                    all.push(stored);
                }
                let later = "2026-11-24T08:00:00Z".parse().unwrap();
                let [first, ..] = &ids;
                let (seen, next) = (Version(1), content("984661185"));
                let changed = $room::replace(&mut tx, elsewhere, first, seen, &next, later).await;
                assert_eq!(changed.unwrap(), Change::Missing);
                let changed = $room::replace(&mut tx, here, first, seen, &next, later).await;
                let Change::Done(changed) = changed.unwrap() else { panic!("it was as seen") };
                assert_eq!((changed.version, changed.changed_at), (Version(2), later));
                assert_eq!((&changed.body, changed.created_at), (&a_body("984661185"), a_time()));
                let late = $room::replace(&mut tx, here, first, seen, &content("X-1"), later).await;
                assert_eq!(late.unwrap(), Change::Stale(Version(2)));
                all[0] = changed;
                let two = PageSize::new(2).unwrap();
                let after = all[1].id.0.clone();
                let page = $room::list(&mut tx, here, Some(&after), $($all,)? PageSize::MOST).await.unwrap();
                assert_eq!(page.first(), Some(&all[2]));
                let listed = $room::list(&mut tx, elsewhere, None, $($all,)? two).await.unwrap();
                assert_eq!(listed, []);
                let listed = $room::list(&mut tx, here, None, $($all,)? PageSize::MOST).await.unwrap();
                assert_eq!(listed.iter().filter(|it| ids.contains(&it.id)).count(), 3);
                let again = $room::insert(&mut tx, here, first, &next, later).await;
                assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
            });
        }
    };
}

keeps!(employers_are_kept, employers of None, EmployerId, |_employer, note| EmployerContent {
    organisation_number: organisation_number(note),
    body: a_body(note),
});
keeps!(workplaces_are_kept, workplaces of None, WorkplaceId, |employer, note| WorkplaceContent {
    employer_id: employer.clone(),
    body: a_body(note),
});
keeps!(job_specialists_are_kept, specialists, SpecialistId, |_employer, note| a_body(note));

/// A number for each note; `an_employer` has another.
fn organisation_number(note: &str) -> OrganisationNumber {
    let number = match note {
        "X-1" => "923609016",
        "X-2" => "971032081",
        "X-3" => "974761076",
        other => other,
    };
    OrganisationNumber::new(number).unwrap()
}

#[test]
fn an_organisation_is_one_employer() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        an_employer(&mut tx, elsewhere).await;
        let employer = an_employer(&mut tx, here).await;
        let employer = employers::find(&mut tx, here, &employer).await.unwrap().unwrap();
        let organisation_number = OrganisationNumber::new(&employer.organisation_number).unwrap();
        let content = EmployerContent { organisation_number, body: a_body("again") };
        let id = EmployerId::new("A-2").unwrap();
        let again = employers::insert(&mut tx, here, &id, &content, a_time()).await;
        assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
    });
}

#[test]
fn a_workplace_has_an_employer_of_its_own_municipality() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let employer_id = an_employer(&mut tx, here).await;
        let content = WorkplaceContent { employer_id, body: a_body("across") };
        let id = WorkplaceId::new("W-1").unwrap();
        let across = workplaces::insert(&mut tx, elsewhere, &id, &content, a_time()).await;
        assert!(matches!(across, Err(StoreError::Reference(_))), "{across:?}");
    });
}

#[test]
fn what_is_no_json_is_no_body() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let body = femtrinn_api::store::Document("{\"half\":".to_owned());
        let id = SpecialistId::new("S-1").unwrap();
        let half = specialists::insert(&mut tx, here, &id, &body, a_time()).await;
        assert!(matches!(half, Err(StoreError::Check(_))), "{half:?}");
    });
}
