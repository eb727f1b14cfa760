//! Links between pages, and from pages into the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// The files that a page links to; addresses of the web are not looked at.
pub fn local(path: &Path) -> Vec<PathBuf> {
    targets(path).into_iter().map(|(target, _)| target).collect()
}

/// The links of a page that lead to no file or to no heading of it.
pub fn dead(path: &Path) -> Vec<String> {
    let leads = |(target, anchor): &(PathBuf, Option<String>)| {
        let anchors = || headings(&fs::read_to_string(target).unwrap_or_default());
        target.exists() && anchor.as_ref().is_none_or(|anchor| anchors().contains(anchor))
    };
    let dead = targets(path).into_iter().filter(|link| !leads(link));
    dead.map(|(target, anchor)| format!("{}: {} {anchor:?}", path.display(), target.display())).collect()
}

fn targets(path: &Path) -> Vec<(PathBuf, Option<String>)> {
    let page = fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    for line in prose(&page) {
        for piece in line.split("](").skip(1) {
            let Some((target, _)) = piece.split_once(')') else { continue };
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = match target.split_once('#') {
                Some((file, anchor)) => (file, Some(anchor.to_owned())),
                None => (target, None),
            };
            let folder = path.parent().unwrap();
            let file = if file.is_empty() { path.to_owned() } else { plain(&folder.join(file)) };
            found.push((file, anchor));
        }
    }
    found
}

/// A path without `..`, whether or not it exists.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part.as_os_str() == ".." {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// The lines outside code blocks.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    page.lines().filter(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// The anchors of a page's headings, as mdBook and GitHub make them.
fn headings(page: &str) -> Vec<String> {
    let titles = prose(page).filter(|line| line.starts_with('#'));
    let anchor = |title: &str| {
        let title = title.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    titles.map(anchor).collect()
}
