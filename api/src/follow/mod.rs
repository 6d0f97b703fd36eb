//! Follow-up as the service has it: what journeys and stored placements say, in the shapes that `engine::follow` asks
//! for, and what comes of it in the shapes of the API. Who is in an answer is the handler's to log.

mod decided;
mod fill;
mod journeys;
mod lasting;
mod list;
mod masks;
mod mentors;
mod unpaid;

pub use decided::figures;
pub use fill::{Span, fill_rates};
pub use journeys::{Person, caseload, everybody, known_jobs, placements, someone};
pub use lasting::retention;
pub use list::{Asking, Spoken, follow_up, jobs_of, warnings_of};
pub use masks::{masked, shown};
pub use mentors::let_go;
pub use unpaid::{Around, around, at_workplace};
