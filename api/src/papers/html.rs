//! A sheet as a page to print.

use crate::text::{Line, Part, Sheet};

/// The style of sheets.
pub const STYLE: &str = include_str!("paper.css");

/// A sheet as a page without script, which asks nobody else for anything.
#[must_use]
pub fn html(sheet: &Sheet) -> String {
    let Sheet { language, title, notes, parts } = sheet;
    let (tag, title) = (language.tag(), escaped(title));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"stylesheet\" href=\"/paper.css\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    for note in notes {
        page.extend(["<p>", &escaped(note), "</p>\n"]);
    }
    for Part { heading, lines } in parts {
        page.extend(["<section>\n<h2>", &escaped(heading), "</h2>\n<table>\n"]);
        for Line { label, value } in lines {
            page.extend(["<tr><th scope=\"row\">", &escaped(label), "</th>"]);
            match value {
                Some(value) => page.extend(["<td>", &escaped(value), "</td></tr>\n"]),
                None => page.push_str("<td class=\"blank\"></td></tr>\n"),
            }
        }
        page.push_str("</table>\n</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// Text as it stands in a page.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn what_people_write_is_text_and_nothing_else() {
        let line = Line { label: "a".to_owned(), value: Some("<b> & \"c\"\nd".to_owned()) };
        let blank = Line { label: "e".to_owned(), value: None };
        let part = Part { heading: "<script>".to_owned(), lines: vec![line, blank] };
        let language = Language::Nynorsk;
        let sheet = Sheet { language, title: "T".to_owned(), notes: Vec::new(), parts: vec![part] };
        let page = html(&sheet);
        assert!(page.contains("<html lang=\"nn\">"));
        assert!(page.contains("<td>&lt;b&gt; &amp; &quot;c&quot;<br>d</td>"), "{page}");
        assert!(page.contains("<td class=\"blank\"></td>") && !page.contains("<script"), "{page}");
    }
}
