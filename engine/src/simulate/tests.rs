use jiff::civil::date;

use super::{Fit, Municipality, Settings, Size, case};
use crate::domain::{self, Case, ServiceModel, ServiceModelCode, service_model};

const LILLESTROM: &str = include_str!("../../../fixtures/service-models/lillestrom.json");

fn model() -> ServiceModel {
    service_model::read(LILLESTROM).unwrap()
}

fn settings(seed: u64, fit: Fit) -> Settings {
    Settings {
        seed,
        fit,
        first_monday: date(2027, 1, 11),
        horizon_weeks: 8,
        service_model: ServiceModelCode::new("lillestrom").unwrap(),
        titles: std::collections::BTreeMap::new(),
    }
}

fn cases(size: Size, seed: u64, fit: Fit) -> Vec<Case> {
    let settings = settings(seed, fit);
    let municipalities: Vec<Municipality> = size.invent(seed);
    let numbers = size.share_out(&municipalities);
    let all = municipalities.iter().zip(numbers).zip(0..);
    all.map(|((municipality, numbers), part)| case(&settings, municipality, numbers, part))
        .collect()
}

#[test]
fn what_is_drawn_is_a_sound_case_and_read_as_it_was_written() {
    for (size, fit) in [
        (Size::Small, Fit::PersonByPlace),
        (Size::Municipality, Fit::None),
        (Size::Medium, Fit::PersonByPlace),
        (Size::County, Fit::PersonByPlace),
    ] {
        for case in cases(size, 7, fit) {
            let text = domain::case::write(&case);
            let read = domain::case::read(&text, &[model()]);
            assert_eq!(read.as_ref(), Ok(&case), "{size} {fit:?}");
        }
    }
}

#[test]
fn a_seed_gives_the_same_and_another_seed_another() {
    let text = |seed| domain::case::write(&cases(Size::Small, seed, Fit::PersonByPlace)[0]);
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}
