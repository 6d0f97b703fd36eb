//! Openings on both databases.

use engine::domain::{OpeningId, WorkplaceId};
use femtrinn_api::store::openings::{self, OpeningContent, OpeningStatus};
use femtrinn_api::store::{Change, PageSize, StoreError, Version, new_id};

use super::{a_body, a_municipality, a_time, a_workplace};
use crate::databases::with_both;

fn content(workplace_id: &WorkplaceId, status: OpeningStatus) -> OpeningContent {
    OpeningContent { workplace_id: workplace_id.clone(), status, body: a_body(status.code()) }
}

#[test]
fn what_is_stored_comes_back_as_it_was() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let workplace = a_workplace(&mut tx, here).await;
        for status in OpeningStatus::ALL {
            let content = content(&workplace, status);
            let id: OpeningId = new_id(a_time());
            let stored = openings::insert(&mut tx, here, &id, &content, a_time()).await.unwrap();
            assert_eq!((&*stored.id, stored.version), (&id, Version(1)));
            assert_eq!((&*stored.workplace_id, stored.status), (&workplace, status));
            assert_eq!(stored.body, content.body);
            assert_eq!((stored.created_at, stored.changed_at), (a_time(), a_time()));
            let found = openings::find(&mut tx, here, &id).await.unwrap();
            assert_eq!(found, Some(stored));
        }
        tx.commit().await.unwrap();
    });
}

#[test]
fn only_what_was_seen_is_replaced() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let workplace = a_workplace(&mut tx, here).await;
        let id: OpeningId = new_id(a_time());
        let draft = content(&workplace, OpeningStatus::Draft);
        let posted = content(&workplace, OpeningStatus::Posted);
        let later = "2026-11-24T08:00:00Z".parse().unwrap();
        let first = openings::insert(&mut tx, here, &id, &draft, a_time()).await.unwrap();
        let changed = openings::replace(&mut tx, here, &id, first.version, &posted, later).await;
        let Change::Done(second) = changed.unwrap() else { panic!("it was as it was seen") };
        assert_eq!((second.version, second.status), (Version(2), OpeningStatus::Posted));
        assert_eq!((second.created_at, second.changed_at), (a_time(), later));
        let late = openings::replace(&mut tx, here, &id, first.version, &draft, later).await;
        assert_eq!(late.unwrap(), Change::Stale(Version(2)));
        assert_eq!(openings::find(&mut tx, here, &id).await.unwrap(), Some(second));
        let nobody = OpeningId::new("O-99").unwrap();
        let missing = openings::replace(&mut tx, here, &nobody, first.version, &draft, later).await;
        assert_eq!(missing.unwrap(), Change::Missing);
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let workplace = a_workplace(&mut tx, here).await;
        let mut all = Vec::new();
        for number in 0..7 {
            let status = OpeningStatus::ALL[number % 2];
            let id =
                OpeningId::new(["O-1", "o-1", "O.1", "O_1", "O-10", "1", "a"][number]).unwrap();
            let content = content(&workplace, status);
            all.push(openings::insert(&mut tx, here, &id, &content, a_time()).await.unwrap());
        }
        all.sort_by(|a, b| a.id.cmp(&b.id));
        for status in [None, Some(OpeningStatus::Draft), Some(OpeningStatus::Closed)] {
            let size = PageSize::new(3).unwrap();
            let (mut listed, mut after): (Vec<_>, Option<OpeningId>) = (Vec::new(), None);
            loop {
                let page = openings::list(&mut tx, here, after.as_ref(), status, None, size);
                let page = page.await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.id.0.clone());
                assert!(page.len() <= 3);
                listed.extend(page);
            }
            let wanted = all.iter().filter(|it| status.is_none_or(|status| it.status == status));
            assert_eq!(listed, wanted.cloned().collect::<Vec<_>>());
        }
    });
}

#[test]
fn another_municipality_reaches_nothing() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let workplace = a_workplace(&mut tx, here).await;
        let posted = content(&workplace, OpeningStatus::Posted);
        let id: OpeningId = new_id(a_time());
        let stored = openings::insert(&mut tx, here, &id, &posted, a_time()).await.unwrap();
        assert_eq!(openings::find(&mut tx, elsewhere, &id).await.unwrap(), None);
        let changed = openings::replace(&mut tx, elsewhere, &id, Version(1), &posted, a_time());
        assert_eq!(changed.await.unwrap(), Change::Missing);
        let listed = openings::list(&mut tx, elsewhere, None, None, None, PageSize::MOST).await;
        assert_eq!(listed.unwrap(), []);
        assert_eq!(openings::find(&mut tx, here, &id).await.unwrap(), Some(stored));
        let across = openings::insert(&mut tx, elsewhere, &id, &posted, a_time()).await;
        assert!(matches!(across, Err(StoreError::Reference(_))), "{across:?}");
    });
}

#[test]
fn an_id_is_taken_once() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let workplace = a_workplace(&mut tx, here).await;
        let posted = content(&workplace, OpeningStatus::Posted);
        let id: OpeningId = new_id(a_time());
        openings::insert(&mut tx, here, &id, &posted, a_time()).await.unwrap();
        let again = openings::insert(&mut tx, here, &id, &posted, a_time()).await;
        assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
    });
}
