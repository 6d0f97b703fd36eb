//! Openings over HTTP: the example to copy for a resource.

use engine::domain::{EmployerId, MunicipalityNumber, OrganisationNumber, WorkplaceId};
use femtrinn_api::store::employers::{self, EmployerContent};
use femtrinn_api::store::workplaces::{self, WorkplaceContent};
use femtrinn_api::store::{Clock, Document, Store, municipalities};
use serde_json::{Value, json};

use super::service::{MUNICIPALITY, Service};
use crate::databases::{block_on, each_database};

/// An opening in the shape of the case format.
pub(crate) fn an_opening(workplace: &str) -> Value {
    json!({
        "title": "Medhjelper i kantina", "workplace": workplace, "family": "kitchen",
        "tasks": [{"kind": "food"}], "position": {"least": 20, "most": 50}, "places": 1,
        "hours": [{"days": ["monday"], "from": "08:00", "to": "14:00"}], "independence_asked": 2, "activities": ["jobbsmak"],
        "open": {"from": "2026-11-30"},
    })
}

/// A service that knows one workplace, `W-1`.
pub(crate) fn with_workplace(url: &str) -> Service {
    let service = Service::start(url);
    block_on(async {
        let store = Store::open(url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let now = Clock::System.now();
        let number = MunicipalityNumber::new(MUNICIPALITY).unwrap();
        let here = municipalities::find_by_number(&mut tx, &number).await.unwrap().unwrap().id;
        let employer = EmployerId::new("A-1").unwrap();
        let organisation_number = OrganisationNumber::new("974760673").unwrap();
        let content = EmployerContent { organisation_number, body: Document("{}".to_owned()) };
        employers::insert(&mut tx, here, &employer, &content, now).await.unwrap();
        let workplace = WorkplaceId::new("W-1").unwrap();
        let content = WorkplaceContent { employer_id: employer, body: Document("{}".to_owned()) };
        workplaces::insert(&mut tx, here, &workplace, &content, now).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    });
    service
}

#[test]
fn an_opening_is_stored_shown_and_changed_and_no_change_is_lost() {
    each_database(|url| {
        let service = with_workplace(url);
        let made = service.post("/v1/openings", &an_opening("W-1"));
        assert_eq!(made.status, 201, "{made:?}");
        let address = made.header("location").to_owned();
        assert_eq!(
            (made.etag().as_str(), made.json()["status"].as_str()),
            ("\"1\"", Some("draft"))
        );
        let shown = service.get(&address);
        assert_eq!((shown.status, &shown.body, shown.etag()), (200, &made.body, made.etag()));
        assert_eq!(shown.json()["opening"]["title"], "Medhjelper i kantina");

        let same = service.send("GET", &address, &[("if-none-match", "\"1\"")], None);
        assert_eq!((same.status, same.body.as_str(), same.etag().as_str()), (304, "", "\"1\""));

        let mut changed = shown.json()["opening"].clone();
        changed["places"] = 2.into();
        let first = service.put(&address, "\"1\"", &changed);
        assert_eq!((first.status, first.etag().as_str()), (200, "\"2\""), "{first:?}");
        let second = service.put(&address, "\"1\"", &changed);
        assert_eq!(second.problem(), (412, "stale".to_owned()));
        assert_eq!(service.get(&address).json()["opening"]["places"], 2);
    });
}

#[test]
fn every_fault_of_an_opening_is_told_with_its_pointer_and_nothing_is_stored() {
    each_database(|url| {
        let service = with_workplace(url);
        let mut wrong = an_opening("W-1");
        wrong["tasks"] = json!([]);
        wrong["position"] = json!({"least": 60, "most": 101});
        wrong["family"] = "restaurant".into();
        wrong.as_object_mut().unwrap().remove("title");
        let reply = service.post("/v1/openings", &wrong);
        assert_eq!(reply.problem(), (422, "invalid".to_owned()));
        let errors = reply.json()["errors"].clone();
        let mut pointers: Vec<&str> =
            errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/family", "/position/most", "/tasks", "/title"], "{errors}");

        let nowhere = service.post("/v1/openings", &an_opening("W-2"));
        assert_eq!(nowhere.problem(), (422, "invalid".to_owned()));
        assert_eq!(nowhere.json()["errors"][0]["pointer"], "/workplace");
        assert_eq!(service.get("/v1/openings").json()["items"], json!([]));
    });
}

#[test]
fn a_list_is_walked_page_by_page_and_new_items_disturb_no_page() {
    each_database(|url| {
        let service = with_workplace(url);
        for number in 1..=5 {
            let mut opening = an_opening("W-1");
            opening["id"] = format!("O-{number}").into();
            assert_eq!(service.post("/v1/openings", &opening).status, 201);
        }
        let taken = service.post("/v1/openings", &{
            let mut opening = an_opening("W-1");
            opening["id"] = "O-3".into();
            opening
        });
        assert_eq!(taken.problem(), (409, "taken".to_owned()));
        let (mut seen, mut next) = (Vec::new(), Some("/v1/openings?limit=2".to_owned()));
        while let Some(address) = next {
            let page = service.get(&address);
            assert_eq!(page.status, 200, "{page:?}");
            let items = page.json()["items"].as_array().unwrap().clone();
            seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
            let link = page.header("link").to_owned();
            next = link.strip_prefix('<').map(|it| it.split('>').next().unwrap().to_owned());
            assert_eq!(next.is_some(), page.json().get("next").is_some(), "{page:?}");
        }
        assert_eq!(seen, ["O-1", "O-2", "O-3", "O-4", "O-5"]);
        assert_eq!(service.get("/v1/openings?status=posted").json()["items"], json!([]));
    });
}
