//! Plain text of what an ad has as HTML.

/// Elements after which a new line begins.
const BREAKING: [&str; 12] =
    ["br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "section"];

/// Elements whose content is not text.
const HIDDEN: [&str; 3] = ["script", "style", "template"];

/// The text without elements, comments, scripts and styles; entities become their letters.
///
/// The result is text, and stays text: what looks like an element in it came from an entity.
pub(super) fn plain(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some(at) = rest.find('<') {
        text.push_str(&decoded(&rest[..at]));
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let inside = rest[1..].trim_start_matches('/');
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
            // A sign of its own, as in `1 < 2`.
            text.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, closes) = (inside[..end].to_ascii_lowercase(), rest[1..].starts_with('/'));
        rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        if HIDDEN.contains(&name.as_str()) && !closes {
            let end = rest.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(rest.len());
            rest = &rest[end..];
        }
        if BREAKING.contains(&name.as_str()) {
            text.push('\n');
        }
    }
    text.push_str(&decoded(rest));
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Entities as their letters; what is none stays as it is.
fn decoded(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest
            .find(';')
            .filter(|end| *end < 12)
            .and_then(|end| Some((letter(&rest[1..end])?, end)));
        let (c, end) = entity.unwrap_or(('&', 0));
        out.push(c);
        rest = &rest[end + 1..];
    }
    out + rest
}

/// The letter that an entity stands for.
fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "laquo" => '«',
        "raquo" => '»',
        "aelig" => 'æ',
        "oslash" => 'ø',
        "aring" => 'å',
        "AElig" => 'Æ',
        "Oslash" => 'Ø',
        "Aring" => 'Å',
        "eacute" => 'é',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn html_becomes_text() {
        #[rustfmt::skip]
        let cases = [
            ("<p>Vi s&oslash;ker <b>deg</b></p><p>Hei</p>", "Vi søker deg\nHei"),
            ("Uten elementer &amp; greit",              "Uten elementer & greit"),
            ("<script>alert(1)</script>Trygt",          "Trygt"),
            ("<SCRIPT src=x>alert('<p>')</Script >Trygt", "Trygt"),
            ("<style>p{}</style>a<!-- <b>skjult</b> -->b", "ab"),
            ("1 < 2 og 3 > 2",                          "1 < 2 og 3 > 2"),
            ("<img src=x onerror=alert(1)>Bilde",       "Bilde"),
            ("&lt;b&gt; er tekst",                      "<b> er tekst"),
            ("&#229;&#xE5;&#0;&ukjent; &",              "åå&#0;&ukjent; &"),
            ("<ul><li>en</li><li>to</li></ul>",         "en\nto"),
            ("aldri lukket <b",                         "aldri lukket"),
            ("",                                        ""),
        ];
        for (html, text) in cases {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
