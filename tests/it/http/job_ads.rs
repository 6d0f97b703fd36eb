//! NAV's job ads, from taking in to being stopped.

use serde_json::json;

use super::openings::{an_opening, with_workplace};
use crate::databases::each_database;

#[test]
fn an_ad_is_kept_once_and_loses_its_contacts_when_it_is_stopped() {
    each_database(|url| {
        let service = with_workplace(url);
        let ad = json!({
            "uuid": "ad-1", "status": "ACTIVE", "title": "Butikkmedarbeider", "description": "<p>Ring Kari</p>",
            "extent": "Deltid", "contactList": [{"name": "Kari Oppdiktet", "phone": "40000000"}], "news": true,
        });
        let take = |ads: &serde_json::Value| service.post("/v1/imports/job-ads", ads);
        let counts = |new, changed, unchanged, closed| json!({"new": new, "changed": changed, "unchanged": unchanged, "closed": closed});
        assert_eq!(take(&ad).json(), counts(1, 0, 0, 0));
        assert_eq!(take(&json!([ad])).json(), counts(0, 0, 1, 0), "it is the same one");
        let shown = service.get("/v1/job-ads").json()["items"][0].clone();
        assert_eq!((&shown["id"], &shown["is_active"]), (&json!("ad-1"), &json!(true)));
        assert_eq!(shown["ad"].get("position"), None, "part time is no percentage");
        assert!(shown["ad"]["to_ask"].as_array().unwrap().contains(&json!("position")));
        assert_eq!(shown["ad"]["contacts"][0]["name"], "Kari Oppdiktet");

        let mut opening = an_opening("W-1");
        opening["id"] = "ad-1".into();
        assert_eq!(service.post("/v1/openings", &opening).status, 201);
        let stopped = json!({"uuid": "ad-1", "status": "INACTIVE", "title": "..."});
        assert_eq!(take(&stopped).json(), counts(0, 0, 0, 1));
        assert_eq!(take(&stopped).json(), counts(0, 0, 1, 0));
        let listed = service.get("/v1/job-ads");
        assert!(!listed.body.contains("Kari"), "{listed:?}");
        assert_eq!(listed.json()["items"][0]["is_active"], false);
        assert_eq!(service.get("/v1/openings/ad-1").json()["status"], "closed");

        let wrong = take(&json!([ad, {"title": "Uten id"}, {"uuid": "ad-2"}]));
        assert_eq!(wrong.problem(), (422, "invalid".to_owned()));
        assert_eq!(wrong.json()["errors"].as_array().unwrap().len(), 2, "{wrong:?}");
    });
}
