//! Three people's ways through the service, over HTTP and on both databases.

use serde_json::{Value, json};

use crate::databases::{each_database, serial};
use crate::http::resources::fill;
use crate::http::service::{Reply, Service};

/// One candidate's way.
pub(crate) struct Way<'s> {
    pub(crate) service: &'s Service,
    pub(crate) candidate: &'static str,
}

impl Way<'_> {
    pub(crate) fn journey(&self) -> Reply {
        self.service.get(&format!("/v1/candidates/{}/journey", self.candidate))
    }

    /// Sends an event, on top of what is there or of what was seen.
    pub(crate) fn send(&self, seen: Option<&str>, on: &str, what: &str, details: &Value) -> Reply {
        let etag = seen.map_or_else(|| self.journey().etag(), str::to_owned);
        let key = format!("event-{}", serial());
        self.send_as(&key, &etag, on, what, details)
    }

    fn send_as(&self, key: &str, etag: &str, on: &str, what: &str, details: &Value) -> Reply {
        let mut event = json!({"on": on, "by": "S-1", "what": what});
        if !details.is_null() {
            event["details"] = details.clone();
        }
        let headers =
            [("idempotency-key", key), ("if-match", etag), ("content-type", "application/json")];
        let path = format!("/v1/candidates/{}/events", self.candidate);
        self.service.send("POST", &path, &headers, Some(&event.to_string()))
    }

    /// Records an event, and gives its number.
    pub(crate) fn record(&self, on: &str, what: &str, details: &Value) -> i64 {
        let reply = self.send(None, on, what, details);
        assert_eq!(reply.status, 201, "{} {on} {what}: {reply:?}", self.candidate);
        reply.json()["sequence"].as_i64().unwrap()
    }

    /// Expects an event to be refused with a reason, and with what is legal instead.
    fn refused(&self, on: &str, what: &str, details: &Value, reason: &str, legal: &str) {
        let before = self.journey();
        let reply = self.send(None, on, what, details);
        assert_eq!(reply.problem(), (409, "not-legal-now".to_owned()), "{reply:?}");
        let body = reply.json();
        assert!(body["errors"].to_string().contains(reason), "{body}");
        assert!(body["legal"].as_array().unwrap().contains(&legal.into()), "{legal}: {body}");
        assert_eq!(self.journey().etag(), before.etag(), "a refusal changes nothing");
    }

    /// From the referral to a yes, in five days of a month.
    pub(crate) fn says_yes(&self, month: &str, source: &str) {
        let said = json!({"explained": ["spoken", "pictures"], "supported_by": ["family"]});
        let talked = json!({"topics": ["benefits", "wage"], "explained": ["easy_read"]});
        let yes = json!({
            "answer": "yes", "explained": ["spoken"], "given_how": "communication_aid",
            "guardian": {"mandate": "financial", "took_part": true}
        });
        let day = |day: &str| format!("{month}-{day}");
        self.record(&day("02"), "referred", &json!({"source": source}));
        self.refused(
            &day("03"),
            "answered",
            &yes,
            "information meeting",
            "information_meeting_held",
        );
        self.record(&day("04"), "information_meeting_held", &said);
        self.record(&day("04"), "benefit_talk_held", &talked);
        self.record(&day("06"), "answered", &yes);
        self.record(&day("06"), "specialist_assigned", &json!({"specialist": "S-1"}));
        self.record(&day("09"), "kartlegging_begun", &Value::Null);
    }

    /// A profile, and ready for something.
    pub(crate) fn is_ready(&self, on: &str, readiness: &str) {
        let version = self.journey().json()["profile_version"].as_i64().unwrap() + 1;
        self.record(on, "kartlegging_recorded", &json!({"version": version}));
        self.record(on, "readiness_set", &json!({"readiness": readiness}));
    }

    /// Lets the employer be told.
    pub(crate) fn releases(&self, on: &str) {
        let release = json!({
            "employer": "V-1", "lines": ["identity", "hours"], "until": "2999-12-31",
            "given_how": "spoken"
        });
        self.record(on, "release_given", &release);
    }

    /// Books and begins an activity, and gives its number.
    pub(crate) fn begins(&self, activity: &str, first_day: &str, last_day: &str) -> i64 {
        let booked =
            self.record(first_day, "activity_booked", &booking(activity, first_day, last_day));
        self.record(first_day, "activity_started", &json!({"booking": booked}));
        booked
    }

    pub(crate) fn ends(&self, booking: i64, on: &str, outcome: &str) {
        self.record(on, "activity_ended", &json!({"booking": booking, "outcome": outcome}));
    }
}

pub(crate) fn booking(activity: &str, first_day: &str, last_day: &str) -> Value {
    json!({
        "activity": activity, "opening": "O-1", "employer": "V-1", "workplace": "A-1",
        "first_day": first_day, "last_day": last_day, "candidate_yes_on": first_day,
        "employer_yes_on": first_day, "approved_by": "S-1", "mentor_named": true,
        "legal_vehicle": "municipal_service", "responsible": "municipality",
        "insured_by": "municipality", "safety_training": "before_start",
    })
}

/// Three candidates, K-17 to K-19, and a second job specialist, S-2.
pub(crate) fn with_people(url: &str) -> Service {
    let service = Service::start(url);
    fill(&service);
    add_people(&service);
    service
}

/// Adds them to a service that has been filled.
pub(crate) fn add_people(service: &Service) {
    let mut candidate = service.get("/v1/candidates/K-07").json()["candidate"].clone();
    for id in ["K-17", "K-18", "K-19"] {
        candidate["id"] = id.into();
        assert_eq!(service.post("/v1/candidates", &candidate).status, 201);
    }
    let colleague =
        json!({"id": "S-2", "position": 50, "present_caseload": 0, "support_hours_week": 15});
    assert_eq!(service.post("/v1/specialists", &colleague).status, 201);
}

#[test]
fn one_is_employed_after_two_jobbsmak_and_a_trial() {
    each_database(|url| {
        let service = with_people(url);
        let way = Way { service: &service, candidate: "K-17" };
        assert_eq!(way.journey().json()["stage"], "not_referred");
        way.says_yes("2026-03", "school");
        way.is_ready("2026-03-23", "jobbsmak");
        let about_work = json!({"employer": "V-1", "how": "in_person"});
        way.record("2026-03-25", "employer_contacted", &about_work);
        let about_them = json!({"employer": "V-1", "how": "in_person", "told": ["identity"]});
        way.refused("2026-03-25", "employer_contacted", &about_them, "V-1", "release_given");
        way.releases("2026-03-26");
        way.record("2026-03-26", "employer_contacted", &about_them);

        let mut unsettled = booking("jobbsmak", "2026-04-13", "2026-04-17");
        unsettled["candidate_yes_on"] = "2026-04-01".into();
        unsettled["employer_yes_on"] = "2026-04-01".into();
        unsettled["insured_by"] = "unknown".into();
        way.refused(
            "2026-04-01",
            "activity_booked",
            &unsettled,
            "`insured_by` is unknown",
            "paused",
        );
        let first = way.begins("jobbsmak", "2026-04-13", "2026-04-17");
        let too_early = json!({"placement": "P-1", "employer": "V-1", "workplace": "A-1",
            "legal_employer": "municipality", "scheme": "municipal", "position": 50});
        way.refused("2026-04-14", "employed", &too_early, "jobbsmak", "activity_ended");
        way.ends(first, "2026-04-17", "went_well");
        let long = booking("jobbsmak", "2026-04-27", "2026-05-04");
        way.refused("2026-04-27", "activity_booked", &long, "8 days", "activity_booked");
        let second = way.begins("jobbsmak", "2026-04-27", "2026-05-01");
        way.ends(second, "2026-05-01", "no_fit");
        way.is_ready("2026-05-04", "trial");
        let trial = way.begins("trial", "2026-05-11", "2026-06-07");
        way.ends(trial, "2026-06-05", "led_to_job");
        way.refused("2026-06-08", "employed", &too_early, "no agreement", "agreement_signed");
        let signed = json!({"kind": "tripartite", "employer": "V-1"});
        way.record("2026-06-09", "agreement_signed", &signed);
        let talked = json!({"topics": ["wage"], "explained": ["spoken"]});
        way.record("2026-06-09", "benefit_talk_held", &talked);
        let probation = json!({"employer": "V-1", "workplace": "A-1", "until": "2026-08-31"});
        way.record("2026-06-15", "probation_started", &probation);
        way.record("2026-09-01", "employed", &too_early);
        let visit = json!({"with": ["candidate", "employer"], "how": "in_person"});
        way.record("2026-09-15", "followed_up", &visit);
        way.record("2026-10-01", "survey_answered", &json!({"of": "candidate"}));

        let stands = way.journey().json();
        assert_eq!((&stands["stage"], &stands["step"]), (&"employed".into(), &"support".into()));
        assert_eq!((&stands["placement"], &stands["waiting_since"]), (&"P-1".into(), &Value::Null));
        assert_eq!(stands["days_to_first_employer_contact"], 23);
        let waited = stands["waited"].as_array().unwrap();
        let of = |step: &str| {
            waited.iter().find(|it| it["step"] == step).map(|it| it["days"].as_i64().unwrap())
        };
        assert_eq!(of("engagement"), Some(7), "2 to 9 March");
        assert_eq!(of("kartlegging"), Some(14), "9 to 23 March");
        assert_eq!(of("job_finding"), Some(49), "23 March to 11 May");
        assert_eq!(of("employer_engagement"), Some(113), "11 May to 1 September");
        let release = stands["releases"][0].clone();
        assert_eq!(release["lines"], json!(["identity", "hours"]));
        let history = service.get("/v1/candidates/K-17/events").json();
        assert_eq!(history["items"].as_array().unwrap().len(), 28);
    });
}

#[test]
fn one_is_referred_to_a_day_centre() {
    each_database(|url| {
        let service = with_people(url);
        let way = Way { service: &service, candidate: "K-18" };
        way.says_yes("2026-05", "nav");
        way.record("2026-06-01", "kartlegging_recorded", &json!({"version": 1}));
        let not_yet = json!({"readiness": "not_yet"});
        way.refused(
            "2026-06-02",
            "readiness_set",
            &not_yet,
            "`next_step` is missing",
            "readiness_set",
        );
        let route = json!({"route": "day_centre", "contact": "avdelingslederen ved dagsenteret"});
        way.record("2026-08-03", "referred_elsewhere", &route);
        let stands = way.journey().json();
        assert_eq!((&stands["stage"], &stands["step"]), (&"closed".into(), &Value::Null));
        assert_eq!(stands["way_out"], "referred_elsewhere");
        assert_eq!((&stands["route"], &stands["releases"]), (&"day_centre".into(), &json!([])));
        way.refused(
            "2026-08-04",
            "employer_contacted",
            &json!({"employer": "V-1", "how": "video"}),
            "closed",
            "reentered",
        );
        let wrong = json!({"event": 1, "instead": {
            "on": "2026-05-02", "by": "S-1", "what": "referred", "details": {"source": "day_centre"}
        }});
        way.record("2026-08-05", "corrected", &wrong);
        let history = service.get("/v1/candidates/K-18/events").json();
        assert_eq!(history["items"][0]["corrected_by"], 9);
        assert_eq!(history["items"][0]["event"]["details"]["source"], "nav", "history stays");
    });
}

#[test]
fn one_drops_out_and_returns() {
    each_database(|url| {
        let service = with_people(url);
        let way = Way { service: &service, candidate: "K-19" };
        way.says_yes("2026-04", "candidate");
        way.is_ready("2026-04-20", "trial");
        way.releases("2026-04-21");
        way.begins("trial", "2026-05-04", "2026-05-29");
        way.record("2026-05-12", "dropped_out", &json!({"reason": "not_suited"}));
        assert_eq!(way.journey().json()["stage"], "dropped_out");
        assert_eq!(way.journey().json()["activities"], json!([]));
        let back = |step: &str| json!({"step": step});
        way.refused("2026-07-01", "reentered", &back("support"), "kartlegging", "reentered");
        way.record("2026-08-17", "reentered", &back("kartlegging"));
        let over = json!({"from": "S-1", "to": "S-2", "reason": "candidate_wish"});
        way.record("2026-08-18", "handed_over", &over);
        way.is_ready("2026-08-31", "jobbsmak");
        way.record("2026-09-01", "paused", &json!({"by": "candidate"}));
        way.record("2026-10-01", "resumed", &Value::Null);
        let stands = way.journey().json();
        assert_eq!(
            (&stands["stage"], &stands["specialist"]),
            (&"job_finding".into(), &"S-2".into())
        );
        assert_eq!(stands["waiting_since"], "2026-04-02", "the place in the queue is kept");

        let looking = service.get("/v1/journeys?stage=job_finding&specialist=S-2").json();
        assert_eq!(looking["items"].as_array().unwrap().len(), 1);
        assert_eq!(looking["items"][0]["candidate"], "K-19");
        assert_eq!(looking["items"][0]["waiting_since"], "2026-04-02");
        let loads = service.get("/v1/caseloads").json();
        assert_eq!(loads["items"][0], json!({"specialist": "S-1", "people": 0, "most": 18}));
        assert_eq!(loads["items"][1], json!({"specialist": "S-2", "people": 1, "most": 9}));
    });
}

#[test]
fn of_two_who_act_at_once_one_is_told_and_a_repetition_is_no_second_event() {
    each_database(|url| {
        let service = with_people(url);
        let way = Way { service: &service, candidate: "K-17" };
        let referred = json!({"source": "nav"});
        let first = way.send_as("a-key", "\"0\"", "2026-11-02", "referred", &referred);
        assert_eq!((first.status, first.etag().as_str()), (201, "\"1\""), "{first:?}");
        let again = way.send_as("a-key", "\"0\"", "2026-11-02", "referred", &referred);
        assert_eq!((again.status, again.body), (201, first.body));
        let late = way.send(Some("\"0\""), "2026-11-03", "withdrew", &Value::Null);
        assert_eq!(late.problem(), (412, "stale".to_owned()));
        let unseen = service.post("/v1/candidates/K-17/events", &json!({}));
        assert_eq!(unseen.problem(), (428, "if-match-missing".to_owned()));
        let nobody = json!({"specialist": "S-9"});
        let nobody = way.send(None, "2026-11-04", "specialist_assigned", &nobody);
        assert_eq!(nobody.problem(), (422, "invalid".to_owned()));
        let faulty = way.send(None, "2026-02-30", "answered", &json!({"answer": "maybe"}));
        assert_eq!(faulty.problem(), (422, "invalid".to_owned()));
        assert_eq!(faulty.json()["errors"].as_array().unwrap().len(), 4, "{faulty:?}");
        assert_eq!(way.journey().etag(), "\"1\"");
    });
}
