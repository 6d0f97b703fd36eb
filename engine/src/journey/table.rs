//! Which events belong to which stages.

use super::{EventKind, Stage};

use Stage::{
    Accepted, Agreeing, BetweenWorkplaces, Closed, Considering, Declined, DroppedOut, Employed,
    Informed, JobFinding, Jobbsmak, Kartlegging, NotAdmitted, NotReferred, Paused, Probation,
    Referred, Trial,
};

impl EventKind {
    /// The stages in which the event can happen, where its conditions hold. What the candidate can do at any
    /// time (take a release back, stop, complain, go another way) has the longest lists.
    #[must_use]
    pub fn stages(self) -> &'static [Stage] {
        match self {
            Self::Referred => &[NotReferred, Closed],
            Self::InformationMeetingHeld => &[Referred, Informed, Considering, Declined],
            Self::Answered => &[Referred, Informed, Considering, Declined, Accepted],
            Self::PanelVoted | Self::Decided => &[
                Accepted,
                NotAdmitted,
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
            ],
            Self::Complained => &[
                Accepted,
                NotAdmitted,
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
                Paused,
                DroppedOut,
            ],
            Self::KartleggingBegun => &[Accepted],
            Self::BenefitTalkHeld
            | Self::SpecialistAssigned
            | Self::HandedOver
            | Self::ReferredElsewhere
            | Self::Withdrew
            | Self::Moved => &[
                Referred,
                Informed,
                Considering,
                Declined,
                Accepted,
                NotAdmitted,
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
                Paused,
                DroppedOut,
            ],
            Self::KartleggingRecorded
            | Self::ReadinessSet
            | Self::ReleaseGiven
            | Self::EmployerContacted
            | Self::ProposalDeclined
            | Self::ActivityBooked
            | Self::ActivityCancelled
            | Self::DroppedOut => &[
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
            ],
            Self::ReleaseRefused | Self::ReleaseWithdrawn | Self::Exited => &[
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
                Paused,
                DroppedOut,
            ],
            Self::Paused => &[
                Accepted,
                NotAdmitted,
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
            ],
            Self::ActivityStarted => {
                &[Kartlegging, JobFinding, Agreeing, Probation, Employed, BetweenWorkplaces]
            }
            Self::ActivityEnded => &[Jobbsmak, Trial],
            Self::AgreementSigned => {
                &[JobFinding, Trial, Agreeing, Probation, Employed, BetweenWorkplaces]
            }
            Self::ProbationStarted => &[Agreeing],
            Self::Employed => &[Agreeing, Probation],
            Self::FollowedUp => &[
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
                Paused,
                DroppedOut,
            ],
            Self::SurveyAnswered => &[Probation, Employed, BetweenWorkplaces],
            Self::TermsChanged => &[Employed, BetweenWorkplaces],
            Self::WorkplaceEnded => &[Employed],
            Self::PlacedAgain => &[BetweenWorkplaces],
            Self::Reentered => &[DroppedOut, Closed],
            Self::Resumed => &[Paused],
            Self::Corrected => &[
                Referred,
                Informed,
                Considering,
                Declined,
                Accepted,
                NotAdmitted,
                Kartlegging,
                JobFinding,
                Jobbsmak,
                Trial,
                Agreeing,
                Probation,
                Employed,
                BetweenWorkplaces,
                Paused,
                DroppedOut,
                Closed,
            ],
        }
    }
}
