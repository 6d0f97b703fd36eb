//! The rules of a place and its schemes, as data: each with the period it is in force, and its source.
//!
//! A value that no one has a source for is `"unknown"`, and rules that are unknown close no door. What the
//! product needs a figure for, and nobody has measured, is an `assumption` and called one.

mod scheme;

use jiff::civil::Date;
pub use scheme::{Decision, FollowUpRhythm, Grant, Scheme, SchemeWage};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{
    Activity, Adaptation, Certificate, Detour, FixedMinutes, FloorGroup, KmPerHour, Level, Months,
    Period, PositionPct, Route, SchemeCode, ServiceModelCode, Share, TravelMode, WeeklyMinutes,
    Weeks, Words, is_public_holiday,
};
use crate::reading::{Fault, Node, Read, Unique, Wrong, check_format, check_unique, record};

/// The value of `format` in a service model.
pub const SERVICE_MODEL_FORMAT: &str = "femtrinn-service-model/1";

/// One rule over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule<T> {
    versions: Vec<Version<T>>,
}

/// What a rule says in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Version<T> {
    /// The value, and why; `None` is unknown.
    pub value: Option<(T, Basis)>,
    /// When it is in force.
    pub period: Period,
    /// More to know about it.
    pub note: Option<Words>,
}

/// What a value rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// It stands in a source.
    Source(Words),
    /// Nobody has measured it; it can be changed in the file.
    Assumption(Words),
}

impl<T> Rule<T> {
    /// The version in force on a day.
    #[must_use]
    pub fn version_on(&self, day: Date) -> Option<&Version<T>> {
        self.versions.iter().find(|version| version.period.contains(day))
    }

    /// What the rule says on a day; `None` when that is unknown, or no version is in force.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&T> {
        self.version_on(day)?.value.as_ref().map(|(value, _)| value)
    }

    /// Every version, in the order of the file.
    #[must_use]
    pub fn versions(&self) -> &[Version<T>] {
        &self.versions
    }
}

/// What stands for a value that nobody knows.
const UNKNOWN: &str = "unknown";

/// A value, or the word `unknown`.
struct Known<T>(Option<T>);

impl<T: Read> Read for Known<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.text() == Some(UNKNOWN) {
            Some(Self(None))
        } else {
            T::read(node).map(|v| Self(Some(v)))
        }
    }
}

impl<T: Read> Read for Version<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["value", "from", "to", "source", "assumption", "note"])?;
        let value: Option<Known<T>> = fields.take("value");
        let from: Option<Option<Date>> = fields.take("from");
        let to: Option<Option<Date>> = fields.take("to");
        let source: Option<Option<Words>> = fields.take("source");
        let assumption: Option<Option<Words>> = fields.take("assumption");
        let remark: Option<Option<Words>> = fields.take("note");
        let (Known(value), from, to) = (value?, from?, to?);
        let read = with_basis(value, source?, assumption?).and_then(|value| {
            let turned = "`to` comes before `from`; swap or correct them";
            Ok((value, Period::new(from, to).ok_or(turned)?))
        });
        match read {
            Ok((value, period)) => Some(Self { value, period, note: remark? }),
            Err(rule) => {
                node.fault(Wrong::Together { rule: rule.to_owned() });
                None
            }
        }
    }
}

impl<T: Serialize> Serialize for Version<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        match &self.value {
            None => fields.serialize_entry("value", UNKNOWN)?,
            Some((value, _)) => fields.serialize_entry("value", value)?,
        }
        let days = [("from", self.period.from()), ("to", self.period.to())];
        for (name, day) in days.into_iter().filter_map(|(name, day)| Some((name, day?))) {
            fields.serialize_entry(name, &day)?;
        }
        match &self.value {
            None => {}
            Some((_, Basis::Source(words))) => fields.serialize_entry("source", words)?,
            Some((_, Basis::Assumption(words))) => fields.serialize_entry("assumption", words)?,
        }
        if let Some(note) = &self.note {
            fields.serialize_entry("note", note)?;
        }
        fields.end()
    }
}

/// A known value with the one thing it rests on, or what is wrong.
fn with_basis<T>(
    value: Option<T>,
    source: Option<Words>,
    assumption: Option<Words>,
) -> Result<Option<(T, Basis)>, &'static str> {
    match (value, source, assumption) {
        (None, None, None) => Ok(None),
        (Some(value), Some(source), None) => Ok(Some((value, Basis::Source(source)))),
        (Some(value), None, Some(why)) => Ok(Some((value, Basis::Assumption(why)))),
        (None, _, _) => Err("what is unknown has no `source` and no `assumption`; use `note`"),
        (Some(_), None, None) => {
            Err("a value has a `source` or is an `assumption`; without either it is \"unknown\"")
        }
        (Some(_), Some(_), Some(_)) => {
            Err("a value has a `source` or is an `assumption`, not both")
        }
    }
}

impl<T: Serialize> Serialize for Rule<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.versions.serialize(serializer)
    }
}

impl<T: Read> Read for Rule<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let versions: Vec<Version<T>> = Vec::read(node)?;
        let periods: Vec<Period> = versions.iter().map(|version| version.period).collect();
        for (index, period) in periods.iter().enumerate() {
            if periods[..index].iter().any(|earlier| earlier.overlaps(*period)) {
                let rule = "two versions of the rule are in force at once; end one before the next";
                node.fault(Wrong::Together { rule: rule.to_owned() });
                return None;
            }
        }
        Some(Self { versions })
    }
}

record! {
    /// The rules of a place.
    pub struct ServiceModel {
        /// Always [`SERVICE_MODEL_FORMAT`].
        pub format: String,
        /// The code that cases use.
        pub code: ServiceModelCode,
        /// Whose model it is.
        pub name: Words,
        /// The rules.
        pub rules: Rules,
        /// The schemes that jobs can be under.
        pub schemes: Vec<Scheme>,
    }

    /// The rules that hold for every pair.
    pub struct Rules {
        /// The smallest position that the service can offer.
        pub position_least: Rule<PositionPct>,
        /// Where a wish below the smallest position can lead.
        pub routes_below_position_least: Rule<Vec<Route>>,
        /// Length of a jobbsmak.
        pub jobbsmak_weeks: Rule<Weeks>,
        /// Length of a trial.
        pub trial_weeks: Rule<Weeks>,
        /// The most jobbsmak for one candidate in the horizon.
        pub jobbsmak_most: Rule<u32>,
        /// Whether a mentor must be named before anyone can start.
        pub mentor_required: Rule<bool>,
        /// The most people that a full-time specialist follows up.
        pub caseload_most: Rule<u32>,
        /// Whether candidates are met with information before they answer to taking part.
        pub information_meeting: Rule<bool>,
        /// How often people in work are followed up.
        pub follow_up_rhythm: Rule<FollowUpRhythm>,
        /// How long the intensive follow-up of a new job can last.
        pub intensive_months_most: Rule<Months>,
        /// The share of a specialist's post that there is for follow-up.
        pub follow_up_share_of_post: Rule<Share>,
        /// The share of a specialist's usual hours that an activity in an arena of the service's own takes,
        /// where its staff follow up.
        pub specialist_share_in_own_arena: Rule<Share>,
        /// The mentor's hours in a jobbsmak, by support need and week.
        pub mentor_hours_jobbsmak: Rule<HoursByNeed>,
        /// The mentor's hours in a trial, by support need and week.
        pub mentor_hours_trial: Rule<HoursByNeed>,
        /// The specialist's hours in a jobbsmak, by support need and week.
        pub specialist_hours_jobbsmak: Rule<HoursByNeed>,
        /// The specialist's hours in a trial, by support need and week.
        pub specialist_hours_trial: Rule<HoursByNeed>,
        /// The mentor's further hours a week for each level of independence that is lacking.
        pub mentor_hours_per_missing_independence: Rule<WeeklyMinutes>,
        /// The support need to reckon with for tasks that nobody has mapped.
        pub support_need_unmapped: Rule<Level>,
        /// The share of a pair's ordinary hours that holidays and closed days must leave of a first week.
        pub first_week_share_least: Rule<Share>,
        /// The share that they must leave of an activity's weeks taken together.
        pub weeks_share_least: Rule<Share>,
        /// Days of the year on which nobody is planned to be at work, beside public holidays.
        pub quiet_days: Rule<Vec<DayOfYear>>,
        /// Weeks that a certificate takes, where a candidate has none under way.
        pub certificate_weeks: Rule<Vec<CertificateWeeks>>,
        /// Speeds by which travel times are estimated.
        pub travel_speeds: Rule<Vec<TravelSpeed>>,
        /// Adaptations that hold for the way to work, not for the workplace.
        pub travel_adaptations: Rule<Vec<Adaptation>>,
        /// What gives priority.
        pub priority: Rule<Priority>,
        /// The share of value lost for each week that a start is later.
        pub start_discount: Rule<Share>,
        /// Least shares of trials by support need; an empty list is none, and where nothing is known of it
        /// [`ServiceModel::floors_on`] has what holds.
        pub floors: Rule<Vec<FloorRule>> = Rule { versions: Vec::new() },
    }

    /// How long a certificate takes.
    pub struct CertificateWeeks {
        /// Which.
        pub certificate: Certificate,
        /// Weeks from asking for it.
        pub weeks: Weeks,
    }

    /// How travel times are estimated: minutes = fixed + 60 * detour * km as the crow flies / km an hour.
    pub struct TravelSpeed {
        /// The way to travel.
        pub mode: TravelMode,
        /// Kilometres an hour on the way.
        pub km_per_hour: KmPerHour,
        /// The way's length as a multiple of the straight line.
        pub detour: Detour,
        /// Minutes that every way takes: waiting, parking, the walk to the stop.
        pub fixed_minutes: FixedMinutes,
    }

    /// What gives priority; all parts are added to 1.
    pub struct Priority {
        /// For each year of waiting.
        pub per_year_waiting: Share,
        /// The most that waiting can add.
        pub waiting_most: Share,
        /// For each time passed over.
        pub per_time_passed_over: Share,
        /// The most that being passed over can add.
        pub passed_over_most: Share,
        /// For coming back after a job that ended.
        pub reentry: Share,
        /// For being on the way out of school.
        pub leaving_school: Share,
    }

    /// A floor for a group of candidates.
    pub struct FloorRule {
        /// The group's label.
        pub group: FloorGroup,
        /// From this support need, for the kind of task where it is greatest.
        pub need_from: Level,
        /// To this support need.
        pub need_to: Level,
        /// The share of those with an option for a trial who are to get one.
        pub share: Share,
        /// What each missing trial costs, as a share of a start that is sure to last.
        pub penalty: Share,
    }
}

/// A day of every year, such as `12-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfYear {
    month: i8,
    day: i8,
}

impl DayOfYear {
    /// Whether a date is on this day.
    #[must_use]
    pub fn is(self, date: Date) -> bool {
        (date.month(), date.day()) == (self.month, self.day)
    }
}

impl Serialize for DayOfYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}-{:02}", self.month, self.day))
    }
}

impl Read for DayOfYear {
    fn read(node: &Node<'_>) -> Option<Self> {
        const EXPECTED: &str = "a day of the year, as \"12-24\"";
        let text = node.text().or_else(|| node.wrong_kind(EXPECTED))?;
        // In a leap year, so that 29 February is one.
        let date: Option<Date> = format!("2028-{text}").parse().ok().filter(|_| text.len() == 5);
        if date.is_none() {
            node.fault(Wrong::Form { expected: EXPECTED });
        }
        date.map(|date| Self { month: date.month(), day: date.day() })
    }
}

/// Hours by support need, from level 1 to 5, and by week of the activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursByNeed {
    levels: Vec<Vec<WeeklyMinutes>>,
}

impl HoursByNeed {
    /// Hours in each week for a support need.
    #[must_use]
    pub fn of(&self, need: Level) -> &[WeeklyMinutes] {
        &self.levels[usize::from(need.get()) - 1]
    }

    /// How many weeks it gives hours for.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.levels[0].len()
    }
}

impl Serialize for HoursByNeed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.levels.serialize(serializer)
    }
}

impl Read for HoursByNeed {
    fn read(node: &Node<'_>) -> Option<Self> {
        let levels: Vec<Vec<WeeklyMinutes>> = Vec::read(node)?;
        let same_length = levels.windows(2).all(|pair| pair[0].len() == pair[1].len());
        if levels.len() != 5 || !same_length || !(1..=4).contains(&levels[0].len()) {
            let rule = "give five lists, for the support needs 1 to 5, of the same 1 to 4 weeks";
            node.fault(Wrong::Together { rule: rule.to_owned() });
            return None;
        }
        Some(Self { levels })
    }
}

/// The rules that no plan can do without, as they stand on a day.
#[derive(Debug, Clone, Copy)]
pub struct Planning<'a> {
    jobbsmak: ActivityHours<'a>,
    trial: ActivityHours<'a>,
    /// The most jobbsmak for one candidate in the horizon.
    pub jobbsmak_most: u32,
    /// The mentor's further hours a week for each level of independence that is lacking.
    pub mentor_hours_per_missing_independence: WeeklyMinutes,
    /// The support need to reckon with for tasks that nobody has mapped.
    pub support_need_unmapped: Level,
    /// The share of a pair's ordinary hours that holidays and closed days must leave of a first week.
    pub first_week_share_least: Share,
    /// The share that they must leave of an activity's weeks taken together.
    pub weeks_share_least: Share,
    /// The share of value lost for each week that a start is later.
    pub start_discount: Share,
}

/// What an activity takes.
#[derive(Debug, Clone, Copy)]
pub struct ActivityHours<'a> {
    /// Its length.
    pub weeks: usize,
    /// The mentor's hours.
    pub mentor: &'a HoursByNeed,
    /// The specialist's hours.
    pub specialist: &'a HoursByNeed,
}

impl<'a> Planning<'a> {
    /// What an activity takes.
    #[must_use]
    pub fn of(&self, activity: Activity) -> ActivityHours<'a> {
        match activity {
            Activity::Jobbsmak => self.jobbsmak,
            Activity::Trial => self.trial,
        }
    }
}

/// The floors of a service model that does not say: group, and support need from and to.
///
/// An assumption: the groups are those of the fixture, low, middle and high need.
pub const ASSUMED_FLOORS: [(&str, i64, i64); 3] =
    [("need_1_2", 1, 2), ("need_3", 3, 3), ("need_4_5", 4, 5)];

/// The share of those with an option for a trial who are to get one, where the model does not say.
///
/// An assumption: three in ten, so that those who are easiest to place do not take every place.
pub const ASSUMED_FLOOR_SHARE: f64 = 0.3;

/// What a trial short of a floor costs where the model does not say, as a share of a start sure to last.
///
/// An assumption: more than a place that is a sixth less likely to last, and less than a whole start.
pub const ASSUMED_FLOOR_PENALTY: f64 = 0.2;

impl FloorRule {
    fn assumed((group, from, to): (&str, i64, i64)) -> Self {
        const SOUND: &str = "the assumed floors are sound";
        Self {
            group: FloorGroup::new(group).expect(SOUND),
            need_from: Level::new(from).expect(SOUND),
            need_to: Level::new(to).expect(SOUND),
            share: Share::new(ASSUMED_FLOOR_SHARE).expect(SOUND),
            penalty: Share::new(ASSUMED_FLOOR_PENALTY).expect(SOUND),
        }
    }
}

impl ServiceModel {
    /// Whether people are planned to be at work on a date: neither a public holiday nor a quiet day.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        let quiet =
            self.rules.quiet_days.on(date).is_some_and(|days| days.iter().any(|d| d.is(date)));
        !quiet && !is_public_holiday(date)
    }

    /// The rules that no plan can do without, on a day.
    ///
    /// # Errors
    ///
    /// The names of rules that are unknown on that day, or whose hours are not one for each week.
    pub fn planning_on(&self, day: Date) -> Result<Planning<'_>, Vec<&'static str>> {
        let mut lacking = Vec::new();
        let rules = &self.rules;
        macro_rules! known {
            ($($rule:ident),*) => {$(
                let $rule = rules.$rule.on(day);
                if $rule.is_none() {
                    lacking.push(stringify!($rule));
                }
            )*};
        }
        known!(
            jobbsmak_weeks,
            mentor_hours_jobbsmak,
            specialist_hours_jobbsmak,
            trial_weeks,
            mentor_hours_trial,
            specialist_hours_trial,
            jobbsmak_most,
            mentor_hours_per_missing_independence,
            support_need_unmapped,
            first_week_share_least,
            weeks_share_least,
            start_discount
        );
        let activity = |weeks: Option<&Weeks>, mentor, specialist| {
            let (weeks, mentor, specialist) = (weeks?, mentor?, specialist?);
            Some(ActivityHours { weeks: usize::from(weeks.get()), mentor, specialist })
        };
        let jobbsmak = activity(jobbsmak_weeks, mentor_hours_jobbsmak, specialist_hours_jobbsmak);
        let trial = activity(trial_weeks, mentor_hours_trial, specialist_hours_trial);
        let uneven =
            |a: &ActivityHours<'_>| a.mentor.weeks() != a.weeks || a.specialist.weeks() != a.weeks;
        if jobbsmak.as_ref().is_some_and(|a| a.weeks != 1 || uneven(a)) {
            lacking.push("jobbsmak_weeks");
        }
        if trial.as_ref().is_some_and(uneven) {
            lacking.push("trial_weeks");
        }
        let planning = || {
            Some(Planning {
                jobbsmak: jobbsmak?,
                trial: trial?,
                jobbsmak_most: *jobbsmak_most?,
                mentor_hours_per_missing_independence: *mentor_hours_per_missing_independence?,
                support_need_unmapped: *support_need_unmapped?,
                first_week_share_least: *first_week_share_least?,
                weeks_share_least: *weeks_share_least?,
                start_discount: *start_discount?,
            })
        };
        planning().filter(|_| lacking.is_empty()).ok_or(lacking)
    }

    /// The floors on a day: the model's own, or [`ASSUMED_FLOORS`] where it does not say.
    ///
    /// Expected success alone favours those who are easiest to place, so a model has floors unless it says
    /// that it has none.
    #[must_use]
    pub fn floors_on(&self, day: Date) -> Vec<FloorRule> {
        let own = self.rules.floors.on(day).cloned();
        own.unwrap_or_else(|| ASSUMED_FLOORS.map(FloorRule::assumed).to_vec())
    }

    /// A scheme by its code.
    #[must_use]
    pub fn scheme(&self, code: &SchemeCode) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == *code)
    }
}

/// Reads a service model.
///
/// # Errors
///
/// All faults, each with its place.
pub fn read(text: &str) -> Result<ServiceModel, Vec<Fault>> {
    crate::reading::read(text, |root| {
        check_unique(root, &[Unique { list: "schemes", field: "id" }]);
        check_format(root, SERVICE_MODEL_FORMAT, "the text \"femtrinn-service-model/1\"");
    })
}

/// Writes a service model as a file; [`read`] gives the same back.
///
/// # Panics
///
/// Never: a service model has nothing that JSON cannot hold.
#[must_use]
pub fn write(model: &ServiceModel) -> String {
    serde_json::to_string_pretty(model).expect("a service model has text for keys") + "\n"
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Known, Rule, read};
    use crate::domain::PositionPct;
    use crate::reading;

    const LILLESTROM: &str = include_str!("../../../fixtures/service-models/lillestrom.json");

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
        let short = LILLESTROM.replacen(
            r#""trial_weeks": [{"value": 4"#,
            r#""trial_weeks": [{"value": 3"#,
            1,
        );
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
}
