//! What an employer is told of somebody: what the *workplace* does, never what somebody lacks. Nothing but what the
//! person has ticked, and of that nothing but what concerns this work.

use engine::domain::{Candidate, Certificate, Opening, TaskKind, TaskProfile, Words};
use engine::journey::ReleaseLine;

use super::Language;
use super::sheet::week;
use super::voice::{Voice, say};
use super::words::Coded;

/// Somebody, and the work.
#[derive(Debug, Clone, Copy)]
pub struct Introduced<'a> {
    /// Whom it is about.
    pub candidate: &'a Candidate,
    /// The work.
    pub opening: &'a Opening,
    /// The name, where that is stored.
    pub name: Option<&'a Words>,
}

/// The work alone: what is to be done, and when.
#[must_use]
pub fn work(language: Language, opening: &Opening) -> (Vec<String>, String) {
    let voice = Voice::of(language);
    let tasks = opening.tasks.iter().map(|task| match &task.what {
        Some(what) => what.to_string(),
        None => voice.word(task.kind),
    });
    (tasks.collect(), week(voice, &opening.hours))
}

/// What the workplace does about one of the lines that the person ticked; nothing where there is nothing to say of it
/// here.
#[must_use]
pub fn introduction(
    language: Language,
    line: ReleaseLine,
    Introduced { candidate, opening, name }: Introduced<'_>,
) -> Option<String> {
    let voice = Voice::of(language);
    match line {
        ReleaseLine::Identity => name.map(|name| say!(voice, "you-meet", name = name.as_str())),
        ReleaseLine::Wishes => {
            let wanted = candidate.interests.iter().any(|it| it.family == opening.family);
            wanted
                .then(|| say!(voice, "you-give-what-is-wanted", what = voice.word(opening.family)))
        }
        ReleaseLine::Strengths => {
            let tasks = tasks(candidate, opening, |task| {
                task.independence.is_some_and(|level| level >= opening.independence_asked)
            });
            said(voice, &tasks).map(|what| say!(voice, "you-give-as-own-tasks", what))
        }
        ReleaseLine::Hours => {
            let hours = candidate.available.overlap(&opening.hours);
            let least = candidate.wanted_position.least().max(opening.position.least());
            let most = candidate.wanted_position.most().min(opening.position.most());
            (hours.minutes() > 0 && least <= most).then(|| {
                let (least, most) = (least.get(), most.get());
                say!(voice, "you-set-hours", when = week(voice, &hours), least, most)
            })
        }
        ReleaseLine::Adaptations => {
            said(voice, &candidate.adaptations).map(|what| say!(voice, "you-arrange", what))
        }
        ReleaseLine::Support => {
            let tasks = tasks(candidate, opening, |task| task.support_need.is_some());
            said(voice, &tasks).map(|what| say!(voice, "you-have-somebody-beside", what))
        }
        ReleaseLine::Certificates => {
            let held = candidate.certificates.iter().copied();
            let asked: Vec<Certificate> =
                held.filter(|it| opening.certificates.contains(it)).collect();
            said(voice, &asked).map(|what| say!(voice, "you-need-not-arrange", what))
        }
        ReleaseLine::Travel => {
            said(voice, &candidate.travel.modes).map(|how| say!(voice, "you-are-reached", how))
        }
        ReleaseLine::EarlierWork => {
            let before = candidate.experience.iter().any(|it| it.family == opening.family);
            before.then(|| say!(voice, "you-build-on", what = voice.word(opening.family)))
        }
    }
}

/// Kinds of the opening's tasks of which something holds for the person, each once.
fn tasks(
    candidate: &Candidate,
    opening: &Opening,
    holds: impl Fn(&TaskProfile) -> bool,
) -> Vec<TaskKind> {
    let here = |kind| opening.tasks.iter().any(|task| task.kind == kind);
    let found = candidate.tasks.iter().filter(|task| here(task.kind) && holds(task));
    found.map(|task| task.kind).collect()
}

/// Codes in words, where there are any.
fn said<C: Coded>(voice: &Voice, codes: &[C]) -> Option<String> {
    let words: Vec<String> = codes.iter().map(|code| voice.word(*code)).collect();
    (!words.is_empty()).then(|| voice.and(&words))
}
