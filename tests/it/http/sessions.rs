//! Sessions: begun by logging in, carried by a cookie, and over when they are over.

use femtrinn_api::store::{Store, Ts, Tx};
use jiff::SignedDuration;
use serde_json::json;

use super::service::{Reply, Service};
use crate::databases::{block_on, each_database};

/// Asks who one is, with cookies and no token.
fn me(service: &Service, cookie: &str) -> Reply {
    service.send_bare("GET", "/v1/me", &[("cookie", cookie)], None).unwrap()
}

fn unauthenticated(reply: &Reply) -> bool {
    reply.status == 401 && reply.problem().1 == "unauthenticated"
}

/// Moves a time of all sessions back.
fn age(url: &str, statement: &'static str, by: SignedDuration) {
    block_on(async {
        let store = Store::open(url).await.unwrap();
        let time = Ts::new(jiff::Timestamp::now() - by);
        let mut tx = store.write().await.unwrap();
        match &mut tx {
            Tx::Sqlite(tx) => {
                sqlx::query(statement).bind(time).execute(&mut **tx).await.map(|_| ())
            }
            Tx::Postgres(tx) => {
                sqlx::query(statement).bind(time).execute(&mut **tx).await.map(|_| ())
            }
        }
        .unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    });
}

#[test]
fn a_session_opens_what_its_user_may_and_ends() {
    each_database(|url| {
        let service = Service::start(url);
        let login = service.log_in("job-specialist", &[]);
        let given = login.header("set-cookie");
        assert!(given.contains("; Path=/; HttpOnly; SameSite=Lax; Max-Age=28800"), "{given}");
        let cookie = given.split(';').next().unwrap();
        assert_eq!(me(&service, cookie).json()["specialist"], "S-1");
        let key = cookie.split_once('=').unwrap().1;
        assert!(key.len() >= 43, "256 bits: {key}");
        let list = service.send_as("administrator", "GET", "/v1/sessions", &[], None);
        assert_eq!(list.json()["items"][0]["subject"], "local:job-specialist");
        assert!(!list.body.contains(key), "the key is with the browser alone");

        // Logging in again: a new key, and the old one is dead.
        let again = service.log_in("job-specialist", &[("cookie", cookie)]);
        let second = again.header("set-cookie").split(';').next().unwrap();
        assert!(second != cookie && me(&service, second).status == 200);
        assert!(unauthenticated(&me(&service, cookie)));

        // Logging out, from the service's own pages.
        let own = [("cookie", second), ("origin", service.address())];
        let out = service.send_bare("POST", "/logout", &own, None).unwrap();
        assert_eq!((out.status, out.header("location")), (303, "/login"));
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert!(unauthenticated(&me(&service, second)));

        // An administrator ends all sessions of somebody, and of nobody else.
        let hers: Vec<Reply> = (0..2).map(|_| service.log_in("job-specialist", &[])).collect();
        let other = service.log_in("colleague", &[]);
        let list = service.send_as("administrator", "GET", "/v1/sessions", &[], None).json();
        let session = &list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["subject"] == "local:job-specialist")
            .unwrap()["id"];
        let path = format!("/v1/sessions/{}/end", session.as_str().unwrap());
        let once = [("idempotency-key", "end-them")];
        let elsewhere = service.send_as("administrator-elsewhere", "POST", &path, &once, None);
        assert_eq!(elsewhere.problem(), (404, "not-found".to_owned()));
        let ended = service.send_as("administrator", "POST", &path, &once, None);
        assert_eq!((ended.status, ended.json()), (200, json!({"ended": 2})), "{ended:?}");
        for login in &hers {
            assert!(unauthenticated(&me(
                &service,
                login.header("set-cookie").split(';').next().unwrap()
            )));
        }
        assert_eq!(me(&service, other.header("set-cookie").split(';').next().unwrap()).status, 200);
    });
}

#[test]
fn no_stale_or_forged_session_opens_anything() {
    each_database(|url| {
        let service = Service::start(url);
        let login = || {
            let reply = service.log_in("job-specialist", &[]);
            reply.header("set-cookie").split(';').next().unwrap().to_owned()
        };
        let sound = login();
        assert_eq!(me(&service, &sound).status, 200);
        let mut kinds = 0;
        let mut refused = |why: &str, cookie: &str| {
            kinds += 1;
            let reply = me(&service, cookie);
            assert!(unauthenticated(&reply), "{why}: {reply:?}");
        };
        refused("no key", "femtrinn=");
        refused("a key of nobody's", &format!("femtrinn={}", "A".repeat(43)));
        refused("half a key", &sound[..30]);
        refused(
            "another letter",
            &format!(
                "{}{}",
                &sound[..sound.len() - 1],
                if sound.ends_with('A') { 'B' } else { 'A' }
            ),
        );
        refused("two of them", &format!("{sound}; {sound}"));
        refused("another name", &sound.replace("femtrinn", "session"));
        refused("the attempt's name", &sound.replace("femtrinn", "femtrinn-login"));
        let list = service.send_as("administrator", "GET", "/v1/sessions", &[], None).json();
        let id = list["items"][0]["id"].as_str().unwrap();
        refused("the id for the key", &format!("femtrinn={id}"));
        age(url, "UPDATE session SET used_at = $1", SignedDuration::from_mins(31));
        refused("half an hour without a word", &sound);
        let worked = login();
        age(url, "UPDATE session SET created_at = $1", SignedDuration::from_hours(8));
        refused("a working day", &worked);

        // What changes something comes from the service's own pages.
        let sound = login();
        let post = |headers: &[(&str, &str)]| {
            let known = [
                ("cookie", sound.as_str()),
                ("idempotency-key", "k"),
                ("content-type", "application/json"),
            ];
            service
                .send_bare("POST", "/v1/candidates", &[&known, headers].concat(), Some("{}"))
                .unwrap()
        };
        for (why, headers) in [
            ("nobody says from where", &[][..]),
            ("another site", &[("origin", "https://evil.example")]),
            ("another port", &[("origin", "http://127.0.0.1:1")]),
            ("no site", &[("origin", "null")]),
            ("the browser says another site", &[("sec-fetch-site", "cross-site")]),
            ("the browser says a site beside", &[("sec-fetch-site", "same-site")]),
            (
                "the browser's word counts more",
                &[("sec-fetch-site", "cross-site"), ("origin", service.address())],
            ),
        ] {
            assert_eq!(post(headers).problem(), (403, "other-site".to_owned()), "{why}");
            kinds += 1;
        }
        assert_eq!(post(&[("origin", service.address())]).status, 422);
        assert_eq!(post(&[("sec-fetch-site", "same-origin")]).status, 422);
        let out = service.send_bare("POST", "/logout", &[("cookie", &sound)], None).unwrap();
        assert_eq!(out.problem(), (403, "other-site".to_owned()));

        // Logins that never began.
        for (why, path, cookie) in [
            ("no login has begun", "/login/callback?state=s&code=c", ""),
            ("another browser's login", "/login/callback?state=s&code=c", "femtrinn-login=t"),
            ("a login of nobody's", "/login/callback?state=s&code=c", "femtrinn-login=s"),
            ("a code of nobody's", "/login/local/AAAA", ""),
        ] {
            let reply = service.send_bare("GET", path, &[("cookie", cookie)], None).unwrap();
            assert_eq!(reply.problem(), (400, "login-failed".to_owned()), "{why}: {reply:?}");
            kinds += 1;
        }
        println!("{kinds} kinds of stale or forged sessions and logins, all refused");
    });
}
