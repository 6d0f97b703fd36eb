//! Employers and their workplaces.

use super::{Arena, EmployerId, OrganisationNumber, PostalCode, Sector, Words, WorkplaceId};
use crate::reading::record;

record! {
    /// An employer.
    pub struct Employer {
        /// Its id.
        pub id: EmployerId,
        /// What it is called.
        pub name: Words,
        /// Its organisation number.
        pub organisation_number: OrganisationNumber,
    }

    /// A place where an employer's work is done.
    pub struct Workplace {
        /// Its id.
        pub id: WorkplaceId,
        /// Whose it is.
        pub employer: EmployerId,
        /// What it is called.
        pub name: Words,
        /// Where the way to work ends.
        pub postal_code: PostalCode,
        /// Public or private.
        pub sector: Sector,
        /// Whether the service runs it itself.
        pub arena: Arena = Arena::Ordinary,
    }
}
