//! The life of openings, and the ads that they come from, on both databases.

use engine::domain::OpeningId;
use femtrinn_api::store::opening_steps::{self, OpeningStep};
use femtrinn_api::store::openings::{self, OpeningContent, OpeningStatus};
use femtrinn_api::store::{Change, Document, PageSize, Version, job_ads, known};

use super::{a_body, a_municipality, a_time, a_workplace};
use crate::databases::with_both;

#[test]
fn a_step_changes_the_opening_and_is_kept_and_a_stale_one_is_not() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let workplace_id = a_workplace(&mut tx, here).await;
        let id = OpeningId::new("O-1").unwrap();
        let content =
            OpeningContent { workplace_id, status: OpeningStatus::Draft, body: a_body("opening") };
        let draft = openings::insert(&mut tx, here, &id, &content, a_time()).await.unwrap();
        let step = OpeningStep {
            status: OpeningStatus::Posted,
            taken_by: "S-1".to_owned(),
            why: Some("klar".to_owned()),
            acknowledged: Document("[\"VTA\"]".to_owned()),
        };
        let taken = opening_steps::take(&mut tx, here, draft.clone(), &step, a_time()).await;
        let Change::Done(posted) = taken.unwrap() else { panic!("it was as it was seen") };
        assert_eq!((posted.status, posted.version), (OpeningStatus::Posted, Version(2)));
        assert_eq!(posted.body, draft.body);
        let late = opening_steps::take(&mut tx, here, draft, &step, a_time()).await.unwrap();
        assert_eq!(late, Change::Stale(Version(2)));
        let steps = opening_steps::list(&mut tx, here, &id).await.unwrap();
        assert_eq!(steps.len(), 1);
        let kept = &steps[0];
        assert_eq!((kept.version, kept.status), (Version(2), OpeningStatus::Posted));
        assert_eq!((kept.taken_by.as_str(), kept.why.as_deref()), ("S-1", Some("klar")));
        assert_eq!((&kept.acknowledged, kept.created_at), (&step.acknowledged, a_time()));
        assert_eq!(opening_steps::list(&mut tx, elsewhere, &id).await.unwrap(), []);
    });
}

#[test]
fn an_ad_is_kept_under_its_id_and_replaced() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let id = OpeningId::new("ad-1").unwrap();
        for (is_active, note, version) in [(true, "first", 1), (false, "second", 2)] {
            job_ads::put(&mut tx, here, &id, is_active, &a_body(note), a_time()).await.unwrap();
            let found = job_ads::find(&mut tx, here, &id).await.unwrap().unwrap();
            assert_eq!((found.is_active, found.version), (is_active, Version(version)));
            assert_eq!((&found.body, found.changed_at), (&a_body(note), a_time()));
            assert_eq!(job_ads::list(&mut tx, here, None, PageSize::MOST).await.unwrap(), [found]);
        }
        assert_eq!(job_ads::find(&mut tx, elsewhere, &id).await.unwrap(), None);
        assert_eq!(job_ads::list(&mut tx, elsewhere, None, PageSize::MOST).await.unwrap(), []);
        assert_eq!(job_ads::list(&mut tx, here, Some(&id), PageSize::MOST).await.unwrap(), []);
    });
}

#[test]
fn the_ids_that_there_are_are_those_of_the_municipality() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        a_workplace(&mut tx, here).await;
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(known::workplaces(&mut tx, here).await.unwrap(), ids(&["W-1"]));
        assert_eq!(known::employers(&mut tx, here).await.unwrap(), ids(&["A-1"]));
        assert_eq!(known::specialists(&mut tx, here).await.unwrap(), ids(&[]));
        assert_eq!(known::candidates(&mut tx, here).await.unwrap(), ids(&[]));
        assert_eq!(known::workplaces(&mut tx, elsewhere).await.unwrap(), ids(&[]));
    });
}
