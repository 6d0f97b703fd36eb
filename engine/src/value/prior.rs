//! The prior: one table of weights, each with the reason for it and where it comes from.
//!
//! `docs/value.md` shows the same table; a test keeps the two alike.

use super::features::Feature;

/// What the prior says of one feature's weight, in logit for each unit of the feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriorWeight {
    /// Whose weight.
    pub feature: Feature,
    /// The weight that is expected.
    pub mean: f64,
    /// How uncertain the weight is.
    pub variance: f64,
    /// Why this size and sign.
    pub reason: &'static str,
    /// Where the figure comes from.
    pub source: Source,
}

/// Where a figure of the prior comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The size is computed from what others have published.
    Published(&'static str),
    /// Others have published that it matters and in which direction; the size is an assumption.
    Direction(&'static str),
    /// Nobody's figure: an assumption, to be replaced by outcomes.
    Assumption,
}

/// The version of the model that rests on the prior alone.
pub const PRIOR_VERSION: &str = "prior-1";

/// One row for each feature, in the order in which contributions are added up.
pub const PRIOR: [PriorWeight; Feature::COUNT] = [
    PriorWeight {
        feature: Feature::Base,
        mean: 0.336,
        variance: 0.25,
        reason: "0.80 of trials end in an offer, and e^(-0.632/2) of those who will leave stay six \
                 months: ln(0.583 / 0.417). The first figure is of posts that candidates compete \
                 for, the second of leavers alone; the two err in opposite directions",
        source: Source::Published(
            "heltmed.org (about 80 % are offered a permanent job after four weeks); ASVL, citing \
             Boysen and others 2021 (of those who leave, 85 % do so within three years)",
        ),
    },
    PriorWeight {
        feature: Feature::Interest,
        mean: 0.7,
        variance: 0.09,
        reason: "staying twice as long is half the yearly rate of leaving; around the 0.73 of the \
                 base that makes an odds ratio of 2.25 after six months, 0.405 to either side of the \
                 middle. The rest is an assumption: interest also carries a trial to an offer",
        source: Source::Published(
            "Job preferences of clients with severe psychiatric disorders participating in supported \
             employment programs, Psychiatric Services 1996;47(11):1223-1226, abstract (135 people: \
             tenure in preferred work twice as long)",
        ),
    },
    PriorWeight {
        feature: Feature::Position,
        mean: 0.3,
        variance: 0.04,
        reason: "an opening that can follow the person through all of the position they wish for \
                 leaves room to begin gently and to grow",
        source: Source::Assumption,
    },
    PriorWeight {
        feature: Feature::Independence,
        mean: 0.6,
        variance: 0.09,
        reason: "demands for independent work are what most often keeps candidates and workplaces \
                 apart; two levels short is made to weigh nearly as much as interest does",
        source: Source::Direction("Telemarksforsking report 811 (2024), 2.2.4, 2.4 and 2.6"),
    },
    PriorWeight {
        feature: Feature::Support,
        mean: 0.5,
        variance: 0.09,
        reason: "follow-up by the workplace takes 7.4 hours a week at the start; where the fadder \
                 has fewer than the person needs, learning takes longer than the trial",
        source: Source::Direction("Telemarksforsking report 811 (2024), 2.1.4 and 2.4"),
    },
    PriorWeight {
        feature: Feature::Travel,
        mean: 0.2,
        variance: 0.02,
        reason: "half an hour more on the way, each way and every day, wears",
        source: Source::Assumption,
    },
    PriorWeight {
        feature: Feature::Adaptations,
        mean: 0.3,
        variance: 0.04,
        reason: "what is in place already need not be built while the person is new; what must be \
                 arranged is a start with one thing more to get right",
        source: Source::Assumption,
    },
    PriorWeight {
        feature: Feature::Experience,
        mean: 0.4,
        variance: 0.04,
        reason: "few things known beforehand have consistently gone with staying, and work \
                 experience is the exception",
        source: Source::Direction(
            "Mueser, Campbell and Drake 2001, Journal of Mental Health 10(4):411-417, abstract",
        ),
    },
    PriorWeight {
        feature: Feature::SectorWish,
        mean: 0.2,
        variance: 0.02,
        reason: "a wish for public or private employment is a wish about work, weaker than a wish \
                 about the kind of work",
        source: Source::Assumption,
    },
    PriorWeight {
        feature: Feature::EarlierTries,
        mean: 0.7,
        variance: 0.09,
        reason: "how a jobbsmak or trial with the same kind of work went says more than anything \
                 said beforehand; what the person chose not to go on with says nothing here",
        source: Source::Assumption,
    },
];

/// How uncertain a person's fit with a job family is before it is tried, in squared logit, by how the
/// interest is known.
///
/// An assumption: 1.0 lets the work itself move an even chance to between 0.2 and 0.8 for eight in ten.
pub mod fit_variance {
    /// The person has tried such work.
    pub const TRIED: f64 = 0.05;
    /// The person has said so, and is sure.
    pub const SAID: f64 = 0.25;
    /// The person is curious, or somebody else thinks so.
    pub const UNSURE: f64 = 1.0;
}

/// How much a week at a workplace can differ from how the work suits the person, in squared logit.
///
/// An assumption: half as much as the fit of somebody who is unsure; the specialist is close by and sees.
pub const JOBBSMAK_NOISE: f64 = 0.5;

/// The least strength of an interest in which a person counts as curious.
///
/// An assumption: the middle of the scale.
pub const CURIOUS_FROM: u8 = 3;

/// The least that a jobbsmak must be worth to be proposed to somebody who is ready for a trial.
///
/// An assumption: half a lasting job for each hundred weeks spent finding out.
pub const LEAST_LESSON: f64 = 0.005;

/// What a trial that is found later is expected to be worth, when nothing found now is chosen.
///
/// An assumption: even, somewhat below the base, since it has yet to be found.
pub const FOUND_LATER: f64 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_follow_the_features() {
        for (row, feature) in PRIOR.iter().zip(Feature::ALL) {
            assert_eq!(row.feature, feature);
            assert!(row.variance > 0.0 && row.mean.is_finite() && !row.reason.is_empty());
        }
    }

    /// `docs/value.md` shows this very table.
    #[test]
    fn documentation_shows_the_prior() {
        let documentation = include_str!("../../../docs/value.md");
        for row in PRIOR {
            let source = match row.source {
                Source::Published(source) => format!("computed from {source}"),
                Source::Direction(source) => format!("direction from {source}; size assumed"),
                Source::Assumption => "assumption".to_owned(),
            };
            let line = format!(
                "| `{}` | {} | {} | {} | {source} |",
                row.feature.code(),
                row.mean,
                row.variance,
                row.reason,
            );
            assert!(documentation.contains(&line), "docs/value.md lacks\n{line}");
        }
        for (name, figure) in [
            ("fit of somebody who has tried such work", fit_variance::TRIED),
            ("fit of somebody who has said so", fit_variance::SAID),
            ("fit of somebody who is curious", fit_variance::UNSURE),
            ("noise of a jobbsmak", JOBBSMAK_NOISE),
            ("least strength of an interest to be curious", f64::from(CURIOUS_FROM)),
            ("least worth of a jobbsmak", LEAST_LESSON),
            ("worth of what is found later", FOUND_LATER),
        ] {
            let line = format!("| {name} | {figure} |");
            assert!(documentation.contains(&line), "docs/value.md lacks\n{line}");
        }
    }

    /// The two figures that are computed are what their reasons say.
    #[test]
    fn computed_figures_follow_from_their_sources() {
        let logit = |p: f64| libm::log(p / (1.0 - p));
        let leaving_a_year = -libm::log(1.0 - 0.85) / 3.0;
        let stays_six_months = libm::exp(-leaving_a_year / 2.0);
        assert!((logit(0.80 * stays_six_months) - PRIOR[0].mean).abs() < 1e-3);

        let rate = leaving_a_year / 2.0;
        let preferred = libm::exp(-rate / libm::sqrt(2.0));
        let other = libm::exp(-rate * libm::sqrt(2.0));
        let either_side = (logit(preferred) - logit(other)) / 2.0;
        assert!((either_side - 0.405).abs() < 2e-3, "{either_side}");
        assert!(PRIOR[1].mean - either_side < libm::sqrt(PRIOR[1].variance));
    }
}
