//! Who lets a candidate in under a scheme: a panel, a formal decision, a provider; complaints; the way into step 2.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::{At, unless};
use crate::domain::service_model::Scheme;
use crate::domain::{DecidedBefore, Decider, SchemeCode};
use crate::journey::details::{Complained, Decided, PanelVoted};
use crate::journey::state::Admission;
use crate::journey::{Admitting, Reason, Ruling, Stage, State};

pub(super) fn panel_voted(it: &PanelVoted, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let reasons = [
        unless(at.model.scheme(&it.scheme).is_some(), at.no_such_scheme(&it.scheme)),
        seats(it, at),
        unless(it.ruling == Ruling::Granted || it.ask_whom.is_some(), Reason::NobodyToAsk),
    ];
    let admission = Admission {
        ruling: it.ruling,
        ask_whom: it.ask_whom.clone(),
        complaint_to: None,
        complaint_until: None,
        complained: false,
    };
    state.admissions.insert((it.scheme.clone(), Admitting::Panel), admission);
    admit(at, state);
    reasons.into_iter().flatten().collect()
}

/// One vote from each seat of the scheme's panel; where the panel is unknown, votes are as they are given.
fn seats(it: &PanelVoted, at: &At<'_>) -> Option<Reason> {
    let panel = at.model.scheme(&it.scheme)?.panel.on(at.on)?;
    let mut missing: BTreeSet<_> = panel.iter().copied().collect();
    let votes = it.votes.iter().map(|vote| vote.seat);
    let surplus: Vec<_> = votes.filter(|seat| !missing.remove(seat)).collect();
    let missing: Vec<_> = missing.into_iter().collect();
    (!missing.is_empty() || !surplus.is_empty()).then_some(Reason::Seats { missing, surplus })
}

/// A formal decision says who handles a complaint and until when.
///
/// Source: forvaltningsloven (lov 10 February 1967) §§ 24 and 27 on grounds and notice, § 29 on the deadline, which
/// runs from the day the notice has reached the party. How long it is, is for the scheme or the notice to say.
pub(super) fn decided(it: &Decided, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let scheme = at.model.scheme(&it.scheme);
    let weeks = scheme.and_then(|scheme| scheme.complaint_weeks.on(at.on));
    let by_rule = weeks.zip(it.notified_on);
    let by_rule = by_rule.map(|(weeks, day)| day + i32::from(weeks.get()).weeks());
    let formal = it.by.is_some();
    let until = it.complaint_until.or(by_rule).filter(|_| formal);
    let lacks = |field| Reason::NoticeLacks { field };
    let turned =
        it.complaint_until.zip(it.notified_on).is_some_and(|(until, notified)| until < notified);
    let reasons = [
        unless(scheme.is_some(), at.no_such_scheme(&it.scheme)),
        unless(!formal || it.notified_on.is_some(), lacks("notified_on")),
        unless(!formal || it.complaint_to.is_some(), lacks("complaint_to")),
        unless(!formal || until.is_some() || it.notified_on.is_none(), lacks("complaint_until")),
        unless(!turned, Reason::Turned { field: "complaint_until" }),
        unless(it.ruling == Ruling::Granted || it.ask_whom.is_some(), Reason::NobodyToAsk),
    ];
    let admission = Admission {
        ruling: it.ruling,
        ask_whom: it.ask_whom.clone(),
        complaint_to: it.complaint_to.clone(),
        complaint_until: until,
        complained: false,
    };
    let admitting = if formal { Admitting::Decider } else { Admitting::Provider };
    state.admissions.insert((it.scheme.clone(), admitting), admission);
    admit(at, state);
    reasons.into_iter().flatten().collect()
}

/// Before step 2, whoever is left out of every scheme is not admitted; a new word of one of them changes it. Later,
/// being left out of one scheme leaves the others.
fn admit(at: &At<'_>, state: &mut State) {
    if !matches!(state.stage, Stage::Accepted | Stage::NotAdmitted) {
        return;
    }
    let out = at.open_schemes().all(|scheme| ruled(state, &scheme.id, Ruling::Refused));
    state.enter(if out { Stage::NotAdmitted } else { Stage::Accepted }, at.on);
}

/// Whether somebody ruled so on the scheme.
fn ruled(state: &State, scheme: &SchemeCode, ruling: Ruling) -> bool {
    state.admissions.iter().any(|((about, _), it)| about == scheme && it.ruling == ruling)
}

/// A complaint that comes late is recorded too: whether it is heard is for the body to say.
pub(super) fn complained(it: &Complained, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let refused = ruled(state, &it.scheme, Ruling::Refused);
    let known = at.model.scheme(&it.scheme).is_some();
    for ((scheme, _), admission) in &mut state.admissions {
        admission.complained |= *scheme == it.scheme && admission.ruling == Ruling::Refused;
    }
    let reasons = [
        unless(known, at.no_such_scheme(&it.scheme)),
        unless(refused || !known, Reason::NothingRefused),
    ];
    reasons.into_iter().flatten().collect()
}

pub(super) fn kartlegging_begun(at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.settle(Stage::Kartlegging, at.on);
    Vec::new()
}

/// Looking for a workplace begins when one of the schemes lets it; otherwise, what each of them asks for.
pub(super) fn before_search(at: &At<'_>, state: &State) -> Vec<Reason> {
    let asked = at.open_schemes().map(|scheme| {
        let decision = scheme.decision.on(at.on).filter(|it| it.before == DecidedBefore::Search);
        let panel = no_panel(scheme, at, state);
        let decision = decision.and_then(|it| no_decision(scheme, it.by, state));
        panel.into_iter().chain(decision).collect::<Vec<_>>()
    });
    let asked: Vec<Vec<Reason>> = asked.collect();
    if asked.iter().any(Vec::is_empty) { Vec::new() } else { asked.concat() }
}

/// What a scheme asks for before a job under it is agreed on.
pub(super) fn before_agreement(scheme: &SchemeCode, at: &At<'_>, state: &State) -> Vec<Reason> {
    let Some(scheme) = at.model.scheme(scheme) else { return vec![at.no_such_scheme(scheme)] };
    let open = at.open_schemes().any(|open| open.id == scheme.id);
    let decision = scheme.decision.on(at.on);
    let reasons = [
        unless(open, Reason::SchemeClosed { scheme: scheme.id.clone() }),
        no_panel(scheme, at, state),
        decision.and_then(|it| no_decision(scheme, it.by, state)),
    ];
    reasons.into_iter().flatten().collect()
}

fn no_panel(scheme: &Scheme, at: &At<'_>, state: &State) -> Option<Reason> {
    let sits = scheme.panel.on(at.on).is_some_and(|panel| !panel.is_empty());
    let reason = Reason::NoPanel { scheme: scheme.id.clone() };
    unless(!sits || granted(state, scheme, Admitting::Panel), reason)
}

fn no_decision(scheme: &Scheme, by: Decider, state: &State) -> Option<Reason> {
    let reason = Reason::NoDecision { scheme: scheme.id.clone(), by };
    unless(granted(state, scheme, Admitting::Decider), reason)
}

fn granted(state: &State, scheme: &Scheme, by: Admitting) -> bool {
    let admission = state.admissions.get(&(scheme.id.clone(), by));
    admission.is_some_and(|it| it.ruling == Ruling::Granted)
}
