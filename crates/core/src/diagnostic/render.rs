//! Diagnostics as text for a terminal.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::excerpt::{Excerpt, Mark, excerpts};
use super::{Diagnostic, Language, Severity, SourceMap, Text};

/// The narrowest width the renderer lays out; below it nothing fits beside the line numbers.
const MIN_WIDTH: usize = 40;
/// A text of more characters than this is cut: it may quote a name of any length.
const MAX_TEXT: usize = 2000;

/// How diagnostics are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RenderOptions {
    /// Whether to use the colours of a terminal (ANSI escapes).
    pub color: bool,
    /// How many columns there are; source lines that are longer are trimmed.
    pub width: usize,
}

impl Default for RenderOptions {
    /// No colour, 100 columns.
    fn default() -> Self {
        Self { color: false, width: 100 }
    }
}

/// Shows diagnostics in one language, each with the lines it points at, and a blank line between them.
///
/// Every span is safe to pass: it is clamped to its text. Long lines, long spans and long messages are
/// cut, so the size is bounded by the number of diagnostics. Control characters are made visible.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    language: Language,
    options: RenderOptions,
) -> String {
    let renderer = renderer(options);
    let mut shown = String::new();
    for diagnostic in diagnostics {
        if !shown.is_empty() {
            shown.push('\n');
        }
        shown.push_str(&renderer.render(&report(diagnostic, sources, language)));
        shown.push('\n');
    }
    shown
}

fn renderer(options: RenderOptions) -> Renderer {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    // Box-drawing characters are of ambiguous width: terminals with Chinese fonts draw them two wide.
    renderer.decor_style(DecorStyle::Ascii).term_width(options.width.max(MIN_WIDTH))
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap, language: Language) -> Vec<Group<'a>> {
    let level = level(diagnostic.severity, language);
    let title = level
        .clone()
        .primary_title(visible(diagnostic.message.in_language(language)))
        .id(diagnostic.code.number());
    let mut groups = vec![Group::with_title(title)];
    for excerpt in excerpts(diagnostic, sources, language) {
        show(excerpt, &mut groups, &level);
    }
    let messages = messages(diagnostic, language);
    if let Some(last) = groups.pop() {
        groups.push(last.elements(messages));
    }
    groups
}

/// Appends an excerpt to the last group. If its columns are not the source's, its place is stated apart
/// and the lines get a group of their own, because the layout would count the columns itself.
fn show<'a>(excerpt: Excerpt<'a>, groups: &mut Vec<Group<'a>>, level: &Level<'a>) {
    let name = visible(excerpt.name).replace('\n', " ");
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .annotations(excerpt.marks.into_iter().map(annotation));
    let Some(last) = groups.pop() else { return };
    if excerpt.cut {
        let origin = Origin::path(name)
            .line(excerpt.position.line as usize)
            .char_column(excerpt.position.column as usize);
        groups.push(last.element(origin));
        groups.push(Group::with_level(level.clone()).element(snippet));
    } else {
        groups.push(last.element(snippet.path(name)));
    }
}

fn annotation(mark: Mark<'_>) -> Annotation<'_> {
    let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    // A label stands on one line, beside or under its marks.
    kind.span(mark.range).label(mark.text.map(|text| visible(text).replace('\n', " ")))
}

fn messages<'a>(diagnostic: &'a Diagnostic, language: Language) -> impl Iterator<Item = Message<'a>> {
    let say = move |text: &Text| visible(text.in_language(language));
    let notes = diagnostic.notes.iter().map(move |text| note(language).message(say(text)));
    let help = diagnostic.help.iter().map(move |text| help(language).message(say(text)));
    notes.chain(help)
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    match (severity, language) {
        (Severity::Error, Language::English) => Level::ERROR,
        (Severity::Error, Language::Chinese) => Level::ERROR.with_name("错误"),
        (Severity::Warning, Language::English) => Level::WARNING,
        (Severity::Warning, Language::Chinese) => Level::WARNING.with_name("警告"),
    }
}

fn note(language: Language) -> Level<'static> {
    match language {
        Language::English => Level::NOTE,
        Language::Chinese => Level::NOTE.with_name("说明"),
    }
}

fn help(language: Language) -> Level<'static> {
    match language {
        Language::English => Level::HELP,
        Language::Chinese => Level::HELP.with_name("帮助"),
    }
}

/// A text of bounded length, with control characters made visible.
fn visible(text: &str) -> String {
    normalize_untrusted_str(&shortened(text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
