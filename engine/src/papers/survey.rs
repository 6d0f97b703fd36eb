//! What people in work, and their employers, say of it. Every answer may be left out.

use jiff::civil::Date;

use crate::domain::{EmployerId, Level, PlacementId, SurveyId, WeeklyMinutes, Words};
use crate::journey::Supporter;
use crate::reading::{Node, Unique, check_unique, codes, record};

codes! {
    /// What the person is asked.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.3: three groups of questions, on what the work is worth and
    /// how it goes, on belonging, on guidance and support. The report's text tells three of the questions
    /// (`new_tasks`, `works_with_colleagues`, `met_and_heard`); of the others it tells the theme, and the words are
    /// our own.
    pub enum CandidateItem {
        /// Whether the work is worth something.
        Worth = "worth",
        /// Whether the person masters the job.
        Mastery = "mastery",
        /// Whether there are new tasks for whoever wants them.
        NewTasks = "new_tasks",
        /// Whether the person likes the work.
        Liking = "liking",
        /// Whether the person works together with colleagues.
        WorksWithColleagues = "works_with_colleagues",
        /// Whether the person belongs.
        Belonging = "belonging",
        /// Whether leader or mentor meet and hear the person.
        MetAndHeard = "met_and_heard",
        /// Guidance and support at the workplace.
        SupportAtWork = "support_at_work",
        /// Guidance and support from the job specialist.
        SupportOfSpecialist = "support_of_specialist",
    }

    /// What the person answers.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.3.
    pub enum Often {
        /// Yes.
        Yes = "yes",
        /// Now and then.
        NowAndThen = "now_and_then",
        /// No.
        No = "no",
    }

    /// What the employer is asked.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.4, figures 2.5 to 2.9.
    pub enum EmployerItem {
        /// Capacity for the tasks.
        Capacity = "capacity",
        /// How independently they are done.
        Independence = "independence",
        /// Possibilities to develop at the workplace.
        Development = "development",
        /// Whether the person is included.
        Inclusion = "inclusion",
        /// The support of the job specialists.
        SpecialistSupport = "specialist_support",
    }

    /// What the five points of a scale mean, from 1 to 5.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.4, which tells the upper points (and "neither"); the points
    /// that nobody chose are ours, the mirror of those.
    pub enum Scale {
        /// From very poor to very good.
        Quality = "quality",
        /// From hardly to wholly independent.
        Independence = "independence",
        /// From none to much.
        Extent = "extent",
    }
}

impl EmployerItem {
    /// Its scale.
    #[must_use]
    pub fn scale(self) -> Scale {
        match self {
            Self::Capacity | Self::SpecialistSupport => Scale::Quality,
            Self::Independence => Scale::Independence,
            Self::Development | Self::Inclusion => Scale::Extent,
        }
    }
}

record! {
    /// What a person says of the job. It is for the person and the service, never for the employer.
    pub struct CandidateSurvey {
        /// Its id.
        pub id: SurveyId,
        /// The job it is about.
        pub placement: PlacementId,
        /// The day.
        pub on: Date,
        /// Who helped to fill it in; nobody of the workplace is among them.
        pub supported_by: Vec<Supporter> = Vec::new(),
        /// The answers that were given.
        pub answers: Vec<CandidateAnswer> = Vec::new(),
        /// What else the person says.
        pub own_words: Option<Words>,
    }

    /// An answer of a person.
    pub struct CandidateAnswer {
        /// The question.
        pub item: CandidateItem,
        /// The answer.
        pub answer: Often,
    }

    /// What an employer says of a job and of the support.
    pub struct EmployerSurvey {
        /// Its id.
        pub id: SurveyId,
        /// The job it is about.
        pub placement: PlacementId,
        /// Who answers.
        pub employer: EmployerId,
        /// The day.
        pub on: Date,
        /// The answers that were given.
        pub answers: Vec<EmployerAnswer> = Vec::new(),
        /// Hours a week that training and follow-up take now.
        pub hours_week_now: Option<WeeklyMinutes>,
        /// Hours a week that they took in the beginning.
        pub hours_week_at_start: Option<WeeklyMinutes>,
        /// What else the employer says of the support.
        pub own_words: Option<Words>,
    }

    /// An answer of an employer.
    pub struct EmployerAnswer {
        /// The question.
        pub item: EmployerItem,
        /// The answer, on the scale of the question.
        pub answer: Level,
    }
}

impl CandidateSurvey {
    /// Checks that no question is answered twice.
    pub fn check(survey: &Node<'_>) {
        check_unique(survey, &[Unique { list: "answers", field: "item" }]);
    }
}

impl EmployerSurvey {
    /// Checks that no question is answered twice.
    pub fn check(survey: &Node<'_>) {
        check_unique(survey, &[Unique { list: "answers", field: "item" }]);
    }
}
