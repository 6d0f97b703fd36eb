//! What employers are told of people: nothing before the yes, and then what was ticked, while it holds.

use serde_json::{Value, json};

use crate::databases::each_database;
use crate::http::service::{Reply, Service};
use crate::journey::people::{Way, with_people};

const PATH: &str = "/v1/openings/O-1/introductions";

fn seen_by(service: &Service, user: &str, headers: &[(&str, &str)]) -> Reply {
    service.send_as(user, "GET", PATH, headers, None)
}

/// The work is there, and nobody.
fn expect_nobody(service: &Service, when: &str) {
    // An employer who gives a reason is an employer all the same.
    for headers in [&[][..], &[("femtrinn-reason", "matching")]] {
        let seen = seen_by(service, "employer", headers);
        assert_eq!((seen.status, &seen.json()["items"]), (200, &json!([])), "{when}: {seen:?}");
        assert_eq!(seen.json()["tasks"], json!(["mat og servering"]));
        assert!(seen.json()["hours"].as_str().unwrap().starts_with("mandag "), "{seen:?}");
        assert!(!seen.body.contains("K-1"), "{when}: {seen:?}");
    }
}

fn release(lines: &[&str], until: &str) -> Value {
    json!({"employer": "V-1", "lines": lines, "until": until, "given_how": "spoken"})
}

#[test]
fn an_employer_is_told_what_was_ticked_from_the_yes_until_it_is_over() {
    each_database(|url| {
        let service = with_people(url);
        let way = Way { service: &service, candidate: "K-17" };
        expect_nobody(&service, "before anything");
        way.says_yes("2026-03", "school");
        way.is_ready("2026-03-23", "trial");
        expect_nobody(&service, "a yes to the service is no yes to an employer");
        way.record("2026-03-24", "release_given", &release(&["hours"], "2026-03-31"));
        expect_nobody(&service, "it was until March");

        way.record("2026-03-26", "release_given", &release(&["hours"], "2099-12-31"));
        let told = seen_by(&service, "employer", &[]).json()["items"].clone();
        assert_eq!(
            (&told[0]["candidate"], &told[0]["until"]),
            (&json!("K-17"), &json!("2099-12-31"))
        );
        assert_eq!(told[0]["lines"].as_array().unwrap().len(), 1, "what was ticked: {told}");
        let said = told[0]["lines"][0]["said"].as_str().unwrap();
        assert!(said.starts_with("Dere legger arbeidet til mandag "), "{said}");
        assert!(said.ends_with(", i en stilling på 20 til 50 prosent."), "{said}");

        // Who it is goes with a tick of its own, and the telephone number never.
        let path = "/v1/candidates/K-17/contact";
        let contact = json!({"name": "Liv Oppdiktet", "phone": "+47 400 00 017"});
        assert_eq!(service.post(path, &contact).status, 201);
        assert!(!seen_by(&service, "employer", &[]).body.contains("Liv"));
        way.record("2026-03-27", "release_given", &release(&["hours", "identity"], "2099-12-31"));
        let english = format!("{PATH}?language=en");
        let told = service.send_as("employer", "GET", &english, &[], None);
        assert!(told.body.contains("You meet Liv Oppdiktet."), "{told:?}");
        assert!(!told.body.contains("400 00 017"), "{told:?}");

        // Another organisation's employer is not told that there is such an opening; colleagues have the journey.
        assert_eq!(seen_by(&service, "other-employer", &[]).problem().0, 404);
        for user in ["job-specialist", "municipality", "administrator", "auditor"] {
            assert_eq!(seen_by(&service, user, &[]).problem().0, 403, "{user}");
        }
        let log = service.get("/v1/candidates/K-17/access-log").body;
        assert!(log.contains("En arbeidsgiver så på opplysninger om deg."), "{log}");

        let restriction = "/v1/candidates/K-17/restriction";
        let on = json!({"restricted": true, "ground": "objection"});
        assert_eq!(service.post(restriction, &on).status, 200);
        expect_nobody(&service, "restricted");
        assert_eq!(service.post(restriction, &json!({"restricted": false})).status, 200);
        assert_eq!(seen_by(&service, "employer", &[]).json()["items"].as_array().unwrap().len(), 1);

        let no = json!({"opening": "O-1", "by": "candidate"});
        way.record("2026-03-28", "proposal_declined", &no);
        expect_nobody(&service, "a no to this opening");
        way.record("2026-03-28", "release_withdrawn", &json!({"employer": "V-1"}));
        expect_nobody(&service, "taken back");
    });
}
