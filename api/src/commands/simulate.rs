//! `femtrinn simulate --years N --seed N`: what learning from outcomes gains, where the truth is known.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use engine::simulate::years::{
    Form, Policy, PolicyYears, ROUND_WEEKS, TruthGroup, YearsSettings, years,
};
use engine::simulate::{Municipality, Size};
use jiff::civil::{Date, date};

use super::answer::shipped_models;
use super::generate::size;
use crate::failure::Failure;
use crate::files;

/// A Monday in an ordinary stretch of the year, always the same, so that a seed always gives the same.
const FIRST_MONDAY: Date = date(2027, 1, 11);

/// Whose rules the invented municipalities go by.
const RULES: &str = "lillestrom";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How many years
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=10))]
    years: u8,
    /// The first seed: a truth, people and openings of its own
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many seeds
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=1000))]
    seeds: u64,
    /// How much: small (25 candidates at first), municipality (100), or medium (600 in the fifteen districts of a
    /// city, which learn together)
    #[arg(long, default_value = "municipality", value_parser = one_municipality)]
    size: Size,
    /// What is true of the chances after a try: model (what the model has) or fit (a try shows what fits, and
    /// changes nothing)
    #[arg(long, default_value = "model", value_parser = form)]
    truth: Form,
    /// How far the truth lies from the prior: 1 is as far as the prior itself believes, 0 is that it is right
    #[arg(long, default_value_t = 1.0, value_parser = spread)]
    spread: f64,
    /// Work units for each plan, of about 10 µs of one core each
    #[arg(long, value_name = "UNITS", default_value_t = 20_000)]
    work: u64,
}

fn one_municipality(text: &str) -> Result<Size, String> {
    match size(text)? {
        size @ (Size::Small | Size::Municipality | Size::Medium) => Ok(size),
        Size::County | Size::National => {
            Err("municipalities learn each from their own; use small, \
             municipality or medium"
                .to_owned())
        }
    }
}

fn form(text: &str) -> Result<Form, String> {
    let found = Form::ALL.iter().copied().find(|form| form.code() == text);
    found.ok_or_else(|| "there is no such truth; use model or fit".to_owned())
}

fn spread(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok().filter(|it| (0.0..=10.0).contains(it));
    number.ok_or_else(|| "write a number from 0 to 10, as 1.5".to_owned())
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { years: number, seed, seeds, size, truth, spread, work } = arguments;
    let models = shipped_models();
    let rules = models.iter().find(|it| it.code.as_str() == RULES);
    let rules = rules.expect("the rules are among those that are shipped");
    let rounds = (usize::from(*number) * 52).div_ceil(usize::try_from(ROUND_WEEKS).expect("small"));
    let mut lived: Vec<Vec<PolicyYears>> = Vec::new();
    for seed in *seed..seed.saturating_add(*seeds) {
        let municipalities: Vec<Municipality> = size.invent(seed);
        let numbers = size.share_out(&municipalities);
        let parts: Vec<_> = municipalities.into_iter().zip(numbers).collect();
        let settings = YearsSettings {
            seed,
            rounds,
            first_monday: FIRST_MONDAY,
            rules,
            form: *truth,
            spread: *spread,
            work: *work,
        };
        lived.push(years(&settings, &parts));
    }
    files::print(report(arguments, &lived))?;
    Ok(ExitCode::SUCCESS)
}

/// What a policy is called in the table.
fn name(policy: Policy) -> &'static str {
    match policy {
        Policy::FirstCome => "first come, first served",
        Policy::Prior => "the prior alone",
        Policy::Learning => "learning from outcomes",
        Policy::Known => "the true weights known",
    }
}

fn report(arguments: &Arguments, lived: &[Vec<PolicyYears>]) -> String {
    const TEXT: &str = "text can be written to";
    let Arguments { years, seed, seeds, size, truth, spread, .. } = arguments;
    let mut text = format!(
        "{years} years of {seeds} invented municipalities ({size}, seeds from {seed}); the truth is of the form \
         `{truth}`, {spread} times as far from the prior\nas the prior itself believes. Means over the seeds, with the \
         standard deviation between them.\n\n{:<26}{:>8}{:>9}{:>17}{:>17}{:>17}{:>17}\n",
        "", "", "", "share lasting,", "by true chances,", "the same in the", "told less true,",
    );
    writeln!(
        text,
        "{:<26}{:>8}{:>9}{:>17}{:>17}{:>17}{:>17}",
        "planned by",
        "trials",
        "lasting",
        "per cent",
        "per cent",
        "second year on",
        "second year on",
    )
    .expect(TEXT);
    for policy in Policy::ALL {
        let own: Vec<&PolicyYears> =
            lived.iter().flatten().filter(|it| it.policy == *policy).collect();
        let all = |figure: &dyn Fn(&PolicyYears) -> f64| -> Vec<f64> {
            own.iter().map(|it| figure(it)).collect()
        };
        writeln!(
            text,
            "{:<26}{:>8.1}{:>9.1}{:>17}{:>17}{:>17}{:>17}",
            name(*policy),
            mean(&all(&|it| count(it.all.trials))),
            mean(&all(&|it| count(it.all.lasted))),
            with_spread(&all(&|it| 100.0 * it.all.share())),
            with_spread(&all(&|it| 100.0 * it.all.expected_share())),
            with_spread(&all(&|it| 100.0 * it.late.expected_share())),
            with_spread(&all(&|it| 100.0 * it.late.told_too_much())),
        )
        .expect(TEXT);
    }
    let of = |policy: Policy| {
        lived.iter().filter_map(move |it| it.iter().find(|it| it.policy == policy))
    };
    text.push_str(
        "\nAgainst the prior alone, seed by seed, in percentage points (standard error):\n",
    );
    for policy in [Policy::FirstCome, Policy::Learning, Policy::Known] {
        let gain = |share: fn(&PolicyYears) -> f64| -> Vec<f64> {
            let both = of(policy).zip(of(Policy::Prior));
            both.map(|(one, prior)| 100.0 * (share(one) - share(prior))).collect()
        };
        let late = gain(|it| it.late.expected_share());
        let better = late.iter().filter(|it| **it > 0.0).count();
        writeln!(
            text,
            "{:<26} {} as drawn, {} by true chances; {} in the second year on, better in {better} of {}",
            name(policy),
            with_error(&gain(|it| it.all.share())),
            with_error(&gain(|it| it.all.expected_share())),
            with_error(&late),
            late.len(),
        )
        .expect(TEXT);
    }
    text.push_str("\nWhat is told of all possible trials after the first year, beside the truth, by tenths:\n");
    for policy in [Policy::Prior, Policy::Learning] {
        let farthest: Vec<f64> = of(policy).map(PolicyYears::farthest).collect();
        let off: Vec<f64> = of(policy).map(PolicyYears::off).collect();
        writeln!(
            text,
            "\n{}: off by {:.3} on average, by {:.3} in the farthest tenth of a municipality (the worst: {:.3})",
            name(policy),
            mean(&off),
            mean(&farthest),
            farthest.iter().copied().fold(0.0, f64::max),
        )
        .expect(TEXT);
        text.push_str("  told  true  (of all seeds together)\n");
        for tenth in together(&of(policy).map(|it| &it.tenths[..]).collect::<Vec<_>>()) {
            writeln!(text, "  {:.3} {:.3}", tenth.told, tenth.truth).expect(TEXT);
        }
    }
    text
}

/// Tenths of all seeds, tenth by tenth.
fn together(seeds: &[&[TruthGroup]]) -> Vec<TruthGroup> {
    let most = seeds.iter().map(|it| it.len()).max().unwrap_or(0);
    let tenth = |at: usize| {
        let own: Vec<&TruthGroup> = seeds.iter().filter_map(|it| it.get(at)).collect();
        let of = |figure: fn(&TruthGroup) -> f64| {
            mean(&own.iter().map(|it| figure(it)).collect::<Vec<_>>())
        };
        TruthGroup {
            trials: own.iter().map(|it| it.trials).sum(),
            told: of(|it| it.told),
            truth: of(|it| it.truth),
        }
    };
    (0..most).map(tenth).collect()
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

fn mean(figures: &[f64]) -> f64 {
    figures.iter().sum::<f64>() / count(figures.len().max(1))
}

/// The standard deviation between figures.
fn deviation(figures: &[f64]) -> f64 {
    let middle = mean(figures);
    let squares: f64 = figures.iter().map(|it| (it - middle) * (it - middle)).sum();
    (squares / count(figures.len().saturating_sub(1).max(1))).sqrt()
}

fn with_spread(figures: &[f64]) -> String {
    format!("{:.1} ± {:.1}", mean(figures), deviation(figures))
}

/// With the standard error of the mean.
fn with_error(figures: &[f64]) -> String {
    let error = deviation(figures) / count(figures.len().max(1)).sqrt();
    format!("{:+.2} ({error:.2})", mean(figures))
}
