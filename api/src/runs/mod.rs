//! One match run: what is stored is gathered into a case, answered, and recorded.
//!
//! A run is a job in the database: any server [`work`]s on it, and another takes it over. What goes into it and what
//! comes of it is kept, so that it can be run [`again`] to the same bytes.

pub mod divide;
pub mod gather;
mod make;
mod places;
mod priced;
mod question;
mod record;
mod taken;
mod work;

pub use make::{Again, Facts, Kept, Made, Means, again, hash, make};
pub use places::{InTheWay, filled, in_the_way, settle};
pub use priced::Priced;
pub use question::Question;
pub use record::{fail, record};
pub use work::{Bell, LEASE, plan_while_waited_for, work};
