//! Lays out a policy and writes its words in one language.
//!
//! Works on the tokens of the text rather than on the tree, so that comments and the author's line
//! breaks stay. Nothing is joined or broken; what changes are blanks, indentation, columns, the width of
//! punctuation, and with a language the language's own words.

mod align;
mod blanks;
mod lines;
mod literals;
mod rewrite;
mod tokens;

#[cfg(test)]
mod tests;

use self::align::Shape;
use self::tokens::Tokens;
use crate::diagnostic::{Diagnostic, Language, SourceId};

/// How to format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// The language to write the words of the language in; none keeps every word as it is.
    pub language: Option<Language>,
}

/// The width of punctuation that has a full-width form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Half,
    Full,
}

/// Formats a policy.
///
/// Names, labels and texts stay as they are. With a language, every word, unit and date that is not
/// yet in that language gets its canonical spelling there. Without one, words stay and punctuation is
/// made as wide as most of it already is.
///
/// # Errors
/// The problems of a text that cannot be read; such a text is not formatted.
pub fn format(text: &str, options: FormatOptions) -> Result<String, Vec<Diagnostic>> {
    let diagnostics = super::parse(SourceId(0), text).diagnostics;
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let mut tokens = tokens::tokens(text, options.language);
    let width = match options.language {
        Some(Language::English) => Width::Half,
        Some(Language::Chinese) => Width::Full,
        None => rewrite::prevailing_width(&tokens.list),
    };
    if options.language == Some(Language::Chinese) {
        rewrite::name_comparisons_of_dates(&mut tokens.list);
    }
    for token in &mut tokens.list {
        rewrite::rewrite(token, options.language, width);
    }
    let formatted = lay_out(&tokens);
    Ok(if text.contains("\r\n") { formatted.replace('\n', "\r\n") } else { formatted })
}

/// The text of tokens: lines with their indentation and columns.
fn lay_out(tokens: &Tokens) -> String {
    let lines = lines::lines(tokens);
    let shapes: Vec<Shape> = lines.iter().map(|line| Shape::of(line, tokens)).collect();
    let mut text = String::new();
    for (line, written) in lines.iter().zip(align::write(&lines, &shapes)) {
        if line.apart && !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&" ".repeat(line.indent));
        text.push_str(written.trim_end());
        text.push('\n');
    }
    text
}
