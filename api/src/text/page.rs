//! Plain text that fits a page of so many columns.

/// A page of plain text under way.
pub(super) struct Page {
    text: String,
    width: usize,
}

impl Page {
    /// An empty page, so many characters wide.
    pub(super) fn of_width(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    /// A heading, underlined, after an empty line.
    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.line(0, text);
        self.line(0, &"─".repeat(text.chars().count()));
    }

    /// An empty line, but no two in a row and none at the top.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text from this column on, broken between words where the page ends.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        self.hanging(indent, "", text);
    }

    /// A label, and text beside it that keeps to its own column.
    pub(super) fn hanging(&mut self, indent: usize, label: &str, text: &str) {
        let margin = indent + label.chars().count();
        let mut line = " ".repeat(indent) + label;
        let mut column = margin;
        let mut is_empty = true;
        for word in text.split(' ') {
            let length = word.chars().count();
            if !is_empty && column + 1 + length > self.width {
                self.push(&line);
                line = " ".repeat(margin);
                (column, is_empty) = (margin, true);
            }
            if !is_empty {
                line.push(' ');
                column += 1;
            }
            line.push_str(word);
            column += length;
            is_empty = false;
        }
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// The text, with one line break at its end.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_broken_between_words_and_keeps_its_column() {
        let mut page = Page::of_width(60);
        page.hanging(2, "For: ", &"og ".repeat(60));
        let text = page.into_text();
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("       og")), "{text}");
        assert_eq!(text.split_whitespace().filter(|word| *word == "og").count(), 60);
    }
}
