//! From events to a state, one by one; and corrections, which change what follows and not the history.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::details::Corrected;
use super::steps::{At, conditions, happen};
use super::{Event, EventKind, Reason, Refusal, Sequence, State, What};
use crate::domain::ServiceModel;

/// The events of one candidate, oldest first, and what follows from them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journey {
    events: Vec<Event>,
    state: State,
}

impl Journey {
    /// The journey that has these events.
    ///
    /// They have been accepted once and stand, whatever the rules have become since.
    #[must_use]
    pub fn of(events: Vec<Event>, model: &ServiceModel) -> Self {
        let (state, _) = replay(&events, model);
        Self { events, state }
    }

    /// Every event, the oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What follows from them.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What has happened as it stands after corrections, by the numbers of the events.
    pub fn standing(&self) -> impl Iterator<Item = (Sequence, &Event)> {
        standing(&self.events).filter_map(|(number, event)| Some((number, event?)))
    }

    /// The correction that holds for each event that was corrected.
    #[must_use]
    pub fn corrections(&self) -> BTreeMap<Sequence, Sequence> {
        let all = numbered(&self.events);
        all.filter_map(|(number, event)| Some((correction(event)?.event, number))).collect()
    }

    /// Records an event, if it is legal by the rules of its day.
    ///
    /// # Errors
    ///
    /// [`Refusal`], with every reason and what would be legal; the journey is as it was.
    pub fn record(
        &mut self,
        event: Event,
        model: &ServiceModel,
        today: Date,
    ) -> Result<&State, Refusal> {
        if let Some(corrected) = correction(&event) {
            self.correct(corrected, &event, model, today)?;
        } else {
            self.state = next(&self.state, &event, model, today)?;
        }
        self.events.push(event);
        Ok(&self.state)
    }

    /// A correction may not make impossible what came later; what the rules alone have made so stands.
    fn correct(
        &mut self,
        corrected: &Corrected,
        event: &Event,
        model: &ServiceModel,
        today: Date,
    ) -> Result<(), Refusal> {
        if let Some(reason) = not_in_stage(&self.state, event) {
            return Err(refusal(&self.state, event, vec![reason], model));
        }
        let days = [Some(event.on), corrected.instead.as_ref().map(|instead| instead.on)];
        let ahead = days.into_iter().flatten().any(|day| day > today);
        let mut reasons: Vec<Reason> =
            ahead.then_some(Reason::Ahead { today }).into_iter().collect();
        let target = usize::try_from(corrected.event.0).ok().and_then(|it| it.checked_sub(1));
        let target = target.and_then(|index| self.events.get(index));
        if target.is_none_or(|target| correction(target).is_some()) {
            reasons.push(Reason::NoSuchEvent { event: corrected.event });
        }
        if corrected.instead.as_ref().is_some_and(|instead| correction(instead).is_some()) {
            reasons.push(Reason::CorrectsWithCorrection);
        }
        if reasons.is_empty() {
            let (_, before) = replay(&self.events, model);
            let mut events = self.events.clone();
            events.push(event.clone());
            let (state, after) = replay(&events, model);
            for (number, now) in after {
                let then = before.get(&number).map_or(&[][..], Vec::as_slice);
                let new: Vec<Reason> = now.into_iter().filter(|it| !then.contains(it)).collect();
                if !new.is_empty() {
                    reasons.push(Reason::Breaks { event: number, reasons: new });
                }
            }
            if reasons.is_empty() {
                self.state = state;
                return Ok(());
            }
        }
        Err(refusal(&self.state, event, reasons, model))
    }
}

/// The state after an event, if the event is legal by the rules of its day.
///
/// # Errors
///
/// [`Refusal`], with every reason and what would be legal. A correction is always refused here: it is about the
/// history, so see [`Journey::record`].
pub fn next(
    state: &State,
    event: &Event,
    model: &ServiceModel,
    today: Date,
) -> Result<State, Refusal> {
    let (after, mut reasons) = step(state, event, model);
    let ahead = (event.on > today).then_some(Reason::Ahead { today });
    let history = correction(event).map(|it| Reason::NoSuchEvent { event: it.event });
    reasons.extend(ahead.into_iter().chain(history));
    // What does not belong here at all has no further reasons worth reading.
    reasons = not_in_stage(state, event).map_or(reasons, |reason| vec![reason]);
    if reasons.is_empty() { Ok(after) } else { Err(refusal(state, event, reasons, model)) }
}

/// The events that belong to the stage, each with what must come first; nothing for those that are legal now.
#[must_use]
pub fn may_come(state: &State, model: &ServiceModel, today: Date) -> Vec<(EventKind, Vec<Reason>)> {
    let at = At { number: following(state), on: today, model };
    let here = EventKind::ALL.iter().filter(|kind| kind.belongs_to(state.stage));
    here.map(|kind| (*kind, conditions(*kind, &at, state))).collect()
}

/// Every reason of the replay, by the number of the event.
type Objections = BTreeMap<Sequence, Vec<Reason>>;

/// Goes through the history as it stands after its corrections.
fn replay(events: &[Event], model: &ServiceModel) -> (State, Objections) {
    let mut state = State::default();
    let mut objections = Objections::new();
    for (number, event) in standing(events) {
        let Some(event) = event else {
            state.sequence = number;
            continue;
        };
        let in_stage = not_in_stage(&state, event);
        let (after, reasons) = step(&state, event, model);
        let reasons: Vec<Reason> = in_stage.into_iter().chain(reasons).collect();
        if !reasons.is_empty() {
            objections.insert(number, reasons);
        }
        state = after;
    }
    (state, objections)
}

/// What stands of each event after the corrections: itself, what was put instead, or nothing.
fn standing(events: &[Event]) -> impl Iterator<Item = (Sequence, Option<&Event>)> {
    let mut instead: BTreeMap<Sequence, Option<&Event>> = BTreeMap::new();
    for (number, event) in numbered(events) {
        if let Some(corrected) = correction(event) {
            instead.insert(corrected.event, corrected.instead.as_ref());
            instead.insert(number, None);
        }
    }
    numbered(events)
        .map(move |(number, event)| (number, instead.get(&number).copied().unwrap_or(Some(event))))
}

/// The state after an event, and every reason against it but its stage.
fn step(state: &State, event: &Event, model: &ServiceModel) -> (State, Vec<Reason>) {
    let at = At { number: following(state), on: event.on, model };
    let mut reasons = conditions(event.what.kind(), &at, state);
    let mut after = state.clone();
    after.sequence = at.number;
    for reason in happen(&event.what, &at, &mut after) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    // What moves the journey on cannot come before what it moves on from; the rest can be written down late.
    let moved = after.spans.len() > state.spans.len();
    let first = if moved { state.since() } else { state.spans.first().map(|span| span.from) };
    if let Some(day) = first.filter(|day| event.on < *day) {
        reasons.push(Reason::Before { day });
    }
    (after, reasons)
}

fn not_in_stage(state: &State, event: &Event) -> Option<Reason> {
    let here = event.what.kind().belongs_to(state.stage);
    (!here).then_some(Reason::NotInStage { stage: state.stage })
}

fn refusal(state: &State, event: &Event, reasons: Vec<Reason>, model: &ServiceModel) -> Refusal {
    let legal = may_come(state, model, event.on).into_iter();
    let legal = legal.filter(|(_, first)| first.is_empty()).map(|(kind, _)| kind).collect();
    Refusal { event: event.what.kind(), stage: state.stage, reasons, legal }
}

fn following(state: &State) -> Sequence {
    Sequence(state.sequence.0 + 1)
}

fn numbered(events: &[Event]) -> impl Iterator<Item = (Sequence, &Event)> {
    (1..).map(Sequence).zip(events)
}

fn correction(event: &Event) -> Option<&Corrected> {
    match &event.what {
        What::Corrected(corrected) => Some(corrected),
        _ => None,
    }
}
