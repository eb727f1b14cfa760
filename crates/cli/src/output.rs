//! What the program writes: results to standard output, everything about them to standard error.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use huimin::diagnostic::{Language, RenderOptions, Text};

/// The width where there is no terminal to ask.
const WIDTH: usize = 100;

/// Where to write and in which language. Colours reach terminals only, and not if `NO_COLOR` is set.
pub struct Output {
    language: Language,
    out: anstream::AutoStream<io::Stdout>,
    err: anstream::AutoStream<io::Stderr>,
}

impl Output {
    /// Standard output and standard error.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            out: anstream::AutoStream::auto(io::stdout()),
            err: anstream::AutoStream::auto(io::stderr()),
        }
    }

    /// The language of all that is written.
    pub fn language(&self) -> Language {
        self.language
    }

    /// One of two texts, by language.
    pub fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        self.language.choose(en, zh)
    }

    /// Writes a result.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Writes a line of a result.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.print(&format!("{text}\n"))
    }

    /// Writes about a result. That nobody can read it is no reason to stop.
    pub fn note(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }

    /// Says what went wrong.
    pub fn error(&mut self, text: &Text) {
        self.labelled(AnsiColor::Red, self.say("error", "错误"), text);
    }

    /// Says what may not be meant.
    pub fn warning(&mut self, text: &Text) {
        self.labelled(AnsiColor::Yellow, self.say("warning", "警告"), text);
    }

    fn labelled(&mut self, color: AnsiColor, label: &str, text: &Text) {
        let label = paint(Style::new().bold().fg_color(Some(color.into())), label);
        let colon = self.say(": ", "：");
        let text = printable(text.in_language(self.language));
        self.note(&format!("{label}{colon}{text}\n"));
    }

    /// How to render diagnostics; the streams take colours away where there is no terminal.
    pub fn rendering(&self) -> RenderOptions {
        RenderOptions { color: true, width: width() }
    }
}

/// A text in a style.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A text without characters that steer a terminal: it may quote what anybody wrote.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}
