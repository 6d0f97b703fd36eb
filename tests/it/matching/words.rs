//! What a run says, in the words of whoever asks.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::day::{begin_with_opening, somebody};
use super::follow::next_monday;
use crate::databases::each_database;
use crate::http::service::Service;

fn lines(said: &Value) -> Vec<String> {
    let all = said.as_array().unwrap_or_else(|| panic!("{said}")).iter();
    all.map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_proposed_and_what_is_lacking_is_said_in_the_language_that_is_asked_for() {
    each_database(|url| {
        let service = Service::start(url);
        let day = begin_with_opening(&service);
        for candidate in ["K-1", "K-2"] {
            day.maps(&somebody(candidate, "trial", 4), "trial");
        }
        // Nobody is there when K-3 could be.
        let mut evenings = somebody("K-3", "trial", 4);
        evenings["available"] = json!([{"days": ["saturday"], "from": "18:00", "to": "22:00"}]);
        day.maps(&evenings, "trial");
        day.matches(&next_monday());
        let get = |path: &str, language: &str| {
            let headers: &[(&str, &str)] =
                if language.is_empty() { &[] } else { &[("accept-language", language)] };
            let reply = service.send_as("job-specialist", "GET", path, headers, None);
            assert_eq!(reply.status, 200, "{path}: {reply:?}");
            reply
        };
        let (who, id) = ["K-1", "K-2"]
            .iter()
            .find_map(|who| Some((*who, day.proposed(who).first()?.2.clone())))
            .expect("something is proposed to somebody");
        let proposal = format!("/v1/proposals/{id}");
        let mut told = BTreeSet::new();
        for (language, word) in
            [("nb", "Taler for"), ("nn", "Talar for"), ("en", "For:"), ("", "For:")]
        {
            let said = lines(&get(&proposal, language).json()["said"]);
            assert!(said.iter().any(|it| it.contains("Varepåfyller")), "{language}: {said:?}");
            assert!(said.iter().any(|it| it.starts_with(word)), "{language}: {said:?}");
            assert!(said.iter().all(|it| !it.contains("  ") && !it.contains("logit")), "{said:?}");
            told.insert(said);
        }
        assert_eq!(told.len(), 3, "three languages, and English unless it is said");
        // Each proposal, each reason why there is none, and each repair has its words.
        for candidate in ["K-1", "K-2", "K-3"] {
            let found = get(&format!("/v1/candidates/{candidate}/match"), "nn").json();
            let repairs = found["repairs"].as_array().unwrap().iter();
            let repairs = repairs.map(|it| it["repairs"].as_array().unwrap().len()).sum::<usize>();
            let count = |list: &str| found[list].as_array().unwrap().len();
            let said = found["said"].as_array().unwrap();
            let of = |about: &str| said.iter().filter(|it| it["about"] == about).count();
            assert_eq!(of("proposal"), count("proposals"), "{found}");
            assert_eq!(of("without"), count("without"), "{found}");
            assert_eq!(of("without_trial"), count("without_trial"), "{found}");
            assert_eq!(of("repair"), repairs, "{found}");
            assert!(said.iter().all(|it| !lines(&it["lines"]).is_empty()), "{found}");
            let others = ["K-1", "K-2", "K-3"].into_iter().filter(|it| *it != candidate);
            for other in others {
                assert!(!found["said"].to_string().contains(other), "nobody learns of another");
            }
        }
        let without = get("/v1/candidates/K-3/match", "nb").json();
        assert_eq!(without["said"][0]["about"], "without", "{without}");
        // What has come in the way is said as well.
        let closed = json!({"to": "closed", "why": "plassen er brukt"});
        day.made("all", "/v1/openings/O-1/steps", &closed);
        let said = lines(&get(&proposal, "nb").json()["said"]);
        assert!(said.last().unwrap().starts_with("Plassen er lukket"), "{said:?}");
        // Whoever looked is told in one's language too, and a parameter goes before it.
        let log = format!("/v1/candidates/{who}/access-log");
        for (query, language, words) in [
            ("", "nn", "Ein jobbspesialist"),
            ("", "en", "A job specialist"),
            ("?language=nb", "nn", "En jobbspesialist"),
            ("", "", "En jobbspesialist"),
        ] {
            let told = get(&format!("{log}{query}"), language).body;
            assert!(told.contains(words), "{query} {language}: {told}");
        }
        assert!(get("/v1/lists", "nn").body.contains("Låg løn"));
        let introductions = service.send_as(
            "employer",
            "GET",
            "/v1/openings/O-1/introductions",
            &[("accept-language", "nn")],
            None,
        );
        assert!(introductions.body.contains("måndag"), "{introductions:?}");
        let document = service.get("/openapi.json").body;
        assert!(!document.contains("super::"), "descriptions are for readers of the API");
    });
}
