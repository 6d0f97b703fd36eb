//! A day of the service, over HTTP: from an opening to somebody at work, and what the municipality reads of it.
//!
//! The days are in the past, so that what is booked can begin and end while the test runs.

use std::time::Duration;

use engine::domain::MunicipalityNumber;
use femtrinn_api::runs::gather::monday_of;
use femtrinn_api::store::match_runs::{self, NewRun};
use femtrinn_api::store::{Clock, Document, Ts, Tx, municipalities, new_uuid};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::follow;
use super::runs::ended;
use crate::databases::{self, block_on, each_database, serial};
use crate::http::service::{Reply, Service};

pub(super) struct Day<'s>(pub(super) &'s Service);

impl Day<'_> {
    /// Sends something new as somebody.
    pub(super) fn post_as(&self, user: &str, path: &str, etag: &str, body: &Value) -> Reply {
        let key = format!("day-{}", serial());
        let mut headers =
            vec![("idempotency-key", key.as_str()), ("content-type", "application/json")];
        headers.extend((!etag.is_empty()).then_some(("if-match", etag)));
        headers.push(("prefer", "wait=20"));
        self.0.send_as(user, "POST", path, &headers, Some(&body.to_string()))
    }

    pub(super) fn made(&self, user: &str, path: &str, body: &Value) -> Reply {
        let made = self.post_as(user, path, "", body);
        assert!([200, 201].contains(&made.status), "{path}: {made:?}");
        made
    }

    /// Records an event on somebody's journey, and gives its number.
    pub(super) fn record(&self, candidate: &str, on: &str, what: &str, details: &Value) -> i64 {
        let recorded = self.try_to_record(candidate, on, what, details);
        assert_eq!(recorded.status, 201, "{candidate} {what}: {recorded:?}");
        recorded.json()["sequence"].as_i64().unwrap()
    }

    pub(super) fn try_to_record(
        &self,
        candidate: &str,
        on: &str,
        what: &str,
        details: &Value,
    ) -> Reply {
        let mut event = json!({"on": on, "by": "S-1", "what": what});
        if !details.is_null() {
            event["details"] = details.clone();
        }
        self.try_event(candidate, &event)
    }

    pub(super) fn try_event(&self, candidate: &str, event: &Value) -> Reply {
        let journey = format!("/v1/candidates/{candidate}/journey");
        let etag = self.0.send_as("job-specialist", "GET", &journey, &[], None).etag();
        let path = format!("/v1/candidates/{candidate}/events");
        self.post_as("job-specialist", &path, &etag, event)
    }

    /// From the referral to being ready for something.
    pub(super) fn maps(&self, candidate: &Value, readiness: &str) {
        self.made("job-specialist", "/v1/candidates", candidate);
        let id = candidate["id"].as_str().unwrap();
        let said = json!({"explained": ["spoken"]});
        self.record(id, "2026-03-02", "referred", &json!({"source": "school"}));
        self.record(id, "2026-03-04", "information_meeting_held", &said);
        let talked = json!({"topics": ["benefits", "wage"], "explained": ["easy_read"]});
        self.record(id, "2026-03-04", "benefit_talk_held", &talked);
        let yes = json!({"answer": "yes", "explained": ["spoken"], "given_how": "spoken"});
        self.record(id, "2026-03-06", "answered", &yes);
        self.record(id, "2026-03-06", "specialist_assigned", &json!({"specialist": "S-1"}));
        self.record(id, "2026-03-09", "kartlegging_begun", &Value::Null);
        self.record(id, "2026-03-23", "kartlegging_recorded", &json!({"version": 1}));
        self.record(id, "2026-03-23", "readiness_set", &json!({"readiness": readiness}));
        let release = json!({
            "employer": "V-1", "lines": ["identity", "hours"], "until": "2999-12-31",
            "given_how": "spoken",
        });
        self.record(id, "2026-03-26", "release_given", &release);
    }

    /// Asks for a plan and gets it. Of weeks that are over nobody can ask: such a run is stored as it was asked for in its
    /// time, and what it proposes was proposed in the week before, so that it can be answered and begin while the test
    /// runs.
    pub(super) fn matches(&self, first_monday: &str) -> Value {
        let first: Date = first_monday.parse().unwrap();
        let run = if first < monday_of(follow::today()) {
            self.matches_then(first)
        } else {
            let asked = json!({"first_monday": first_monday, "horizon_weeks": 10});
            self.made("job-specialist", "/v1/match-runs", &asked).json()
        };
        assert_eq!(run["state"], "done", "{run}");
        run
    }

    fn matches_then(&self, first: Date) -> Value {
        let url = self.0.database_url();
        let id = block_on(asked_for(url, first));
        let run = ended(self.0, &format!("/v1/match-runs/{id}"), Duration::from_mins(1));
        block_on(proposed_on(url, first - 7.days()));
        run
    }

    /// What awaits a decision about somebody: opening, activity and id.
    pub(super) fn proposed(&self, candidate: &str) -> Vec<(String, String, String)> {
        let path = format!("/v1/proposals?state=awaiting&candidate={candidate}");
        let found = self.0.send_as("job-specialist", "GET", &path, &[], None).json();
        let text = |it: &Value, field: &str| it[field].as_str().unwrap().to_owned();
        let items = found["items"].as_array().unwrap().iter();
        items.map(|it| (text(it, "opening"), text(it, "activity"), text(it, "id"))).collect()
    }

    pub(super) fn step(&self, proposal: &str, step: &Value) -> Reply {
        let path = format!("/v1/proposals/{proposal}");
        let etag = self.0.send_as("job-specialist", "GET", &path, &[], None).etag();
        self.post_as("job-specialist", &format!("{path}/steps"), &etag, step)
    }

    pub(super) fn steps(&self, proposal: &str, on: &str, steps: &[&str]) -> Value {
        let mut last = Value::Null;
        for step in steps {
            let mut body = json!({"step": step, "on": on});
            if *step == "approve" {
                body["booking"] = terms();
            }
            let taken = self.step(proposal, &body);
            assert_eq!(taken.status, 200, "{step}: {taken:?}");
            last = taken.json();
        }
        last
    }

    fn fill_rate(&self) -> Value {
        let read = self.0.send_as("municipality", "GET", "/v1/fill-rate", &[], None);
        assert_eq!(read.status, 200, "{read:?}");
        read.json()
    }
}

/// Stores a run of ten weeks that nobody has taken yet, and gives its id.
async fn asked_for(url: &str, first_monday: Date) -> String {
    let now = Clock::System.now();
    let store = databases::open(url).await;
    let number = MunicipalityNumber::new("3205").unwrap();
    let mut tx = store.write().await.unwrap();
    let here = municipalities::find_by_number(&mut tx, &number).await.unwrap().unwrap().id;
    let question = json!({"first_monday": first_monday, "horizon_weeks": 10});
    let new = NewRun {
        question: Document(question.to_string()),
        asked_by: "test".to_owned(),
        asked_role: "operator".to_owned(),
    };
    let run = match_runs::insert(&mut tx, here, &new_uuid(now).to_string(), &new, now).await;
    tx.commit().await.unwrap();
    store.close().await;
    run.unwrap().id
}

/// Has everything that awaits an answer be proposed on a day.
pub(super) async fn proposed_on(url: &str, day: Date) {
    const SQL: &str = "UPDATE proposal SET created_at = $1 WHERE state = 'awaiting'";
    let store = databases::open(url).await;
    let at: Ts = format!("{day}T08:00:00Z").parse().unwrap();
    let mut tx = store.write().await.unwrap();
    match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(SQL).bind(at).execute(&mut **tx).await.map(|_| ()),
        Tx::Postgres(tx) => sqlx::query(SQL).bind(at).execute(&mut **tx).await.map(|_| ()),
    }
    .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

/// So many days after a day.
pub(super) fn after(day: &str, days: i32) -> String {
    let day: jiff::civil::Date = day.parse().unwrap();
    (day + jiff::ToSpan::days(days)).to_string()
}

/// What a booking must say.
pub(super) fn terms() -> Value {
    json!({
        "mentor_named": true, "legal_vehicle": "municipal_service", "responsible": "municipality",
        "insured_by": "municipality", "safety_training": "before_start",
    })
}

pub(super) fn somebody(id: &str, readiness: &str, strength: u8) -> Value {
    json!({
        "id": id, "postal_code": "2000", "specialist": "S-1", "step": "job_finding", "consent": "yes",
        "readiness": readiness, "waiting_since": "2026-03-02",
        "travel": {"modes": ["public_transport"], "minutes_most": 45},
        "wanted_position": {"least": 40, "most": 60},
        "available": [{
            "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "08:30", "to": "15:00",
        }],
        "interests": [{"family": "shop", "strength": strength, "basis": "guessed"}],
        "tasks": [{"kind": "routine", "independence": 4, "support_need": 2}],
        "schemes": ["tao"],
    })
}

pub(super) fn an_opening() -> Value {
    json!({
        "title": "Varepåfyller", "workplace": "A-1", "family": "shop",
        "tasks": [{"kind": "routine", "what": "fylle varer i hyllene"}],
        "position": {"least": 40, "most": 60}, "places": 1, "trials_most": 1,
        "hours": [{
            "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "08:00", "to": "14:00",
        }],
        "independence_asked": 3, "mentor": {"named": true, "hours_week": 12},
        "activities": ["jobbsmak", "trial"], "open": {"from": "2026-09-07"}, "scheme": "tao",
    })
}

/// The municipality, its rules, its map, a job specialist and an employer with a workplace.
pub(super) fn begin(service: &Service) {
    let rules = crate::house::root().join("fixtures/service-models/lillestrom.json");
    let rules: Value = serde_json::from_str(&std::fs::read_to_string(rules).unwrap()).unwrap();
    let made = service.post("/v1/municipalities/3205/service-models", &rules);
    assert_eq!(made.status, 201, "{made:?}");
    let map =
        json!({"postal_codes": [{"code": "2000", "latitude": 59.9575, "longitude": 11.0579}]});
    let put = service.put("/v1/municipalities/3205/map", "\"0\"", &map);
    assert_eq!(put.status, 200, "{put:?}");
    for (path, body) in [
        (
            "/v1/specialists",
            json!({"id": "S-1", "position": 100, "present_caseload": 2, "support_hours_week": 24}),
        ),
        (
            "/v1/employers",
            json!({"id": "V-1", "name": "Elvebredden Matmarked", "organisation_number": "100000016"}),
        ),
        (
            "/v1/workplaces",
            json!({"id": "A-1", "employer": "V-1", "name": "Butikken", "postal_code": "2000", "sector": "private"}),
        ),
    ] {
        let made = service.post(path, &body);
        assert_eq!(made.status, 201, "{path}: {made:?}");
    }
}

/// All that is there to [`begin`] with, and O-1: an opening that the employer has posted.
pub(super) fn begin_with_opening(service: &Service) -> Day<'_> {
    begin(service);
    let mut opening = an_opening();
    opening["id"] = "O-1".into();
    let day = Day(service);
    day.made("employer", "/v1/openings?post=true", &opening);
    day
}

#[test]
#[expect(clippy::too_many_lines, reason = "one day, from morning to evening")]
fn a_day_from_an_opening_to_somebody_at_work() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let day = Day(&service);
        // An employer posts an opening; for nobody yet.
        let posted = day.made("employer", "/v1/openings?post=true", &an_opening());
        let opening = posted.json()["id"].as_str().unwrap().to_owned();
        let before = day.fill_rate();
        assert_eq!((&before["places"], &before["at_work"]), (&json!(1), &json!(0)), "{before}");
        // A job specialist maps two candidates, and asks for a match.
        day.maps(&somebody("K-1", "jobbsmak", 4), "jobbsmak");
        day.maps(&somebody("K-2", "trial", 3), "trial");
        let first = day.matches("2026-09-07");
        let taste = day.proposed("K-1");
        assert_eq!(taste.len(), 1, "{taste:?}");
        assert_eq!((taste[0].0.as_str(), taste[0].1.as_str()), (opening.as_str(), "jobbsmak"));
        let trial = day.proposed("K-2");
        let trial = trial.iter().find(|it| it.1 == "trial").expect("a trial is proposed");
        // Nobody is booked before everybody has said yes; what is unknown blocks it.
        let booking = json!({"step": "approve", "on": "2026-09-04", "booking": terms()});
        let early = day.step(&taste[0].2, &booking);
        assert_eq!(early.problem(), (409, "not-now".to_owned()));
        assert_eq!(early.json()["errors"].as_array().unwrap().len(), 2, "{early:?}");
        day.steps(&taste[0].2, "2026-09-04", &["tell", "candidate_yes", "employer_yes"]);
        let mut other_days = booking.clone();
        other_days["booking"]["first_day"] = "2026-10-05".into();
        let refused = day.step(&taste[0].2, &other_days);
        assert_eq!(refused.problem(), (422, "invalid".to_owned()), "nobody said yes to that week");
        let mut unsettled = booking.clone();
        unsettled["booking"]["insured_by"] = "unknown".into();
        let refused = day.step(&taste[0].2, &unsettled);
        assert_eq!(refused.problem(), (409, "not-legal-now".to_owned()));
        // The reasons are read, everybody has said yes: it is booked.
        let shown = service
            .send_as("job-specialist", "GET", &format!("/v1/proposals/{}", taste[0].2), &[], None)
            .json();
        assert!(shown["proposal"]["speaks_for"].is_array(), "{shown}");
        let booked = day.steps(&taste[0].2, "2026-09-04", &["approve"]);
        assert_eq!(booked["state"], "approved", "{booked}");
        let approval = booked["steps"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(approval["has_read_reasons"], true, "{approval}");
        let over = day.step(&taste[0].2, &booking);
        assert_eq!(over.problem(), (409, "not-now".to_owned()));
        // The trial is rejected, with a reason.
        let why = day.step(&trial.2, &json!({"step": "reject"}));
        assert_eq!(why.problem(), (422, "invalid".to_owned()));
        let rejected = day.step(&trial.2, &json!({"step": "reject", "reason": "local_knowledge"}));
        assert_eq!((rejected.status, &rejected.json()["state"]), (200, &json!("rejected")));
        // How it went, and the next plan rests on that.
        let journey =
            service.send_as("job-specialist", "GET", "/v1/candidates/K-1/events", &[], None).json();
        let number = journey["items"].as_array().unwrap().len();
        let monday = shown["monday"].as_str().unwrap();
        let (friday, next_monday) = (after(monday, 4), after(monday, 7));
        day.record("K-1", monday, "activity_started", &json!({"booking": number}));
        let went = json!({"booking": number, "outcome": "went_well", "own_words": "Det var fint."});
        day.record("K-1", &friday, "activity_ended", &went);
        day.record("K-1", &friday, "readiness_set", &json!({"readiness": "trial"}));
        // The employer and the person say how it was, each for themselves.
        let outcomes = "/v1/candidates/K-1/outcomes";
        for by in ["employer", "candidate"] {
            let said = json!({"booking": number, "by": by, "on": friday, "outcome": "went_well"});
            day.made("job-specialist", outcomes, &said);
        }
        let said = json!({"booking": 999, "by": "employer", "on": friday, "outcome": "no_fit"});
        let refused = day.post_as("job-specialist", outcomes, "", &said);
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        let kept = service.send_as("job-specialist", "GET", outcomes, &[], None).json();
        assert_eq!(kept["items"].as_array().unwrap().len(), 2, "{kept}");
        let second = day.matches(&next_monday);
        assert_ne!(first["id"], second["id"]);
        let again = day.proposed("K-1");
        assert!(again.iter().any(|it| it.0 == opening && it.1 == "trial"), "{again:?}");
        assert!(again.iter().all(|it| it.1 != "jobbsmak"), "nobody tastes twice: {again:?}");
        let banned = day.proposed("K-2");
        assert!(banned.iter().all(|it| it.1 != "trial"), "it was rejected: {banned:?}");
        // From the trial to the job.
        let trial = again.into_iter().find(|it| it.1 == "trial").unwrap();
        let steps = ["tell", "candidate_yes", "employer_yes", "approve"];
        day.0.send_as("job-specialist", "GET", &format!("/v1/proposals/{}", trial.2), &[], None);
        let booked = day.steps(&trial.2, &friday, &steps);
        let monday = booked["monday"].as_str().unwrap().to_owned();
        let number = service
            .send_as("job-specialist", "GET", "/v1/candidates/K-1/events", &[], None)
            .json()["items"]
            .as_array()
            .unwrap()
            .len();
        day.record("K-1", &monday, "activity_started", &json!({"booking": number}));
        let ended = json!({"booking": number, "outcome": "led_to_job"});
        let friday = after(&monday, 25);
        day.record("K-1", &friday, "activity_ended", &ended);
        let agreement = json!({
            "id": "AV-1", "kind": "tripartite", "scheme": "tao", "legal_employer": "workplace",
            "employer": "V-1", "workplace": "A-1", "title": "Butikkmedarbeider",
        });
        day.made("job-specialist", "/v1/candidates/K-1/agreements", &agreement);
        let signed = json!({"kind": "tripartite", "employer": "V-1"});
        day.record("K-1", &friday, "agreement_signed", &signed);
        let talked = json!({"topics": ["wage"], "explained": ["spoken"]});
        day.record("K-1", &friday, "benefit_talk_held", &talked);
        let job = json!({
            "placement": "P-1", "employer": "V-1", "workplace": "A-1",
            "legal_employer": "workplace", "position": 50,
        });
        day.record("K-1", &friday, "employed", &job);
        let visited = json!({"with": ["candidate", "employer"], "how": "in_person"});
        day.record("K-1", &friday, "followed_up", &visited);
        // The municipality reads the fill rate, and it has moved; it reads of places, and of nobody.
        let then = day.fill_rate();
        assert_eq!((&then["at_work"], &then["share"]), (&json!(1), &json!(1.0)), "{then}");
        assert!(!then.to_string().contains("K-1"), "{then}");
        // Over a period it is of people, and one person is not told of.
        let posts = &then["period"]["whole"]["posts"];
        assert_eq!((&posts["is_masked"], &posts["share"]), (&json!(true), &Value::Null), "{then}");
        let figures = service.send_as("municipality", "GET", "/v1/decision-figures", &[], None);
        let figures = figures.json();
        // So few could be told from their figures.
        for few in ["approved", "approved_unread", "overridden", "share_overridden"] {
            assert_eq!(figures[few], Value::Null, "{few}: {figures}");
        }
        let counts = figures["reasons"].as_array().unwrap();
        assert!(!counts.is_empty() && counts.iter().all(|it| it["count"].is_null()), "{figures}");
        // Who is at work is matched no more.
        day.matches(&after(&monday, 28));
        assert!(day.proposed("K-1").is_empty());
        let told = service.send_as("job-specialist", "GET", "/v1/candidates/K-1/match", &[], None);
        assert_eq!(told.json()["left_out"][0]["stage"], "employed", "{told:?}");
    });
}
