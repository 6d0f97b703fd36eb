//! The life of an opening, and what its text reveals.

use serde_json::{Value, json};

use super::openings::{an_opening, with_workplace};
use super::service::{Reply, Service};
use crate::databases::each_database;

fn step(service: &Service, address: &str, body: &Value) -> Reply {
    service.post(&format!("{address}/steps"), body)
}

#[test]
fn an_opening_goes_from_step_to_step_and_each_step_is_kept() {
    each_database(|url| {
        let service = with_workplace(url);
        let made = service.post("/v1/openings", &an_opening("W-1"));
        let address = made.header("location").to_owned();
        // (to, why, status of the answer, where the fault is)
        #[rustfmt::skip]
        let steps = [
            ("paused", None,                     422, "/to"),
            ("posted", None,                     200, ""),
            ("posted", None,                     422, "/to"),
            ("paused", Some("ferie"),            200, ""),
            ("posted", None,                     200, ""),
            ("closed", None,                     422, "/why"),
            ("closed", Some("plassen er brukt"), 200, ""),
            ("posted", None,                     422, "/to"),
            ("draft",  None,                     422, "/why"),
            ("draft",  Some("ny plass i høst"),  200, ""),
            ("closed", Some("likevel ikke"),     200, ""),
        ];
        for (to, why, status, pointer) in steps {
            let taken = step(&service, &address, &json!({"to": to, "why": why}));
            assert_eq!(taken.status, status, "{to}: {taken:?}");
            if status == 422 {
                assert_eq!(taken.json()["errors"][0]["pointer"], pointer, "{to}");
            } else {
                assert_eq!(taken.json()["status"], to);
            }
        }
        let life = service.get(&format!("{address}/steps")).json();
        let kept: Vec<&str> =
            life["steps"].as_array().unwrap().iter().map(|it| it["to"].as_str().unwrap()).collect();
        assert_eq!(kept, ["posted", "paused", "posted", "closed", "draft", "closed"]);
        assert_eq!((&life["status"], &life["next"]), (&json!("closed"), &json!(["draft"])));
        assert_eq!(life["steps"][3]["why"], "plassen er brukt");
        assert_eq!(life["steps"][3]["by"], "S-1");
        let etag = service.get(&address).etag();
        let edited = service.put(&address, &etag, &an_opening("W-1"));
        assert_eq!(edited.problem(), (422, "invalid".to_owned()), "what is closed is not edited");
    });
}

#[test]
fn words_that_reveal_are_told_and_ask_for_a_deliberate_yes() {
    each_database(|url| {
        let service = with_workplace(url);
        let mut opening = an_opening("W-1");
        opening["title"] = "VTA-plass i kantina".into();
        opening["tasks"] = json!([{"kind": "food", "what": "Enkel mat, for deg med uføretrygd"}]);
        let at_once = service.post("/v1/openings?post=true", &opening);
        assert_eq!(at_once.problem(), (422, "invalid".to_owned()));
        assert_eq!(service.get("/v1/openings").json()["items"], json!([]));

        let made = service.post("/v1/openings", &opening);
        assert_eq!(made.status, 201, "a draft is not stopped: {made:?}");
        let address = made.header("location").to_owned();
        let life = service.get(&format!("{address}/steps")).json();
        let warned = |it: &Value| (it["pointer"].clone(), it["word"].clone());
        let warnings: Vec<_> = life["warnings"].as_array().unwrap().iter().map(warned).collect();
        let expected = [("/title", "VTA-plass"), ("/tasks/0/what", "uføretrygd")];
        assert_eq!(warnings, expected.map(|(at, word)| (at.into(), word.into())));

        let silent = step(&service, &address, &json!({"to": "posted"}));
        assert_eq!(silent.json()["errors"].as_array().unwrap().len(), 2, "{silent:?}");
        let half =
            step(&service, &address, &json!({"to": "posted", "acknowledged": ["vta-plass"]}));
        assert_eq!(half.json()["errors"].as_array().unwrap().len(), 1, "{half:?}");
        assert!(half.body.contains("uføretrygd") && half.body.contains("Ta det ut"), "{half:?}");
        let yes = json!({"to": "posted", "acknowledged": ["VTA-plass", "uføretrygd"]});
        assert_eq!(step(&service, &address, &yes).status, 200);

        // What is posted cannot come to reveal more on the quiet.
        let etag = service.get(&address).etag();
        opening["title"] = "VTA-plass for deg med autisme".into();
        let more = service.put(&address, &etag, &opening);
        assert_eq!(more.json()["errors"].as_array().unwrap().len(), 1, "{more:?}");
        opening["title"] = "Plass i kantina".into();
        assert_eq!(service.put(&address, &etag, &opening).status, 200);

        let plain = service.post("/v1/openings?post=true", &an_opening("W-1"));
        assert_eq!((plain.status, &plain.json()["status"]), (201, &json!("posted")));
    });
}
