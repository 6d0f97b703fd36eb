//! Everything that can be wrong with a plan, as data.

use thiserror::Error;

use super::super::BlockOwner;

/// One thing that is wrong with a plan or its certificate.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Breach {
    /// `format` names another format.
    #[error("format is {found:?}")]
    Format {
        /// What it names.
        found: String,
    },
    /// A start is for no option of the problem.
    #[error("starts[{at}]: {candidate} has no option at {opening} with {profile}")]
    NoSuchOption {
        /// Position among the starts.
        at: usize,
        /// Whose start.
        candidate: String,
        /// Where.
        opening: String,
        /// What it takes.
        profile: String,
    },
    /// Rule 1: a start lies outside its window.
    #[error("{candidate} at {opening}: starts in week {week}, outside {earliest} to {latest}")]
    OutsideWindow {
        /// Whose start.
        candidate: String,
        /// Where.
        opening: String,
        /// When.
        week: usize,
        /// First week allowed.
        earliest: usize,
        /// Last week allowed.
        latest: usize,
    },
    /// Rule 1: an activity passes the end of the horizon.
    #[error(
        "{candidate} at {opening}: {length} weeks from week {week} pass the horizon of {horizon}"
    )]
    PastHorizon {
        /// Whose activity.
        candidate: String,
        /// Where.
        opening: String,
        /// When it starts.
        week: usize,
        /// How many weeks it lasts.
        length: usize,
        /// Weeks in the horizon.
        horizon: usize,
    },
    /// Rule 2: two activities at a time.
    #[error("{candidate}: two activities in week {week}")]
    Overlap {
        /// Whose activities.
        candidate: String,
        /// First week of the second.
        week: usize,
    },
    /// Rule 2: an activity in a busy week.
    #[error("{candidate}: planned in the busy week {week}")]
    BusyWeek {
        /// Whose week.
        candidate: String,
        /// Which.
        week: usize,
    },
    /// Rule 3: more than one trial.
    #[error("{candidate}: {trials} trials, at most 1")]
    TooManyTrials {
        /// Whose trials.
        candidate: String,
        /// How many.
        trials: usize,
    },
    /// Rule 3: more than `max_jobbsmak`.
    #[error("{candidate}: {jobbsmak} jobbsmak, at most {most}")]
    TooManyJobbsmak {
        /// Whose jobbsmak.
        candidate: String,
        /// How many.
        jobbsmak: usize,
        /// The limit.
        most: u32,
    },
    /// Rule 3: two jobbsmak in one topic.
    #[error("{candidate}: two jobbsmak in {topic}")]
    TopicTwice {
        /// Whose jobbsmak.
        candidate: String,
        /// The topic.
        topic: String,
    },
    /// Rule 4: a jobbsmak that is not over when the trial starts.
    #[error("{candidate}: jobbsmak in week {week} is not over before the trial in week {trial}")]
    JobbsmakAfterTrial {
        /// Whose activities.
        candidate: String,
        /// Week of the jobbsmak.
        week: usize,
        /// Week in which the trial starts.
        trial: usize,
    },
    /// Rule 5: more people than places.
    #[error("{opening} week {week}: {people} people on {places} places")]
    Places {
        /// Where.
        opening: String,
        /// When.
        week: usize,
        /// How many come.
        people: u32,
        /// How many can.
        places: u32,
    },
    /// Rule 5: more mentor hours than the workplace has.
    #[error("{opening} week {week}: {hours} mentor hours of {limit}")]
    MentorHours {
        /// Where.
        opening: String,
        /// When.
        week: usize,
        /// Hours taken.
        hours: f64,
        /// Hours there are.
        limit: f64,
    },
    /// Rule 5: more trials than an opening may have.
    #[error("{opening}: {trials} trials start, at most {most}")]
    OpeningTrials {
        /// Where.
        opening: String,
        /// How many start.
        trials: u32,
        /// The limit.
        most: u32,
    },
    /// Rule 6: more hours than a specialist has.
    #[error("{specialist} week {week}: {hours} support hours of {limit}")]
    SupportHours {
        /// Whose hours.
        specialist: String,
        /// When.
        week: usize,
        /// Hours taken.
        hours: f64,
        /// Hours there are.
        limit: f64,
    },
    /// Rule 6: a profile that needs a specialist, for somebody who has none.
    #[error("{candidate}: {profile} takes hours of a specialist, and there is none")]
    NeedsSpecialist {
        /// Who has none.
        candidate: String,
        /// What needs one.
        profile: String,
    },
    /// Rule 7: more trials than a specialist has room for.
    #[error("{specialist}: {trials} candidates get a trial, room for {room}")]
    Caseload {
        /// Whose room.
        specialist: String,
        /// How many get a trial.
        trials: u32,
        /// The room.
        room: u32,
    },
    /// A figure of the plan is not a finite number.
    #[error("{field} is {value}, not a finite number")]
    NotFinite {
        /// Which figure.
        field: &'static str,
        /// What it is.
        value: f64,
    },
    /// The objective is not what the starts are worth.
    #[error("objective is {claimed}, the starts are worth {recomputed}")]
    Objective {
        /// What the plan says.
        claimed: f64,
        /// What its starts are worth.
        recomputed: f64,
    },
    /// The bound is below the plan's own worth.
    #[error("bound {bound} is below the plan's own worth {objective}")]
    BoundBelowPlan {
        /// What the plan says.
        bound: f64,
        /// What its starts are worth.
        objective: f64,
    },
    /// The gap is not that of objective and bound.
    #[error("gap is {claimed}, objective and bound make it {recomputed}")]
    Gap {
        /// What the plan says.
        claimed: f64,
        /// What its figures make it.
        recomputed: f64,
    },
    /// A price is for an opening that is not there.
    #[error("certificate: prices of {opening}, which is no opening")]
    PricedUnknownOpening {
        /// The id.
        opening: String,
    },
    /// An opening has two entries.
    #[error("certificate: {opening} is priced twice")]
    OpeningPricedTwice {
        /// The id.
        opening: String,
    },
    /// A list of prices does not have one entry a week.
    #[error("certificate: {opening} has {found} prices in {field}, the horizon has {weeks} weeks")]
    PricesLength {
        /// Whose prices.
        opening: String,
        /// Which list.
        field: &'static str,
        /// Its length.
        found: usize,
        /// The length due.
        weeks: usize,
    },
    /// A price is negative or not a finite number.
    #[error("certificate: a price in {field} of {opening} is {price}")]
    Price {
        /// Whose price.
        opening: String,
        /// Which field.
        field: &'static str,
        /// What it is.
        price: f64,
    },
    /// Trials are priced where there is no limit on them.
    #[error("certificate: {opening} has no max_trials to price")]
    PricedWithoutLimit {
        /// Where.
        opening: String,
    },
    /// A price is for a group without a floor.
    #[error("certificate: price of {group}, which has no floor")]
    PricedUnknownFloor {
        /// The group.
        group: String,
    },
    /// A floor has two entries.
    #[error("certificate: floor {group} is priced twice")]
    FloorPricedTwice {
        /// The group.
        group: String,
    },
    /// A floor's price is not a number from 0 to its penalty.
    #[error("certificate: price {price} of floor {group} is outside 0 to {penalty}")]
    FloorPrice {
        /// The group.
        group: String,
        /// Its price.
        price: f64,
        /// The floor's penalty.
        penalty: f64,
    },
    /// A block is missing.
    #[error("certificate: no block for {0}")]
    BlockMissing(BlockOwner),
    /// A block is given twice.
    #[error("certificate: block of {0} twice")]
    BlockTwice(BlockOwner),
    /// A block is of no specialist, and of no candidate without one.
    #[error("certificate: block of {0}, which has none")]
    BlockUnknown(BlockOwner),
    /// A block's bound is not a number of at least 0.
    #[error("certificate: bound {bound} of {owner} is not a number of at least 0")]
    BlockBound {
        /// Whose block.
        owner: BlockOwner,
        /// Its bound.
        bound: f64,
    },
    /// The bound is not what prices and blocks add up to.
    #[error("bound is {claimed}, the certificate adds up to {certified}")]
    Uncertified {
        /// What the plan says.
        claimed: f64,
        /// The sum.
        certified: f64,
    },
    /// A choice within a block earns more than its bound.
    #[error("certificate: {owner} can earn {earns} at the prices, the bound says {bound}")]
    BlockRefuted {
        /// Whose block.
        owner: BlockOwner,
        /// Its bound.
        bound: f64,
        /// What was found.
        earns: f64,
    },
    /// A better plan exists than a search said.
    #[error("a plan is worth {worth}, the search says that none exceeds {bound}")]
    SearchRefuted {
        /// What the plan says.
        bound: f64,
        /// What was found.
        worth: f64,
    },
}
