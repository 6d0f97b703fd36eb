//! Ways to work that a job specialist knows better than the estimate.

use serde_json::{Value, json};

use super::resources::fill;
use super::service::Service;
use crate::databases::each_database;

const WAYS: &str = "/v1/candidates/K-07/travel-times";

fn known(service: &Service) -> Vec<(String, Value, Value)> {
    let found = service.get(WAYS).json();
    let items = found["items"].as_array().unwrap().iter();
    let way = |it: &Value| {
        let workplace = it["workplace"].as_str().unwrap().to_owned();
        (workplace, it["minutes"].clone(), it["why"].clone())
    };
    items.map(way).collect()
}

#[test]
fn a_way_is_recorded_corrected_and_left_to_the_estimate_again() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        assert_eq!(known(&service), []);
        let recorded = service
            .post(WAYS, &json!({"workplace": "A-1", "minutes": 35, "why": "prøvd med buss"}));
        assert_eq!(recorded.status, 200, "{recorded:?}");
        let recorded = recorded.json();
        assert_eq!((&recorded["candidate"], &recorded["minutes"]), (&json!("K-07"), &json!(35)));
        let corrected = service.post(WAYS, &json!({"workplace": "A-1", "minutes": 25}));
        assert_eq!(corrected.status, 200, "{corrected:?}");
        assert_eq!(known(&service), [("A-1".to_owned(), json!(25), Value::Null)]);
        // It is the person's to have, and to know who looked at it.
        let export = service.get("/v1/candidates/K-07/export").json();
        assert_eq!(export["travel_times"][0]["minutes"], 25, "{export}");
        assert_eq!(export["places"], json!([]), "{export}");
        let log = service.get("/v1/candidates/K-07/access-log").body;
        for request in
            ["GET /v1/candidates/{id}/travel-times", "POST /v1/candidates/{id}/travel-times"]
        {
            assert!(log.contains(request), "{log}");
        }
        let back = service.post(WAYS, &json!({"workplace": "A-1", "minutes": null}));
        assert_eq!((back.status, &back.json()["minutes"]), (200, &Value::Null));
        assert_eq!(known(&service), []);
    });
}

#[test]
fn a_way_that_leads_nowhere_or_says_nothing_is_refused() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        #[rustfmt::skip]
        let cases = [
            // sent                                          where              why
            (json!({"workplace": "A-9", "minutes": 20}),     "/workplace",      "there is no such workplace"),
            (json!({"workplace": "A-1"}),                    "/minutes",        "what is left out by mistake takes nothing back"),
            (json!({"workplace": "A-1", "minutes": 601}),    "/minutes",        "longer than any way"),
            (json!({"workplace": "A-1", "minutes": -1}),     "/minutes",        "time is not negative"),
            (json!({"minutes": 20}),                         "/workplace",      "nobody could say where to"),
        ];
        assert_eq!(service.post(WAYS, &json!({"workplace": "A-1", "minutes": 25})).status, 200);
        for (sent, place, why) in cases {
            let refused = service.post(WAYS, &sent);
            assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{why}");
            assert_eq!(refused.json()["errors"][0]["pointer"], place, "{why}: {refused:?}");
        }
        assert_eq!(known(&service).len(), 1, "nothing half written");
        let nobody = service
            .post("/v1/candidates/K-99/travel-times", &json!({"workplace": "A-1", "minutes": 25}));
        assert_eq!(nobody.problem(), (404, "not-found".to_owned()));
    });
}
