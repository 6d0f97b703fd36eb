//! Names in the OpenAPI document for what the engine reads; their schemas are put in when it is completed.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::SchemaType};
use utoipa::{PartialSchema, ToSchema};

macro_rules! documents {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let object = utoipa::openapi::Type::Object;
                ObjectBuilder::new().schema_type(SchemaType::Type(object)).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

documents! {
    /// An opening, as in a case.
    Opening,
    /// An opening whose `id` may be left out.
    NewOpening,
}
