//! Steps 4 and 5: agreement, probation, the job and the support around it.

use super::admission::before_agreement;
use super::{At, not_empty, unless};
use crate::domain::{AgreementKind, SaidBy};
use crate::journey::details::{
    AgreementSigned, Employed, FollowedUp, PlacedAgain, ProbationStarted, SurveyAnswered,
    TermsChanged, WorkplaceEnded,
};
use crate::journey::state::{Employment, Signed};
use crate::journey::{Reason, Stage, State};

pub(super) fn agreement_signed(
    it: &AgreementSigned,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    let signed = Signed { kind: it.kind, employer: it.employer.clone(), on: at.on };
    state.agreements.push(signed);
    // Hospitering is a way to try something, and no job that is agreed on.
    if state.base == Stage::JobFinding && it.kind != AgreementKind::Secondment {
        state.settle(Stage::Agreeing, at.on);
    }
    Vec::new()
}

pub(super) fn probation_started(
    it: &ProbationStarted,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    state.probation_until = Some(it.until);
    state.settle(Stage::Probation, at.on);
    unless(it.until >= at.on, Reason::Turned { field: "until" }).into_iter().collect()
}

/// A job begins with a signed agreement, and with a talk about what it means for benefits and wage.
pub(super) fn employed(it: &Employed, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let signed = state.agreements.iter().any(|signed| signed.employer == it.employer);
    let ends = it.contract_until.is_none_or(|until| until >= at.on);
    let reasons = [
        unless(signed, Reason::NoAgreement),
        unless(ends, Reason::Turned { field: "contract_until" }),
    ];
    let admission = it.scheme.as_ref().map(|scheme| before_agreement(scheme, at, state));
    state.employment = Some(Employment { terms: it.clone(), since: at.on });
    state.benefits_talked_through = false;
    state.probation_until = None;
    state.waiting_since = None;
    state.settle(Stage::Employed, at.on);
    reasons.into_iter().flatten().chain(admission.unwrap_or_default()).collect()
}

pub(super) fn followed_up(it: &FollowedUp, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.last_follow_up = state.last_follow_up.max(Some(at.on));
    state.next_follow_up = it.next;
    state.next_follow_up_at = it.next_at;
    let later = it.next.is_none_or(|next| next >= at.on);
    let reasons = [not_empty(&it.with, "with"), unless(later, Reason::Turned { field: "next" })];
    reasons.into_iter().flatten().collect()
}

pub(super) fn survey_answered(it: &SurveyAnswered) -> Vec<Reason> {
    let somebodys = matches!(it.of, SaidBy::Candidate | SaidBy::Employer);
    unless(somebodys, Reason::NobodysSurvey).into_iter().collect()
}

/// Benefits and wage are talked through before each change of what the person earns.
pub(super) fn terms_changed(it: &TermsChanged, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let TermsChanged { position, wage, scheme, contract_until } = it;
    let money = position.is_some() || wage.is_some() || scheme.is_some();
    let says = money || contract_until.is_some();
    let reasons = [
        unless(says, Reason::Empty { field: "details" }),
        unless(!money || state.benefits_talked_through, Reason::NoBenefitTalk),
        unless(
            contract_until.is_none_or(|until| until >= at.on),
            Reason::Turned { field: "contract_until" },
        ),
    ];
    let admission = scheme.as_ref().map(|scheme| before_agreement(scheme, at, state));
    if money {
        state.benefits_talked_through = false;
    }
    if let Some(employment) = &mut state.employment {
        let terms = &mut employment.terms;
        terms.position = position.unwrap_or(terms.position);
        terms.contract_until = contract_until.or(terms.contract_until);
        if wage.is_some() {
            terms.wage.clone_from(wage);
        }
        if scheme.is_some() {
            terms.scheme.clone_from(scheme);
        }
    }
    reasons.into_iter().flatten().chain(admission.unwrap_or_default()).collect()
}

/// Whoever employs the person keeps that responsibility, and finds a new workplace.
///
/// Source: Telemarksforsking report 811 (2024), 2.2.3 (Alna).
pub(super) fn workplace_ended(it: &WorkplaceEnded, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.last_reason = Some(it.reason);
    state.mentor = None;
    state.waiting_since = Some(at.on);
    state.settle(Stage::BetweenWorkplaces, at.on);
    Vec::new()
}

pub(super) fn placed_again(it: &PlacedAgain, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let released = state.released(&it.employer, at.on).is_some();
    if let Some(employment) = &mut state.employment {
        employment.terms.employer = it.employer.clone();
        employment.terms.workplace = it.workplace.clone();
    }
    state.waiting_since = None;
    state.settle(Stage::Employed, at.on);
    unless(released, Reason::NoRelease { employer: it.employer.clone() }).into_iter().collect()
}
