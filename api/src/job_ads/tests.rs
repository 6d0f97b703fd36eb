use engine::domain::JobFamily;
use engine::reading::{Fault, read};
use serde_json::{Value, json};

use super::Ads;

fn ads(file: &Value) -> Result<Ads, Vec<Fault>> {
    read(&file.to_string(), |_| {})
}

fn of_feed() -> Value {
    json!({
        "uuid": "0190c4a2-3f5e-7cc0-9b1d-4f5f6a7b8c9d", "published": "2026-11-20T00:00:00", "unknown": {"a": 1},
        "title": "Butikkmedarbeider", "description": "<p>Vi s&oslash;ker deg</p>", "extent": "Deltid",
        "employer": {"name": "Elvebredden Matmarked", "orgnr": "100000016"}, "positioncount": "2",
        "workLocations": [{"postalCode": "2000", "city": "LILLESTRØM"}],
        "categoryList": [{"categoryType": "JANZZ", "code": "1"}, {"categoryType": "STYRK08", "code": "5223.01"}],
        "contactList": [{"name": "Kari Oppdiktet", "email": "kari@example.no", "phone": "40000000", "role": "leder"}],
    })
}

#[test]
fn an_ad_of_the_feed_says_what_it_says_and_no_more() {
    let Ads(all) = ads(&of_feed()).unwrap();
    let says = all[0].says.clone().unwrap();
    assert_eq!((says.title.as_str(), says.text.as_str()), ("Butikkmedarbeider", "Vi søker deg"));
    assert_eq!((says.places, says.family), (Some(2), Some(JobFamily::Shop)));
    assert_eq!(says.styrk08.unwrap().as_str(), "5223");
    assert_eq!(says.contacts.len(), 1);
    assert_eq!(says.position, None, "part time is no percentage");
    assert!(says.to_ask.contains(&"position") && says.to_ask.contains(&"hours"));
}

#[test]
fn a_position_is_taken_where_there_is_a_figure_and_never_inferred() {
    #[rustfmt::skip]
    let cases = [
        (json!({"jobpercentage": "50"}),                        Some(50)),
        (json!({"jobpercentage": 40}),                          Some(40)),
        (json!({"jobpercentage": "60,0 %"}),                    Some(60)),
        (json!({"jobpercentage": "50-80"}),                     None),
        (json!({"jobpercentage": "0"}),                         None),
        (json!({"jobpercentage": "120"}),                       None),
        (json!({"extent": "Heltid"}),                           None),
        (json!({"extent": "DELTID", "workhours": "20"}),        None),
    ];
    for (properties, expected) in cases {
        let ad = json!([{"reference": "a-1", "status": "RECEIVED", "title": "Kokk", "properties": properties}]);
        let Ads(all) = ads(&ad).unwrap();
        let says = all[0].says.clone().unwrap();
        assert_eq!(says.position.map(engine::domain::PositionPct::get), expected, "{properties}");
        assert_eq!(says.to_ask.contains(&"position"), expected.is_none());
    }
}

#[test]
fn what_is_stopped_says_nothing_whatever_it_still_has() {
    for (key, status) in [("uuid", "INACTIVE"), ("reference", "STOPPED"), ("reference", "DELETED")]
    {
        let Ads(all) = ads(&json!([{key: "a-1", "status": status, "title": "..."}])).unwrap();
        assert_eq!(all[0].says, None, "{status}");
    }
    let page = json!({"id": "x", "items": [{"id": "1", "title": "?", "_feed_entry": {"uuid": "a-2", "status": "INACTIVE"}}]});
    assert_eq!(ads(&page).unwrap().0[0].says, None);
}

#[test]
fn all_faults_are_told_at_once() {
    let mut wrong = of_feed();
    wrong["employer"]["orgnr"] = "100000017".into();
    wrong["positioncount"] = 0.into();
    wrong.as_object_mut().unwrap().remove("title");
    let other = json!({"status": "PAUSED", "title": "Kokk"});
    let faults = ads(&json!([wrong, other])).unwrap_err();
    let mut places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places, ["/0", "/0/employer/orgnr", "/0/positioncount", "/1", "/1/status"]);
}
