//! The examples of configurations, each with a token of the shape that its issuer gives.

use std::fs;

use serde_json::{Value, json};

use super::issuer::{Issuer, Key};
use super::service::Service;
use crate::databases::{Folder, each_database};
use crate::house::root;

#[test]
#[expect(clippy::too_many_lines, reason = "a token of each issuer, as it comes")]
fn each_example_understands_a_token_of_its_issuer() {
    let key = Key::rsa("one");
    let issuer = Issuer::start(&[key.public()]);
    let now = jiff::Timestamp::now().as_second();
    let times = json!({"iat": now, "exp": now + 600});
    // File, what a token of the issuer says beside issuer, audience and times, and who that is here.
    let cases = [
        (
            "entra",
            json!({
                "aio": "..", "azp": "00000000-0000-4000-8000-00000000f317", "azpacr": "1", "nbf": now, "ver": "2.0",
                "oid": "00000000-0000-4000-8000-000000000001", "sub": "pairwise", "uti": "..", "rh": "..",
                "tid": "00000000-0000-4000-8000-000000003205", "roles": ["Femtrinn.Jobbspesialist"],
                "name": "Kari Oppdiktet", "preferred_username": "kari@lillestrom.example.no",
            }),
            json!({
                "municipality": "3205", "subject": "entra:00000000-0000-4000-8000-000000000001",
                "roles": ["job_specialist"], "specialist": "S-1",
            }),
        ),
        (
            "idporten",
            json!({
                "sub": "PAIRWISE-SUB-OF-A-JOB-SPECIALIST", "pid": "00000000000", "acr": "idporten-loa-high",
                "amr": ["BankID"], "client_id": "00000000-0000-4000-8000-0000000000d1", "scope": "openid",
                "jti": "..", "client_amr": "private_key_jwt", "token_type": "Bearer",
            }),
            json!({
                "municipality": "3205", "subject": "idporten:PAIRWISE-SUB-OF-A-JOB-SPECIALIST",
                "roles": ["job_specialist"], "specialist": "S-3",
            }),
        ),
        (
            "ansattporten",
            json!({
                "sub": "pairwise", "acr": "substantial", "amr": ["TestID"], "jti": "..",
                "authorization_details": [{
                    "type": "ansattporten:altinn:resource", "resource": "urn:altinn:resource:femtrinn-lillestrom",
                    "resource_name": "Femtrinn",
                    "authorized_parties": [{
                        "orgno": {"authority": "iso6523-actorid-upis", "ID": "0192:100000016"},
                        "resource": "urn:altinn:resource:femtrinn-lillestrom", "name": "Elvebredden Matmarked",
                        "rights": ["Read"],
                    }],
                }],
            }),
            json!({
                "municipality": "3205", "subject": "ansattporten:pairwise", "roles": ["employer"],
                "organisation": "100000016",
            }),
        ),
        (
            "maskinporten",
            json!({
                "scope": "lillestrom:femtrinn.staff", "client_id": "hr-system", "token_type": "Bearer", "jti": "..",
                "client_amr": "virksomhetssertifikat",
                "consumer": {"authority": "iso6523-actorid-upis", "ID": "0192:100000091"},
            }),
            json!({"municipality": "3205", "subject": "maskinporten:hr-system", "roles": ["administrator"]}),
        ),
    ];
    each_database(|url| {
        for (name, said, expected) in &cases {
            let example =
                fs::read_to_string(root().join(format!("fixtures/auth/{name}.json"))).unwrap();
            let mut config: Value = serde_json::from_str(&example).unwrap();
            let theirs = &mut config["issuers"][0];
            // The same example, of an issuer that is within reach.
            theirs["issuer"] = issuer.address.clone().into();
            theirs.as_object_mut().unwrap().remove("metadata");
            let audience = theirs["audience"].clone();
            let folder = Folder::new();
            let file = folder.path().join("auth.json");
            fs::write(&file, config.to_string()).unwrap();
            let service = Service::start_trusting(url, &file);
            let token = |change: &dyn Fn(&mut Value)| {
                let mut claims = said.clone();
                for (name, value) in times.as_object().unwrap() {
                    claims[name] = value.clone();
                }
                claims["iss"] = issuer.address.clone().into();
                claims["aud"] = audience.clone();
                change(&mut claims);
                format!("Bearer {}", key.sign(claims.as_object().unwrap()))
            };
            let ask = |token: &str| {
                service.send_bare("GET", "/v1/me", &[("authorization", token)], None).unwrap()
            };
            let reply = ask(&token(&|_| {}));
            assert_eq!((reply.status, reply.json()), (200, expected.clone()), "{name}: {reply:?}");
            assert!(!reply.body.contains("Kari") && !reply.body.contains("00000000000\""));
            // What each asks for beside: the tenant, the level, the kind of representation, the consumer.
            let required = match *name {
                "entra" => "tid",
                "idporten" => "acr",
                "ansattporten" => "authorization_details",
                _ => "consumer",
            };
            assert_eq!(
                ask(&token(&|claims| claims[required] = json!("other"))).status,
                401,
                "{name}"
            );
        }
    });
}

#[test]
fn a_configuration_is_told_all_its_faults_at_once() {
    let config = r#"{
        "address": "http://femtrinn.example.no",
        "issuers": [{
            "name": "Entra ID", "issuer": "ftp://login.example.no", "audience": "a", "algorithms": ["HS256", "none"],
            "municipality": {"claim": "/place"}, "roles": {"always": "boss"}, "subject": "/pid",
            "login": {"client_id": "a"}, "secret": "s"
        }],
        "local": [{"name": "a", "municipality": "32", "roles": []}, {"name": "a", "municipality": "3205", "roles": ["chief"]}]
    }"#;
    let faults = femtrinn_api::auth::Config::read(config).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let told = told.join("\n");
    for expected in [
        "/address",
        "/issuers/0/name",
        "/issuers/0/issuer",
        "/issuers/0/algorithms/0",
        "/issuers/0/algorithms/1",
        "/issuers/0/municipality",
        "/issuers/0/roles/always",
        "/issuers/0/subject",
        "/issuers/0/login",
        "/issuers/0/secret",
        "/local/0/municipality",
        "/local/0/roles",
        "/local/1/name",
        "/local/1/roles/0",
    ] {
        let found = faults.iter().any(|fault| fault.pointer == expected);
        assert!(found, "{expected} is not told:\n{told}");
    }
    let empty = femtrinn_api::auth::Config::read("{}").unwrap_err();
    assert!(empty[0].to_string().contains("name at least one"), "{empty:?}");
}
