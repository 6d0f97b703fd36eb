use jiff::civil::{Date, date};

use super::rule::Known;
use super::{Rule, read};
use crate::domain::PositionPct;
use crate::reading;

const LILLESTROM: &str = include_str!("../../../../fixtures/service-models/lillestrom.json");

fn rule(text: &str) -> Result<Rule<PositionPct>, String> {
    reading::read(text, |_| {}).map_err(|faults| faults[0].wrong.to_string())
}

#[test]
fn a_rule_says_what_is_in_force_on_the_day() {
    let text = r#"[
        {"value": 10, "to": "2025-12-31", "source": "an old rule"},
        {"value": "unknown", "from": "2026-01-01", "to": "2026-06-30", "note": "not read"},
        {"value": 20, "from": "2026-07-01", "to": "2026-12-31", "assumption": "as before"}
    ]"#;
    let rule = rule(text).unwrap();
    #[rustfmt::skip]
    let cases = [
        // day                 value     a version is in force
        (date(1900,  1,  1),   Some(10), true),
        (date(2025, 12, 31),   Some(10), true),
        (date(2026,  1,  1),   None,     true),
        (date(2026,  7,  1),   Some(20), true),
        (date(2026, 12, 31),   Some(20), true),
        (date(2027,  1,  1),   None,     false),
    ];
    for (day, value, in_force) in cases {
        assert_eq!(rule.on(day).map(|pct| pct.get()), value, "{day}");
        assert_eq!(rule.version_on(day).is_some(), in_force, "{day}");
    }
}

#[test]
fn a_value_rests_on_one_thing_and_versions_follow_each_other() {
    #[rustfmt::skip]
    let cases = [
        (r#"[{"value": 20}]"#,                                                "a value has a `source`"),
        (r#"[{"value": 20, "source": "a", "assumption": "b"}]"#,              "a value has a `source`"),
        (r#"[{"value": "unknown", "source": "a"}]"#,                          "what is unknown has no `source`"),
        (r#"[{"value": 0, "source": "a"}]"#,                                  "write a whole percentage"),
        (r#"[{"value": 20, "source": "a", "from": "2026-02-01", "to": "2026-01-01"}]"#, "`to` comes before `from`"),
        (r#"[{"value": 20, "source": "a", "to": "2026-01-01"}, {"value": 25, "source": "a", "from": "2026-01-01"}]"#, "two versions of the rule"),
        (r#"{"value": 20, "source": "a"}"#,                                   "write a list"),
    ];
    for (text, message) in cases {
        let found = rule(text).unwrap_err();
        assert!(found.starts_with(message), "{text}: {found}");
    }
    assert!(rule("[]").unwrap().on(date(2026, 1, 1)).is_none(), "no version says nothing");
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let text = LILLESTROM.replacen(r#""value": 20"#, r#""from": "2026-01-01", "value": 20"#, 1);
    let model = read(&text).unwrap();
    assert_eq!(read(&super::write(&model)).as_ref(), Ok(&model));
}

#[test]
fn days_of_the_year_are_days() {
    let day = |text: &str| {
        let Known(day) = reading::read::<Known<super::DayOfYear>>(text, |_| {}).ok()?;
        day
    };
    assert!(day("\"12-24\"").is_some_and(|day| day.is(date(2026, 12, 24))));
    assert!(day("\"02-29\"").is_some_and(|day| !day.is(date(2026, 3, 1))));
    for refused in ["\"02-30\"", "\"1-1\"", "\"13-01\"", "1224"] {
        assert!(day(refused).is_none(), "{refused}");
    }
}

#[test]
fn a_model_that_leaves_open_what_a_plan_needs_says_which_rules() {
    let model = read(LILLESTROM).unwrap();
    assert!(model.planning_on(date(2026, 11, 30)).is_ok());
    let open = |rule: &str, text: &str| {
        let at = text.find(&format!("\"{rule}\"")).unwrap();
        let (before, after) = text.split_at(at);
        let end = after.find("}]").unwrap();
        format!(r#"{before}"{rule}": [{{"value": "unknown"{}"#, &after[end..])
    };
    let text = open("start_discount", &open("trial_weeks", LILLESTROM));
    let model = read(&text).unwrap();
    let lacking = model.planning_on(date(2026, 11, 30)).err();
    assert_eq!(lacking, Some(vec!["trial_weeks", "start_discount"]));
    let short =
        LILLESTROM.replacen(r#""trial_weeks": [{"value": 4"#, r#""trial_weeks": [{"value": 3"#, 1);
    let lacking = read(&short).unwrap().planning_on(date(2026, 11, 30)).err();
    assert_eq!(lacking, Some(vec!["trial_weeks"]), "hours are given for four weeks");
}

#[test]
fn schemes_follow_each_other() {
    let model = read(LILLESTROM).unwrap();
    let open = |scheme: &str, day: Date| {
        let scheme = model.schemes.iter().find(|s| s.id.as_str() == scheme).unwrap();
        scheme.open_for_starts.on(day).copied()
    };
    assert_eq!(open("vta_o", date(2026, 8, 31)), Some(true));
    assert_eq!(open("vta_o", date(2026, 9, 1)), Some(false));
    assert_eq!(open("tao", date(2026, 8, 31)), None);
    assert_eq!(open("tao", date(2026, 9, 1)), Some(true));
}
