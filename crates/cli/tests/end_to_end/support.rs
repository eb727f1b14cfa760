//! Running the program.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A policy in English, written beside the library's tests.
pub const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/household.hm");
/// The same in Chinese.
pub const CHINESE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/家庭.hm");

/// What the program did.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Each line of the output as JSON.
    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Runs the program.
pub fn huimin(arguments: &[&str]) -> Ran {
    with_input(arguments, b"")
}

/// Runs the program with bytes on its standard input, in an English locale.
pub fn with_input(arguments: &[&str], input: &[u8]) -> Ran {
    in_locale(arguments, input, "en_GB.UTF-8")
}

/// Runs the program in a locale.
pub fn in_locale(arguments: &[&str], input: &[u8], locale: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huimin"))
        .args(arguments)
        .env_remove("LANGUAGE")
        .env("LC_ALL", locale)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not want its input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of a test's own.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Writes a file and returns its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), content).unwrap();
        self.path(name)
    }
}
