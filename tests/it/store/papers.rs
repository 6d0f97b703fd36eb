//! Agreements and surveys on both databases.

use engine::domain::{AgreementId, CandidateId, SurveyId};
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::surveys::{self, Respondent};
use femtrinn_api::store::{Change, Look, MunicipalityId, StoreError, Version, agreements};

use super::{a_body, a_lasting_municipality, a_look, a_municipality, a_time, look_at};
use crate::databases::with_both;

async fn a_candidate(tx: &mut Look, here: MunicipalityId, id: &str) -> CandidateId {
    let id = CandidateId::new(id).unwrap();
    let content = CandidateContent { specialist_id: None, body: a_body("candidate") };
    candidates::insert(tx, here, &id, &content, a_time()).await.unwrap();
    id
}

#[test]
fn each_version_of_an_agreement_stays_and_only_what_was_seen_is_followed() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let candidate = a_candidate(&mut tx, here, "K-07").await;
        let other = a_candidate(&mut tx, here, "K-08").await;
        let id = AgreementId::new("A-1").unwrap();
        let (first, second) = (a_body("first"), a_body("second"));
        let stored = agreements::insert(&mut tx, here, &id, &candidate, &first, a_time()).await;
        let stored = stored.unwrap();
        assert_eq!((stored.version, &*stored.candidate_id), (Version(1), &candidate));
        let next = agreements::replace(&mut tx, here, &id, Version(1), &second, a_time()).await;
        let Change::Done(next) = next.unwrap() else { panic!("it was as it was seen") };
        assert_eq!(
            (next.version, &next.body, &*next.candidate_id),
            (Version(2), &second, &candidate)
        );
        let late = agreements::replace(&mut tx, here, &id, Version(1), &first, a_time()).await;
        assert_eq!(late.unwrap(), Change::Stale(Version(2)));
        let ahead = agreements::replace(&mut tx, here, &id, Version(3), &first, a_time()).await;
        assert_eq!(ahead.unwrap(), Change::Stale(Version(2)));
        let across = agreements::replace(&mut tx, elsewhere, &id, Version(2), &first, a_time());
        assert_eq!(across.await.unwrap(), Change::Missing);
        assert_eq!(agreements::find(&mut tx, here, &id).await.unwrap(), Some(next.clone()));
        assert_eq!(agreements::find(&mut tx, elsewhere, &id).await.unwrap(), None);
        let all = agreements::versions(&mut tx, here, &id).await.unwrap();
        assert_eq!(all, [stored, next.clone()]);
        assert_eq!(agreements::versions(&mut tx, elsewhere, &id).await.unwrap(), []);
        let found = agreements::of_candidate(&mut tx, here, &candidate).await.unwrap();
        assert_eq!(found, [next]);
        assert_eq!(agreements::of_candidate(&mut tx, here, &other).await.unwrap(), []);
        let away = agreements::of_candidate(&mut tx, elsewhere, &candidate).await.unwrap();
        assert_eq!(away, []);
    });
}

#[test]
fn an_agreement_is_about_somebody_who_is_there_and_its_id_is_its_own() {
    with_both(|store| async move {
        let here = a_lasting_municipality(&store, "3205").await;
        let mut tx = look_at(&store, here).await;
        let candidate = a_candidate(&mut tx, here, "K-07").await;
        let id = AgreementId::new("A-1").unwrap();
        tx.answer(()).await.unwrap();
        let mut tx = look_at(&store, here).await;
        let nobody = CandidateId::new("K-99").unwrap();
        let body = a_body("agreement");
        let refused = agreements::insert(&mut tx, here, &id, &nobody, &body, a_time()).await;
        assert!(matches!(refused, Err(StoreError::Reference(_))), "{refused:?}");
        drop(tx);
        let mut tx = look_at(&store, here).await;
        agreements::insert(&mut tx, here, &id, &candidate, &body, a_time()).await.unwrap();
        let again = agreements::insert(&mut tx, here, &id, &candidate, &body, a_time()).await;
        assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
    });
}

#[test]
fn what_a_person_answers_is_not_among_what_an_employer_answers() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let candidate = a_candidate(&mut tx, here, "K-07").await;
        for respondent in Respondent::ALL {
            let id = SurveyId::new(respondent.code()).unwrap();
            let of = (&candidate, respondent);
            let body = a_body(respondent.code());
            let stored = surveys::insert(&mut tx, here, &id, of, &body, a_time()).await.unwrap();
            assert_eq!((&*stored.id, &stored.body), (&id, &body));
            assert_eq!(surveys::of_candidate(&mut tx, here, of).await.unwrap(), [stored]);
            assert_eq!(surveys::of_candidate(&mut tx, elsewhere, of).await.unwrap(), []);
        }
        let id = SurveyId::new("candidate").unwrap();
        let of = (&candidate, Respondent::Employer);
        let taken = surveys::insert(&mut tx, here, &id, of, &a_body("again"), a_time()).await;
        assert!(matches!(taken, Err(StoreError::Taken(_))), "{taken:?}");
    });
}
