//! `femtrinn generate SIZE --seed N --out DIR`: synthetic municipalities, one case each.

use std::fmt::Write;
use std::fs;
use std::io::{self, IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use engine::domain::service_model::{self, ServiceModel};
use engine::domain::{ServiceModelCode, Words, case};
use engine::simulate::{self, Fit, Municipality, Settings, Size, Tally};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::{Date, Weekday, date};

use super::counted;
use crate::code_lists;
use crate::failure::Failure;
use crate::files;

/// The rules that generated municipalities go by.
const RULES: &str = include_str!("../../../fixtures/service-models/lillestrom.json");

/// What their service model is called.
const MODEL_CODE: &str = "generated";
const MODEL_NAME: &str = "Oppdiktede kommuner, med reglene i Lillestrøm";

/// A Monday in an ordinary stretch of the year, always the same, so that a seed always gives the same.
const FIRST_MONDAY: Date = date(2027, 1, 11);

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How much: small (25 candidates), municipality (100), medium (a city of 15 districts), county (25
    /// municipalities) or national (357)
    #[arg(value_parser = size)]
    size: Size,
    /// What everything follows from: the same seed gives the same files
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where the files are written: a folder that is not there yet, or is empty
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A folder with official lists of municipalities, postal codes and occupations; without it, towns are invented
    #[arg(long, value_name = "DIR")]
    codes: Option<PathBuf>,
    /// The Monday on which the horizon begins
    #[arg(long, value_name = "DATE", default_value_t = FIRST_MONDAY, value_parser = monday)]
    first_monday: Date,
    /// Length of the horizon in weeks
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=26))]
    weeks: u8,
    /// Take out what makes one opening suit a person better than another: a control for measurements
    #[arg(long)]
    without_fit: bool,
}

pub(super) fn size(text: &str) -> Result<Size, String> {
    let found = Size::ALL.iter().copied().find(|size| size.code() == text);
    found.ok_or_else(|| {
        let known: Vec<&str> = Size::ALL.iter().map(|size| size.code()).collect();
        format!("there is no such size; use one of {}", known.join(", "))
    })
}

fn monday(text: &str) -> Result<Date, String> {
    let day: Date = text.parse().map_err(|_| "write a date, as 2027-01-11".to_owned())?;
    let known = (2026..2100).contains(&day.year()) && day.weekday() == Weekday::Monday;
    known.then_some(day).ok_or_else(|| "write a Monday from 2026 to 2099".to_owned())
}

/// Writes everything beside the folder first, so that it is there whole or not at all.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { size, seed, out, codes, .. } = arguments;
    expect_free(out)?;
    let municipalities = match codes {
        None => size.invent(*seed),
        Some(folder) => size.pick(code_lists::municipalities(folder)?),
    };
    let mut beside = out.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = write_all(arguments, &municipalities, &beside)
        .and_then(|()| fs::rename(&beside, out).map_err(|source| cannot_write(out, source)));
    if written.is_err() {
        // Whatever went wrong is told; a leftover that cannot be removed changes nothing.
        let _ = fs::remove_dir_all(&beside);
    }
    written?;
    let [candidates, openings] = total(*size, &municipalities);
    files::print(format!(
        "{}: {}, {candidates} candidates, {openings} openings; see {}\n",
        out.display(),
        counted(municipalities.len(), "part"),
        out.join("README.md").display(),
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn total(size: Size, municipalities: &[Municipality]) -> [usize; 2] {
    let numbers = size.share_out(municipalities);
    [numbers.iter().map(|it| it.candidates).sum(), numbers.iter().map(|it| it.openings).sum()]
}

fn cannot_write(path: &Path, source: io::Error) -> Failure {
    Failure::Write { name: path.display().to_string(), source }
}

/// Nothing is ever overwritten.
fn expect_free(out: &Path) -> Result<(), Failure> {
    let told = |text: &str| Err(cannot_write(out, io::Error::other(text.to_owned())));
    match fs::read_dir(out).map(|mut entries| entries.next().is_some()) {
        Ok(true) => told("the folder is not empty; name a new one"),
        Err(_) if out.exists() => told("this is no folder; name a new one"),
        Ok(false) | Err(_) => Ok(()),
    }
}

/// One case at a time, so that a whole country takes no more memory than its largest municipality.
fn write_all(
    arguments: &Arguments,
    municipalities: &[Municipality],
    folder: &Path,
) -> Result<(), Failure> {
    let Arguments { size, seed, first_monday, weeks, without_fit, .. } = arguments;
    let settings = Settings {
        seed: *seed,
        fit: if *without_fit { Fit::None } else { Fit::PersonByPlace },
        first_monday: *first_monday,
        horizon_weeks: usize::from(*weeks),
        service_model: ServiceModelCode::new(MODEL_CODE).expect("an id"),
    };
    fs::create_dir_all(folder).map_err(|source| cannot_write(folder, source))?;
    files::write(&folder.join("service-model.json"), service_model::write(&rules()))?;
    let bar = progress_bar(municipalities.len());
    let mut tally = Tally::default();
    for (part, (municipality, numbers)) in
        (0..).zip(municipalities.iter().zip(size.share_out(municipalities)))
    {
        let drawn = simulate::case(&settings, municipality, numbers, part);
        tally.add(&drawn);
        let own = folder.join(folder_of(*size, municipality, part));
        fs::create_dir(&own).map_err(|source| cannot_write(&own, source))?;
        files::write(&own.join("case.json"), case::write(&drawn))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    files::write(&folder.join("README.md"), read_me(arguments, municipalities, &tally))
}

/// The municipality's number, and that of the district where there are several.
fn folder_of(size: Size, municipality: &Municipality, part: u32) -> String {
    match size {
        Size::Medium => format!("{}-{:02}", municipality.number, part + 1),
        _ => municipality.number.to_string(),
    }
}

/// Lillestrøm's rules, under a name that says whose they are here.
fn rules() -> ServiceModel {
    let mut model = service_model::read(RULES).expect("a fixture is sound");
    model.code = ServiceModelCode::new(MODEL_CODE).expect("an id");
    model.name = Words::new(MODEL_NAME).expect("letters");
    model
}

/// A bar on the standard error where that is a terminal; elsewhere it shows nothing.
fn progress_bar(municipalities: usize) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} municipalities")
        .expect("the template has no variable that indicatif does not know");
    ProgressBar::new(municipalities as u64).with_style(style)
}

/// What was generated, how to use it, and how it came out beside what is published.
fn read_me(arguments: &Arguments, municipalities: &[Municipality], tally: &Tally) -> String {
    let Arguments { size, seed, codes, without_fit, .. } = arguments;
    let [candidates, openings] = total(*size, municipalities);
    let towns = match codes {
        None => "Towns and their geography are invented.",
        Some(_) => {
            "Towns, postal codes and where they are come from official lists; see the licences beside \
             those lists before passing this on."
        }
    };
    let fit = if *without_fit {
        "Person-by-place fit is taken out: every opening suits each person as it suits any other. The \
         shares of what candidates wish and need are therefore not the published ones."
    } else {
        "Interests, tasks, adaptations, hours and homes hang together, so that it matters who goes where."
    };
    let first = municipalities.iter().zip(0..).next();
    let first = first.map_or_else(String::new, |(it, part)| folder_of(*size, it, part));
    let mut text = format!(
        "# Synthetic municipalities: {size}, seed {seed}\n\n\
         {} (municipalities, or districts of one), {candidates} candidates, {openings} openings; one `case.json` \
         each. \
         Nobody in here exists. {towns} {fit}\n\n\
         Answer one of them, from this folder:\n\n    \
         femtrinn match {first}/case.json --service-model service-model.json\n\n\
         ## What came out\n\n\
         | of | share | rests on | aimed at | came out |\n| --- | --- | --- | ---: | ---: |\n",
        counted(municipalities.len(), "part"),
    );
    for it in tally.shares() {
        writeln!(
            text,
            "| {} | {} | {} | {:.1} % | {:.1} % |",
            it.of,
            it.what,
            it.basis,
            100.0 * it.published,
            100.0 * it.realised,
        )
        .expect("text can be written to");
    }
    text
}
