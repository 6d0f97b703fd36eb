//! Municipalities and their rules, on both databases.

use engine::domain::MunicipalityNumber;
use femtrinn_api::store::{Change, StoreError, Version, municipalities, service_models};

use super::{a_body, a_municipality, a_time};
use crate::databases::with_both;

#[test]
fn a_municipality_is_found_by_its_number_and_can_change_it() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let old = MunicipalityNumber::new("0231").unwrap();
        let new = MunicipalityNumber::new("3205").unwrap();
        let stored = municipalities::insert(&mut tx, &old, "Skedsmo", a_time()).await.unwrap();
        let found = municipalities::find_by_number(&mut tx, &old).await.unwrap();
        assert_eq!(found, Some(stored.clone()));
        let seen = stored.version;
        let changed =
            municipalities::replace(&mut tx, stored.id, seen, &new, "Lillestrøm", a_time()).await;
        let Change::Done(changed) = changed.unwrap() else { panic!("it was as seen") };
        assert_eq!((changed.id, changed.version), (stored.id, Version(2)));
        assert_eq!((changed.number.as_str(), changed.name.as_str()), ("3205", "Lillestrøm"));
        assert_eq!(municipalities::find_by_number(&mut tx, &old).await.unwrap(), None);
        assert_eq!(municipalities::find(&mut tx, stored.id).await.unwrap(), Some(changed));
        let late =
            municipalities::replace(&mut tx, stored.id, seen, &old, "Skedsmo", a_time()).await;
        assert_eq!(late.unwrap(), Change::Stale(Version(2)));
        let again = municipalities::insert(&mut tx, &new, "Another", a_time()).await;
        assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
    });
}

#[test]
fn each_version_of_the_rules_stays() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        assert_eq!(service_models::latest(&mut tx, here).await.unwrap(), None);
        let (first, second) = (a_body("2026"), a_body("2027"));
        let early = service_models::add(&mut tx, here, Some(Version(1)), &first, a_time()).await;
        assert_eq!(early.unwrap(), Change::Missing);
        let mut seen = None;
        for (version, body) in [(Version(1), &first), (Version(2), &second)] {
            let added = service_models::add(&mut tx, here, seen, body, a_time()).await.unwrap();
            let Change::Done(added) = added else { panic!("it was as seen: {added:?}") };
            assert_eq!((added.version, &added.body), (version, body));
            let latest = service_models::latest(&mut tx, here).await.unwrap();
            assert_eq!(latest, Some(added));
            seen = Some(version);
        }
        let late = service_models::add(&mut tx, here, Some(Version(1)), &first, a_time()).await;
        assert_eq!(late.unwrap(), Change::Stale(Version(2)));
        let found = service_models::find(&mut tx, here, Version(1)).await.unwrap().unwrap();
        assert_eq!(found.body, first);
        assert_eq!(service_models::find(&mut tx, elsewhere, Version(1)).await.unwrap(), None);
        assert_eq!(service_models::latest(&mut tx, elsewhere).await.unwrap(), None);
    });
}
