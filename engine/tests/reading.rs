//! Problems and plans: read, refused with every fault, written and read again.

use engine::problem::{
    self, Block, BlockOwner, Certificate, FloorPrice, OpeningPrices, PLAN_FORMAT, Plan, Problem,
    Start, Status,
};
use proptest::prelude::*;

/// A sound problem of two weeks, one item a line.
const SOUND: &str = r#"{"format":"femtrinn-problem/1","horizon_weeks":2,"start_discount":0.01,
"candidates":[
{"id":"c1","specialist":"s1","priority":1.5,"max_jobbsmak":2,"busy_weeks":[1],"group":"high"},
{"id":"c2","specialist":null,"priority":1,"max_jobbsmak":0,"busy_weeks":[],"group":null}],
"openings":[
{"id":"o1","places":[1,2],"mentor_hours":[7.5,8],"max_trials":1},
{"id":"o2","places":[0,0],"mentor_hours":[0.0,0.0]}],
"specialists":[
{"id":"s1","support_hours":[12.5,12],"caseload_room":3}],
"profiles":[
{"id":"p1","activity":"jobbsmak","mentor_hours":[5],"specialist_hours":[6.5]},
{"id":"p2","activity":"trial","mentor_hours":[5,4],"specialist_hours":[3,2]}],
"options":[
{"candidate":"c1","opening":"o1","profile":"p1","topic":"dyr","value":0.25,"earliest_start":0,"latest_start":1},
{"candidate":"c1","opening":"o1","profile":"p2","topic":"dyr","value":0.5,"earliest_start":0,"latest_start":0},
{"candidate":"c2","opening":"o2","profile":"p2","topic":"dyr","value":0,"earliest_start":1,"latest_start":1}],
"floors":[
{"group":"high","min_trials":1,"penalty":0.4}],
"keep":[
{"candidate":"c1","opening":"o1","profile":"p1","start_week":0,"bonus":0.1}]}"#;

/// What a malformed problem must be answered with: one fault, at this place, with these words.
fn refuses(why: &str, from: &str, to: &str, place: &str, words: &str) {
    assert!(SOUND.contains(from), "{why}: nothing to change");
    let text = SOUND.replacen(from, to, 1);
    let faults = problem::read(&text).expect_err(why);
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{why}: {told:#?}");
    assert_eq!(faults[0].place, place, "{why}: {told:#?}");
    assert!(told[0].contains(words), "{why}: {:?} does not say {words:?}", told[0]);
    let line = text.lines().nth(faults[0].line - 1).expect(why);
    let there: String = line.chars().skip(faults[0].column - 1).collect();
    let found = faults[0].found.trim_end_matches('…');
    assert!(there.starts_with(found), "{why}: {found:?} is not at {}", told[0]);
}

#[test]
fn a_sound_problem_is_read() {
    let problem = problem::read(SOUND).expect("it is sound");
    assert_eq!(problem.candidates[1].specialist, None);
    assert_eq!(problem.openings[0].max_trials, Some(1));
    assert_eq!(problem.openings[1].max_trials, None);
    assert_eq!(problem.keep[0].bonus.to_bits(), 0.1_f64.to_bits());
}

#[test]
fn what_may_be_absent_may_be_absent() {
    let short = SOUND
        .replace(r#""specialist":null,"#, "")
        .replace(r#","group":null"#, "")
        .replace(r#""max_trials":1"#, r#""max_trials":null"#);
    let keep = short.find(",\n\"keep\"").expect("it is there");
    let problem = problem::read(&format!("{}}}", &short[..keep])).expect("nothing is missing");
    assert_eq!((problem.keep.len(), problem.openings[0].max_trials), (0, None));
}

#[test]
fn no_value_at_the_edge_is_refused() {
    #[rustfmt::skip]
    let cases = [
        // from                     to                       why
        (r#""value":0.5"#,          r#""value":0"#,          "a value of 0 is a value"),
        (r#""start_discount":0.01"#, r#""start_discount":0"#, "no discount"),
        (r#""start_discount":0.01"#, r#""start_discount":0.999"#, "0.999 times one week is below 1"),
        (r#""priority":1.5"#,       r#""priority":1e-9"#,    "above 0"),
        (r#""busy_weeks":[1]"#,     r#""busy_weeks":[0,1]"#, "the whole horizon"),
        (r#""bonus":0.1"#,          r#""bonus":0"#,          "a bonus of 0"),
        (r#""latest_start":0}"#,    r#""latest_start":1}"#,  "too late for the length is no fault"),
        (r#""caseload_room":3"#,    r#""caseload_room":0"#,  "no room"),
    ];
    for (from, to, why) in cases {
        assert!(SOUND.contains(from), "{why}");
        assert!(problem::read(&SOUND.replacen(from, to, 1)).is_ok(), "{why}");
    }
}

#[test]
fn every_kind_of_malformed_problem_is_refused_with_field_and_id() {
    const O1: &str = r#""places":[1,2]"#;
    const KEPT: &str = r#""profile":"p1","start_week":0"#;
    #[rustfmt::skip]
    let cases = [
        // the problem's own fields
        ("another format", "problem/1", "problem/2", "format", "must be \"femtrinn-problem/1\""),
        ("format is no text", r#""femtrinn-problem/1""#, "1", "format", "text in"),
        ("horizon too short", r#""horizon_weeks":2"#, r#""horizon_weeks":0"#, "horizon_weeks", "1 to 26"),
        ("horizon too long", r#""horizon_weeks":2"#, r#""horizon_weeks":27"#, "horizon_weeks", "1 to 26"),
        ("horizon is a fraction", r#""horizon_weeks":2"#, r#""horizon_weeks":2.0"#, "horizon_weeks", "a whole number"),
        ("horizon below zero", r#""horizon_weeks":2"#, r#""horizon_weeks":-2"#, "horizon_weeks", "a whole number"),
        ("negative discount", r#""start_discount":0.01"#, r#""start_discount":-0.01"#, "start_discount", "at least 0"),
        ("discount too strong", r#""start_discount":0.01"#, r#""start_discount":1"#, "start_discount", "below 1"),
        ("unknown field", r#""horizon_weeks":2"#, r#""horizon_weeks":2,"weeks":2"#, "weeks", "no such field"),
        ("field given twice", r#""horizon_weeks":2"#, r#""horizon_weeks":2,"horizon_weeks":2"#, "horizon_weeks", "twice"),
        ("list missing", "\"floors\":[\n{\"group\":\"high\",\"min_trials\":1,\"penalty\":0.4}],\n", "", "", "`floors` is missing"),
        ("list is no list", "\"floors\":[\n{\"group\":\"high\",\"min_trials\":1,\"penalty\":0.4}]", "\"floors\":{}", "floors", "a list"),
        // candidates
        ("id is a number", r#""id":"c2""#, r#""id":2"#, "candidates[1].id", "text in"),
        ("no such specialist", r#""specialist":"s1""#, r#""specialist":"s9""#, "candidates[c1].specialist", "s9 is none of the specialists"),
        ("priority 0", r#""priority":1.5"#, r#""priority":0"#, "candidates[c1].priority", "above 0"),
        ("negative priority", r#""priority":1.5"#, r#""priority":-1"#, "candidates[c1].priority", "above 0"),
        ("priority is text", r#""priority":1.5"#, r#""priority":"high""#, "candidates[c1].priority", "a number"),
        ("priority missing", r#""priority":1.5,"#, "", "candidates[c1]", "`priority` is missing"),
        ("negative max_jobbsmak", r#""max_jobbsmak":2"#, r#""max_jobbsmak":-1"#, "candidates[c1].max_jobbsmak", "a whole number"),
        ("fraction of a jobbsmak", r#""max_jobbsmak":2"#, r#""max_jobbsmak":1.5"#, "candidates[c1].max_jobbsmak", "a whole number"),
        ("busy outside the horizon", r#""busy_weeks":[1]"#, r#""busy_weeks":[2]"#, "candidates[c1].busy_weeks", "c1: week 2 is outside the horizon"),
        ("busy before the horizon", r#""busy_weeks":[1]"#, r#""busy_weeks":[-1]"#, "candidates[c1].busy_weeks[0]", "a whole number"),
        ("unknown field of a candidate", r#""max_jobbsmak":2"#, r#""max_jobbsmak":2,"age":40"#, "candidates[c1].age", "no such field"),
        ("a candidate is no object", r#"{"id":"c2","specialist":null,"priority":1,"max_jobbsmak":0,"busy_weeks":[],"group":null}"#, "7", "candidates[1]", "an object"),
        // openings
        ("a week too few of places", O1, r#""places":[1]"#, "openings[o1].places", "o1: has 1 entries, the horizon 2 weeks"),
        ("a week too many of hours", r#""mentor_hours":[7.5,8]"#, r#""mentor_hours":[7.5,8,8]"#, "openings[o1].mentor_hours", "has 3 entries"),
        ("half a place", O1, r#""places":[1,0.5]"#, "openings[o1].places[1]", "a whole number"),
        ("negative places", O1, r#""places":[1,-1]"#, "openings[o1].places[1]", "a whole number"),
        ("negative hours", r#""mentor_hours":[7.5,8]"#, r#""mentor_hours":[7.5,-8]"#, "openings[o1].mentor_hours", "-8"),
        ("hours beyond all numbers", r#""mentor_hours":[7.5,8]"#, r#""mentor_hours":[7.5,1e999]"#, "openings[o1].mentor_hours[1]", "finite"),
        ("hours are null", r#""mentor_hours":[7.5,8]"#, r#""mentor_hours":[7.5,null]"#, "openings[o1].mentor_hours[1]", "a number"),
        ("negative max_trials", r#""max_trials":1"#, r#""max_trials":-1"#, "openings[o1].max_trials", "a whole number"),
        // specialists
        ("hours that are no number", r#""support_hours":[12.5,12]"#, r#""support_hours":[NaN,12]"#, "specialists[s1].support_hours[0]", "finite"),
        ("infinite hours", r#""support_hours":[12.5,12]"#, r#""support_hours":[12.5,Infinity]"#, "specialists[s1].support_hours[1]", "finite"),
        ("minus infinite hours", r#""support_hours":[12.5,12]"#, r#""support_hours":[12.5,-Infinity]"#, "specialists[s1].support_hours[1]", "finite"),
        ("no weeks of support", r#""support_hours":[12.5,12]"#, r#""support_hours":[]"#, "specialists[s1].support_hours", "has 0 entries"),
        ("half a room", r#""caseload_room":3"#, r#""caseload_room":2.5"#, "specialists[s1].caseload_room", "a whole number"),
        // profiles
        ("unknown activity", r#""activity":"trial""#, r#""activity":"course""#, "profiles[p2].activity", "use one of `jobbsmak`, `trial`"),
        ("a jobbsmak of two weeks", r#""activity":"trial""#, r#""activity":"jobbsmak""#, "profiles[p2].mentor_hours", "p2: lasts 2 weeks, not 1 week"),
        ("a trial of five weeks", r#"[5,4],"specialist_hours":[3,2]"#, r#"[5,4,3,2,1],"specialist_hours":[3,2,1,1,1]"#, "profiles[p2].mentor_hours", "not 1 to 4 weeks"),
        ("an activity without weeks", r#"[5,4],"specialist_hours":[3,2]"#, r#"[],"specialist_hours":[]"#, "profiles[p2].mentor_hours", "lasts 0 weeks"),
        ("lengths that differ", r#""specialist_hours":[3,2]"#, r#""specialist_hours":[3]"#, "profiles[p2].specialist_hours", "has 1 entries, mentor_hours 2"),
        ("negative need", r#""specialist_hours":[3,2]"#, r#""specialist_hours":[3,-2]"#, "profiles[p2].specialist_hours", "-2"),
        // options
        ("no such candidate", r#""candidate":"c2","opening":"o2""#, r#""candidate":"c9","opening":"o2""#, "options[2: c9, o2, p2].candidate", "c9 is none of the candidates"),
        ("no such opening", r#""candidate":"c2","opening":"o2""#, r#""candidate":"c2","opening":"o9""#, "options[2: c2, o9, p2].opening", "o9 is none of the openings"),
        ("no such profile", r#""opening":"o2","profile":"p2""#, r#""opening":"o2","profile":"p9""#, "options[2: c2, o2, p9].profile", "p9 is none of the profiles"),
        ("negative value", r#""value":0.5"#, r#""value":-0.5"#, "options[1: c1, o1, p2].value", "-0.5"),
        ("value is no number", r#""value":0.5"#, r#""value":NaN"#, "options[1: c1, o1, p2].value", "finite"),
        ("topic missing", r#""topic":"dyr","value":0.5"#, r#""value":0.5"#, "options[1: c1, o1, p2]", "`topic` is missing"),
        ("topic is null", r#""topic":"dyr","value":0.5"#, r#""topic":null,"value":0.5"#, "options[1: c1, o1, p2].topic", "text in"),
        ("latest before earliest", r#""earliest_start":1,"latest_start":1"#, r#""earliest_start":1,"latest_start":0"#, "options[2: c2, o2, p2].latest_start", "week 0 is before earliest_start 1"),
        ("window past the horizon", r#""earliest_start":1,"latest_start":1"#, r#""earliest_start":1,"latest_start":2"#, "options[2: c2, o2, p2].latest_start", "week 2 is outside the horizon"),
        ("half a week", r#""earliest_start":1,"#, r#""earliest_start":0.5,"#, "options[2: c2, o2, p2].earliest_start", "a whole number"),
        ("option twice", r#""candidate":"c2","opening":"o2""#, r#""candidate":"c1","opening":"o1""#, "options[2: c1, o1, p2].candidate", "options[1]"),
        // floors
        ("half a trial", r#""min_trials":1"#, r#""min_trials":1.5"#, "floors[0: high].min_trials", "a whole number"),
        ("negative penalty", r#""penalty":0.4"#, r#""penalty":-0.4"#, "floors[0: high].penalty", "-0.4"),
        ("floor twice", r#"{"group":"high","min_trials":1,"penalty":0.4}"#, r#"{"group":"high","min_trials":1,"penalty":0.4},{"group":"high","min_trials":2,"penalty":0.4}"#, "floors[1: high].group", "high has a floor already"),
        ("floor of no group", r#"{"group":"high","min_trials""#, r#"{"group":null,"min_trials""#, "floors[0].group", "text in"),
        // keep
        ("kept outside the horizon", KEPT, r#""profile":"p1","start_week":2"#, "keep[0: c1, o1, p1].start_week", "week 2 is outside the horizon"),
        ("negative bonus", r#""bonus":0.1"#, r#""bonus":-0.1"#, "keep[0: c1, o1, p1].bonus", "-0.1"),
        ("kept for nobody", r#"{"candidate":"c1","opening":"o1","profile":"p1","start_week""#, r#"{"candidate":"c9","opening":"o1","profile":"p1","start_week""#, "keep[0: c9, o1, p1].candidate", "c9 is none of the candidates"),
        ("kept twice", r#""start_week":0,"bonus":0.1}"#, r#""start_week":0,"bonus":0.1},{"candidate":"c1","opening":"o1","profile":"p1","start_week":1,"bonus":0.1}"#, "keep[1: c1, o1, p1].candidate", "keep[0]"),
    ];
    for (why, from, to, place, words) in cases {
        refuses(why, from, to, place, words);
    }
}

#[test]
fn what_one_fault_brings_with_it_is_told_too() {
    let told = |from: &str, to: &str| -> Vec<String> {
        let faults = problem::read(&SOUND.replacen(from, to, 1)).expect_err("it is malformed");
        faults.iter().map(|fault| format!("{}: {}", fault.place, fault.wrong)).collect()
    };
    assert_eq!(
        told(r#""id":"c2""#, r#""id":"c1""#),
        [
            "candidates[c1].id: c1 is taken: candidates[0]",
            "options[2: c2, o2, p2].candidate: c2 is none of the candidates",
        ]
    );
    assert_eq!(
        told(r#""id":"o2""#, r#""id":"o1""#),
        [
            "openings[o1].id: o1 is taken: openings[0]",
            "options[2: c2, o2, p2].opening: o2 is none of the openings",
        ]
    );
    // Without o1 with p1 there is no option to keep.
    assert_eq!(
        told(
            r#""opening":"o1","profile":"p1","topic""#,
            r#""opening":"o2","profile":"p1","topic""#
        ),
        ["keep[0: c1, o1, p1].candidate: c1, o1, p1 is no option"]
    );
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_text() {
    let text = SOUND
        .replace(r#""horizon_weeks":2"#, r#""horizon_weeks":40"#)
        .replace(r#""priority":1.5"#, r#""priority":"x""#)
        .replace(r#""places":[1,2]"#, r#""places":[1,-2]"#)
        .replace(r#""value":0.25"#, r#""value":-1"#)
        .replace(r#""penalty":0.4"#, r#""penalty":NaN"#);
    let faults = problem::read(&text).expect_err("five faults");
    let places: Vec<_> = faults.iter().map(|fault| fault.place.as_str()).collect();
    assert_eq!(
        places,
        [
            "horizon_weeks",
            "candidates[c1].priority",
            "openings[o1].places[1]",
            "options[0: c1, o1, p1].value",
            "floors[0: high].penalty",
        ]
    );
}

#[test]
fn what_is_no_json_is_told_with_line_and_column() {
    let deep = "[".repeat(200_000);
    #[rustfmt::skip]
    let cases = [
        // text                       line  why
        ("",                             1, "empty"),
        ("{\n\"format\": \"x\"\n]",      3, "a bracket that does not fit"),
        ("{\n\"format\": 'x'\n}",        2, "single quotes"),
        ("{\n\n// a comment\n}",         3, "a comment"),
        ("{\"format\": 1,}",             1, "a comma too many"),
        (deep.as_str(),                  1, "so deep that a careless reader would fall"),
        ("\u{feff}{}",                   1, "a byte order mark"),
        ("{} {}",                        1, "two documents"),
    ];
    for (text, line, why) in cases {
        let faults = problem::read(text).expect_err(why);
        assert!(!faults.is_empty(), "{why}");
        assert_eq!(faults[0].line, line, "{why}: {}", faults[0]);
    }
}

/// A plan with every kind of field.
fn plan() -> Plan {
    Plan {
        format: PLAN_FORMAT.to_owned(),
        starts: vec![Start {
            candidate: "c1".to_owned(),
            opening: "o1".to_owned(),
            profile: "p1".to_owned(),
            start_week: 0,
        }],
        objective: 0.475,
        bound: 0.6,
        gap: 0.25,
        status: Status::TimeLimit,
        certificate: Certificate::Prices {
            openings: vec![OpeningPrices {
                opening: "o1".to_owned(),
                place: vec![0.1, 0.2],
                mentor: vec![],
                trials: 0.3,
            }],
            floors: vec![FloorPrice { group: "high".to_owned(), price: 0.1 }],
            blocks: vec![
                Block { owner: BlockOwner::Specialist("s1".to_owned()), bound: 0.5 },
                Block { owner: BlockOwner::Candidate("c2".to_owned()), bound: 0.0 },
            ],
        },
        work: 7,
    }
}

#[test]
fn a_plan_reads_as_it_was_written() {
    let plans = [plan(), Plan { certificate: Certificate::Search, ..plan() }];
    for plan in plans {
        assert_eq!(problem::read_plan(&problem::write_plan(&plan)), Ok(plan));
    }
}

#[test]
fn what_is_absent_from_a_certificate_costs_nothing() {
    let written = problem::write_plan(&plan());
    let start = written.find(r#""openings":["#).expect("prices");
    let end = written.find(r#""blocks":["#).expect("blocks");
    let plan = problem::read_plan(&format!("{}{}", &written[..start], &written[end..]));
    let Certificate::Prices { openings, floors, blocks } = plan.expect("sound").certificate else {
        panic!("a certificate of prices");
    };
    assert_eq!((openings.len(), floors.len(), blocks.len()), (0, 0, 2));
}

#[test]
fn every_field_of_a_malformed_plan_is_named() {
    let written = problem::write_plan(&plan());
    #[rustfmt::skip]
    let cases = [
        (r#""format":"femtrinn-plan/1""#, r#""format":1"#, "format", "text in"),
        (r#""start_week":0"#, r#""start_week":-1"#, "starts[0: c1, o1, p1].start_week", "a whole number"),
        (r#""start_week":0"#, r#""start_week":0.5"#, "starts[0: c1, o1, p1].start_week", "a whole number"),
        (r#""start_week":0"#, r#""start_week":0,"why":1"#, "starts[0: c1, o1, p1].why", "no such field"),
        (r#""objective":0.475"#, r#""objective":NaN"#, "objective", "finite"),
        (r#""objective":0.475,"#, "", "", "`objective` is missing"),
        (r#""bound":0.6"#, r#""bound":Infinity"#, "bound", "finite"),
        (r#""bound":0.6"#, r#""bound":1e999"#, "bound", "finite"),
        (r#""gap":0.25"#, r#""gap":"none""#, "gap", "a number"),
        (r#""status":"time_limit""#, r#""status":"optimal""#, "status", "use one of `within_gap`"),
        (r#""work":7"#, r#""work":-7"#, "work", "a whole number"),
        (r#""work":7"#, r#""work":7.5"#, "work", "a whole number"),
        (r#""kind":"prices""#, r#""kind":"faith""#, "certificate.kind", "use one of `prices`, `search`"),
        (r#""kind":"prices","#, "", "certificate", "`kind` is missing"),
        (r#""place":[0.1,0.2]"#, r#""place":[0.1,NaN]"#, "certificate.openings[0: o1].place[1]", "finite"),
        (r#""place":[0.1,0.2]"#, r#""place":[]"#, "certificate.openings[0: o1].place", "leave the field out"),
        (r#""trials":0.3"#, r#""trials":null"#, "certificate.openings[0: o1].trials", "a number"),
        (r#""price":0.1"#, r#""price":-Infinity"#, "certificate.floors[0: high].price", "finite"),
        (r#""specialist":"s1","#, "", "certificate.blocks[0]", "either `specialist` or `candidate`"),
        (r#""specialist":"s1""#, r#""specialist":"s1","candidate":"c1""#, "certificate.blocks[0: s1, c1]", "either"),
        (r#""specialist":"s1""#, r#""specialist":"s1","slack":0"#, "certificate.blocks[0: s1].slack", "no such field"),
    ];
    for (from, to, place, words) in cases {
        assert!(written.contains(from), "{from}");
        let faults = problem::read_plan(&written.replacen(from, to, 1)).expect_err(to);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 1, "{to}: {told:#?}");
        assert_eq!(faults[0].place, place, "{to}");
        assert!(told[0].contains(words), "{to}: {}", told[0]);
    }
}

/// The sound problem with other figures.
fn with_figures([value, priority, hours]: [f64; 3]) -> Problem {
    let mut problem = problem::read(SOUND).expect("it is sound");
    problem.options[0].value = value;
    problem.candidates[0].priority = priority;
    problem.openings[0].mentor_hours = vec![hours, 0.1 + 0.2];
    problem
}

proptest! {
    /// Every figure comes back with the same bits.
    #[test]
    fn a_problem_reads_as_it_was_written(
        figures in [0.0..f64::MAX, f64::MIN_POSITIVE..1e9, 0.0..1.0_f64]
    ) {
        let problem = with_figures(figures);
        prop_assert_eq!(problem::read(&problem::write(&problem)), Ok(problem));
    }

    /// No text makes the reader fall, and none is accepted that does not read as it is written.
    #[test]
    fn no_change_of_a_byte_makes_the_reader_fall(at in 0..SOUND.len(), byte in 0x20_u8..0x7f) {
        let mut text = SOUND.as_bytes().to_vec();
        text[at] = byte;
        let text = String::from_utf8(text).expect("ASCII");
        match problem::read(&text) {
            Ok(problem) => {
                prop_assert_eq!(problem::read(&problem::write(&problem)), Ok(problem));
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
