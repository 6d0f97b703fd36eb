//! One candidate's options, each with what a trial and a jobbsmak there is worth.

use std::collections::BTreeMap;

use super::features::{self, HELP_TO_LEARN};
use super::jobbsmak::{Lesson, knowledge_gradient};
use super::model::{Model, Prediction};
use super::prior::{CURIOUS_FROM, FOUND_LATER, JOBBSMAK_NOISE, LEAST_LESSON, fit_variance};
use crate::domain::{
    Adaptation, Candidate, CandidateId, Case, EmployerId, Interest, InterestBasis, JobFamily,
    Level, Opening, OpeningId, Outcome, Readiness, Sector, WeeklyMinutes, Workplace,
};
use crate::eligibility::{EligibleOption, Screening, Terms};

/// What the model may look at: one candidate and one opening that are eligible for each other.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The candidate.
    pub candidate: &'a Candidate,
    /// The opening.
    pub opening: &'a Opening,
    /// Whose workplace it is.
    pub employer: &'a EmployerId,
    /// The sector of the workplace.
    pub sector: Sector,
    /// On which terms they are.
    pub terms: &'a Terms,
}

impl<'a> Pair<'a> {
    /// Hours a week that the person needs of a fadder at the start, whoever gives them.
    #[must_use]
    pub fn mentor_needed(&self) -> f64 {
        let first = |weeks: &[WeeklyMinutes]| weeks.first().map_or(0.0, |week| week.hours());
        first(&self.terms.hours.mentor) + first(&self.terms.hours.stands_in)
    }

    /// How independently the task of the opening goes that goes least so, among those that are known.
    #[must_use]
    pub fn least_independence(&self) -> Option<Level> {
        let mapped = |kind| self.candidate.tasks.iter().find(move |task| task.kind == kind);
        self.opening.tasks.iter().filter_map(|task| mapped(task.kind)?.independence).min()
    }

    /// What the workplace offers of the adaptations that help anyone who learns with support.
    pub fn offered_help_to_learn(&self) -> impl Iterator<Item = Adaptation> {
        HELP_TO_LEARN.into_iter().filter(|help| self.opening.adaptations.contains(help))
    }

    /// The person's interest in the opening's job family, if one is named.
    #[must_use]
    pub fn interest(&self) -> Option<&'a Interest> {
        self.candidate.interests.iter().find(|interest| interest.family == self.opening.family)
    }

    /// Whether the person has tried such work, so that what it is like for them is known.
    #[must_use]
    pub fn has_tried(&self) -> bool {
        let family = self.opening.family;
        let worked = self.candidate.experience.iter().any(|work| work.family == family);
        let tried = |outcome| outcome != Outcome::Declined;
        let is_known = self.interest().is_some_and(|it| it.basis == InterestBasis::Tried);
        let earlier = &self.candidate.earlier;
        is_known || worked || earlier.iter().any(|it| it.family == family && tried(it.outcome))
    }

    /// Whether the person is curious about such work; whoever has named no interest can explore.
    fn is_curious(&self) -> bool {
        let strength = self.interest().map(|interest| interest.strength.get());
        self.candidate.interests.is_empty() || strength.is_some_and(|s| s >= CURIOUS_FROM)
    }

    fn fit_variance(&self) -> f64 {
        match self.interest().map(|interest| interest.basis) {
            _ if self.has_tried() => fit_variance::TRIED,
            Some(InterestBasis::Said) => fit_variance::SAID,
            Some(InterestBasis::Tried | InterestBasis::Guessed) | None => fit_variance::UNSURE,
        }
    }
}

/// What is expected of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Appraisal {
    /// Of a trial: the probability that it leads to a job that lasts six months.
    pub trial: f64,
    /// Of a jobbsmak: how much higher that probability becomes, by choosing with what it shows. 0 where
    /// it is not worth a week: the work is known, or not what the person is curious about.
    pub jobbsmak: f64,
}

/// What is believed of a trial of one pair, feature by feature.
#[must_use]
pub fn predict(model: &Model, pair: &Pair<'_>) -> Prediction {
    model.predict(&features::measure(pair), pair.fit_variance())
}

/// The openings of a case, to make pairs of.
pub struct Pairs<'a> {
    openings: BTreeMap<&'a OpeningId, (&'a Opening, &'a Workplace)>,
}

impl<'a> Pairs<'a> {
    /// The openings of a case with their workplaces.
    #[must_use]
    pub fn of(case: &'a Case) -> Self {
        let workplaces: BTreeMap<_, _> = case.workplaces.iter().map(|at| (&at.id, at)).collect();
        let openings = case.openings.iter();
        Self { openings: openings.map(|it| (&it.id, (it, workplaces[&it.workplace]))).collect() }
    }

    /// The pair that an option is about.
    #[must_use]
    pub fn pair(&self, candidate: &'a Candidate, option: &'a EligibleOption) -> Pair<'a> {
        let (opening, workplace) = self.openings[&option.opening];
        let Workplace { employer, sector, .. } = workplace;
        Pair { candidate, opening, employer, sector: *sector, terms: &option.terms }
    }
}

/// What every option of a case is worth, by candidate and opening.
pub type Appraisals = BTreeMap<CandidateId, BTreeMap<OpeningId, Appraisal>>;

/// Appraises every option that screening found.
#[must_use]
pub fn appraise(model: &Model, case: &Case, screening: &Screening) -> Appraisals {
    let pairs = Pairs::of(case);
    let appraised = case.candidates.iter().map(|candidate| {
        let screened = screening.candidates.get(&candidate.id);
        let options = screened.map_or(&[][..], |screened| &screened.options);
        // A trial's terms stand last, and so speak for the opening.
        let by_opening: BTreeMap<&OpeningId, Pair<'_>> =
            options.iter().map(|it| (&it.opening, pairs.pair(candidate, it))).collect();
        (candidate.id.clone(), appraise_options(model, by_opening.into_values()))
    });
    appraised.collect()
}

/// Appraises the options of one candidate against each other.
pub(super) fn appraise_options<'a>(
    model: &Model,
    pairs: impl IntoIterator<Item = Pair<'a>>,
) -> BTreeMap<OpeningId, Appraisal> {
    let predicted: Vec<(Pair<'a>, Prediction)> =
        pairs.into_iter().map(|pair| (pair, predict(model, &pair))).collect();
    let best = best_by_family(&predicted);
    predicted
        .iter()
        .map(|(pair, prediction)| {
            let instead = best
                .iter()
                .filter(|(family, _)| **family != pair.opening.family)
                .fold(FOUND_LATER, |most, (_, chance)| most.max(*chance));
            let appraisal = Appraisal {
                trial: prediction.chance(),
                jobbsmak: jobbsmak(pair, prediction, instead),
            };
            (pair.opening.id.clone(), appraisal)
        })
        .collect()
}

/// The best trial in each job family.
fn best_by_family(predicted: &[(Pair<'_>, Prediction)]) -> BTreeMap<JobFamily, f64> {
    let mut best = BTreeMap::new();
    for (pair, prediction) in predicted {
        let most = best.entry(pair.opening.family).or_insert(0.0_f64);
        *most = most.max(prediction.chance());
    }
    best
}

/// What a jobbsmak here is worth, when `instead` is the best that another job family offers.
///
/// For somebody who is not ready for a trial it is the way there, and so worth the least at any rate.
/// Where much speaks against the place itself, a bad week says less about the work: whatever is below
/// the usual, squared, adds to the noise.
fn jobbsmak(pair: &Pair<'_>, prediction: &Prediction, instead: f64) -> f64 {
    if !pair.is_curious() {
        return 0.0;
    }
    let against = prediction.against_the_place();
    let gain = knowledge_gradient(&Lesson {
        logit: prediction.logit(),
        variance: prediction.variance,
        fit_variance: prediction.fit_variance,
        noise: JOBBSMAK_NOISE + against * against,
        instead,
    });
    match pair.candidate.readiness {
        Readiness::Trial if gain < LEAST_LESSON => 0.0,
        Readiness::Trial => gain,
        Readiness::Jobbsmak | Readiness::NotYet => gain.max(LEAST_LESSON),
    }
}
