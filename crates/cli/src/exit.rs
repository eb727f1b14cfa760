//! How the program ends.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use huimin::diagnostic::Text;

use crate::arguments::is_standard;
use crate::output::Output;

/// What the caller is told by the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything is well.
    Well = 0,
    /// Something is wrong with a policy, a test, a format or a case.
    Findings = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A file cannot be read or written.
    Io = 3,
}

impl Exit {
    /// [`Exit::Findings`] if there are any.
    pub fn found(findings: bool) -> Self {
        if findings { Self::Findings } else { Self::Well }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not go on.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for makes no sense.
    Usage(Text),
    /// A file cannot be read or written.
    Io(Text),
    /// A file of cases is not what the policy needs.
    Findings(Text),
    /// Whoever reads the output has gone away, as `head` does.
    Gone,
}

impl Failure {
    /// That a file cannot be read.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let (path, why) = (path.display(), why(error));
        Self::Io(Text::new(
            format!("cannot read `{path}`: {}", why.en),
            format!("无法读取“{path}”：{}", why.zh),
        ))
    }

    /// That a file cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        if is_standard(path) && error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Gone;
        }
        let (path, why) = (path.display(), why(error));
        Self::Io(Text::new(
            format!("cannot write `{path}`: {}", why.en),
            format!("无法写入“{path}”：{}", why.zh),
        ))
    }

    /// Tells the person, and how to end.
    pub fn report(self, output: &mut Output) -> Exit {
        let (text, exit) = match self {
            Self::Usage(text) => (text, Exit::Usage),
            Self::Io(text) => (text, Exit::Io),
            Self::Findings(text) => (text, Exit::Findings),
            Self::Gone => return Exit::Well,
        };
        output.error(&text);
        exit
    }
}

impl From<io::Error> for Failure {
    /// A failure to write to standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Gone;
        }
        Self::Io(Text::new(format!("cannot write the output: {error}"), format!("无法写出结果：{error}")))
    }
}

/// Why a file cannot be used: in both languages where it is of the common reasons, otherwise as the system
/// says it.
pub fn why(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new("there is no such file or folder", "没有这个文件或文件夹"),
        io::ErrorKind::PermissionDenied => Text::new("permission is denied", "没有权限"),
        io::ErrorKind::IsADirectory => Text::new("this is a folder", "这是文件夹"),
        _ => Text::new(error.to_string(), error.to_string()),
    }
}
