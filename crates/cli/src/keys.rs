//! Cases of a file that have the same key: perhaps one case that is there twice.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use huimin::diagnostic::Text;

use crate::output::Output;

/// How many keys are remembered, in less than 150 MB. Those after them are only compared with these.
const MOST_KEYS: usize = 1 << 22;

/// How many of the keys that are there again are told.
const MOST_TOLD: usize = 10;

/// The keys met in a file so far.
#[derive(Default)]
pub struct Keys {
    hasher: RandomState,
    /// The line of the first case of each key. A hash stands for the key, however long that is; that two keys
    /// share one is too unlikely to matter to a warning.
    first: HashMap<u64, u64>,
    /// Those that were there already, and the lines of both cases.
    again: Vec<(String, u64, u64)>,
    /// How many more there were.
    more: u64,
}

impl Keys {
    /// Meets the key of the case of a line.
    pub fn meet(&mut self, key: &str, line: u64) {
        let hash = self.hasher.hash_one(key);
        match self.first.get(&hash) {
            Some(_) if self.again.len() == MOST_TOLD => self.more += 1,
            Some(earlier) => self.again.push((key.chars().take(40).collect(), *earlier, line)),
            None if self.first.len() < MOST_KEYS => drop(self.first.insert(hash, line)),
            None => {}
        }
    }

    /// Tells of the keys that were there again.
    pub fn warn(&self, path: &Path, output: &mut Output) {
        if self.again.is_empty() {
            return;
        }
        let path = path.display();
        let mut text = Text::new(
            format!("cases of `{path}` have the same key; each was counted:"),
            format!("“{path}”中有标识相同的个案，均已计算："),
        );
        for (key, first, second) in &self.again {
            text.en.push_str(&format!("\n  `{key}`: lines {first} and {second}"));
            text.zh.push_str(&format!("\n  “{key}”：第 {first} 行和第 {second} 行"));
        }
        if self.more > 0 {
            text.en.push_str(&format!("\n  and {} more", self.more));
            text.zh.push_str(&format!("\n  另有 {} 处", self.more));
        }
        output.warning(&text);
    }
}
