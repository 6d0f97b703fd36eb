//! What is refused on the way from a plan to a booking: to whom, on which day, of what, and at which field.

use serde_json::{Value, json};

use super::day::{Day, an_opening, begin, begin_with_opening, somebody, terms};
use super::follow::{ago, next_monday, today};
use crate::databases::each_database;
use crate::http::service::{Reply, Service};

fn pointers(reply: &Reply) -> Vec<String> {
    let body = reply.json();
    let errors = body["errors"].as_array().unwrap_or_else(|| panic!("{reply:?}"));
    errors.iter().map(|it| it["pointer"].as_str().unwrap_or_default().to_owned()).collect()
}

fn a_trial(first: &str, last: &str, approved_by: &str) -> Value {
    let mut booked = json!({
        "activity": "trial", "opening": "O-1", "employer": "V-1", "workplace": "A-1",
        "first_day": first, "last_day": last, "candidate_yes_on": ago(0), "employer_yes_on": ago(0),
        "approved_by": approved_by,
    });
    for (field, value) in terms().as_object().unwrap() {
        booked[field] = value.clone();
    }
    booked
}

#[test]
fn what_could_never_be_planned_is_refused_at_once() {
    each_database(|url| {
        let service = Service::start(url);
        let day = Day(&service);
        let ask = |question: &Value| day.post_as("job-specialist", "/v1/match-runs", "", question);
        let made = service.get("/v1/match-runs").json();
        assert_eq!(made["items"], json!([]), "{made}");
        assert_eq!(ask(&json!({})).problem(), (409, "no-service-model".to_owned()));
        begin(&service);
        let mut opening = an_opening();
        opening["id"] = "O-1".into();
        day.made("employer", "/v1/openings?post=true", &opening);
        opening["id"] = "O-2".into();
        day.made("employer", "/v1/openings", &opening);
        day.maps(&somebody("K-1", "trial", 3), "trial");
        let pin = |opening: &str| json!({"pins": [{"candidate": "K-1", "opening": opening}]});
        let mut astray = pin("O-1");
        astray["pins"][0]["first_monday"] = "2126-11-04".into();
        let both = json!({
            "pins": [{"candidate": "K-1", "opening": "O-1"}], "bans": [{"candidate": "K-1", "opening": "O-1"}],
        });
        #[rustfmt::skip]
        let cases = [
            (json!({"first_monday": "2026-11-02"}), "/first_monday", "or a later Monday", "it is over"),
            (json!({"first_monday": "2126-11-04"}), "/first_monday", "or an earlier Monday", "nobody knows"),
            (pin("O-99"), "/pins/0/opening", "no opening with this id", "there is none"),
            (pin("O-2"), "/pins/0/opening", "post it again", "it is a draft"),
            (astray, "/pins/0/first_monday", "within the weeks of the plan", "not in these weeks"),
            (both, "/pins/0", "keep one of the two", "one or the other"),
            (json!({"bans": [{"candidate": "K-9", "opening": "O-1"}]}), "/bans/0/candidate", "nobody whom you follow up", "nobody"),
        ];
        for (question, pointer, words, why) in cases {
            let refused = ask(&question);
            assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{why}: {refused:?}");
            assert_eq!(pointers(&refused), [pointer], "{why}: {refused:?}");
            assert!(refused.body.contains(words), "{why}: {refused:?}");
        }
        assert_eq!(
            service.get("/v1/match-runs").json()["items"],
            json!([]),
            "no run was left to fail"
        );
        // Whoever was referred this week waits in a plan that begins this week.
        day.made("job-specialist", "/v1/candidates", &somebody("K-2", "trial", 3));
        let monday = femtrinn_api::runs::gather::monday_of(today()).to_string();
        let headers = [
            ("idempotency-key", "once"),
            ("content-type", "application/json"),
            ("prefer", "wait=20"),
        ];
        let question = json!({"first_monday": monday, "horizon_weeks": 6}).to_string();
        let again = || {
            service.send_as("job-specialist", "POST", "/v1/match-runs", &headers, Some(&question))
        };
        let first = again();
        assert_eq!((first.status, &first.json()["state"]), (201, &json!("done")), "{first:?}");
        // The same request gives the run as it is now.
        let second = again();
        assert_eq!((second.status, second.header("preference-applied")), (201, "wait=20"));
        assert_eq!(second.json(), first.json());
        assert_eq!(second.header("location"), first.header("location"));
    });
}

#[test]
fn each_step_is_held_to_its_day_its_release_and_its_field() {
    each_database(|url| {
        let service = Service::start(url);
        let day = begin_with_opening(&service);
        day.maps(&somebody("K-1", "jobbsmak", 4), "jobbsmak");
        day.matches(&next_monday());
        let proposal = day.proposed("K-1")[0].2.clone();
        // Nobody answers before there was a proposal, or tomorrow.
        for on in ["1999-01-01", &ago(1), &ago(-1)] {
            for step in ["tell", "candidate_yes", "employer_yes", "candidate_no"] {
                let refused = day.step(&proposal, &json!({"step": step, "on": on}));
                assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{step} {on}");
                assert_eq!(pointers(&refused), ["/on"], "{step} {on}");
            }
        }
        // An employer who answers has been told: that takes the person's release.
        day.steps(&proposal, &ago(0), &["tell", "candidate_yes"]);
        day.record("K-1", &ago(0), "release_withdrawn", &json!({"employer": "V-1"}));
        let refused = day.step(&proposal, &json!({"step": "employer_yes"}));
        assert_eq!(refused.problem(), (409, "not-legal-now".to_owned()), "{refused:?}");
        assert!(refused.body.contains("no release for V-1 is in force"), "{refused:?}");
        let legal = refused.json()["legal"].clone();
        let legal = legal.as_array().unwrap();
        assert!(legal.contains(&json!("candidate_no")) && !legal.contains(&json!("employer_yes")));
        let release = json!({
            "employer": "V-1", "lines": ["identity"], "until": "2999-12-31", "given_how": "spoken",
        });
        day.record("K-1", &ago(0), "release_given", &release);
        day.steps(&proposal, &ago(0), &["employer_yes"]);
        // Each field of the booking is named where it is.
        let missing = pointers(&day.step(&proposal, &json!({"step": "approve"})));
        assert!(missing.contains(&"/booking".to_owned()), "{missing:?}");
        assert!(missing.contains(&"/booking/insured_by".to_owned()), "{missing:?}");
        let mut approve = json!({"step": "approve", "booking": terms()});
        approve["booking"]["insured_by"] = "unknown".into();
        approve["booking"]["family"] = "related".into();
        let refused = day.step(&proposal, &approve);
        assert_eq!(refused.problem(), (409, "not-legal-now".to_owned()), "{refused:?}");
        let mut at = pointers(&refused);
        at.sort();
        assert_eq!(at, ["/booking/family_reasons", "/booking/insured_by"], "{refused:?}");
        assert!(refused.json()["legal"].as_array().unwrap().contains(&json!("withdraw")));
    });
}

#[test]
fn nobody_books_in_a_colleagues_name_or_begins_on_another_day() {
    each_database(|url| {
        let service = Service::start(url);
        let day = begin_with_opening(&service);
        let colleague =
            json!({"id": "S-2", "position": 50, "present_caseload": 0, "support_hours_week": 15});
        assert_eq!(service.post("/v1/specialists", &colleague).status, 201);
        day.maps(&somebody("K-1", "trial", 3), "trial");
        let (first, last) = (ago(-10), ago(-20));
        let event = |by: &str, role: &str, approved_by: &str| {
            json!({
                "on": ago(0), "by": by, "role": role, "what": "activity_booked",
                "details": a_trial(&first, &last, approved_by),
            })
        };
        #[rustfmt::skip]
        let cases = [
            ("S-2", "job_specialist", "S-2", vec!["/by", "/details/approved_by"], "a colleague's name"),
            ("S-1", "job_specialist", "S-2", vec!["/details/approved_by"], "a colleague's approval"),
            ("S-9", "job_specialist", "S-1", vec!["/by"], "nobody has this id"),
            ("L-9", "section_leader", "S-1", vec!["/role"], "a job specialist books"),
        ];
        for (by, role, approved_by, expected, why) in cases {
            let refused = day.try_event("K-1", &event(by, role, approved_by));
            assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{why}: {refused:?}");
            assert_eq!(pointers(&refused), expected, "{why}");
        }
        // What a colleague has decided is recorded with a reason; what somebody has decided whom nobody knows, never.
        let journey = "/v1/candidates/K-1/journey";
        let etag = service.send_as("job-specialist", "GET", journey, &[], None).etag();
        let send = |key: &str, event: &Value| {
            let headers = [
                ("idempotency-key", key),
                ("if-match", etag.as_str()),
                ("content-type", "application/json"),
                ("femtrinn-reason", "cover"),
            ];
            let path = "/v1/candidates/K-1/events";
            service.send_as("job-specialist", "POST", path, &headers, Some(&event.to_string()))
        };
        let unknown = send("unknown", &event("S-9", "job_specialist", "S-9"));
        assert_eq!(pointers(&unknown), ["/by", "/details/approved_by"], "{unknown:?}");
        let recorded = send("known", &event("S-2", "job_specialist", "S-2"));
        assert_eq!(recorded.status, 201, "{recorded:?}");
        let number = &recorded.json()["sequence"];
        // It begins on one of its days, and not before.
        let early =
            day.try_to_record("K-1", &ago(0), "activity_started", &json!({"booking": number}));
        assert_eq!(early.problem(), (409, "not-now".to_owned()), "{early:?}");
        assert_eq!(pointers(&early), ["/on"]);
        assert!(early.body.contains("activity_cancelled"), "{early:?}");
        // Few bookings of few people are not told in figures.
        let figures = service.send_as("municipality", "GET", "/v1/decision-figures", &[], None);
        assert_eq!(figures.json()["booked_without_proposal"], Value::Null, "{figures:?}");
    });
}

#[test]
fn a_refusal_names_nobody_elses_candidate() {
    each_database(|url| {
        let service = Service::start(url);
        let day = begin_with_opening(&service);
        day.maps(&somebody("K-1", "trial", 3), "trial");
        day.matches(&next_monday());
        day.maps(&somebody("NY-1", "trial", 3), "trial");
        let tried = json!({"set": [{"path": "candidates/NY-1/readiness", "value": "jobbsmak"}]});
        let refused = day.post_as("job-specialist", "/v1/what-if", "", &tried);
        assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{refused:?}");
        assert_eq!(pointers(&refused), ["/set/0/path"]);
        assert!(!refused.body.contains("K-1"), "{refused:?}");
        let pinned = json!({"pins": [{"candidate": "NY-1", "opening": "O-1"}]});
        let refused = day.post_as("job-specialist", "/v1/what-if", "", &pinned);
        assert_eq!(pointers(&refused), ["/pins/0/candidate"], "{refused:?}");
        let others = json!({"bans": [{"candidate": "K-5", "opening": "O-1"}]});
        let refused = day.post_as("job-specialist", "/v1/what-if", "", &others);
        assert_eq!(pointers(&refused), ["/bans/0/candidate"], "{refused:?}");
    });
}
