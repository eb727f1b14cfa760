//! Names of files, by text alone.

/// The longest path that is followed, in bytes.
const LONGEST: usize = 1_000;

/// Why a path may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPath {
    /// It leads from a root: `/a`, `C:\a`, `https://a`.
    Absolute,
    /// It has a `\`.
    Backslash,
    /// It names no file: it is empty, or ends with `/` or `..`.
    NoFile,
    /// It has characters that no name has, or too many of them.
    Unreadable,
}

/// The name of the file that a path leads to from the file it is written in.
pub fn resolve(from: &str, written: &str) -> Result<String, BadPath> {
    check(written)?;
    let folder = from.rfind(['/', '\\']).map_or("", |end| from.get(..=end).unwrap_or(""));
    let root = if folder.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split(['/', '\\']).chain(written.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            // There is nothing above a root.
            ".." if !root.is_empty() => {}
            part => parts.push(part),
        }
    }
    let name = format!("{root}{}", parts.join("/"));
    if name.len() > LONGEST { Err(BadPath::Unreadable) } else { Ok(name) }
}

/// A name without `.` and needless `..`, to compare it with others.
pub fn normal(name: &str) -> String {
    resolve("", name).unwrap_or_else(|_| name.to_owned())
}

fn check(written: &str) -> Result<(), BadPath> {
    let mut letters = written.chars();
    let drive =
        matches!((letters.next(), letters.next()), (Some(letter), Some(':')) if letter.is_ascii_alphabetic());
    let last = written.rsplit('/').next().unwrap_or("");
    if written.starts_with(['/', '\\']) || drive || written.contains("://") {
        Err(BadPath::Absolute)
    } else if written.contains('\\') {
        Err(BadPath::Backslash)
    } else if written.len() > LONGEST || written.chars().any(char::is_control) {
        Err(BadPath::Unreadable)
    } else if matches!(last, "" | "." | "..") {
        Err(BadPath::NoFile)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{BadPath, normal, resolve};

    #[test]
    fn paths_are_followed_from_the_file_they_stand_in() {
        let from = |from: &str, written: &str| resolve(from, written).unwrap();
        assert_eq!(from("city.huimin", "national.huimin"), "national.huimin");
        assert_eq!(from("a/city.huimin", "../national/低保.huimin"), "national/低保.huimin");
        assert_eq!(from("city.huimin", "../../n.huimin"), "../../n.huimin");
        assert_eq!(from("../a/city.huimin", "../../n.huimin"), "../../n.huimin");
        assert_eq!(from("/p/city.huimin", "./x//../../../n.huimin"), "/n.huimin");
        assert_eq!(from(r"p\q\city.huimin", "../n.huimin"), "p/n.huimin");
        assert_eq!(normal("./a/../b.huimin"), "b.huimin");
    }

    #[test]
    fn some_paths_are_refused() {
        let wrong = |written: &str| resolve("a.huimin", written).unwrap_err();
        for absolute in ["/etc/passwd", r"\a", r"C:\a", "c:a", "https://example.org/a"] {
            assert_eq!(wrong(absolute), BadPath::Absolute, "{absolute}");
        }
        assert_eq!(wrong(r"a\b"), BadPath::Backslash);
        for folder in ["", ".", "..", "a/", "a/.."] {
            assert_eq!(wrong(folder), BadPath::NoFile, "{folder}");
        }
        assert_eq!(wrong("a\0b"), BadPath::Unreadable);
        assert_eq!(wrong(&"a".repeat(1_001)), BadPath::Unreadable);
        assert_eq!(resolve(&format!("{}/x", "a".repeat(900)), &"b".repeat(200)), Err(BadPath::Unreadable));
    }
}
