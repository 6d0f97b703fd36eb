//! Documents that only the service has; the engine needs nothing of them.

use engine::domain::Words;
use engine::reading::{Node, Read};

use crate::manners::Document;

/// Who a candidate is and how to reach them: no more than it takes to call.
#[derive(Debug)]
pub struct Contact {
    /// The person's name.
    pub name: Words,
    /// A telephone number.
    pub phone: Option<Words>,
    /// An e-mail address.
    pub email: Option<Words>,
}

impl Read for Contact {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["name", "phone", "email"])?;
        let (name, phone, email) =
            (fields.take("name"), fields.take("phone"), fields.take("email"));
        Some(Self { name: name?, phone: phone?, email: email? })
    }
}

impl Document for Contact {}

/// What a municipality is called.
#[derive(Debug)]
pub struct MunicipalityName {
    /// The name.
    pub name: Words,
}

impl Read for MunicipalityName {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["name"])?;
        Some(Self { name: fields.take("name")? })
    }
}

impl Document for MunicipalityName {}
