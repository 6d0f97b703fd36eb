//! Learning as a whole: what it holds to whatever the outcomes are.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::value::{Feature, Measures, Valued};

const TODAY: Date = date(2028, 1, 10);

fn id(at: usize) -> OutcomeId {
    OutcomeId::new(&format!("T-{at:04}")).unwrap()
}

fn outcome(numbers: [f64; 9], lasted: bool) -> TrialOutcome {
    let [
        interest,
        position,
        independence,
        support,
        travel,
        adaptations,
        experience,
        sector_wish,
        earlier_tries,
    ] = numbers;
    let measures = Measures {
        base: 1.0,
        interest,
        position,
        independence,
        support,
        travel,
        adaptations,
        experience,
        sector_wish,
        earlier_tries,
    };
    TrialOutcome {
        model: "prior-1".to_owned(),
        pair: Valued { measures, fit_variance: 0.25, chance: 0.6 },
        due_on: date(2027, 9, 6),
        lasted: Some(lasted),
        objects: false,
    }
}

/// Outcomes of pairs as they come, of which each is as likely to last as not.
fn outcomes(sizes: std::ops::Range<usize>) -> impl Strategy<Value = Vec<TrialOutcome>> {
    let one = (proptest::array::uniform9(-1.0..1.0), any::<bool>());
    proptest::collection::vec(one.prop_map(|(numbers, lasted)| outcome(numbers, lasted)), sizes)
}

fn numbered(outcomes: &[TrialOutcome]) -> BTreeMap<OutcomeId, TrialOutcome> {
    outcomes.iter().enumerate().map(|(at, it)| (id(at), it.clone())).collect()
}

fn learnt(outcomes: &BTreeMap<OutcomeId, TrialOutcome>) -> ModelVersion {
    learn(&ModelVersion::prior(), outcomes, TODAY).version.unwrap()
}

fn variances(version: &ModelVersion) -> Vec<f64> {
    version.weights().iter().map(|it| it.variance).collect()
}

#[test]
fn the_prior_is_a_version_under_its_own_name() {
    let prior = ModelVersion::prior();
    assert_eq!((prior.version(), prior.learnt()), ("prior-1", None));
    assert_eq!(prior.model(), crate::value::Model::prior());
    assert_eq!(read(&write(&prior)), Ok(prior));
}

#[test]
fn fewer_than_twenty_teach_nothing_and_it_is_said() {
    let all: Vec<TrialOutcome> = (0..20).map(|at| outcome([0.5; 9], at % 2 == 0)).collect();
    for few in 0..20 {
        let Learning { counted, version } =
            learn(&ModelVersion::prior(), &numbered(&all[..few]), TODAY);
        assert_eq!((counted.counted, version), (few, None));
    }
    let learning = learn(&ModelVersion::prior(), &numbered(&all), TODAY);
    let version = learning.version.unwrap();
    assert_eq!(version.learnt().unwrap().outcomes, 20);
    assert!(version.version().starts_with("learnt-"), "{}", version.version());
}

#[test]
fn nothing_counts_before_it_could_be_known_whichever_way_it_went() {
    let mut all: Vec<TrialOutcome> = (0..30).map(|at| outcome([0.5; 9], at % 2 == 0)).collect();
    all[3].due_on = date(2028, 1, 11);
    all[4].due_on = TODAY;
    all[5].lasted = None;
    let Learning { counted, version } = learn(&ModelVersion::prior(), &numbered(&all), TODAY);
    let expected = Counted { counted: 28, lasted: 15, objecting: 0, not_known: 2 };
    assert_eq!(counted, expected);
    assert_eq!(version.unwrap().learnt().unwrap().last_due, TODAY);
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let all: Vec<TrialOutcome> = (0..30).map(|at| outcome([0.5; 9], at % 2 == 0)).collect();
    let text = write(&learnt(&numbered(&all)));
    let told = |text: &str| -> Vec<String> {
        let faults = read(text).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    };
    let changed = told(&text.replacen("\"mean\": 0.", "\"mean\": 1.", 1));
    assert!(
        changed.len() == 1 && changed[0].contains("take the file as it was written"),
        "{changed:?}"
    );
    let twice = text.replacen("\"feature\": \"base\"", "\"feature\": \"interest\"", 1).replacen(
        "\"lasted\": 15",
        "\"lasted\": 31",
        1,
    );
    let twice = told(&twice);
    assert_eq!(twice.len(), 3, "{twice:?}");
    let unreadable = told(&text.replace("femtrinn-model/1", "femtrinn-model/2").replacen(
        "\"variance\": ",
        "\"spread\": ",
        1,
    ));
    assert_eq!(unreadable.len(), 3, "{unreadable:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With nothing to learn from, what was believed comes back, whatever it was.
    #[test]
    fn without_outcomes_the_belief_is_as_it_was(seen in outcomes(20..60)) {
        let before = learnt(&numbered(&seen)).model();
        let (mean, covariance) = posterior(&before, &[]);
        for one in Feature::ALL {
            prop_assert!((mean[one as usize] - before.mean(one)).abs() < 1e-12);
            for other in Feature::ALL {
                let now = covariance[one as usize][other as usize];
                prop_assert!((now - before.covariance(one, other)).abs() < 1e-12);
            }
        }
    }

    /// The same outcomes seen twice leave every weight less uncertain than seen once.
    #[test]
    fn more_of_the_same_narrows(seen in outcomes(20..60)) {
        let twice: Vec<TrialOutcome> = seen.iter().chain(&seen).cloned().collect();
        let prior = variances(&ModelVersion::prior());
        let (once, twice) = (learnt(&numbered(&seen)), learnt(&numbered(&twice)));
        for ((before, once), twice) in prior.iter().zip(variances(&once)).zip(variances(&twice)) {
            // The mode moves, and the curvature with it: a single weight may widen again, all together do not.
            prop_assert!(once < *before && twice < *before);
        }
        let sum = |version: &ModelVersion| variances(version).iter().sum::<f64>();
        prop_assert!(sum(&twice) < sum(&once));
    }

    /// In whatever order outcomes come, the version is the same to the last bit.
    #[test]
    fn the_order_in_which_outcomes_come_changes_nothing(
        (seen, shuffled) in outcomes(20..60).prop_flat_map(|seen| {
            let rows: Vec<(usize, TrialOutcome)> = seen.into_iter().enumerate().collect();
            (Just(rows.clone()), Just(rows).prop_shuffle())
        })
    ) {
        let of = |rows: Vec<(usize, TrialOutcome)>| -> BTreeMap<OutcomeId, TrialOutcome> {
            rows.into_iter().map(|(at, it)| (id(at), it)).collect()
        };
        let (one, other) = (learnt(&of(seen)), learnt(&of(shuffled)));
        prop_assert_eq!(write(&one), write(&other));
    }

    /// What an objector's row says changes nothing, nor whether it is there.
    #[test]
    fn an_objector_changes_nothing(seen in outcomes(20..60), other in outcomes(1..5)) {
        let without = learnt(&numbered(&seen));
        let objecting = other.iter().map(|it| TrialOutcome { objects: true, ..it.clone() });
        let with: Vec<TrialOutcome> = seen.iter().cloned().chain(objecting).collect();
        let Learning { counted, version } = learn(&ModelVersion::prior(), &numbered(&with), TODAY);
        prop_assert_eq!(version.unwrap(), without);
        prop_assert_eq!(counted.objecting, other.len());
        prop_assert_eq!(calibrations(&numbered(&with), TODAY), calibrations(&numbered(&seen), TODAY));
    }

    /// A version is written and read back to the last bit, and its name follows from what it says.
    #[test]
    fn a_version_is_read_as_it_was_written(seen in outcomes(20..60)) {
        let version = learnt(&numbered(&seen));
        let again = read(&write(&version)).unwrap();
        prop_assert_eq!(again.model(), version.model());
        prop_assert_eq!(&again, &version);
        let fewer = learnt(&numbered(&[&seen[..], &[outcome([0.1; 9], true)]].concat()));
        prop_assert_ne!(fewer.version(), version.version());
    }
}
