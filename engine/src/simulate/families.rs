//! What work in each job family is like: tasks, hours, what eases it. All of it is invented, but for the
//! titles, which are occupations of STYRK-08.

use crate::domain::{Adaptation, Certificate, JobFamily, TaskKind};

/// When the work of a family is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// Weekdays, early.
    Early,
    /// Weekdays, in office hours.
    Office,
    /// All days but Sunday.
    Shop,
    /// Early, or afternoons to Saturday.
    Kitchen,
}

/// What work in a family is like.
pub(super) struct Picture {
    /// The family.
    pub(super) family: JobFamily,
    /// How likely a workplace is public.
    pub(super) public: f64,
    /// Kinds of task.
    pub(super) tasks: &'static [TaskKind],
    /// Adaptations that such workplaces mostly have.
    pub(super) eases: &'static [Adaptation],
    /// A certificate that may be asked for, and how likely it is.
    pub(super) certificate: Option<(Certificate, f64)>,
    /// When the work is done.
    pub(super) shift: Shift,
    /// Occupations: STYRK-08 code and title.
    pub(super) titles: &'static [(&'static str, &'static str)],
    /// What such employers are called.
    pub(super) employers: &'static [&'static str],
}

/// The picture of a family.
pub(super) fn picture(family: JobFamily) -> &'static Picture {
    let found = PICTURES.iter().find(|picture| picture.family == family);
    found.expect("there is a picture of each family")
}

use Adaptation as A;
use Certificate as C;
use TaskKind as T;

/// The shares of public workplaces make 21 of 40 with the families of [`super::published::FAMILIES`]; how they
/// divide is an assumption.
#[rustfmt::skip]
pub(super) const PICTURES: [Picture; 15] = [
    Picture {
        family: JobFamily::Shop, public: 0.0,
        tasks: &[T::Routine, T::Customers, T::Lifting, T::Cleaning],
        eases: &[A::FixedRoutine, A::StepFree, A::FixedContact],
        certificate: None, shift: Shift::Shop,
        titles: &[("9334", "Varepåfyller"), ("5223", "Butikkmedarbeider")],
        employers: &["Matmarked", "Dagligvare", "Byggevare", "Sport og fritid", "Bokhandel"],
    },
    Picture {
        family: JobFamily::Kitchen, public: 5.0 / 9.0,
        tasks: &[T::Food, T::Cleaning, T::Routine, T::Customers],
        eases: &[A::FixedRoutine, A::FixedContact, A::PictureInstructions],
        certificate: Some((C::FoodHygiene, 0.3)), shift: Shift::Kitchen,
        titles: &[("9412", "Kjøkkenassistent"), ("5246", "Kafémedarbeider"), ("5131", "Servitør")],
        employers: &["kantine", "kafé", "pizzeria", "sykehjemskjøkken", "bakeri"],
    },
    Picture {
        family: JobFamily::Care, public: 1.0,
        tasks: &[T::People, T::Food, T::Cleaning],
        eases: &[A::StepFree, A::FixedContact, A::ExtraBreaks],
        certificate: Some((C::PoliceCertificate, 0.9)), shift: Shift::Early,
        titles: &[("5329", "Medarbeider på sykehjem"), ("5322", "Hjemmehjelper")],
        employers: &["sykehjem", "aktivitetssenter for eldre", "bo- og servicesenter"],
    },
    Picture {
        family: JobFamily::Children, public: 1.0,
        tasks: &[T::People, T::Varied, T::Cleaning],
        eases: &[A::FixedRoutine, A::FixedContact, A::ExtraBreaks],
        certificate: Some((C::PoliceCertificate, 1.0)), shift: Shift::Early,
        titles: &[("5311", "Barnehageassistent"), ("5312", "Skoleassistent")],
        employers: &["barnehage", "skole", "skolefritidsordning"],
    },
    Picture {
        family: JobFamily::Caretaking, public: 1.0,
        tasks: &[T::Cleaning, T::Machines, T::Outdoors, T::Routine],
        eases: &[A::NoCustomers, A::FixedRoutine, A::FixedContact],
        certificate: None, shift: Shift::Early,
        titles: &[("9112", "Renholder"), ("5153", "Vaktmester"), ("9622", "Altmuligperson")],
        employers: &["eiendomsdrift", "renhold", "idrettshall"],
    },
    Picture {
        family: JobFamily::Driving, public: 0.5,
        tasks: &[T::Driving, T::Lifting, T::Customers],
        eases: &[A::FixedRoutine, A::SeatedWork],
        certificate: Some((C::DrivingLicence, 0.7)), shift: Shift::Early,
        titles: &[("8322", "Medhjelper i varebil")],
        employers: &["varelevering", "hjelpemiddelsentral"],
    },
    Picture {
        family: JobFamily::Animals, public: 0.0,
        tasks: &[T::Animals, T::Outdoors, T::Cleaning],
        eases: &[A::Quiet, A::NoCustomers, A::FixedRoutine, A::ShortShifts],
        certificate: None, shift: Shift::Early,
        titles: &[("9212", "Medhjelper i fjøs"), ("6121", "Stallmedarbeider")],
        employers: &["stall", "gård", "ridesenter"],
    },
    Picture {
        family: JobFamily::Recycling, public: 1.0,
        tasks: &[T::Routine, T::Lifting, T::Outdoors, T::Customers],
        eases: &[A::FixedRoutine, A::FixedContact, A::ExtraBreaks],
        certificate: None, shift: Shift::Office,
        titles: &[("9612", "Medarbeider på gjenvinningsstasjon")],
        employers: &["gjenvinningsstasjon", "ombruk"],
    },
    Picture {
        family: JobFamily::Office, public: 2.0 / 3.0,
        tasks: &[T::Computer, T::Routine, T::Customers],
        eases: &[A::Quiet, A::StepFree, A::SeatedWork, A::NoHeavyLifting],
        certificate: None, shift: Shift::Office,
        titles: &[("4110", "Kontormedarbeider"), ("4226", "Resepsjonsmedarbeider")],
        employers: &["servicekontor", "regnskap", "innbyggertorg"],
    },
    Picture {
        family: JobFamily::Production, public: 0.0,
        tasks: &[T::Routine, T::Machines, T::Lifting],
        eases: &[A::NoCustomers, A::FixedRoutine, A::PictureInstructions],
        certificate: None, shift: Shift::Early,
        titles: &[("9321", "Håndpakker"), ("9329", "Produksjonsmedarbeider")],
        employers: &["trevarer", "emballasje", "legemidler"],
    },
    Picture {
        family: JobFamily::Gardening, public: 0.5,
        tasks: &[T::Outdoors, T::Machines, T::Routine],
        eases: &[A::NoCustomers, A::Quiet, A::ExtraBreaks],
        certificate: None, shift: Shift::Early,
        titles: &[("9214", "Medhjelper i park og hage"), ("6113", "Gartnermedarbeider")],
        employers: &["gartneri", "park og vei"],
    },
    Picture {
        family: JobFamily::Library, public: 1.0,
        tasks: &[T::Routine, T::Computer, T::Customers],
        eases: &[A::Quiet, A::StepFree, A::NoHeavyLifting, A::SeatedWork],
        certificate: None, shift: Shift::Office,
        titles: &[("4411", "Bibliotekmedarbeider"), ("4415", "Arkivmedarbeider")],
        employers: &["bibliotek", "arkiv"],
    },
    Picture {
        family: JobFamily::Warehouse, public: 0.0,
        tasks: &[T::Routine, T::Lifting, T::Machines],
        eases: &[A::NoCustomers, A::FixedRoutine, A::FixedContact],
        certificate: Some((C::Forklift, 0.2)), shift: Shift::Early,
        titles: &[("4321", "Lagermedarbeider")],
        employers: &["lager", "nettlager"],
    },
    Picture {
        family: JobFamily::Laundry, public: 0.5,
        tasks: &[T::Routine, T::Machines, T::Cleaning],
        eases: &[A::NoCustomers, A::FixedRoutine, A::PictureInstructions, A::FixedContact],
        certificate: None, shift: Shift::Early,
        titles: &[("8157", "Vaskerimedarbeider")],
        employers: &["vaskeri", "tekstilservice"],
    },
    Picture {
        family: JobFamily::Media, public: 0.3,
        tasks: &[T::Computer, T::Varied],
        eases: &[A::Quiet, A::SeatedWork, A::NoCustomers],
        certificate: None, shift: Shift::Office,
        titles: &[("3431", "Fotomedarbeider"), ("2513", "Nettmedarbeider")],
        employers: &["foto", "datagjenbruk"],
    },
];

#[cfg(test)]
mod tests {
    use super::picture;
    use crate::domain::JobFamily;
    use crate::simulate::published::{FAMILIES, PUBLIC};

    #[test]
    fn every_family_has_its_picture_and_occupations_of_its_own() {
        for &family in JobFamily::ALL {
            for (code, title) in picture(family).titles {
                assert!(family.styrk08_examples().contains(code), "{title}");
            }
        }
    }

    #[test]
    fn public_workplaces_are_as_many_as_published() {
        let public: f64 = FAMILIES.iter().map(|(it, share)| share * picture(*it).public).sum();
        let all: f64 = FAMILIES.iter().map(|(_, share)| share).sum();
        assert!((public / all - PUBLIC).abs() < 1e-12, "{public} of {all}");
    }
}
