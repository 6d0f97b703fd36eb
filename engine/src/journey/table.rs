//! Which events belong to which stages.

use super::EventKind;
use super::Stage::{
    self, Accepted, Agreeing, BetweenWorkplaces, Closed, Considering, Declined, DroppedOut,
    Employed, Informed, JobFinding, Jobbsmak, Kartlegging, NotAdmitted, NotReferred, Paused,
    Probation, Referred, Trial,
};

impl EventKind {
    /// Whether the event can happen in a stage, where its conditions hold. What a candidate can always do (take a
    /// release back, stop, complain, go another way) belongs to most.
    #[must_use]
    pub fn belongs_to(self, stage: Stage) -> bool {
        let open = !matches!(stage, NotReferred | Closed);
        let trying = matches!(stage, Jobbsmak | Trial);
        let settled = matches!(stage, Agreeing | Probation | Employed | BetweenWorkplaces);
        let under_way = trying || settled || matches!(stage, Kartlegging | JobFinding);
        let away = matches!(stage, Paused | DroppedOut);
        let at_the_door = matches!(stage, Accepted | NotAdmitted);
        match self {
            Self::Referred => !open,
            Self::InformationMeetingHeld => {
                matches!(stage, Referred | Informed | Considering | Declined)
            }
            Self::Answered => {
                matches!(stage, Referred | Informed | Considering | Declined | Accepted)
            }
            Self::BenefitTalkHeld
            // Nobody is told to wait for another stage who says that something is wrong.
            | Self::ConcernRaised
            | Self::ConcernAnswered
            | Self::SpecialistAssigned
            | Self::HandedOver
            | Self::ReferredElsewhere
            | Self::Withdrew
            | Self::Moved => open,
            Self::PanelVoted | Self::Decided | Self::Paused => at_the_door || under_way,
            Self::Complained => at_the_door || under_way || away,
            Self::KartleggingBegun => stage == Accepted,
            Self::KartleggingRecorded
            | Self::ReadinessSet
            | Self::ReleaseGiven
            | Self::EmployerContacted
            | Self::ProposalDeclined
            | Self::ActivityBooked
            | Self::ActivityCancelled
            | Self::DroppedOut => under_way,
            Self::ReleaseRefused | Self::ReleaseWithdrawn | Self::Exited => under_way || away,
            Self::ActivityStarted => under_way && !trying,
            Self::ActivityEnded => trying,
            Self::AgreementSigned => settled || matches!(stage, JobFinding | Trial),
            Self::ProbationStarted => stage == Agreeing,
            Self::Employed => matches!(stage, Agreeing | Probation),
            Self::FollowedUp | Self::VisitMissed => trying || settled || away,
            Self::MentorNamed | Self::MentorLeft => trying || settled,
            Self::SurveyAnswered => settled && stage != Agreeing,
            Self::TermsChanged => matches!(stage, Employed | BetweenWorkplaces),
            Self::WorkplaceEnded => stage == Employed,
            Self::PlacedAgain => stage == BetweenWorkplaces,
            Self::Reentered => matches!(stage, DroppedOut | Closed),
            Self::Resumed => stage == Paused,
            Self::Corrected => stage != NotReferred,
        }
    }
}
