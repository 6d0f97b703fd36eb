//! `femtrinn what-if CASE --pin K-07:O-06 --ban K-02:O-05 --set openings/O-06/mentor/hours_week=6`

use std::process::ExitCode;

use clap::Args;
use engine::domain::{Activity, CandidateId, Case, OpeningId, Published, case, monday_of_week};
use engine::reading::edit;
use engine::revise::{Difference, difference};
use engine::{Reply, answer};
use femtrinn_api::text::{self, Asked};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Question, as_json, model_of};
use super::malformed;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,
    /// A pair that is to be in the plan, with the activity and the week or Monday where they matter:
    /// K-07:O-06, K-07:O-06:trial, K-07:O-06:trial:50, K-07:O-06:trial:2026-12-07
    #[arg(long, value_name = "PAIR", value_parser = pair)]
    pin: Vec<Pair>,
    /// A pair that is not to be in the plan: K-07:O-06, K-07:O-06:jobbsmak
    #[arg(long, value_name = "PAIR", value_parser = pair)]
    ban: Vec<Pair>,
    /// A changed figure of the case, by the names of its fields and the ids of its items:
    /// openings/O-06/mentor/hours_week=6, openings/O-06/adaptations/+=quiet; nothing after `=` takes it away
    #[arg(long, value_name = "PATH=VALUE", value_parser = change)]
    set: Vec<(String, Value)>,
    /// Plan anew, instead of keeping the starts of the present plan where they can be kept
    #[arg(long)]
    anew: bool,
}

/// A pair as it is written on the command line.
#[derive(Debug, Clone)]
struct Pair {
    candidate: CandidateId,
    opening: OpeningId,
    activity: Option<Activity>,
    when: Option<When>,
}

/// A week by its number in the calendar, or by its Monday.
#[derive(Debug, Clone, Copy)]
enum When {
    Week(i8),
    Monday(Date),
}

fn pair(text: &str) -> Result<Pair, String> {
    const FORM: &str = "write CANDIDATE:OPENING, and after that :trial or :jobbsmak and :WEEK";
    let mut parts = text.split(':');
    let candidate = parts.next().and_then(CandidateId::new).ok_or(FORM)?;
    let opening = parts.next().and_then(OpeningId::new).ok_or(FORM)?;
    let activity = parts.next().map(|code| {
        let known = Activity::ALL.iter().copied().find(|it| it.code() == code);
        known.ok_or_else(|| format!("there is no activity {code}; write trial or jobbsmak"))
    });
    let when = parts.next().map(|week| match (week.parse::<i8>(), week.parse::<Date>()) {
        (Ok(number @ 1..=53), _) => Ok(When::Week(number)),
        (_, Ok(monday)) => Ok(When::Monday(monday)),
        _ => Err(format!("{week} is no week; write its number, such as 50, or its Monday")),
    });
    if parts.next().is_some() {
        return Err(FORM.to_owned());
    }
    Ok(Pair { candidate, opening, activity: activity.transpose()?, when: when.transpose()? })
}

fn change(text: &str) -> Result<(String, Value), String> {
    let (path, value) = text.split_once('=').ok_or("write PATH=VALUE")?;
    let value = match value {
        "" => Value::Null,
        value => serde_json::from_str(value).unwrap_or_else(|_| Value::from(value)),
    };
    Ok((path.to_owned(), value))
}

/// The answer as data.
#[derive(Serialize)]
struct Told<'a> {
    format: &'static str,
    difference: &'a Difference,
    /// The answer to the changed case.
    answer: &'a Reply,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { question, pin, ban, set, anew } = arguments;
    let models = question.models()?;
    let text = files::read(&question.case)?;
    let present = question.read(&text, &models)?;
    let changed = changed(question, arguments, &present, text)?;
    let name = format!("{} with the changes", question.case.display());
    let mut changed =
        case::read(&changed, &models).map_err(|faults| malformed(name.as_ref(), &faults))?;
    let (before, after) = question
        .effort
        .spend(|settings| {
            let before = answer(&present, model_of(&present, &models), settings)?;
            if !anew {
                publish(&mut changed, &before);
            }
            let after = answer(&changed, model_of(&changed, &models), settings)?;
            Ok::<_, engine::RulesLacking>((before, after))
        })
        .map_err(|lacking| malformed(&question.case, &[lacking]))?;
    let difference = difference(&before.answer, &after.answer);
    let set = set.iter().map(|(path, value)| Asked::Set {
        path: path.clone(),
        value: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    });
    let pins = pin.iter().map(|it| Asked::Pin(it.candidate.clone(), it.opening.clone()));
    let bans = ban.iter().map(|it| Asked::Ban(it.candidate.clone(), it.opening.clone()));
    let asked: Vec<Asked> = set.chain(pins).chain(bans).collect();
    files::print(&if question.effort.json {
        let format = "femtrinn-what-if/1";
        as_json(&Told { format, difference: &difference, answer: &after })
    } else {
        let model = model_of(&changed, &models);
        text::what_if(question.effort.language, &changed, model, &asked, (&difference, &after))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The text of the case with every change, or every change that cannot be made.
fn changed(
    question: &Question,
    arguments: &Arguments,
    present: &Case,
    mut text: String,
) -> Result<String, Failure> {
    let mut changes = arguments.set.clone();
    let mut faults = Vec::new();
    for (list, pairs) in [("pins/+", &arguments.pin), ("bans/+", &arguments.ban)] {
        for Pair { candidate, opening, activity, when } in pairs {
            let mut decision = json!({"candidate": candidate, "opening": opening});
            if let Some(activity) = activity {
                decision["activity"] = json!(activity);
            }
            match when.map(|when| monday_of(present, when)) {
                Some(Ok(monday)) if list == "pins/+" => decision["first_monday"] = json!(monday),
                Some(Err(fault)) => faults.push(format!("{candidate}:{opening}: {fault}")),
                Some(Ok(_)) => faults.push(format!(
                    "{candidate}:{opening}: a ban holds for every week; leave the week out"
                )),
                None => {}
            }
            changes.push((list.to_owned(), decision));
        }
    }
    for (path, value) in changes {
        match edit(&text, &path, &value) {
            Ok(edited) => text = edited,
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    if faults.is_empty() { Ok(text) } else { Err(malformed(&question.case, &faults)) }
}

/// The Monday of a week within the horizon of the case.
fn monday_of(case: &Case, when: When) -> Result<Date, String> {
    let mut mondays = (0..case.horizon_weeks).map(|week| monday_of_week(case.first_monday, week));
    let number = |monday: &Date| monday.iso_week_date().week();
    match when {
        When::Monday(monday) => Ok(monday),
        When::Week(week) => mondays.find(|it| number(it) == week).ok_or_else(|| {
            let last = monday_of_week(case.first_monday, case.horizon_weeks - 1);
            let (first, last) = (number(&case.first_monday), number(&last));
            format!("week {week} lies outside the case; give a week from {first} to {last}")
        }),
    }
}

/// Holds the present plan together, so that what differs is what the changes do.
fn publish(case: &mut Case, before: &Reply) {
    for proposal in &before.answer.proposals {
        let (candidate, opening) = (&proposal.candidate, &proposal.opening);
        let has = |it: &Published| (&it.candidate, &it.opening) == (candidate, opening);
        let is_there = case.candidates.iter().any(|it| it.id == *candidate)
            && case.openings.iter().any(|it| it.id == *opening);
        if is_there && !case.published.iter().any(has) {
            case.published.push(Published {
                candidate: candidate.clone(),
                opening: opening.clone(),
                activity: proposal.activity,
                first_monday: proposal.monday,
                told: false,
            });
        }
    }
}
