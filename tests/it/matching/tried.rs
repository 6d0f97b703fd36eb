//! The follow-up of people who try something, before there is a job.

use serde_json::{Value, json};

use super::day::{Day, begin, somebody, terms};
use super::follow::{ago, list, posted, visited};
use crate::databases::each_database;
use crate::http::service::Service;

/// Books a trial of four weeks from a day on, so many days ago; gives its number.
pub(super) fn books(day: &Day<'_>, candidate: &str, opening: &str, since: i32) -> i64 {
    let said = ago(since.max(0));
    let mut booked = json!({
        "activity": "trial", "opening": opening, "employer": "V-1", "workplace": "A-1",
        "first_day": ago(since), "last_day": ago(since - 25), "candidate_yes_on": said,
        "employer_yes_on": said, "approved_by": "S-1",
    });
    for (field, value) in terms().as_object().unwrap() {
        booked[field] = value.clone();
    }
    day.record(candidate, &said, "activity_booked", &booked)
}

#[test]
fn whoever_tries_is_visited_around_the_start_and_on_the_agreed_day() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let day = Day(&service);
        let opening = posted(&day, "A-1");
        let own = || list(&service, "job-specialist", "", false);
        let visits = |of: &str| -> Vec<(Value, Value)> {
            let list = own();
            let visits = list["visits"].as_array().unwrap().iter();
            let visits = visits.filter(|it| it["candidate"] == of && it["placement"].is_null());
            visits.map(|it| (it["occasion"].clone(), it["overdue_days"].clone())).collect()
        };
        // One trial begins in five days, another began six days ago.
        for candidate in ["K-1", "K-2"] {
            day.maps(&somebody(candidate, "trial", 3), "trial");
        }
        books(&day, "K-1", &opening, -5);
        let number = books(&day, "K-2", &opening, 6);
        day.record("K-2", &ago(6), "activity_started", &json!({"booking": number}));
        assert_eq!(
            visits("K-1")[..2],
            [(json!("before_start"), json!(0)), (json!("after_start"), json!(0))]
        );
        assert_eq!(visits("K-2")[0], (json!("after_start"), json!(3)), "three days were enough");
        let told = own();
        let visit = told["visits"].as_array().unwrap().iter().find(|it| it["candidate"] == "K-2");
        assert_eq!(visit.unwrap()["booking"], number, "{told}");
        // What is agreed is overdue from the next day on.
        day.record("K-2", &ago(3), "followed_up", &visited(Some(&ago(1))));
        assert_eq!(visits("K-2")[0], (json!("agreed"), json!(1)));
        // A missed one is seen, and the rhythm goes on.
        day.record("K-2", &ago(1), "visit_missed", &json!({}));
        assert_eq!(visits("K-2"), [(json!("rhythm"), json!(0))]);
        let told = own();
        let activities = told["activities"].as_array().unwrap();
        let activity = activities.iter().find(|it| it["candidate"] == "K-2").unwrap();
        assert_eq!(
            (&activity["missed"], &activity["activity"], &activity["has_begun"]),
            (&json!([ago(1)]), &json!("trial"), &json!(true)),
            "{told}"
        );
        // What somebody says is wrong is answered by a visit the same working day.
        day.record("K-2", &ago(0), "concern_raised", &json!({"by": "candidate"}));
        assert_eq!(visits("K-2")[0].0, "concern");
        // Between the trial and the job, what is agreed stands as well.
        day.record(
            "K-2",
            &ago(0),
            "activity_ended",
            &json!({"booking": number, "outcome": "led_to_job"}),
        );
        day.record("K-2", &ago(0), "followed_up", &visited(Some(&ago(-2))));
        assert_eq!(visits("K-2"), [(json!("agreed"), json!(0))]);
        assert_eq!(own()["activities"].as_array().unwrap().len(), 1, "it is over");
        let theirs = list(&service, "job-specialist", "", true);
        assert!(theirs["visits"].as_array().unwrap().iter().all(|it| it["specialist"] == "S-1"));
    });
}
