//! A type and its JSON from one description, so that the two cannot drift apart.

/// A struct whose JSON is its fields. `= value` after a field is taken when the field is missing;
/// `Option` fields may always be missing. What stands for a missing field is not written.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty $(= $default:expr)?,)*
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
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
    )*};
    (@take $fields:ident, $field:ident) => { $fields.take(stringify!($field)) };
    (@take $fields:ident, $field:ident, $default:expr) => {
        $fields.take_or_else(stringify!($field), || Some($default))
    };
    (@is_absent $value:expr, $type:ty) => {
        <$type as $crate::reading::Read>::absent().as_ref() == Some($value)
    };
    (@is_absent $value:expr, $type:ty, $default:expr) => {{
        let absent: $type = $default;
        absent == *$value
    }};
}

/// A closed list of codes: an enum, its spelling, and its reader.
macro_rules! codes {
    ($(
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[$variant_meta])* $variant,)+
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

pub(crate) use {codes, record};
