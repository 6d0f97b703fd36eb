//! Municipalities: where people live. Invented ones, or what official lists say.

use std::collections::BTreeMap;

use super::draw::apportion;
use super::published::{EMPLOYERS_PER_JOB, INHABITANTS, POST_PCT_PER_PERSON};
use crate::domain::{Latitude, Longitude, MunicipalityNumber, PostalCode, PostalPoint, Words};
use crate::random::Random;
use crate::reading::codes;

codes! {
    /// How much is generated.
    pub enum Size {
        /// One municipality as Lillestrøm: 25 candidates, 40 in work.
        Small = "small",
        /// One municipality with 100 candidates.
        Municipality = "municipality",
        /// Fifteen districts of a city, each with 40 candidates and 10 in work.
        Medium = "medium",
        /// A county: 25 municipalities, 1 500 candidates.
        County = "county",
        /// A country: 357 municipalities, 12 000 candidates.
        National = "national",
    }
}

/// A municipality, or a district of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its number.
    pub number: MunicipalityNumber,
    /// Its name.
    pub name: Words,
    /// Where people live; at least one place.
    pub settlements: Vec<Settlement>,
}

/// A postal code and how many live there.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The code and where it is.
    pub point: PostalPoint,
    /// Inhabitants.
    pub inhabitants: f64,
}

/// How many of everything a municipality gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// Candidates.
    pub candidates: usize,
    /// People in work who are followed up.
    pub employed: usize,
    /// Openings.
    pub openings: usize,
    /// Employers.
    pub employers: usize,
    /// Posts of job specialists, in per cent.
    pub posts_pct: usize,
}

impl Size {
    /// How many municipalities or districts there are.
    #[must_use]
    pub fn municipalities(self) -> usize {
        match self {
            Self::Small | Self::Municipality => 1,
            Self::Medium => 15,
            Self::County => 25,
            Self::National => 357,
        }
    }

    /// Candidates, people in work, openings.
    ///
    /// Source: report 811, 2.1.2, for people in work in Lillestrøm and in Oslo's districts; ASVL and
    /// muligheterforalle.no for 3 700 in the country. The others are assumptions: 60 openings for each 100
    /// candidates, and people in work beside candidates as in the country.
    fn people(self) -> (usize, usize, usize) {
        match self {
            Self::Small => (25, 40, 30),
            Self::Municipality => (100, 31, 60),
            Self::Medium => (600, 150, 360),
            Self::County => (1_500, 462, 900),
            Self::National => (12_000, 3_700, 7_200),
        }
    }

    /// Shares out everything among municipalities by their inhabitants, so that none is without candidate and
    /// opening; a city's districts get the same.
    #[must_use]
    pub fn share_out(self, municipalities: &[Municipality]) -> Vec<Numbers> {
        let (candidates, employed, openings) = self.people();
        let inhabitants = |it: &Municipality| match self {
            Self::Medium => 1.0,
            _ => it.inhabitants().max(1.0),
        };
        let weights: Vec<f64> = municipalities.iter().map(inhabitants).collect();
        let least_one = |whole: usize| {
            let beyond = whole.saturating_sub(weights.len());
            apportion(beyond, &weights).into_iter().map(|part| part + 1)
        };
        least_one(candidates)
            .zip(least_one(openings))
            .zip(apportion(employed, &weights))
            .map(|((candidates, openings), employed)| Numbers {
                candidates,
                employed,
                openings,
                employers: scaled(employed.max(openings), EMPLOYERS_PER_JOB),
                posts_pct: scaled(candidates + employed, POST_PCT_PER_PERSON / 10.0).max(2) * 10,
            })
            .collect()
    }

    /// Invented municipalities, with a geography of their own.
    #[must_use]
    pub fn invent(self, seed: u64) -> Vec<Municipality> {
        let mut random = Random::of_part(seed, u64::MAX);
        (0..self.municipalities()).map(|at| invent(&mut random, self, at)).collect()
    }

    /// Those of a country's municipalities that a size is about: the one whose number of inhabitants is nearest,
    /// the largest divided into districts by postal code, the county with the most usual number of
    /// municipalities, or all.
    ///
    /// # Panics
    ///
    /// Where there are no municipalities.
    #[must_use]
    pub fn pick(self, mut country: Vec<Municipality>) -> Vec<Municipality> {
        let nearest = |country: Vec<Municipality>, aim: f64| {
            let off = |it: &Municipality| (it.inhabitants() - aim).abs();
            country.into_iter().min_by(|a, b| off(a).total_cmp(&off(b)))
        };
        match self {
            Self::National => country,
            Self::Small | Self::Municipality => {
                nearest(country, self.inhabitants_each()).into_iter().collect()
            }
            Self::Medium => nearest(country, f64::MAX)
                .map(|largest| largest.districts(self.municipalities()))
                .expect("there is a municipality"),
            Self::County => {
                let county_of = |it: &Municipality| it.number.as_str()[..2].to_owned();
                let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
                for municipality in &country {
                    *sizes.entry(county_of(municipality)).or_default() += 1;
                }
                let off = |size: &usize| size.abs_diff(self.municipalities());
                let chosen = sizes.iter().min_by_key(|(_, size)| off(size));
                let chosen = chosen.expect("there is a county").0.clone();
                country.retain(|it| county_of(it) == chosen);
                country
            }
        }
    }

    /// Inhabitants of a municipality or district of this size; drawn where there are several municipalities.
    ///
    /// Source: report 811, chapter 2, for Lillestrøm and for Oslo's districts (50 000 to 60 000).
    fn inhabitants_each(self) -> f64 {
        match self {
            Self::Small => 86_000.0,
            Self::Medium => 55_000.0,
            // As many for each candidate as in the country.
            Self::Municipality | Self::County | Self::National => 45_000.0,
        }
    }
}

impl Municipality {
    /// Everybody who lives there.
    #[must_use]
    pub fn inhabitants(&self) -> f64 {
        self.settlements.iter().map(|it| it.inhabitants).sum()
    }

    /// Parts with as many postal codes each, in the order of the codes; fewer where there are not as many codes.
    fn districts(mut self, count: usize) -> Vec<Self> {
        self.settlements.sort_by(|a, b| a.point.code.cmp(&b.point.code));
        let each = self.settlements.len().div_ceil(count);
        let district = |(at, part): (usize, &[Settlement])| Self {
            number: self.number.clone(),
            name: Words::new(&format!("{}, bydel {}", self.name, at + 1)).expect("letters"),
            settlements: part.to_vec(),
        };
        self.settlements.chunks(each).enumerate().map(district).collect()
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of people"
)]
fn scaled(number: usize, by: f64) -> usize {
    (number as f64 * by).round() as usize
}

/// First parts of invented names.
const BEGINNINGS: [&str; 24] = [
    "Rips",
    "Humle",
    "Dugg",
    "Tåke",
    "Lerke",
    "Kvitveis",
    "Brisk",
    "Siv",
    "Hegre",
    "Lønne",
    "Mose",
    "Spurve",
    "Timian",
    "Hassel",
    "Krekling",
    "Tranebær",
    "Svale",
    "Rim",
    "Solhatt",
    "Multe",
    "Linerle",
    "Kløver",
    "Snø",
    "Tiriltunge",
];

/// Last parts of invented names.
const ENDINGS: [&str; 15] = [
    "dal", "vik", "nes", "sund", "moen", "heim", "havn", "bygd", "lia", "eid", "berg", "strand",
    "voll", "tun", "holt",
];

fn invent(random: &mut Random, size: Size, at: usize) -> Municipality {
    let (median, spread) = INHABITANTS;
    let drawn = (median * libm::exp(spread * random.normal())).clamp(200.0, 700_000.0);
    let inhabitants = match size {
        Size::Small | Size::Medium | Size::Municipality => size.inhabitants_each(),
        Size::County | Size::National => drawn,
    };
    let (beginning, ending) = (BEGINNINGS[at % BEGINNINGS.len()], ENDINGS[at / BEGINNINGS.len()]);
    // Districts are of one municipality.
    let (number, name) = match size {
        Size::Medium => (9_001, format!("Bydel {beginning}{ending}")),
        _ => (9_001 + at, format!("{beginning}{ending}")),
    };
    // A middle of its own in each, and a town as wide as a walk or as a valley; assumptions.
    let middle = (58.5 + 11.0 * random.share(), 6.0 + 8.0 * random.share());
    let radius_km = if size == Size::Medium { 3.0 } else { 5.0 + 6.0 * random.normal().abs() };
    let count = scaled(1, (4.0 + inhabitants / 6_000.0).min(40.0));
    let settlements = (0..count).map(|rank| settle(random, middle, radius_km, rank));
    let mut settlements: Vec<Settlement> = settlements.collect();
    let weights: f64 = settlements.iter().map(|it| it.inhabitants).sum();
    for settlement in &mut settlements {
        settlement.inhabitants *= inhabitants / weights;
    }
    Municipality {
        number: MunicipalityNumber::new(&number.to_string()).expect("four digits"),
        name: Words::new(&name).expect("letters"),
        settlements,
    }
}

/// A place to live: the first in the middle, later ones farther out and smaller.
fn settle(random: &mut Random, middle: (f64, f64), radius_km: f64, rank: usize) -> Settlement {
    const KM_PER_DEGREE: f64 = 111.2;
    let far = if rank == 0 { 0.0 } else { radius_km * libm::sqrt(random.share()) };
    let turn = 2.0 * std::f64::consts::PI * random.share();
    let north = middle.0 + far * libm::sin(turn) / KM_PER_DEGREE;
    let narrower = libm::cos(middle.0.to_radians());
    let east = middle.1 + far * libm::cos(turn) / (KM_PER_DEGREE * narrower);
    let rounded = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
    #[expect(clippy::cast_precision_loss, reason = "at most forty")]
    let inhabitants = 1.0 / (1.0 + rank as f64);
    Settlement {
        point: PostalPoint {
            code: PostalCode::new(&format!("{}", 9_000 + rank)).expect("four digits"),
            latitude: Latitude::new(rounded(north)).expect("in Norway"),
            longitude: Longitude::new(rounded(east)).expect("in Norway"),
        },
        inhabitants,
    }
}
