//! Employers, workplaces and openings.

use jiff::ToSpan;

use super::draw::{any, chance, one_of, some_of};
use super::families::{Picture, Shift, picture};
use super::published::{
    BONUS_ORE, FAMILIES, MENTOR_HOURS, OTHER_FAMILIES, PLACES, POSITIONS, TOLERANCE,
};
use super::{Drawing, Fit, Numbers};
use crate::domain::{
    Activity, Adaptation, Arena, Employer, EmployerId, JobFamily, Level, Mentor, MinuteOfDay,
    Opening, OpeningId, OrganisationNumber, Period, PositionPct, PositionRange, PostalCode,
    SchemeCode, Sector, Styrk08, Task, Wage, WageKind, WeekHours, Weekday, WeeklyMinutes, Words,
    Workplace, WorkplaceId,
};
use crate::random::Random;

/// Who has work to offer: employers with a workplace each, by job family.
pub(super) struct Employers {
    pub(super) all: Vec<Employer>,
    pub(super) workplaces: Vec<Workplace>,
    of_family: Vec<(JobFamily, Vec<usize>)>,
}

impl Employers {
    /// As many in each family as its jobs and openings ask for.
    pub(super) fn draw(
        drawing: &mut Drawing<'_>,
        numbers: Numbers,
        jobs: &[JobFamily],
        openings: &[JobFamily],
    ) -> Self {
        let mut all = Self { all: Vec::new(), workplaces: Vec::new(), of_family: Vec::new() };
        let work = jobs.len() + openings.len();
        for &family in JobFamily::ALL {
            let own = jobs.iter().chain(openings).filter(|it| **it == family).count();
            if own > 0 {
                let count = (own * numbers.employers).div_ceil(2 * work).max(own.div_ceil(3));
                let first = all.workplaces.len();
                for _ in 0..count {
                    all.add(drawing, picture(family));
                }
                all.of_family.push((family, (first..first + count).collect()));
            }
        }
        all
    }

    /// A workplace for work of a family.
    pub(super) fn workplace(&self, random: &mut Random, family: JobFamily) -> &Workplace {
        let of_family = self.of_family.iter().find(|(it, _)| *it == family);
        let (_, own) = of_family.expect("there are employers for each family that has work");
        &self.workplaces[*any(random, own)]
    }

    fn add(&mut self, drawing: &mut Drawing<'_>, picture: &Picture) {
        const PLACES: [&str; 16] = [
            "Solbakken",
            "Furulund",
            "Elvekanten",
            "Bjørkely",
            "Nordre",
            "Søndre",
            "Tangen",
            "Kornhaugen",
            "Brygga",
            "Torget",
            "Skogly",
            "Stasjonen",
            "Åsen",
            "Fjellgløtt",
            "Enga",
            "Havna",
        ];
        let at = self.all.len();
        let random = &mut drawing.random;
        let kind = any(random, picture.employers);
        let name = format!("{} {kind} {}", any(random, &PLACES), at + 1);
        let name = Words::new(&name).expect("letters");
        let employer = EmployerId::new(&format!("V-{:03}", at + 1)).expect("an id");
        let sector = if chance(random, picture.public) { Sector::Public } else { Sector::Private };
        let code = if chance(random, 0.4) { drawing.middle() } else { drawing.settlement() };
        self.workplaces.push(Workplace {
            id: WorkplaceId::new(&format!("A-{:03}", at + 1)).expect("an id"),
            employer: employer.clone(),
            name: name.clone(),
            postal_code: code,
            sector,
            arena: Arena::Ordinary,
        });
        let organisation_number = drawing.organisation_number();
        self.all.push(Employer { id: employer, name, organisation_number });
    }
}

/// Families of the work that people have.
pub(super) fn families_of_jobs(random: &mut Random, count: usize) -> Vec<JobFamily> {
    (0..count).map(|_| one_of(random, &FAMILIES)).collect()
}

/// A family that an opening is in or somebody is interested in.
pub(super) fn family(random: &mut Random) -> JobFamily {
    let (others, share) = OTHER_FAMILIES;
    if chance(random, share) { *any(random, &others) } else { one_of(random, &FAMILIES) }
}

/// An opening; with [`Fit::None`], one that asks of everybody the same as any other does.
pub(super) fn opening(
    drawing: &mut Drawing<'_>,
    at: usize,
    family: JobFamily,
    employers: &Employers,
) -> Opening {
    let drawn = draw(drawing, at, family, employers);
    match drawing.settings.fit {
        Fit::PersonByPlace => drawn,
        Fit::None => Opening {
            position: range(20, 100),
            independence_asked: Level::new(3).expect("a level"),
            mentor: Some(Mentor { named: true, hours_week: WeeklyMinutes::FULL_TIME }),
            adaptations: Vec::new(),
            activities: Activity::ALL.to_vec(),
            ..drawn
        },
    }
}

fn draw(drawing: &mut Drawing<'_>, at: usize, family: JobFamily, employers: &Employers) -> Opening {
    let picture = picture(family);
    let random = &mut drawing.random;
    let workplace = employers.workplace(random, family).id.clone();
    let &(code, title) = any(random, picture.titles);
    let tasks = 2 + random.below(picture.tasks.len() - 1);
    let tasks = some_of(random, picture.tasks, tasks);
    let tolerance = one_of(random, &TOLERANCE);
    let places = u32::from(one_of(random, &PLACES));
    let mentor_hours = MENTOR_HOURS[usize::from(tolerance) - 1] * libm::exp(0.2 * random.normal());
    let mentor_hours = (2.0 * mentor_hours * f64::from(places)).round() / 2.0;
    let asked = (5 - i64::from(tolerance) + i64::from(chance(random, 0.5))).clamp(1, 5);
    let usual = one_of(random, &POSITIONS);
    let position = range(usual.saturating_sub(*any(random, &[0, 10, 20])).max(20), usual);
    let certificate = picture.certificate.filter(|(_, likely)| chance(random, *likely));
    let activities = one_of(
        random,
        &[
            (&[Activity::Jobbsmak, Activity::Trial][..], 0.8),
            (&[Activity::Trial][..], 0.12),
            (&[Activity::Jobbsmak][..], 0.08),
        ],
    );
    let scheme = one_of(random, &[(Some("tao"), 0.7), (Some("municipal"), 0.1), (None, 0.2)]);
    let bonus = Wage { kind: WageKind::Bonus, ore_per_hour: Some(BONUS_ORE) };
    let first = drawing.settings.first_monday;
    let closed_from = first + i32::try_from(random.below(8)).expect("small").weeks();
    let closed = Period::new(Some(closed_from), Some(closed_from + 4.days()));
    Opening {
        id: OpeningId::new(&format!("O-{:03}", at + 1)).expect("an id"),
        title: Words::new(title).expect("a title"),
        workplace,
        made_for: None,
        family,
        styrk08: Some(Styrk08::new(code).expect("four digits")),
        tasks: tasks.into_iter().map(|kind| Task { kind, what: None }).collect(),
        position,
        places,
        trials_most: Some(places),
        hours: hours(random, picture.shift),
        independence_asked: Level::new(asked).expect("clamped"),
        mentor: Some(Mentor {
            named: chance(random, 0.8),
            hours_week: WeeklyMinutes::from_hours(mentor_hours.min(40.0)).expect("at most 40"),
        }),
        adaptations: adaptations(random, picture),
        certificates: certificate.map(|(certificate, _)| certificate).into_iter().collect(),
        activities: activities.to_vec(),
        open: Period::new(Some(first), None).expect("it does not end"),
        closed: closed.filter(|_| chance(random, 0.1)).into_iter().collect(),
        no_starts: Vec::new(),
        scheme: scheme.map(|code| SchemeCode::new(code).expect("an id")),
        wage: Some(bonus).filter(|_| chance(random, 0.6)),
        wishes: None,
    }
}

/// Positions from one to another, in per cent.
pub(super) fn range(least: u8, most: u8) -> PositionRange {
    let pct = |value: u8| PositionPct::new(i64::from(value)).expect("from 1 to 100");
    PositionRange::new(pct(least), pct(most)).expect("the least is not more than the most")
}

/// The same hours on some days, from and to in whole and half hours.
pub(super) fn week(days: &[Weekday], from: f64, to: f64) -> WeekHours {
    let time = |hours: f64| {
        let minutes = if hours.fract() > 0.0 { 30 } else { 0 };
        MinuteOfDay::new(&format!("{:02}:{minutes:02}", hours.floor())).expect("within the day")
    };
    WeekHours::new(days.iter().map(|&day| (day, time(from), time(to))))
}

/// Days from Monday to Friday.
pub(super) const WEEKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

fn hours(random: &mut Random, shift: Shift) -> WeekHours {
    let days = if chance(random, 0.6) { 5 } else { 3 + random.below(2) };
    let weekdays = some_of(random, &WEEKDAYS, days);
    let early = *any(random, &[7.0, 7.5, 8.0]);
    match shift {
        Shift::Early => week(&weekdays, early, early + 7.5),
        Shift::Office => week(&weekdays, early + 1.0, 16.0),
        Shift::Shop => {
            let saturday = chance(random, 0.5).then_some(Weekday::Saturday);
            let days: Vec<Weekday> = weekdays.into_iter().chain(saturday).collect();
            week(&days, early + 1.0, early + 9.0)
        }
        Shift::Kitchen if chance(random, 0.3) => {
            use Weekday::{Friday, Saturday, Thursday, Wednesday};
            week(&[Wednesday, Thursday, Friday, Saturday], 15.0, 21.0)
        }
        Shift::Kitchen => week(&weekdays, early, early + 7.0),
    }
}

/// What a workplace offers: mostly what such work lends itself to, and sometimes more.
fn adaptations(random: &mut Random, picture: &Picture) -> Vec<Adaptation> {
    let likely = |it: &Adaptation| if picture.eases.contains(it) { 0.85 } else { 0.35 };
    let all = Adaptation::ALL.iter().filter(|it| **it != Adaptation::SafeTransport);
    all.filter(|it| chance(random, likely(it))).copied().collect()
}

/// The next organisation number whose check digit is right; those below 800 000 000 are not given out.
pub(super) fn organisation_number(next: &mut u32) -> OrganisationNumber {
    loop {
        *next += 1;
        if let Ok(number) = OrganisationNumber::new(&format!("{next}")) {
            return number;
        }
    }
}

/// A postal code of a settlement.
pub(super) fn code_of(drawing: &Drawing<'_>, at: usize) -> PostalCode {
    drawing.municipality.settlements[at].point.code.clone()
}
