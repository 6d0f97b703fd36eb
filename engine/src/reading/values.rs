//! How plain values are read.

use jiff::civil::Date;

use super::{Node, Read, Wrong};

impl Read for bool {
    fn read(node: &Node<'_>) -> Option<Self> {
        node.truth().or_else(|| node.wrong_kind("true or false"))
    }
}

impl Read for String {
    fn read(node: &Node<'_>) -> Option<Self> {
        let text = node.text().or_else(|| node.wrong_kind("text in \"quotes\""))?;
        Some(text.to_owned())
    }
}

/// A finite number.
impl Read for f64 {
    fn read(node: &Node<'_>) -> Option<Self> {
        let written = node.number().or_else(|| node.wrong_kind("a number"))?;
        let Ok(number) = written.parse::<serde_json::Number>() else {
            return node.wrong_kind("a finite number");
        };
        let value = number.as_f64().filter(|value| value.is_finite());
        value.or_else(|| node.wrong_kind("a finite number"))
    }
}

/// A whole number, written without a fraction.
impl Read for i64 {
    fn read(node: &Node<'_>) -> Option<Self> {
        let written = node.number().or_else(|| node.wrong_kind("a whole number"))?;
        let number = written.parse::<serde_json::Number>().ok();
        number.and_then(|n| n.as_i64()).or_else(|| node.wrong_kind("a whole number"))
    }
}

macro_rules! read_unsigned {
    ($($type:ty),*) => {$(
        /// A whole number, 0 or more.
        impl Read for $type {
            fn read(node: &Node<'_>) -> Option<Self> {
                let number = i64::read(node)?;
                <$type>::try_from(number).ok().or_else(|| {
                    // From 2^32 on the end is the machine's and tells a reader nothing.
                    let expected = match u32::try_from(<$type>::MAX) {
                        Ok(most) => format!("a whole number from 0 to {most}"),
                        Err(_) => "a whole number, 0 or more".to_owned(),
                    };
                    node.fault(Wrong::OutOfRange { expected });
                    None
                })
            }
        }
    )*};
}
read_unsigned!(u8, u16, u32, u64, usize);

/// A day of the years 1900 to 2999, so that counting weeks from it never leaves the calendar.
impl Read for Date {
    fn read(node: &Node<'_>) -> Option<Self> {
        const EXPECTED: &str = "a date that exists, as \"2026-11-30\"";
        let text = node.text().or_else(|| node.wrong_kind(EXPECTED))?;
        let date: Option<Date> = (text.len() == 10).then(|| text.parse().ok()).flatten();
        date.filter(|date| (1900..3000).contains(&date.year())).or_else(|| {
            node.fault(Wrong::Form { expected: EXPECTED });
            None
        })
    }
}

/// `null` and a missing field are `None`.
impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.is_null() { Some(None) } else { T::read(node).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        T::read(node).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let read: Vec<Option<T>> = node.items()?.map(|item| T::read(&item)).collect();
        read.into_iter().collect()
    }
}
