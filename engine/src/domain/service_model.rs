//! The rules of a place and its schemes, as data: each with the period it is in force, and its source.
//!
//! A value that no one has a source for is `"unknown"`, and rules that are unknown close no door. What the
//! product needs a figure for, and nobody has measured, is an `assumption` and called one.

mod planning;
mod rule;
mod scheme;

use std::borrow::Cow;

use jiff::civil::Date;
pub use planning::{ActivityHours, Planning};
pub use rule::{Basis, Rule, Version};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
pub use scheme::{Decision, FollowUpRhythm, Grant, Hospitering, Scheme, SchemeWage};
use serde::{Serialize, Serializer};
use serde_json::json;

use super::{
    Adaptation, Certificate, Detour, FixedMinutes, FloorGroup, JobSpecialist, KmPerHour, Level,
    Months, PositionPct, Route, SchemeCode, ServiceModelCode, Share, TravelMode, WeekCount,
    Weekday, WeeklyMinutes, Weeks, Words, day_of_week, is_public_holiday,
};
use crate::reading::{
    Fault, Node, Read, Unique, Wrong, check_format, check_unique, record, value_schema,
};

/// The value of `format` in a service model.
pub const SERVICE_MODEL_FORMAT: &str = "femtrinn-service-model/1";

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
        /// How much work without pay there can be before somebody says why there is more.
        pub unpaid_most: Rule<UnpaidMost> = Rule::silent(),
        /// The most jobbsmak for one candidate in the horizon.
        pub jobbsmak_most: Rule<u32>,
        /// Whether a mentor must be named before anyone can start.
        pub mentor_required: Rule<bool>,
        /// The most people that a full-time specialist follows up.
        pub caseload_most: Rule<u32>,
        /// The fewest people that are usual for a full-time specialist.
        pub caseload_least: Rule<u32> = Rule::silent(),
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
        pub floors: Rule<Vec<FloorRule>> = Rule::silent(),
    }

    /// How much work without pay there can be, in jobbsmak and trials that no job came of.
    pub struct UnpaidMost {
        /// Months back from a new one that count.
        pub in_months: Months,
        /// Weeks of one person, wherever they were.
        pub person_weeks: WeekCount,
        /// Weeks at one workplace, whoever was there.
        pub workplace_weeks: WeekCount,
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

value_schema!(DayOfYear, &["A day of every year, as 12-24."], {
    "type": "string", "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
});

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

impl JsonSchema for HoursByNeed {
    fn schema_name() -> Cow<'static, str> {
        "HoursByNeed".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let hours = generator.subschema_for::<WeeklyMinutes>();
        let weeks = json!({"type": "array", "items": hours, "minItems": 1, "maxItems": 4});
        json_schema!({
            "description": "Hours by support need, from level 1 to 5, and by week of the activity.",
            "type": "array", "items": weeks, "minItems": 5, "maxItems": 5,
        })
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

    /// A specialist's minutes for people in the week from a Monday, less the share of holidays and leave.
    ///
    /// # Panics
    ///
    /// Never: a share of the ordinary week is no more than it.
    #[must_use]
    pub fn minutes_at_work(&self, specialist: &JobSpecialist, monday: Date) -> u16 {
        let weekdays = &Weekday::ALL[..5];
        let at_work = |date: Date| {
            self.is_working_day(date) && !specialist.leave.iter().any(|leave| leave.contains(date))
        };
        let days = weekdays.iter().filter(|&&day| at_work(day_of_week(monday, day))).count();
        let minutes = usize::from(specialist.support_hours_week.minutes()) * days / weekdays.len();
        u16::try_from(minutes).expect("at most the ordinary week")
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
    crate::reading::read_format(text, SERVICE_MODEL_FORMAT, |root| {
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
mod tests;
