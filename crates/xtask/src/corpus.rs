//! The conformance corpus as calls of the façade, for bindings to make and compare.
//!
//! A call is a line of words of which the last is the length of the bytes that follow, then those bytes
//! and a line's end; so is a reply, which has no other words:
//!
//! | call | bytes | reply |
//! |---|---|---|
//! | `compile LENGTH` | a `CompileRequest` | the `CompileReply`; what follows is about this policy |
//! | `describe 0`, `schema 0`, `test 0` | none | what the policy declares, the schema of its cases, its tests |
//! | `stacking 0` | none | which of its benefits stack |
//! | `outdated LENGTH` | an `OutdatedRequest` | the `OutdatedReply` |
//! | `schedule LENGTH` | a `ScheduleRequest` | the `ScheduleReply` |
//! | `decide DATE REGION LENGTH` | a case; the region may be `-` | its decision with the explanation, or the code of the error if there is no plan |
//! | `format LENGTH` | a `FormatRequest` | the `FormatReply` |
//!
//! Calls about a policy that did not compile are left out.

#[path = "../../../tests/support/file.rs"]
#[allow(dead_code)] // the corpus's own runners use the rest
#[allow(clippy::unwrap_used, clippy::panic)] // a corpus that cannot be read is a mistake of ours
mod file;

use std::fs;
use std::path::{Path, PathBuf};

use file::File;
use huimin::boundary::{
    compile_json, describe_json, format_json, outdated_json, schedule_json, stacking_json, test_json,
};
use huimin::{DecideOptions, Policy};
use serde_json::json;

use crate::{Failure, root};

/// Writes the calls and the replies of this library to two files.
pub fn run(calls: &Path, replies: &Path) -> Result<(), Failure> {
    let mut script = Script::default();
    for path in files(&root().join("tests"))? {
        script.play(&File::read(&path))?;
    }
    fs::write(calls, script.calls)?;
    fs::write(replies, script.replies)?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            paths.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[derive(Default)]
struct Script {
    calls: Vec<u8>,
    replies: Vec<u8>,
}

impl Script {
    fn play(&mut self, file: &File) -> Result<(), Failure> {
        let sources: Vec<_> =
            file.policy().iter().map(|(name, text)| json!({ "name": name, "text": text })).collect();
        let request = json!({ "sources": sources }).to_string();
        let (policy, reply) = compile_json(request.as_bytes());
        self.call("compile", &request, &reply);
        for (_, text) in file.policy() {
            for language in ["zh", "en"] {
                let request = json!({ "text": text, "language": language }).to_string();
                self.call("format", &request, &format_json(request.as_bytes()));
            }
        }
        policy.map_or(Ok(()), |policy| self.play_policy(file, &policy))
    }

    fn play_policy(&mut self, file: &File, policy: &Policy) -> Result<(), Failure> {
        self.call("describe", "", &describe_json(policy));
        self.call("schema", "", &policy.schema());
        self.call("test", "", &test_json(policy));
        self.call("stacking", "", &stacking_json(policy));
        for (_, outdated) in file.outdated() {
            let within: Option<u32> = outdated.within.map(str::parse).transpose()?;
            let request = json!({ "on": outdated.on, "renewed_within": within }).to_string();
            self.call("outdated", &request, &outdated_json(policy, request.as_bytes()));
        }
        for given in file.schedules() {
            let request = given.request(true).to_string();
            self.call("schedule", &request, &schedule_json(policy, request.as_bytes()));
        }
        for case in file.cases() {
            let on = case.on.parse().map_err(|_| format!("{}: not a date", case.on))?;
            let reply = match policy.plan(on, case.region) {
                Ok(plan) => plan.decide_json(case.json.as_bytes(), DecideOptions { explain: true }),
                Err(error) => error.code,
            };
            self.call(&format!("decide {} {}", case.on, case.region.unwrap_or("-")), case.json, &reply);
        }
        Ok(())
    }

    fn call(&mut self, words: &str, bytes: &str, reply: &str) {
        self.calls.extend_from_slice(format!("{words} {}\n{bytes}\n", bytes.len()).as_bytes());
        self.replies.extend_from_slice(format!("{}\n{reply}\n", reply.len()).as_bytes());
    }
}
