//! A type, its JSON and its JSON Schema from one description, so that they cannot drift apart.

/// A struct whose JSON is its fields. `= value` after a field is taken when the field is missing;
/// `Option` fields may always be missing. What stands for a missing field is not written.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])*
        $vis:vis struct $name:ident {
            $($(#[doc = $field_doc:literal])* pub $field:ident: $type:ty $(= $default:expr)?,)*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        impl $crate::reading::Read for $name {
            fn read(node: &$crate::reading::Node<'_>) -> Option<Self> {
                let fields = node.fields(&[$(stringify!($field)),*])?;
                $(let $field: Option<$type> =
                    $crate::reading::record!(@take fields, $field $(, $default)?);)*
                Some(Self { $($field: $field?),* })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut fields = serializer.serialize_map(None)?;
                $(if !$crate::reading::record!(@is_absent &self.$field, $type $(, $default)?) {
                    serde::ser::SerializeMap::serialize_entry(
                        &mut fields, stringify!($field), &self.$field,
                    )?;
                })*
                serde::ser::SerializeMap::end(fields)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut fields = $crate::reading::RecordSchema::new(&[$($doc),*]);
                $(fields.add(
                    stringify!($field),
                    &[$($field_doc),*],
                    generator.subschema_for::<$type>(),
                    $crate::reading::record!(@may_be_missing $type $(, $default)?),
                );)*
                fields.into_schema()
            }
        }
    )*};
    (@take $fields:ident, $field:ident) => { $fields.take(stringify!($field)) };
    (@take $fields:ident, $field:ident, $default:expr) => {
        $fields.take_or_else(stringify!($field), || Some($default))
    };
    (@may_be_missing $type:ty) => {
        <$type as $crate::reading::Read>::absent().is_some()
    };
    (@may_be_missing $type:ty, $default:expr) => {
        true
    };
    (@is_absent $value:expr, $type:ty) => {
        <$type as $crate::reading::Read>::absent().as_ref() == Some($value)
    };
    (@is_absent $value:expr, $type:ty, $default:expr) => {{
        let absent: $type = $default;
        absent == *$value
    }};
}

/// A closed list of codes: an enum, its spelling, its reader and its schema.
macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $variant:ident = $code:literal,)+
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[doc = $variant_doc])* $variant,)+
        }

        impl $name {
            /// Every code of the list, in its order.
            $vis const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it is written in files.
            #[must_use]
            $vis fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::reading::codes_schema(&[$($doc),*], &[$(($code, &[$($variant_doc),*])),+])
            }
        }

        impl $crate::reading::Read for $name {
            fn read(node: &$crate::reading::Node<'_>) -> Option<Self> {
                let text = node.text().or_else(|| node.wrong_kind("a code in \"quotes\""))?;
                let found = Self::ALL.iter().copied().find(|code| code.code() == text);
                found.or_else(|| {
                    let known = Self::ALL.iter().map(|code| code.code()).collect();
                    node.fault($crate::reading::Wrong::UnknownCode { known });
                    None
                })
            }
        }
    )*};
}

/// The JSON Schema of a type whose JSON is a single value: its name, its text, and the keywords that hold.
macro_rules! value_schema {
    ($name:ident, $doc:expr, $keywords:tt) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::reading::described($doc, schemars::json_schema!($keywords))
            }
        }
    };
}

pub(crate) use {codes, record, value_schema};
