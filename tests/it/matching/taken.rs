//! What people have booked of whom the case says nothing is taken off the plan, and the case says nothing of them.

use engine::domain::{CandidateId, Case, OpeningId, TakenPlaces, WeeklyMinutes, case};
use engine::reading::edit;
use femtrinn_api::demo;
use femtrinn_api::runs::gather::Gathered;
use femtrinn_api::runs::{Means, make};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::restrictions::{self, Ground};
use femtrinn_api::store::taken_places::{self, TRIALS, Wanted};
use femtrinn_api::store::{Asked, Clock, Document, MunicipalityId, Store};

use super::gather::{TODAY, gathered, question};
use crate::databases::with_both;

/// Mondays of the trial; the first lies before the weeks of the plan.
const TRIAL: [&str; 4] = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"];

/// Where and in which weeks something is proposed.
fn proposed(gathered: &Gathered) -> Vec<(String, String)> {
    let means = Means { threads: 2, is_over: &|| false, progress: &|_| () };
    let Gathered { case, rules, model, left_out, .. } = gathered;
    let made = make(case, rules, &model.model(), &question(), left_out, &means).unwrap();
    let all = made.reply.answer.proposals.iter();
    let weeks = all.flat_map(|it| {
        it.takes.iter().map(|week| (it.opening.to_string(), week.monday.to_string()))
    });
    weeks.collect()
}

/// K-03 has a trial at O-01 that runs, and a restriction; K-20, who begins at O-25, lives where the map has nothing.
async fn hide_two(store: &Store, here: MunicipalityId) {
    let now = Clock::System.now();
    let mut look = store.look(Asked::by_command(here, "match", Action::Update, now)).await.unwrap();
    let (one, other) = (CandidateId::new("K-03").unwrap(), CandidateId::new("K-20").unwrap());
    let wanted = TRIAL.into_iter().chain([TRIALS]).map(|week| Wanted {
        opening: OpeningId::new("O-01").unwrap(),
        week: week.to_owned(),
        booking: 7,
    });
    let full = taken_places::hold(&mut look, here, &one, &wanted.collect(), |_| 1).await.unwrap();
    assert_eq!(full, None);
    restrictions::set(&mut look, here, &one, Some(Ground::Objection), now).await.unwrap();
    let found = candidates::find(&mut look, here, &other).await.unwrap().unwrap();
    let content = CandidateContent {
        specialist_id: found.specialist_id.map(|it| it.0),
        body: Document(edit(&found.body.0, "postal_code", &"9999".into()).unwrap()),
    };
    candidates::replace(&mut look, here, &other, found.version, &content, now).await.unwrap();
    look.answer(()).await.unwrap();
}

fn specialist_of(case: &Case, id: &str) -> String {
    let found = case.candidates.iter().find(|it| it.id.as_str() == id).unwrap();
    found.specialist.as_ref().unwrap().to_string()
}

#[test]
fn what_hidden_people_have_booked_is_taken_off_and_nothing_of_them_is_in_the_case() {
    with_both(|store| async move {
        let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
        let before = gathered(&store, here).await;
        let is_taken = |(opening, monday): &&(String, String)| {
            opening == "O-01" && TRIAL.contains(&monday.as_str())
        };
        assert_eq!(before.case.taken_places, []);
        assert_eq!(before.case.taken_hours, []);
        assert_ne!(proposed(&before).iter().filter(is_taken).count(), 0, "else nothing is tried");
        hide_two(&store, here).await;
        let after = gathered(&store, here).await;
        let text = case::write(&after.case);
        assert!(!text.contains("K-03") && !text.contains("K-20"), "nowhere in the case");
        let taken: Vec<(&str, String, u32)> = after
            .case
            .taken_places
            .iter()
            .map(|TakenPlaces { opening, monday, places, mentor_hours }| {
                assert!(*mentor_hours > WeeklyMinutes::new(0).unwrap(), "{opening} {monday}");
                (opening.as_str(), monday.to_string(), *places)
            })
            .collect();
        // The week that is over takes nothing.
        let [_, first, second, third] = TRIAL.map(str::to_owned);
        let jobbsmak = ("O-25", first.clone(), 1);
        assert_eq!(taken, [("O-01", first, 1), ("O-01", second, 1), ("O-01", third, 1), jobbsmak]);
        let weeks_of = |id: &str| {
            let specialist = specialist_of(&before.case, id);
            let own = after.case.taken_hours.iter();
            own.filter(|it| it.specialist.as_str() == specialist).count()
        };
        assert!(weeks_of("K-03") >= 3 && weeks_of("K-20") >= 1, "{text}");
        let opening = |case: &Case| {
            let found = case.openings.iter().find(|it| it.id.as_str() == "O-01");
            found.unwrap().trials_most
        };
        assert_eq!((opening(&before.case), opening(&after.case)), (Some(1), Some(0)));
        let caseload =
            |case: &Case| -> u32 { case.specialists.iter().map(|it| it.present_caseload).sum() };
        assert_eq!(caseload(&after.case), caseload(&before.case) + 1, "a trial is followed up");
        let both = proposed(&after);
        assert_eq!(both.iter().filter(is_taken).count(), 0, "nobody can be there then: {both:?}");
        let elsewhere =
            |(opening, monday): &(String, String)| opening == "O-25" && *monday == TRIAL[1];
        assert!(!both.iter().any(elsewhere), "{both:?}");
    });
}
