//! After the placement, over HTTP: who waits for an answer, visits, milestones, fill rates, and work without pay.

use femtrinn_api::runs::gather;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::day::{Day, after, an_opening, begin, somebody, terms};
use crate::databases::each_database;
use crate::http::service::Service;

/// The day it is in Norway, as the service has it.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::get("Europe/Oslo").unwrap()).date()
}

/// The Monday after today, so that what is proposed lies ahead.
pub(super) fn next_monday() -> String {
    gather::next_monday(today()).to_string()
}

/// So many days ago.
pub(super) fn ago(days: i32) -> String {
    (today() - days.days()).to_string()
}

/// An opening with six places that somebody has posted.
pub(super) fn posted(day: &Day<'_>, workplace: &str) -> String {
    let mut opening = an_opening();
    opening["places"] = 6.into();
    opening["workplace"] = workplace.into();
    opening.as_object_mut().unwrap().remove("trials_most");
    let posted = day.made("all", "/v1/openings?post=true", &opening);
    posted.json()["id"].as_str().unwrap().to_owned()
}

/// A trial of so many days at a place, from its booking to its end; gives the number of the booking.
fn tries(day: &Day<'_>, candidate: &str, at: (&str, &str, &str), from: &str, outcome: &str) {
    let (employer, workplace, opening) = at;
    let last = after(from, 25);
    let mut booked = json!({
        "activity": "trial", "opening": opening, "employer": employer, "workplace": workplace,
        "first_day": from, "last_day": last, "candidate_yes_on": from, "employer_yes_on": from,
        "approved_by": "S-1",
    });
    for (field, value) in terms().as_object().unwrap() {
        booked[field] = value.clone();
    }
    let number = day.record(candidate, from, "activity_booked", &booked);
    day.record(candidate, from, "activity_started", &json!({"booking": number}));
    let ended = json!({"booking": number, "outcome": outcome});
    day.record(candidate, &last, "activity_ended", &ended);
}

/// From the referral to a job that began so many days ago, after a trial.
pub(super) fn is_at_work(day: &Day<'_>, candidate: &str, opening: &str, since: i32) {
    day.maps(&somebody(candidate, "trial", 3), "trial");
    tries(day, candidate, ("V-1", "A-1", opening), &ago(since + 30), "led_to_job");
    let on = ago(since);
    day.record(
        candidate,
        &on,
        "agreement_signed",
        &json!({"kind": "tripartite", "employer": "V-1"}),
    );
    let talked = json!({"topics": ["wage"], "explained": ["spoken"]});
    day.record(candidate, &on, "benefit_talk_held", &talked);
    let job = json!({
        "placement": format!("P-{candidate}"), "employer": "V-1", "workplace": "A-1",
        "legal_employer": "workplace", "position": 50,
    });
    day.record(candidate, &on, "employed", &job);
}

pub(super) fn list(service: &Service, user: &str, query: &str, reason: bool) -> Value {
    let headers: &[(&str, &str)] = if reason { &[("femtrinn-reason", "cover")] } else { &[] };
    let reply = service.send_as(user, "GET", &format!("/v1/follow-up{query}"), headers, None);
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

pub(super) fn visited(next: Option<&str>) -> Value {
    json!({"with": ["candidate"], "how": "in_person", "next": next})
}

/// The person can read what warns of their job in what there is of them; an employer reads none of it, anywhere.
fn only_the_employer_sees_nothing(service: &Service, opening: &str) {
    let export =
        service.send_as("job-specialist", "GET", "/v1/candidates/K-1/export", &[], None).json();
    assert_eq!(export["warnings"].as_array().unwrap().len(), 2, "{}", export["warnings"]);
    assert_eq!(export["jobs"][0]["placement"], "P-K-1");
    for path in ["/v1/follow-up", "/v1/retention", "/v1/candidates/K-1/export", "/v1/fill-rate"] {
        let refused = service.send_as("employer", "GET", path, &[], None);
        assert_eq!(refused.problem(), (403, "forbidden".to_owned()), "{path}");
    }
    let introductions = format!("/v1/openings/{opening}/introductions");
    for path in ["/v1/openings", &introductions, "/v1/workplaces/A-1", "/v1/employers/V-1"] {
        let seen = service.send_as("employer", "GET", path, &[], None);
        assert_eq!(seen.status, 200, "{path}");
        for word in ["because_of", "visits_missed", "concern", "milestone"] {
            assert!(!seen.body.contains(word), "{path} says {word}: {seen:?}");
        }
    }
}

/// Nobody is shown whom a restriction hides, whatever reason is given; nor what is stored under the id of their job.
fn a_restriction_hides(service: &Service) {
    let own = || list(service, "job-specialist", "", false);
    // What is promised for the job stands under its id; alone, it would be visited without a person.
    let promised = |id: &str| {
        json!({
            "id": id, "workplace": "A-1", "family": "shop", "position": 50, "started": ago(40),
            "specialist": "S-1", "follow_up": {"every_weeks": 2, "hours": 3, "next": ago(-10)},
        })
    };
    for id in ["P-K-1", "P-alone"] {
        assert_eq!(service.post("/v1/placements", &promised(id)).status, 201);
    }
    let both = own();
    let whose = |list: &Value, id: &str| {
        let visits = list["visits"].as_array().unwrap().iter();
        visits.filter(|it| it["placement"] == id).map(|it| it["candidate"].clone()).next()
    };
    assert_eq!(whose(&both, "P-K-1"), Some(json!("K-1")), "{both}");
    assert_eq!(whose(&both, "P-alone"), Some(Value::Null), "{both}");
    let restricted = json!({"restricted": true, "ground": "objection"});
    assert_eq!(service.post("/v1/candidates/K-1/restriction", &restricted).status, 200);
    for reason in [false, true] {
        let hidden = list(service, "job-specialist", "", reason);
        assert!(!hidden.to_string().contains("K-1"), "{hidden}");
    }
}

#[test]
fn what_is_wrong_stands_first_and_a_missed_visit_is_seen() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let colleague =
            json!({"id": "S-2", "position": 50, "present_caseload": 0, "support_hours_week": 15});
        assert_eq!(service.post("/v1/specialists", &colleague).status, 201);
        let day = Day(&service);
        let opening = posted(&day, "A-1");
        is_at_work(&day, "K-1", &opening, 40);
        let own = || list(&service, "job-specialist", "", false);
        // Nobody has been there since it began: the visit after the start is long overdue, and nobody knows of the
        // first month.
        let at_first = own();
        assert_eq!(at_first["alarms"], json!([]));
        let visit = &at_first["visits"][0];
        assert_eq!(
            (&visit["candidate"], &visit["occasion"]),
            (&json!("K-1"), &json!("after_start"))
        );
        assert_eq!(visit["overdue_days"], 37, "{at_first}");
        let month = |list: &Value| list["jobs"][0]["milestones"][0]["standing"].clone();
        assert_eq!(month(&at_first), "unknown");
        // A visit is agreed and missed, and another one.
        day.record("K-1", &ago(38), "followed_up", &visited(Some(&ago(7))));
        let overdue = own();
        let visit = &overdue["visits"][0];
        assert_eq!((&visit["occasion"], &visit["overdue_days"]), (&json!("agreed"), &json!(7)));
        assert_eq!(overdue["warnings"], json!([]));
        day.record("K-1", &ago(7), "visit_missed", &json!({"next": ago(3)}));
        day.record("K-1", &ago(3), "visit_missed", &json!({}));
        let missed = own();
        assert_eq!(missed["jobs"][0]["missed"], json!([ago(7), ago(3)]), "{missed}");
        assert_eq!(missed["warnings"][0]["because_of"], "visits_missed");
        assert_eq!(missed["warnings"][0]["times"], 2);
        // The mentor says that something is wrong: it stands before what is overdue.
        let said = json!({"by": "employer", "own_words": "Han er lei seg."});
        let number = day.record("K-1", &ago(0), "concern_raised", &said);
        let wrong = own();
        let alarm = &wrong["alarms"][0];
        assert_eq!(
            (&alarm["what"], &alarm["candidate"], &alarm["number"], &alarm["by"]),
            (&json!("concern"), &json!("K-1"), &json!(number), &json!("employer"))
        );
        let answer_by: Date = alarm["answer_by"].as_str().unwrap().parse().unwrap();
        assert!(answer_by >= today() && answer_by <= today() + 7.days(), "{alarm}");
        assert_eq!(
            (&alarm["is_overdue"], &wrong["visits"][0]["occasion"]),
            (&json!(false), &json!("concern"))
        );
        let warned: Vec<&str> = wrong["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["because_of"].as_str().unwrap())
            .collect();
        assert_eq!(warned, ["visits_missed", "concern_raised"]);
        assert!(!wrong.to_string().contains("lei seg"), "what was said is not in the list");
        only_the_employer_sees_nothing(&service, &opening);
        // A colleague has a list of their own, and sees this one with a reason.
        let theirs = list(&service, "colleague", "", false);
        assert!(!theirs.to_string().contains("K-1"), "{theirs}");
        let refused =
            service.send_as("colleague", "GET", "/v1/follow-up?specialist=S-1", &[], None);
        assert_eq!(refused.problem(), (403, "reason-needed".to_owned()));
        let stands_in = list(&service, "colleague", "?specialist=S-1", true);
        assert_eq!(stands_in["alarms"][0]["candidate"], "K-1");
        // The answer is recorded, and names what it answers.
        let path = "/v1/candidates/K-1/events";
        let etag = service
            .send_as("job-specialist", "GET", "/v1/candidates/K-1/journey", &[], None)
            .etag();
        let answer = |number: i64| json!({"concern": number, "how": "telephone", "agreed": "besøk i morgen"});
        let astray =
            json!({"on": ago(0), "by": "S-1", "what": "concern_answered", "details": answer(1)});
        let refused = day.post_as("job-specialist", path, &etag, &astray);
        assert_eq!(refused.problem(), (409, "not-legal-now".to_owned()));
        day.record("K-1", &ago(0), "concern_answered", &answer(number));
        assert_eq!(own()["alarms"], json!([]));
        // A visit answers the rest, and the first month has been lasted.
        day.record("K-1", &ago(0), "followed_up", &visited(None));
        let after = own();
        assert_eq!((month(&after), &after["warnings"]), (json!("reached"), &json!([])), "{after}");
        a_restriction_hides(&service);
        for (query, name) in
            [("weeks=0", "weeks"), ("weeks=13", "weeks"), ("specialist=%20", "specialist")]
        {
            let path = format!("/v1/follow-up?{query}");
            let refused = service.send_as("job-specialist", "GET", &path, &[], None);
            assert_eq!(
                (refused.status, &refused.json()["errors"][0]["parameter"]),
                (400, &json!(name))
            );
        }
    });
}

#[test]
fn a_mentor_who_leaves_alarms_and_takes_the_hours_along() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let day = Day(&service);
        let opening = posted(&day, "A-1");
        is_at_work(&day, "K-1", &opening, 20);
        let mentor =
            || service.get(&format!("/v1/openings/{opening}")).json()["opening"]["mentor"].clone();
        let own = || list(&service, "job-specialist", "", false);
        assert_eq!(own()["jobs"][0]["mentor"], Value::Null, "nobody has said");
        day.record("K-1", &ago(19), "mentor_named", &json!({"stand_in": true}));
        let named = json!({"has_stand_in": true, "is_gone": false});
        assert_eq!(own()["jobs"][0]["mentor"], named);
        // Where the stand-in takes over there is somebody, who has no stand-in yet.
        day.record("K-1", &ago(10), "mentor_left", &json!({"stand_in_takes_over": true}));
        let taken_over = own();
        assert_eq!(
            taken_over["jobs"][0]["mentor"],
            json!({"has_stand_in": false, "is_gone": false})
        );
        assert_eq!(taken_over["alarms"], json!([]));
        assert_eq!(taken_over["warnings"][0]["because_of"], "mentor_changed");
        assert_eq!(mentor()["hours_week"], 12.0);
        // Where nobody does, it is an alarm, and no plan can use the hours any more.
        day.record("K-1", &ago(1), "mentor_left", &json!({"stand_in_takes_over": false}));
        let gone = own();
        assert_eq!(
            (&gone["alarms"][0]["what"], &gone["alarms"][0]["since"]),
            (&json!("mentor_gone"), &json!(ago(1)))
        );
        assert_eq!(gone["alarms"][0]["answer_by"], after(&ago(1), 3));
        assert_eq!(mentor(), Value::Null);
        // A new one ends the alarm; the hours are for the workplace to say.
        day.record("K-1", &ago(0), "mentor_named", &json!({"stand_in": true}));
        assert_eq!((&own()["alarms"], mentor()), (&json!([]), Value::Null));
    });
}

#[test]
fn figures_of_places_and_jobs_tell_of_nobody() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let day = Day(&service);
        let opening = posted(&day, "A-1");
        let figures = |path: &str| {
            let reply = service.send_as("municipality", "GET", path, &[], None);
            assert_eq!(reply.status, 200, "{path}: {reply:?}");
            reply.json()
        };
        for number in 1..=5 {
            let candidate = format!("K-{number}");
            is_at_work(&day, &candidate, &opening, 100);
            day.record(&candidate, &ago(5), "followed_up", &visited(None));
        }
        let month = |figures: &Value| figures["milestones"][1].clone();
        let lasting = month(&figures("/v1/retention"));
        assert_eq!(
            lasting,
            json!({"months": 3, "jobs": 5, "reached": 5, "left_onward": 0, "left": 0, "unknown": 0})
        );
        assert_eq!(figures("/v1/retention")["milestones"][2]["jobs"], 0, "six months are ahead");
        // The sixth is lost: one who left is not told of, nor can be reckoned out.
        is_at_work(&day, "K-6", &opening, 100);
        day.record("K-6", &ago(80), "dropped_out", &json!({"reason": "low_pay"}));
        let told = month(&figures("/v1/retention"));
        assert_eq!(
            (&told["jobs"], &told["reached"], &told["left"]),
            (&json!(6), &Value::Null, &Value::Null)
        );
        // Five of six posts in a month in which nothing changed; all six before.
        let path = format!("/v1/fill-rate?from={}&to={}", ago(60), ago(31));
        let rates = figures(&path);
        let share = |fill: &Value| fill["share"].as_f64().unwrap();
        let period = &rates["period"];
        assert!((share(&period["whole"]["posts"]) - 5.0 / 6.0).abs() < 1e-9, "{period}");
        assert!((share(&period["by_opening"][0]["posts"]) - 5.0 / 6.0).abs() < 1e-9, "{period}");
        assert_eq!(period["by_opening"][0]["opening"], opening.as_str());
        assert_eq!(period["by_employer"][0]["employer"], "V-1");
        // Nobody works under a scheme with a quota; the one specialist has room for 18, and 12 are usual.
        assert_eq!(
            (&period["whole"]["heads"]["used"], &period["whole"]["heads"]["of"]),
            (&json!(0.0), &json!(40.0))
        );
        assert!(
            (share(&period["whole"]["caseload_of_most"]) - 5.0 / 18.0).abs() < 1e-9,
            "{period}"
        );
        assert!(
            (share(&period["whole"]["caseload_of_least"]) - 5.0 / 12.0).abs() < 1e-9,
            "{period}"
        );
        let before = figures(&format!("/v1/fill-rate?from={}&to={}", ago(99), ago(81)));
        assert!((share(&before["period"]["whole"]["posts"]) - 1.0).abs() < 1e-9, "{before}");
        let whole_month = &ago(60)[..7];
        let by_month = figures(&format!("/v1/fill-rate?month={whole_month}"));
        assert_eq!(by_month["period"]["from"], format!("{whole_month}-01"));
        assert_eq!(by_month["period"]["by_month"].as_array().unwrap().len(), 1);
        assert!(!by_month.to_string().contains("K-"), "{by_month}");
        for (query, name) in [
            (format!("from={}&to={}", ago(1), ago(2)), "from"),
            (format!("to={}", after(&ago(0), 2)), "to"),
            ("from=i%20fjor".to_owned(), "from"),
            ("from=1999-01-01".to_owned(), "from"),
            ("month=2026-13".to_owned(), "month"),
            ("month=2999-01".to_owned(), "month"),
            (format!("month=2026-01&to={}", ago(1)), "month"),
        ] {
            let path = format!("/v1/fill-rate?{query}");
            let refused = service.send_as("municipality", "GET", &path, &[], None);
            assert_eq!(refused.status, 400, "{query}: {refused:?}");
            assert_eq!(refused.json()["errors"][0]["parameter"], name, "{query}");
        }
        // What was tried without pay, and that all of it but one came to a job: for the municipality only what five
        // or more share.
        let path = "/v1/workplaces/A-1/unpaid-work";
        let own = service.send_as("job-specialist", "GET", path, &[], None).json();
        assert_eq!(
            own["in_all"],
            json!({"jobbsmak": 0, "trials": 6, "unpaid_weeks": 24, "unpaid_weeks_without_job": 0, "led_to_job": 6})
        );
        assert!(own["most"]["assumption"].is_string() && own["most"]["source"].is_null(), "{own}");
        assert_eq!(figures(path)["in_all"], own["in_all"]);
    });
}

#[test]
fn there_is_a_limit_to_work_without_pay_and_family_is_asked_about() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        for (path, body) in [
            (
                "/v1/employers",
                json!({"id": "V-2", "name": "Fetsletta Dagligvare", "organisation_number": "100000024"}),
            ),
            (
                "/v1/workplaces",
                json!({"id": "A-2", "employer": "V-2", "name": "Kassa", "postal_code": "2000", "sector": "private"}),
            ),
        ] {
            assert_eq!(service.post(path, &body).status, 201, "{path}");
        }
        let day = Day(&service);
        day.maps(&somebody("K-1", "trial", 4), "trial");
        let release = json!({
            "employer": "V-2", "lines": ["identity"], "until": "2999-12-31", "given_how": "spoken",
        });
        day.record("K-1", "2026-03-26", "release_given", &release);
        // Three trials of four weeks that came to nothing, at a place that offers nothing now.
        for from in [200, 160, 120] {
            tries(&day, "K-1", ("V-2", "A-2", "O-gone"), &ago(from), "no_fit");
        }
        let there = "/v1/workplaces/A-2/unpaid-work";
        let own = service.send_as("job-specialist", "GET", there, &[], None).json();
        assert_eq!(own["counted"]["unpaid_weeks_without_job"], 12, "{own}");
        assert_eq!(own["warnings"], json!([]), "sixteen weeks are reckoned with");
        let masked = service.send_as("municipality", "GET", there, &[], None).json();
        assert_eq!(masked["in_all"]["trials"], Value::Null, "three could be told apart: {masked}");
        assert_eq!(service.send_as("employer", "GET", there, &[], None).status, 403);
        // Four more weeks are beyond what the rules reckon with for one person.
        posted(&day, "A-1");
        day.matches(&next_monday());
        let proposed = day.proposed("K-1");
        let trial = proposed.iter().find(|it| it.1 == "trial").expect("a trial is proposed");
        let path = format!("/v1/proposals/{}", trial.2);
        let shown = service.send_as("job-specialist", "GET", &path, &[], None).json();
        let unpaid = &shown["unpaid_work"];
        assert_eq!(unpaid["warnings"], json!(["person_beyond"]), "{unpaid}");
        assert_eq!(
            (&unpaid["person"]["trials"], &unpaid["workplace"]["trials"]),
            (&json!(3), &json!(0))
        );
        assert_eq!(unpaid["family"], "unknown", "nobody has asked");
        day.steps(&trial.2, &ago(0), &["tell", "candidate_yes", "employer_yes"]);
        let mut approve = json!({"step": "approve", "booking": terms()});
        let refused = day.step(&trial.2, &approve);
        assert_eq!(refused.problem(), (409, "not-now".to_owned()));
        assert_eq!(
            refused.json()["errors"][0]["pointer"],
            "/booking/beyond_because",
            "{refused:?}"
        );
        approve["booking"]["beyond_because"] = "Han ønsker selv å prøve én gang til.".into();
        // A place with one's own family takes special reasons.
        approve["booking"]["family"] = "related".into();
        let refused = day.step(&trial.2, &approve);
        assert_eq!(refused.problem(), (409, "not-legal-now".to_owned()));
        approve["booking"]["family_reasons"] = "Det finnes ingen annen butikk her.".into();
        let booked = day.step(&trial.2, &approve);
        assert_eq!(
            (booked.status, &booked.json()["state"]),
            (200, &json!("approved")),
            "{booked:?}"
        );
        assert_eq!(booked.json()["unpaid_work"], Value::Null, "it is decided");
        let events =
            service.send_as("job-specialist", "GET", "/v1/candidates/K-1/events", &[], None).json();
        let event = &events["items"].as_array().unwrap().last().unwrap()["event"];
        assert_eq!(event["why"], "Han ønsker selv å prøve én gang til.");
        assert_eq!(event["details"]["family"], "related");
    });
}
