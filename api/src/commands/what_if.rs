//! `femtrinn what-if CASE --pin K-07:O-06 --ban K-02:O-05 --set openings/O-06/mentor/hours_week=6`

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;
use engine::domain::{
    Activity, CandidateId, Case, OpeningId, ServiceModel, WeeklyMinutes, case, monday_of_week,
    service_model,
};
use engine::reading::edit;
use engine::repair::{Change, Repair, SERVICE_MODEL};
use engine::revise::{Difference, difference, hold};
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
    /// openings/O-06/mentor/hours_week=6, openings/O-06/adaptations/+=quiet; nothing after `=` takes it away. A
    /// path that begins with `service_model/` changes the rules: `service_model/schemes/tao/quota/0/value=41`
    #[arg(long, value_name = "PATH=VALUE", value_parser = change)]
    set: Vec<(String, Value)>,
    /// What would help, as the answer tells it: K-16 for the first line of the candidate's, K-16:2 for the second
    #[arg(long, value_name = "CANDIDATE", value_parser = line)]
    repair: Vec<Line>,
    /// Plan anew, instead of keeping the starts of the present plan where they can be kept
    #[arg(long)]
    anew: bool,
}

/// A pair as it is written on the command line.
#[derive(Debug, Clone, PartialEq)]
struct Pair {
    candidate: CandidateId,
    opening: OpeningId,
    activity: Option<Activity>,
    when: Option<When>,
}

/// A line of what would help a candidate, counted from 1.
#[derive(Debug, Clone)]
struct Line {
    candidate: CandidateId,
    number: usize,
}

/// A week by its number in the calendar, or by its Monday.
#[derive(Debug, Clone, Copy, PartialEq)]
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

fn line(text: &str) -> Result<Line, String> {
    const FORM: &str = "write CANDIDATE, or CANDIDATE:LINE with a number from 1";
    let (candidate, number) = text.split_once(':').unwrap_or((text, "1"));
    let candidate = CandidateId::new(candidate).ok_or(FORM)?;
    let number = number.parse().ok().filter(|number| *number > 0).ok_or(FORM)?;
    Ok(Line { candidate, number })
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
    let Arguments { question, pin, ban, set, repair, anew } = arguments;
    let models = question.models()?;
    let text = files::read(&question.case)?;
    let present = question.read(&text, &models)?;
    let values = question.value_model()?;
    let answered = |case: &Case, models: &[ServiceModel]| {
        let rules = model_of(case, models);
        let found = question.effort.spend(|settings| answer(case, rules, &values, settings));
        found.map_err(|lacking| malformed(&question.case, &[lacking]))
    };
    let before = answered(&present, &models)?;
    let (decisions, mut faults) = decisions(arguments, &present);
    faults.extend(unclear(arguments));
    let (repairs, unknown) = repairs(repair, &before);
    faults.extend(unknown);
    let edits = repairs.iter().flat_map(|it| &it.edits).map(|it| {
        let within = if it.of == Some(SERVICE_MODEL) { RULES } else { "" };
        (format!("{within}{}", it.path), it.value.clone())
    });
    let wanted = decisions.into_iter().chain(set.iter().cloned()).chain(edits);
    let documents = Documents { case: text, rules: question.model_text(&present.service_model)? };
    let documents = documents.with(wanted, &mut faults);
    if !faults.is_empty() {
        return Err(malformed("what is to be changed".as_ref(), &faults));
    }
    let (mut changed, models) = documents.read(question)?;
    if !anew {
        hold(&mut changed, &before.answer);
    }
    let after = answered(&changed, &models)?;
    let difference = difference(&before.answer, &after.answer);
    let set = set.iter().map(|(path, value)| asked_to_set(&present, path, value));
    let made = repairs.iter().flat_map(|it| &it.changes).cloned().map(Asked::Change);
    let once = |pairs: &[Pair]| {
        let pair = |it: &Pair| (it.candidate.clone(), it.opening.clone());
        pairs.iter().map(pair).collect::<BTreeSet<_>>().into_iter()
    };
    let pins = once(pin).map(|(candidate, opening)| Asked::Pin(candidate, opening));
    let bans = once(ban).map(|(candidate, opening)| Asked::Ban(candidate, opening));
    let asked: Vec<Asked> = set.chain(made).chain(pins).chain(bans).collect();
    files::print(&if question.effort.json {
        let format = "femtrinn-what-if/1";
        as_json(&Told { format, difference: &difference, answer: &after })
    } else {
        let model = model_of(&changed, &models);
        let cases = (&present, &changed);
        text::what_if(question.effort.language, cases, model, &asked, (&difference, &after))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A path, and what is to stand there.
type Edited = (String, Value);

/// What begins a path in the service model.
const RULES: &str = "service_model/";

/// What can be changed: the texts of the case and of its service model.
struct Documents {
    case: String,
    rules: String,
}

impl Documents {
    /// The texts with every change; what cannot be made is added to the faults.
    fn with(mut self, changes: impl IntoIterator<Item = Edited>, faults: &mut Vec<String>) -> Self {
        for (path, value) in changes {
            let (document, path) = match path.strip_prefix(RULES) {
                Some(path) => (&mut self.rules, path),
                None => (&mut self.case, path.as_str()),
            };
            match edit(document, path, &value) {
                Ok(edited) => *document = edited,
                Err(fault) => faults.push(format!("--set {path}: {fault}")),
            }
        }
        self
    }

    /// The case, and the service model before those that it had before.
    fn read(&self, question: &Question) -> Result<(Case, Vec<ServiceModel>), Failure> {
        let name = |of: &str| format!("{}{of} with the changes", question.case.display());
        let rules = service_model::read(&self.rules)
            .map_err(|faults| malformed(name(": the service model").as_ref(), &faults))?;
        let mut models = question.models()?;
        models.insert(0, rules);
        let case = case::read(&self.case, &models)
            .map_err(|faults| malformed(name("").as_ref(), &faults))?;
        Ok((case, models))
    }
}

/// A changed figure; said as a change of the case where it is one that could help somebody.
fn asked_to_set(present: &Case, path: &str, value: &Value) -> Asked {
    let told = match value {
        Value::Null => None,
        value => Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
    };
    as_change(present, path, value)
        .map_or_else(|| Asked::Set { path: path.to_owned(), value: told }, Asked::Change)
}

/// Hours of a mentor or of a job specialist, and places, as the change that they are.
fn as_change(present: &Case, path: &str, value: &Value) -> Option<Change> {
    let hours = || WeeklyMinutes::from_hours(value.as_f64()?).ok();
    let opening = |id: &str| present.openings.iter().find(|it| it.id.as_str() == id);
    let specialist = |id: &str| present.specialists.iter().find(|it| it.id.as_str() == id);
    match path.split('/').collect::<Vec<_>>()[..] {
        ["openings", id, "mentor", "hours_week"] => {
            let opening = opening(id)?;
            let from = opening.mentor.as_ref()?.hours_week;
            Some(Change::MentorHours { opening: opening.id.clone(), from, to: hours()? })
        }
        ["openings", id, "places"] => {
            let opening = opening(id)?;
            let (from, to) = (opening.places, value.as_u64()?.try_into().ok()?);
            Some(Change::Places { opening: opening.id.clone(), from, to })
        }
        ["specialists", id, "support_hours_week"] => {
            let specialist = specialist(id)?;
            let from = specialist.support_hours_week;
            Some(Change::SpecialistHours { specialist: specialist.id.clone(), from, to: hours()? })
        }
        _ => None,
    }
}

/// The lines of what would help that were asked for, or which there are not.
fn repairs<'a>(lines: &[Line], before: &'a Reply) -> (Vec<&'a Repair>, Vec<String>) {
    let (mut asked, mut faults) = (Vec::new(), Vec::new());
    for Line { candidate, number } in lines {
        let card = before.advice.repairs.iter().find(|card| card.candidate == *candidate);
        let found = card.map_or(&[][..], |card| &card.repairs);
        let Some(repair) = found.get(number - 1) else {
            faults.push(match found.len() {
                0 => format!("{candidate}: nothing is told that would help; change it with --set"),
                most => format!("{candidate}:{number}: there is no such line; the last is {most}"),
            });
            continue;
        };
        asked.push(repair);
    }
    (asked, faults)
}

/// What is wrong with the changes whatever the case: nothing is changed, or one thing in two ways.
fn unclear(arguments: &Arguments) -> Vec<String> {
    let Arguments { pin, ban, set, repair, .. } = arguments;
    if pin.is_empty() && ban.is_empty() && set.is_empty() && repair.is_empty() {
        return vec!["nothing is changed; give --pin, --ban, --set or --repair".to_owned()];
    }
    let mut seen = BTreeSet::new();
    let adds = |path: &str| path.ends_with("/+");
    let twice = set.iter().filter(|(path, _)| !adds(path) && !seen.insert(path.as_str()));
    twice.map(|(path, _)| format!("--set {path}: is given twice; give one value")).collect()
}

/// Pins and bans as edits of the case, or what is wrong with them.
fn decisions(arguments: &Arguments, present: &Case) -> (Vec<Edited>, Vec<String>) {
    let (mut changes, mut faults) = (Vec::new(), Vec::new());
    let lists = [("pins/+", "--pin", &arguments.pin), ("bans/+", "--ban", &arguments.ban)];
    for (list, option, pairs) in lists {
        for (at, pair) in pairs.iter().enumerate() {
            if pairs[..at].contains(pair) {
                continue;
            }
            let Pair { candidate, opening, activity, when } = pair;
            let of = format!("{option} {candidate}:{opening}");
            if !present.candidates.iter().any(|it| it.id == *candidate) {
                faults.push(format!("{of}: the case has no candidate {candidate}"));
            }
            if !present.openings.iter().any(|it| it.id == *opening) {
                faults.push(format!("{of}: the case has no opening {opening}"));
            }
            let mut decision = json!({"candidate": candidate, "opening": opening});
            if let Some(activity) = activity {
                decision["activity"] = json!(activity);
            }
            match when.map(|when| monday_of(present, when)) {
                Some(Ok(monday)) if list == "pins/+" => decision["first_monday"] = json!(monday),
                Some(Err(fault)) => faults.push(format!("{of}: {fault}")),
                Some(Ok(_)) => {
                    faults.push(format!("{of}: a ban holds for every week; leave the week out"));
                }
                None => {}
            }
            changes.push((list.to_owned(), decision));
        }
    }
    (changes, faults)
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
