//! A scheme that a job can be under: who it is for, who decides, how a job is agreed, followed up and paid.

use super::Rule;
use crate::domain::{
    AgreementKind, Arena, Condition, DecidedBefore, Decider, FollowUpParty, GrantReceiver,
    GrantUnit, LegalEmployer, Months, PanelSeat, PositionPct, SchemeCode, Sector, Selection, Share,
    WageKind, WeekCount, Words,
};
use crate::reading::record;

record! {
    /// A scheme that a job can be under.
    pub struct Scheme {
        /// Its code.
        pub id: SchemeCode,
        /// What it is called.
        pub name: Words,
        /// Whether something can start under it.
        pub open_for_starts: Rule<bool>,
        /// The smallest position under it, where it has one of its own.
        pub position_least: Rule<PositionPct>,
        /// How many jobs there can be under it at a time.
        pub quota: Rule<u32>,
        /// What must be true of the person; asked where it is known, and never kept in a case.
        pub conditions: Rule<Vec<Condition>>,
        /// Parts of the municipality that it leaves out, by the names that cases use.
        pub districts_except: Rule<Vec<Words>>,
        /// The arenas in which it finds work.
        pub arenas: Rule<Vec<Arena>>,
        /// How long somebody employed under it can be on loan to an ordinary firm. It is told and closes nothing:
        /// the hours agreed under a scheme stand in no case.
        pub hospitering: Rule<Hospitering>,
        /// The sectors in which it finds work.
        pub sectors: Rule<Vec<Sector>>,
        /// Whether it asks that the person does the work independently.
        pub independent_work: Rule<bool>,
        /// How who gets a place is decided; several ways where it differs from provider to provider.
        pub selection: Rule<Vec<Selection>>,
        /// Who sits on the panel that decides or recommends.
        pub panel: Rule<Vec<PanelSeat>>,
        /// The formal decision on a place.
        pub decision: Rule<Decision>,
        /// How long one can complain about a decision, from the day one is told.
        pub complaint_weeks: Rule<WeekCount>,
        /// Who employs the person.
        pub legal_employer: Rule<LegalEmployer>,
        /// What is agreed in writing, and between whom.
        pub agreements: Rule<Vec<AgreementKind>>,
        /// How long the first contract lasts.
        pub first_contract_months: Rule<Months>,
        /// How often it is looked at whether the job is still the right one.
        pub review_months: Rule<Months>,
        /// Who follows up person and workplace.
        pub follow_up_by: Rule<Vec<FollowUpParty>>,
        /// How a job is paid.
        pub wage: Rule<SchemeWage>,
        /// Whether the workplace is paid for the mentor.
        pub mentor_fee: Rule<bool>,
        /// What the state pays.
        pub grant: Rule<Grant>,
        /// Who gets it.
        pub grant_receiver: Rule<GrantReceiver>,
        /// What the municipality adds at the least, as a share of what the state pays.
        pub municipal_share_least: Rule<Share>,
        /// From this position up, a job counts as a whole place; below it, as half of one.
        pub whole_place_from: Rule<PositionPct>,
    }

    /// A formal decision that a place rests on.
    pub struct Decision {
        /// Who makes it.
        pub by: Decider,
        /// What cannot be done before it.
        pub before: DecidedBefore,
    }

    /// A limit to hospitering: stays in an ordinary firm of somebody who is employed elsewhere.
    pub struct Hospitering {
        /// The share of the agreed hours, at the most.
        pub share_of_hours_most: Share,
        /// Of the hours in so many weeks.
        pub in_weeks: WeekCount,
        /// The most months where the firm considers to hire the person; the share is not a limit then.
        pub months_most_before_hiring: Months,
    }

    /// How a job under a scheme is paid.
    pub struct SchemeWage {
        /// The kinds of wage that there can be.
        pub kinds: Vec<WageKind>,
        /// Øre an hour, where it is the same for all.
        pub ore_per_hour: Option<u32>,
        /// Øre an hour that every wage is above.
        pub ore_per_hour_above: Option<u32>,
        /// The share of a comparable tariff, where wages are one.
        pub tariff_share: Option<Share>,
    }

    /// What the state pays.
    pub struct Grant {
        /// Øre a month.
        pub ore_per_month: u32,
        /// For what.
        pub unit: GrantUnit,
    }

    /// How often people in work are followed up.
    pub struct FollowUpRhythm {
        /// The fewest weeks from one visit to the next.
        pub every_weeks_least: WeekCount,
        /// The most.
        pub every_weeks_most: WeekCount,
    }
}
