//! What if: a change tried on what the last run was made from, and the difference in plain figures. Nothing is kept.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{Case, ServiceModel, case, service_model};
use engine::explain::explain;
use engine::reading::{EditFault, Fault, edit};
use engine::revise::{Change, Difference, difference, hold};

use super::own::{expect_own, own};
use super::why_not::{Planned, last_run, planned};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, JsonText, Once};
use crate::runs::{Kept, plan_while_waited_for};
use crate::state::AppState;
use crate::store::match_runs::StoredRun;
use crate::store::{Look, MunicipalityId, service_models};
use crate::wire::{Answer, Figure, Flaw, WhatIfBody, WhatIfRequest};

/// What begins a path in the service model.
const RULES: &str = "service_model/";

/// Said of a candidate of one's own who is not in the last run.
const NOT_PLANNED: &str =
    "the last run has not planned for this candidate; ask for a new run, or leave this out";

/// Try a change on the last run: pairs that are to be in the plan or not, and changed figures.
///
/// The plan of the last run is held together where it can be, so that what differs is what the changes do. It is
/// planned twice, without looking for what would help whoever is left. What moves of the own candidates is told one by one, or with a
/// reason of all; of the others how many.
#[utoipa::path(
    post, path = "/v1/what-if", tag = "matching", request_body = WhatIfRequest,
    responses((status = 200, description = "The difference", body = WhatIfBody)),
)]
pub(super) async fn try_what_if(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let here = caller.municipality;
    let asked = text.read::<WhatIfRequest>()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    let own = own(look, &caller).await?;
    expect_own(&own, asked.people())?;
    let (run, document) = last_run(look, here).await.map_err(|error| match error {
        ApiError::NotFound { .. } => {
            ApiError::NotNow(vec![Flaw::at("", "there is no plan yet; ask for a match run first")])
        }
        other => other,
    })?;
    let present = planned(look, here, &run, &document).await?;
    let changed = changed(look, here, &run, &document, &asked).await?;
    // Nobody else waits for the database while it is planned.
    let trying = writing.let_go();
    let found = plan_while_waited_for(&state, move |is_over| compared(&present, changed, is_over))
        .await??;
    let (told, others): (Vec<Change>, Vec<Change>) =
        found.changes.iter().cloned().partition(|it| own.contains(&it.candidate));
    let named = asked.people().map(|(_, person)| person);
    let people = named.chain(told.iter().map(|it| it.candidate.clone())).collect();
    let body = WhatIfBody::of(run.id, &found, &told, others.len());
    trying.answer(&state, people, Answer::ok(&body)).await
}

/// The case and its rules with the changes, or everything that is wrong with them.
async fn changed(
    look: &mut Look,
    here: MunicipalityId,
    run: &StoredRun,
    document: &str,
    asked: &WhatIfRequest,
) -> Result<(Case, ServiceModel), ApiError> {
    let kept: Kept<'_> = serde_json::from_str(document).map_err(|_| ApiError::Internal)?;
    let version = run.rules_version.ok_or(ApiError::Internal)?;
    let rules = service_models::find(look, here, version).await?.ok_or(ApiError::Internal)?;
    let (mut text, mut rules) = (kept.case.get().to_owned(), rules.body.0);
    let mut flaws = Vec::new();
    for (number, Figure { path, value }) in asked.set.iter().enumerate() {
        let (of, path) = match path.strip_prefix(RULES) {
            Some(path) => (&mut rules, path),
            None => (&mut text, path.as_str()),
        };
        match edit(of, path, value) {
            Ok(edited) => *of = edited,
            // Whom else the plan has is nobody's to learn from a slip of the pen.
            Err(EditFault::NoItem { list, .. }) if list == "candidates" => {
                flaws.push(Flaw::at(format!("/set/{number}/path"), NOT_PLANNED));
            }
            Err(fault) => flaws.push(Flaw::at(format!("/set/{number}"), fault.to_string())),
        }
    }
    // What is wrong where something was changed is told; whatever else it does not fit to may be about others.
    let wrong = |faults: Vec<Fault>| {
        let mut told = Vec::new();
        for (number, Figure { path, .. }) in asked.set.iter().enumerate() {
            let mut steps = path.strip_prefix(RULES).unwrap_or(path).split('/');
            let (list, item) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
            let (item, field) = (format!("{list}[{item}]"), format!("{list}."));
            let here = faults.iter().filter(|it| {
                it.place.starts_with(&item)
                    || (path.starts_with(RULES) && it.place.starts_with(&field))
            });
            told.extend(here.map(|it| {
                Flaw::at(format!("/set/{number}/value"), format!("{}: {}", it.place, it.wrong))
            }));
        }
        if told.is_empty() {
            let detail = "with these figures what is stored does not fit together; change others";
            told.push(Flaw::at("/set", detail));
        }
        told
    };
    if !flaws.is_empty() {
        return Err(ApiError::Invalid(flaws));
    }
    let rules = service_model::read(&rules).map_err(|it| ApiError::Invalid(wrong(it)))?;
    let case = case::read(&text, std::slice::from_ref(&rules));
    let mut case = case.map_err(|it| ApiError::Invalid(wrong(it)))?;
    for (list, pairs) in [
        ("pins", asked.pins.iter().map(|it| &it.opening).collect::<Vec<_>>()),
        ("bans", asked.bans.iter().map(|it| &it.opening).collect()),
    ] {
        for (number, opening) in pairs.into_iter().enumerate() {
            if !case.openings.iter().any(|it| it.id == *opening) {
                let detail =
                    "the last run knew no such opening; correct the id, or ask for a new run";
                flaws.push(Flaw::at(format!("/{list}/{number}/opening"), detail));
            }
        }
    }
    for (pointer, person) in asked.people() {
        if !case.candidates.iter().any(|it| it.id == person) {
            flaws.push(Flaw::at(pointer, NOT_PLANNED));
        }
    }
    if !flaws.is_empty() {
        return Err(ApiError::Invalid(flaws));
    }
    case.pins.extend(asked.pins.iter().cloned());
    case.bans.extend(asked.bans.iter().cloned());
    Ok((case, rules))
}

/// Plans both, and holds them against each other.
fn compared(
    present: &Planned,
    (mut changed, rules): (Case, ServiceModel),
    is_over: &(dyn Fn() -> bool + Sync),
) -> Result<Difference, ApiError> {
    let model = present.model.model();
    let settings = present.settings(is_over);
    // What would help whoever is left without is not looked for: that takes longer than the plans.
    let answered = |case: &Case, rules: &ServiceModel| {
        engine::planned(case, rules, &model, &settings, |grounds, revised| {
            explain(grounds, &revised.plan)
        })
        .map_err(|lacking| ApiError::Invalid(vec![Flaw::at("/set", lacking.to_string())]))
    };
    let before = answered(&present.case, &present.rules)?;
    hold(&mut changed, &before);
    let after = answered(&changed, &rules)?;
    Ok(difference(&before, &after))
}
