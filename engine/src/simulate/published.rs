//! The distributions that synthetic municipalities are drawn from.
//!
//! Each figure has its source, or is called an assumption. "Report 811" is Telemarksforsking report 811 (2024).

use crate::domain::{JobFamily, TravelMode};

/// Positions of the 40 people in work in Lillestrøm in 2023, in per cent, and how many have each.
///
/// Source: report 811, 2.1.2 (mean 56, one in five below 30, one in four from 80 up, 15 below 50); which 40
/// positions they are is computed from those figures, since only they are printed.
pub const POSITIONS: [(u8, f64); 10] = [
    (20, 4.0),
    (25, 4.0),
    (30, 1.0),
    (40, 6.0),
    (50, 5.0),
    (60, 7.0),
    (70, 3.0),
    (80, 4.0),
    (90, 1.0),
    (100, 5.0),
];

/// Positions that candidates wish for at most, in per cent, among those who wish for 20 or more.
///
/// An assumption, close to [`POSITIONS`]: wishes have not been published.
pub const WISHES: [(u8, f64); 10] = [
    (20, 0.10),
    (25, 0.07),
    (30, 0.06),
    (40, 0.15),
    (50, 0.20),
    (60, 0.17),
    (70, 0.08),
    (80, 0.09),
    (90, 0.03),
    (100, 0.05),
];

/// Share of candidates who wish for less than 20 per cent.
///
/// An assumption; Oslo and Indre Fosen have had people at 10 per cent (report 811, 2.2 and 2.6).
pub const BELOW_LEAST: f64 = 0.10;

/// Job families of the 40 people in work in Lillestrøm.
///
/// Source: report 811, 2.1.2 (shop 9, kitchen 9, care 6, caretaking and cleaning 5, others 11). How the 6
/// and the 11 divide is an assumption.
pub const FAMILIES: [(JobFamily, f64); 10] = [
    (JobFamily::Shop, 9.0),
    (JobFamily::Kitchen, 9.0),
    (JobFamily::Care, 3.0),
    (JobFamily::Children, 3.0),
    (JobFamily::Caretaking, 5.0),
    (JobFamily::Driving, 2.0),
    (JobFamily::Animals, 2.0),
    (JobFamily::Recycling, 2.0),
    (JobFamily::Office, 3.0),
    (JobFamily::Production, 2.0),
];

/// Families that other pilots had (report 811, chapter 2), and their part of openings and interests.
///
/// An assumption: the report names them without shares.
pub const OTHER_FAMILIES: ([JobFamily; 5], f64) = (
    [
        JobFamily::Gardening,
        JobFamily::Library,
        JobFamily::Warehouse,
        JobFamily::Laundry,
        JobFamily::Media,
    ],
    0.10,
);

/// Share of the people in work whose workplace is public: 21 of 40.
///
/// Source: report 811, 2.1.2.
pub const PUBLIC: f64 = 21.0 / 40.0;

/// Support need of candidates, levels 1 to 5.
///
/// An assumption: nobody has published levels.
pub const SUPPORT_NEED: [(u8, f64); 5] = [(1, 0.15), (2, 0.30), (3, 0.30), (4, 0.17), (5, 0.08)];

/// Support need that workplaces are set up for, levels 1 to 5: less than candidates have, so that those with
/// the greatest need meet scarce openings.
///
/// Source: report 811, 2.2.4 and 2.4, for the direction; the shares are an assumption.
pub const TOLERANCE: [(u8, f64); 5] = [(1, 0.35), (2, 0.35), (3, 0.18), (4, 0.09), (5, 0.03)];

/// A mentor's hours a week by the support need that the workplace is set up for.
///
/// Source: report 811, 2.1.4: from 3 to 16 hours at the start; that levels lie at these hours is an assumption.
pub const MENTOR_HOURS: [f64; 5] = [3.0, 5.0, 7.4, 11.0, 16.0];

/// People at a time in an opening. An assumption.
pub const PLACES: [(u8, f64); 3] = [(1, 0.6), (2, 0.2), (3, 0.2)];

/// Weeks from one visit to the next, by months in the job up to which it holds.
///
/// Source: report 811, 2.1.2: from every second to every sixth week, most at the start; the steps are an
/// assumption.
pub const VISITS: [(i32, u8); 4] = [(1, 1), (3, 2), (9, 4), (i32::MAX, 6)];

/// Share of the people in work who came in the last two of six years: 27 of 40.
///
/// Source: report 811, 2.1.2 (13 in the trial of 2018 to 2021, 27 in 2022 and 2023).
pub const CAME_LATELY: f64 = 27.0 / 40.0;

/// Mean number of weeks that candidates have waited. An assumption.
pub const MEAN_WAITING_WEEKS: f64 = 30.0;

/// Share of candidates on the way out of school. An assumption: schools are one of five ways in (report 811,
/// 2.1.2 and 4.2), without printed shares.
pub const LEAVING_SCHOOL: f64 = 0.20;

/// Share of candidates who have a job specialist. An assumption.
pub const HAS_SPECIALIST: f64 = 0.92;

/// The longest way to work, in minutes. An assumption.
pub const MINUTES_MOST: [(u8, f64); 5] =
    [(20, 0.10), (30, 0.25), (40, 0.20), (45, 0.20), (60, 0.25)];

/// Share of candidates for whom a way to travel works. An assumption.
pub const TRAVEL_MODES: [(TravelMode, f64); 4] = [
    (TravelMode::Walk, 0.5),
    (TravelMode::Bicycle, 0.2),
    (TravelMode::PublicTransport, 0.75),
    (TravelMode::Car, 0.2),
];

/// Inhabitants of invented municipalities are lognormal: the logarithms of the median, and their spread.
///
/// Computed from two figures: about 70 per cent are smaller than Indre Fosen with 10 000 (report 811,
/// chapter 2), and 5 489 000 people live in 357 municipalities (Statistics Norway, 2023).
pub const INHABITANTS: (f64, f64) = (4_340.0, 1.591);

/// A job specialist's hours a week for candidates and people in work, in a full-time post. An assumption.
pub const SUPPORT_HOURS: f64 = 24.0;

/// Posts of job specialists, in per cent, for each person in work or looking for it.
///
/// Source: report 811, 2.1.2: 3.5 posts for 40 people in work; the 25 candidates beside them are an assumption.
pub const POST_PCT_PER_PERSON: f64 = 350.0 / 65.0;

/// Employers for each job or opening: 35 for 40 people in work.
///
/// Source: report 811, 2.1.2: 30 to 35 employers.
pub const EMPLOYERS_PER_JOB: f64 = 35.0 / 40.0;

/// A bonus wage on top of a benefit, in øre an hour.
///
/// Source: report 811, 2.2.3 to 2.2.5: 30 kroner an hour.
pub const BONUS_ORE: u32 = 3_000;
