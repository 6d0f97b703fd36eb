//! From a booking to the status of a job on paper: agreements, sheets, a calendar, surveys, over HTTP.

use serde_json::{Value, json};

use super::people::{Way, add_people, booking, with_people};
use crate::databases::each_database;
use crate::http::service::Service;

/// A three-party agreement that leaves open what is named.
fn agreement(open: &[&str]) -> Value {
    let mut agreement = json!({
        "id": "AV-7", "kind": "tripartite", "scheme": "municipal", "legal_employer": "municipality",
        "employer": "V-1", "workplace": "A-1", "period": {"from": "2026-09-01"},
        "title": "Butikkmedarbeider", "work": "Fylle på varer og rydde <i hyllene>.", "position": 40,
        "hours": [{"days": ["monday", "wednesday"], "from": "09:00", "to": "14:30"}],
        "breaks": "30 minutter", "wage": {"kind": "bonus", "ore_per_hour": 3000},
        "adaptation": "Fast rutine.", "follow_up": "Besøk hver annen uke.",
        "instructed_by": "workplace", "safety": "Opplæring første dag.",
        "insured_by": "municipality", "notice": "14 dager", "review_on": "2027-03-01",
    });
    for field in open {
        agreement.as_object_mut().unwrap().remove(*field);
    }
    agreement
}

fn signatures(day: &str) -> Value {
    json!([
        {"by": "candidate", "on": day, "how": "communication_aid"},
        {"by": "legal_employer", "on": day}, {"by": "workplace", "on": day},
    ])
}

/// Somebody whose trial went well.
fn agreeing(service: &Service) -> Way<'_> {
    let way = Way { service, candidate: "K-17" };
    way.says_yes("2026-03", "school");
    way.is_ready("2026-03-23", "trial");
    way.releases("2026-03-26");
    let trial = way.begins("trial", "2026-05-11", "2026-06-07");
    way.ends(trial, "2026-06-05", "led_to_job");
    way
}

fn employ(way: &Way<'_>) {
    way.record("2026-06-09", "agreement_signed", &json!({"kind": "tripartite", "employer": "V-1"}));
    way.record(
        "2026-06-09",
        "benefit_talk_held",
        &json!({"topics": ["wage"], "explained": ["spoken"]}),
    );
    let job = json!({"placement": "P-1", "employer": "V-1", "workplace": "A-1", "scheme": "municipal",
        "legal_employer": "municipality", "position": 40, "wage": {"kind": "bonus", "ore_per_hour": 3000}});
    way.record("2026-06-15", "employed", &job);
}

/// What a person says of the job.
fn own_answers() -> Value {
    json!({"placement": "P-1", "on": "2026-10-01", "supported_by": ["family"],
        "answers": [{"item": "met_and_heard", "answer": "now_and_then"}], "own_words": "Jeg trives."})
}

/// What the employer says of it.
fn employers_answers() -> Value {
    json!({"placement": "P-1", "employer": "V-1", "on": "2026-10-01",
        "answers": [{"item": "capacity", "answer": 5}], "hours_week_now": 4.3})
}

/// Adds K-17, who is at work, with what both sides say of it, to a service that has been filled.
pub(crate) fn add_somebody_at_work(service: &Service) {
    add_people(service);
    employ(&agreeing(service));
    assert_eq!(service.post("/v1/candidates/K-17/surveys", &own_answers()).status, 201);
    let answers = employers_answers();
    assert_eq!(service.post("/v1/candidates/K-17/employer-surveys", &answers).status, 201);
}

#[test]
fn each_thing_that_is_unknown_of_a_booking_is_told_with_what_to_do() {
    each_database(|url| {
        let service = with_people(url);
        let way = Way { service: &service, candidate: "K-17" };
        way.says_yes("2026-03", "school");
        way.is_ready("2026-03-23", "trial");
        way.releases("2026-03-26");
        let mut unsettled = booking("jobbsmak", "2026-04-01", "2026-04-07");
        for field in ["legal_vehicle", "responsible", "insured_by", "safety_training"] {
            unsettled[field] = "unknown".into();
        }
        let reply = way.send(None, "2026-04-01", "activity_booked", &unsettled);
        assert_eq!(reply.problem(), (409, "not-legal-now".to_owned()));
        let errors = reply.json()["errors"].clone();
        let pointers: Vec<&str> =
            errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
        assert_eq!(
            pointers,
            [
                "/details/legal_vehicle",
                "/details/responsible",
                "/details/insured_by",
                "/details/safety_training"
            ]
        );
        assert!(errors[2]["detail"].as_str().unwrap().contains("whose insurance"), "{errors}");
    });
}

#[test]
fn an_agreement_is_signed_when_it_says_all_and_everybody_has_signed_this_text() {
    each_database(|url| {
        let service = with_people(url);
        let way = agreeing(&service);
        let address = "/v1/candidates/K-17/agreements";
        let made = service.post(address, &agreement(&["insured_by", "notice"]));
        assert_eq!(
            (made.status, made.header("location")),
            (201, "/v1/agreements/AV-7"),
            "{made:?}"
        );
        assert_eq!(made.header("cache-control"), "no-store");
        let fields = |body: &Value| -> Vec<String> {
            let lacks = body["lacks"].as_array().unwrap().iter();
            lacks.map(|it| it["field"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(
            fields(&made.json()),
            ["insured_by", "notice", "signatures", "signatures", "signatures"]
        );
        let signed = json!({"kind": "tripartite", "employer": "V-1", "agreement": "AV-7"});
        let early = way.send(None, "2026-06-10", "agreement_signed", &signed);
        assert_eq!(early.problem(), (422, "invalid".to_owned()));
        assert_eq!(early.json()["errors"].as_array().unwrap().len(), 5, "{early:?}");

        let mut whole = agreement(&[]);
        whole["signatures"] = signatures("2026-06-10");
        let second = service.put("/v1/agreements/AV-7", "\"1\"", &whole);
        assert_eq!((second.status, second.etag().as_str()), (200, "\"2\""), "{second:?}");
        assert!(fields(&second.json()).is_empty());
        let mut other = whole.clone();
        other["position"] = 60.into();
        let refused = service.put("/v1/agreements/AV-7", "\"2\"", &other);
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        assert_eq!(refused.json()["errors"][2]["pointer"], "/signatures/2", "{refused:?}");
        let stale = service.put("/v1/agreements/AV-7", "\"1\"", &whole);
        assert_eq!(stale.problem(), (412, "stale".to_owned()));

        let wrong = json!({"kind": "employment", "employer": "V-1", "agreement": "AV-7"});
        let wrong = way.send(None, "2026-06-09", "agreement_signed", &wrong);
        let pointers = wrong.json()["errors"].clone();
        assert_eq!(
            (&pointers[0]["pointer"], &pointers[1]["pointer"]),
            (&"/details/kind".into(), &"/on".into())
        );
        let unknown = json!({"kind": "tripartite", "employer": "V-1", "agreement": "AV-9"});
        assert_eq!(way.send(None, "2026-06-10", "agreement_signed", &unknown).status, 422);
        way.record("2026-06-10", "agreement_signed", &signed);

        let versions = service.get("/v1/agreements/AV-7/versions").json();
        assert_eq!(versions["items"].as_array().unwrap().len(), 2, "what was there before stays");
        assert_eq!(service.get(address).json()["items"][0]["version"], 2);
        let mut elsewhere = agreement(&[]);
        elsewhere["id"] = "AV-8".into();
        elsewhere["employer"] = "V-9".into();
        let elsewhere = service.post(address, &elsewhere);
        assert_eq!(elsewhere.json()["errors"][0]["pointer"], "/employer", "{elsewhere:?}");
    });
}

#[test]
fn a_contract_of_work_says_what_the_law_asks_of_one() {
    each_database(|url| {
        let service = with_people(url);
        let empty = json!({
            "id": "AV-10", "kind": "employment", "employer": "V-1", "workplace": "A-1",
            "signatures": [{"by": "candidate", "on": "2026-06-08"}, {"by": "legal_employer", "on": "2026-06-08"}],
        });
        let made = service.post("/v1/candidates/K-17/agreements", &empty).json();
        let lacks = made["lacks"].as_array().unwrap().iter();
        let lacks: Vec<&str> = lacks.map(|it| it["field"].as_str().unwrap()).collect();
        assert_eq!(
            lacks,
            ["period", "title", "hours", "breaks", "wage", "notice", "tenure"],
            "arbeidsmiljøloven § 14-6"
        );
    });
}

#[test]
fn what_is_typed_once_comes_out_on_paper_and_the_rest_is_blank() {
    each_database(|url| {
        let service = with_people(url);
        let way = agreeing(&service);
        assert_eq!(service.get("/v1/candidates/K-17/status-sheet").problem().0, 404, "no job yet");
        let contact = json!({"name": "Kari Oppdiktet", "phone": "+47 400 00 000"});
        assert_eq!(service.post("/v1/candidates/K-17/contact", &contact).status, 201);
        let mut agreement = agreement(&["notice"]);
        agreement["signatures"] = json!([{"by": "candidate", "on": "2026-06-08"}]);
        assert_eq!(service.post("/v1/candidates/K-17/agreements", &agreement).status, 201);
        employ(&way);
        let visit = json!({"with": ["candidate", "employer"], "how": "in_person"});
        way.record("2026-09-15", "followed_up", &visit);
        let sheet = "/v1/agreements/AV-7/sheet";
        let text = service.get(&format!("{sheet}?format=text&language=nn"));
        assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(text.header("content-language"), "nn");
        for expected in [
            "Trepartsavtale, versjon 1\n",
            "Namn: Kari Oppdiktet\n",
            "Fødselsnummer (blir ikkje lagra; fyll ut for hand): ____",
            "Organisasjonsnummer: 100000016\n",
            "Arbeidstid: måndag 9–14.30, onsdag 9–14.30\n",
            "Løn: bonusløn, 30 kroner timen\n",
            "Oppseiing og frist: ____",
            "Arbeidstakaren: 8. juni 2026, på papir\n",
            "Arbeidsstaden: stad, dato og underskrift: ____",
        ] {
            assert!(text.body.contains(expected), "{expected} in {}", text.body);
        }
        let page = service.get(sheet);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.body.contains("Fylle på varer og rydde &lt;i hyllene&gt;."), "{}", page.body);
        assert!(!page.body.contains("<script") && !page.body.contains("http"));
        let asked = service.send("GET", sheet, &[("accept", "application/json")], None);
        assert_eq!(asked.problem(), (406, "not-acceptable".to_owned()));
        let status = service.get("/v1/candidates/K-17/status-sheet?format=text");
        for expected in
            ["Første dag: 15. juni 2026\n", "15. september 2026: Møte med", "Opplæring: ____"]
        {
            let found = status.body.to_lowercase().contains(&expected.to_lowercase());
            assert!(found, "{expected} in {}", status.body);
        }
    });
}

#[test]
fn a_calendar_names_the_pseudonym_and_nothing_else() {
    each_database(|url| {
        let service = with_people(url);
        let contact = json!({"name": "Kari Oppdiktet"});
        assert_eq!(service.post("/v1/candidates/K-17/contact", &contact).status, 201);
        let way = agreeing(&service);
        employ(&way);
        let visit = json!({"with": ["candidate"], "how": "in_person", "next": "2026-12-14", "next_at": "10:00"});
        way.record("2026-10-15", "followed_up", &visit);
        let calendar = service.get("/v1/candidates/K-17/calendar");
        assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
        let events = calendar.body.matches("BEGIN:VEVENT").count();
        assert_eq!(events, 1, "the trial is over: {}", calendar.body);
        assert!(calendar.body.contains("DTSTART;TZID=Europe/Oslo:20261214T100000\r\n"));
        assert!(calendar.body.contains("SUMMARY:Besøk K-17\r\n"), "{}", calendar.body);
        for private in ["Kari", "Matmarked", "Butikken", "V-1", "trial", "utprøving", "oppfølging"]
        {
            assert!(!calendar.body.contains(private), "{private} in {}", calendar.body);
        }
        let again = service.get("/v1/candidates/K-17/calendar");
        let uid = |body: &str| {
            body.split("UID:").nth(1).unwrap().split("\r\n").next().unwrap().to_owned()
        };
        assert_eq!(uid(&calendar.body), uid(&again.body), "a calendar knows it again");
    });
}

#[test]
fn what_a_person_answers_stays_with_the_person_and_the_service() {
    each_database(|url| {
        let service = with_people(url);
        let way = agreeing(&service);
        let own = own_answers();
        let early = service.post("/v1/candidates/K-17/surveys", &own);
        assert_eq!(early.json()["errors"][0]["pointer"], "/placement", "{early:?}");
        employ(&way);
        let made = service.post("/v1/candidates/K-17/surveys", &own);
        assert_eq!(made.status, 201, "{made:?}");
        let survey = made.json()["id"].as_str().unwrap().to_owned();
        let made = service.post("/v1/candidates/K-17/employer-surveys", &employers_answers());
        assert_eq!(made.status, 201, "{made:?}");
        let shown = service.get("/v1/candidates/K-17/employer-surveys");
        assert!(!shown.body.contains("trives") && !shown.body.contains("met_and_heard"));
        assert_eq!(shown.json()["items"][0]["survey"]["hours_week_now"], 4.3);
        assert_eq!(
            service.get("/v1/candidates/K-17/surveys").json()["items"].as_array().unwrap().len(),
            1
        );
        let not_theirs = json!({"of": "employer", "survey": survey});
        assert_eq!(way.send(None, "2026-10-01", "survey_answered", &not_theirs).status, 422);
        way.record("2026-10-01", "survey_answered", &json!({"of": "candidate", "survey": survey}));
        let mut twice = own.clone();
        let answer = twice["answers"][0].clone();
        twice["answers"].as_array_mut().unwrap().push(answer);
        assert_eq!(service.post("/v1/candidates/K-17/surveys", &twice).status, 422);
    });
}

#[test]
fn the_lists_have_words_and_sources() {
    each_database(|url| {
        let service = Service::start(url);
        for (language, words) in [("nb", "Lav lønn"), ("nn", "Låg løn"), ("en", "Low pay")] {
            let found = service.get(&format!("/v1/lists?language={language}")).json();
            let lists = found["items"].as_array().unwrap();
            let of = |name: &str| lists.iter().find(|it| it["list"] == name).unwrap();
            assert_eq!(of("exit_reason")["codes"][0], json!({"code": "low_pay", "words": words}));
            assert_eq!(of("referral_source")["codes"].as_array().unwrap().len(), 16);
            assert_eq!(
                of("employer_survey_item")["codes"][0]["points"].as_array().unwrap().len(),
                5
            );
            assert!(lists.iter().all(|list| !list["source"].as_str().unwrap().is_empty()));
        }
    });
}
