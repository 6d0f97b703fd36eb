//! A job that came of an opening has one of its places until it ends.

use serde_json::{Value, json};

use super::day::{Day, an_opening, begin, somebody, terms};
use super::follow::{ago, is_at_work, next_monday};
use super::tried::books;
use crate::databases::each_database;
use crate::http::service::Service;

#[test]
fn a_place_that_somebody_works_in_is_offered_to_nobody_until_the_job_ends() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let day = Day(&service);
        let mut opening = an_opening();
        opening["open"] = json!({"from": "2026-01-05"});
        let posted = day.made("employer", "/v1/openings?post=true", &opening);
        let opening = posted.json()["id"].as_str().unwrap().to_owned();
        let get = |path: &str| {
            let reply = service.send_as("job-specialist", "GET", path, &[], None);
            assert_eq!(reply.status, 200, "{path}: {reply:?}");
            reply.json()
        };
        day.maps(&somebody("K-2", "trial", 3), "trial");
        day.matches(&next_monday());
        let proposed = |candidate: &str| {
            day.proposed(candidate).into_iter().find(|it| it.1 == "trial" && it.0 == opening)
        };
        let (_, _, id) = proposed("K-2").expect("a trial is proposed");
        let proposal = format!("/v1/proposals/{id}");
        let recommended = || {
            let of_opening = get(&format!("/v1/openings/{opening}/recommendations"));
            let of_person = get("/v1/candidates/K-2/recommendations");
            let count = |it: &Value| it["items"].as_array().unwrap().len();
            (count(&of_opening) > 0, count(&of_person) > 0)
        };
        assert_eq!(
            (recommended(), get(&proposal)["in_the_way"].clone()),
            ((true, true), json!([]))
        );
        day.steps(&id, &ago(0), &["tell", "candidate_yes", "employer_yes"]);
        // Somebody else gets the job there.
        is_at_work(&day, "K-1", &opening, 20);
        assert_eq!(recommended(), (false, false));
        let shown = get(&proposal);
        assert_eq!(shown["in_the_way"], json!(["place_gone"]), "{shown}");
        assert!(shown["said"].to_string().contains("Others have the place"), "{shown}");
        assert_eq!(shown["waits_for"], "specialist");
        let list = get("/v1/proposals?state=awaiting&candidate=K-2");
        assert_eq!(list["items"][0]["in_the_way"], json!(["place_gone"]), "{list}");
        let full = |reply: crate::http::service::Reply| {
            assert_eq!(reply.problem(), (409, "no-place-left".to_owned()), "{reply:?}");
        };
        full(day.step(&id, &json!({"step": "approve", "booking": terms()})));
        let withdrawn = day.step(&id, &json!({"step": "withdraw", "reason": "no_room"}));
        assert_eq!(withdrawn.status, 200, "{withdrawn:?}");
        assert_eq!(withdrawn.json()["in_the_way"], json!([]), "it is decided");
        full(day.try_to_record("K-2", &ago(0), "activity_booked", &trial(&opening)));
        // A pause of the job keeps it, and no plan has anybody else there, pinned or not.
        day.record("K-1", &ago(0), "paused", &json!({"by": "candidate"}));
        let pinned = json!({
            "first_monday": next_monday(), "pins": [{"candidate": "K-2", "opening": opening, "activity": "trial"}],
        });
        let run = day.made("job-specialist", "/v1/match-runs", &pinned).json();
        assert_eq!(run["state"], "done", "{run}");
        assert_eq!(proposed("K-2"), None);
        let told = get("/v1/candidates/K-2/match");
        assert_eq!(told["decisions"][0]["monday"], Value::Null, "{told}");
        // Where the mentor has left, that is said of what is proposed; and a place is free once the job has ended.
        day.record("K-1", &ago(0), "resumed", &Value::Null);
        day.record("K-1", &ago(0), "dropped_out", &json!({"reason": "low_pay"}));
        day.matches(&next_monday());
        assert_eq!(recommended(), (true, true), "it is free again");
        let (_, _, id) = proposed("K-2").expect("it is free again");
        let number = books(&day, "K-2", &opening, 0);
        day.record("K-2", &ago(0), "activity_started", &json!({"booking": number}));
        day.record("K-2", &ago(0), "mentor_left", &json!({"stand_in_takes_over": false}));
        let steps = format!("/v1/openings/{opening}/steps");
        day.made("all", &steps, &json!({"to": "paused", "why": "ferie"}));
        let shown = get(&format!("/v1/proposals/{id}"));
        assert_eq!(shown["in_the_way"], json!(["opening_paused", "mentor_gone"]), "{shown}");
        for words in ["has been paused", "Nobody is mentor"] {
            assert!(shown["said"].to_string().contains(words), "{shown}");
        }
    });
}

/// A trial from next week on.
fn trial(opening: &str) -> Value {
    let mut booked = json!({
        "activity": "trial", "opening": opening, "employer": "V-1", "workplace": "A-1",
        "first_day": next_monday(), "last_day": super::day::after(&next_monday(), 25),
        "candidate_yes_on": ago(0), "employer_yes_on": ago(0), "approved_by": "S-1",
    });
    for (field, value) in terms().as_object().unwrap() {
        booked[field] = value.clone();
    }
    booked
}
