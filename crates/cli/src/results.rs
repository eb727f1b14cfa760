//! Where the results of many cases go, and how far their file has been read.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use huimin::diagnostic::Text;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::arguments::is_standard;
use crate::exit::Failure;
use crate::output::Output;

/// Opens a file to write, which must be none of those that are read; `-` is standard output.
pub fn create(path: &Path, read: &[&Path]) -> Result<Box<dyn Write>, Failure> {
    if is_standard(path) {
        return Ok(Box::new(io::stdout()));
    }
    let same = |other: &Path| matches!((path.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if read.iter().any(|other| same(other)) {
        let shown = path.display();
        return Err(Failure::Usage(Text::new(
            format!("`{shown}` is read and cannot be written as well"),
            format!("“{shown}”是输入文件，不能同时作为输出"),
        )));
    }
    let file = File::create(path).map_err(|error| Failure::writing(path, &error))?;
    Ok(Box::new(file))
}

/// A bar over the bytes of the file, on a terminal only.
pub fn progress(cases: &Path, output: &Output) -> ProgressBar {
    let length = std::fs::metadata(cases).ok().filter(|_| !is_standard(cases)).map(|about| about.len());
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
    let template = match length {
        Some(_) => output.say(
            "{bar:40} {percent}%  {msg} cases  {eta} left",
            "{bar:40} {percent}%  {msg} 个个案  剩余 {eta}",
        ),
        None => output.say("{spinner} {msg} cases  {elapsed}", "{spinner} {msg} 个个案  {elapsed}"),
    };
    // The templates are fixed; without them the bar is only less telling.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
