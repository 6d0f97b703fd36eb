//! A pair as it was valued: what is kept until it is known how it went.

use super::Prediction;
use super::features::Feature;
use crate::reading::record;

record! {
    /// The features of a pair as they were measured, by name.
    pub struct Measures {
        /// See [`Feature::Base`].
        pub base: f64,
        /// See [`Feature::Interest`].
        pub interest: f64,
        /// See [`Feature::Position`].
        pub position: f64,
        /// See [`Feature::Independence`].
        pub independence: f64,
        /// See [`Feature::Support`].
        pub support: f64,
        /// See [`Feature::Travel`].
        pub travel: f64,
        /// See [`Feature::Adaptations`].
        pub adaptations: f64,
        /// See [`Feature::Experience`].
        pub experience: f64,
        /// See [`Feature::SectorWish`].
        pub sector_wish: f64,
        /// See [`Feature::EarlierTries`].
        pub earlier_tries: f64,
    }

    /// A pair as it was valued.
    pub struct Valued {
        /// Its features.
        pub measures: Measures,
        /// How uncertain the person's own fit with the job family was, in squared logit; 0 or more.
        pub fit_variance: f64,
        /// The probability of a lasting job that was told, from 0 to 1.
        pub chance: f64,
    }
}

impl Measures {
    /// The features in the order of [`Feature::ALL`].
    #[must_use]
    pub fn in_order(&self) -> [f64; Feature::COUNT] {
        let Self {
            base,
            interest,
            position,
            independence,
            support,
            travel,
            adaptations,
            experience,
            sector_wish,
            earlier_tries,
        } = *self;
        [
            base,
            interest,
            position,
            independence,
            support,
            travel,
            adaptations,
            experience,
            sector_wish,
            earlier_tries,
        ]
    }

    fn of(
        [
            base,
            interest,
            position,
            independence,
            support,
            travel,
            adaptations,
            experience,
            sector_wish,
            earlier_tries,
        ]: [f64; Feature::COUNT],
    ) -> Self {
        Self {
            base,
            interest,
            position,
            independence,
            support,
            travel,
            adaptations,
            experience,
            sector_wish,
            earlier_tries,
        }
    }
}

impl Valued {
    /// A pair as a prediction valued it.
    #[must_use]
    pub fn of(prediction: &Prediction) -> Self {
        Self {
            measures: Measures::of(prediction.contributions.map(|it| it.measure)),
            fit_variance: prediction.fit_variance,
            chance: prediction.chance(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::read;

    #[test]
    fn measures_are_named_as_the_features_are_and_stand_in_their_order() {
        let numbers = std::array::from_fn(|at| 0.5 + f64::from(u8::try_from(at).unwrap()));
        let measures = Measures::of(numbers);
        assert_eq!(measures.in_order().map(f64::to_bits), numbers.map(f64::to_bits));
        let written = serde_json::to_string(&measures).unwrap();
        let by_name: serde_json::Value = serde_json::from_str(&written).unwrap();
        for (feature, number) in Feature::ALL.iter().zip(numbers) {
            assert_eq!(by_name[feature.code()], number, "{feature:?}");
        }
        assert_eq!(read::<Measures>(&written, |_| {}), Ok(measures));
    }
}
