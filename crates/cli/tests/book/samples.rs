//! The code blocks of a Markdown page, with what their info strings say.

use std::ops::Range;

/// A fenced block. Blocks inside HTML comments count too: they give a page context that readers need not
/// see.
#[derive(Debug)]
pub struct Sample {
    /// The line of the opening fence, counted from 1.
    pub line: usize,
    /// The first word of the info string.
    pub language: String,
    /// The words after it, separated by commas: `file=a.huimin` is `("file", "a.huimin")`.
    pub options: Vec<(String, String)>,
    /// What stands between the fences.
    pub text: String,
    /// Where that is in the page, in bytes.
    pub place: Range<usize>,
}

impl Sample {
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(option, _)| option == name).map(|(_, value)| value.as_str())
    }
}

/// The fenced blocks of a page, in order.
pub fn samples(page: &str) -> Vec<Sample> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, &str, usize)> = None;
    let mut at = 0;
    for (number, line) in (1..).zip(page.split_inclusive('\n')) {
        let start = at;
        at += line.len();
        let fence = line.trim_end().trim_start_matches('`');
        let ticks = line.trim_end().len() - fence.len();
        match open {
            None if ticks >= 3 => open = Some((number, &line[..ticks], fence.trim(), at)),
            Some((opened, mark, info, body)) if ticks >= mark.len() && fence.is_empty() => {
                found.push(sample(opened, info, &page[body..start], body..start));
                open = None;
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "the block that opens on line {} is not closed", open.unwrap().0);
    found
}

fn sample(line: usize, info: &str, text: &str, place: Range<usize>) -> Sample {
    let mut words = info.split(',').map(str::trim);
    let language = words.next().unwrap_or_default().to_owned();
    let option = |word: &str| {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        (name.to_owned(), value.to_owned())
    };
    Sample { line, language, options: words.map(option).collect(), text: text.to_owned(), place }
}
