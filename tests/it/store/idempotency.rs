//! Requests that are repeated, on both databases.

use femtrinn_api::store::Store;
use femtrinn_api::store::idempotency::{self, Claim};

use super::{a_body, a_lasting_municipality, a_look, a_municipality, a_time};
use crate::databases::with_both;

#[test]
fn a_repeated_request_gets_its_answer_again() {
    with_both(|store| async move {
        let mut tx = a_look(&store).await;
        let here = a_municipality(&mut tx, "3205").await;
        let elsewhere = a_municipality(&mut tx, "0301").await;
        let claim = idempotency::claim(&mut tx, here, "key", &[b"request"], a_time()).await;
        assert_eq!(claim.unwrap(), Claim::New);
        idempotency::answer(&mut tx, here, "key", &a_body("answer")).await.unwrap();
        #[rustfmt::skip]
        let cases = [
            // where     key      request              claim
            (here,      "key",   &b"request"[..], Claim::Answered(a_body("answer"))),
            (here,      "key",   b"other",        Claim::Different),
            (here,      "other", b"request",      Claim::New),
            (elsewhere, "key",   b"request",      Claim::New),
        ];
        for (municipality, key, request, wanted) in cases {
            let claim = idempotency::claim(&mut tx, municipality, key, &[request], a_time()).await;
            assert_eq!(claim.unwrap(), wanted, "{key}");
        }
        let later = "2027-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(idempotency::forget(&mut tx, here, a_time()).await.unwrap(), 0);
        assert_eq!(idempotency::forget(&mut tx, here, later).await.unwrap(), 2);
        let claim = idempotency::claim(&mut tx, here, "key", &[b"other"], a_time()).await;
        assert_eq!(claim.unwrap(), Claim::New);
    });
}

#[test]
fn of_many_at_once_one_does_the_work() {
    async fn ask(store: Store, here: femtrinn_api::store::MunicipalityId) -> Claim {
        let mut tx = a_look(&store).await;
        let claim =
            idempotency::claim(&mut tx, here, "key", &[b"request"], a_time()).await.unwrap();
        if claim == Claim::New {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            idempotency::answer(&mut tx, here, "key", &a_body("answer")).await.unwrap();
        }
        tx.answer(()).await.unwrap();
        claim
    }
    with_both(|store| async move {
        let here = a_lasting_municipality(&store, "3205").await;
        let asking: Vec<_> = (0..8).map(|_| tokio::spawn(ask(store.clone(), here))).collect();
        let mut claims = Vec::new();
        for one in asking {
            claims.push(one.await.unwrap());
        }
        let answered = Claim::Answered(a_body("answer"));
        assert_eq!(claims.iter().filter(|it| **it == Claim::New).count(), 1);
        assert_eq!(claims.iter().filter(|it| **it == answered).count(), 7);
    });
}
