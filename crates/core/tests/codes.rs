//! Every diagnostic code is shown by the conformance corpus, or there is a reason why it cannot be.

#![allow(clippy::unwrap_used)] // the lints are for what is shipped

#[path = "../../../tests/support/mod.rs"]
mod support;

use huimin::diagnostic::Code;

/// The codes without a file of their own.
const WITHOUT_FILE: &[(Code, &str)] = &[
    (Code::TooLarge, "the text would have to be larger than 4 MiB; `bad_input` makes one"),
    (Code::NotUtf8, "files of the corpus are UTF-8; the tests of the command line check one that is not"),
    (Code::CaseMissingList, "JSON cannot say it, only a table of cases; the tests of `huimin run` do"),
    (
        Code::CaseTooLarge,
        "the case would have to be larger than the limit; the tests of `huimin run` make one",
    ),
    (Code::RegionOutside, "it is said of a plan, before any case; the tests of the command line see it"),
    (Code::DivisionByZero, "a policy where it could happen is refused, `H0301`"),
    (Code::StepLimit, "it takes a case of a size that does not belong into a text file"),
    (Code::NotCompiled, "compiled policies are no text; `compiled` makes one that is none"),
    (Code::OtherFormat, "compiled policies are no text; `compiled` makes one"),
    (Code::DamagedPolicy, "compiled policies are no text; `compiled` makes many"),
    (Code::CompiledTooLarge, "the policy would have to be larger than 64 MiB"),
    (Code::ForeignCase, "only a program can mix up two policies' cases"),
    (Code::TooManyFiles, "it takes thousands of files; the tests of `layers` make them"),
    (Code::SameTextTwice, "it takes a host for whom two names are one file; the tests of `layers` are one"),
];

#[test]
fn every_code_has_a_file() {
    let files = support::files();
    for code in Code::ALL {
        let number = code.number();
        let of_code = |file: &&support::File| {
            let name = file.path.file_name().unwrap().to_string_lossy();
            name.split_once('-').is_some_and(|(start, _)| start == number)
        };
        let shown = files.iter().filter(of_code).any(|file| {
            let mut bodies = file.sections.iter().filter(|section| section.head != "policy");
            bodies.any(|section| section.body.contains(number))
        });
        match WITHOUT_FILE.iter().find(|(without, _)| without == code) {
            None => assert!(shown, "{number} {}: no file of the corpus shows it", code.name()),
            Some((_, reason)) => assert!(!shown, "{number} has a file; strike it off the list ({reason})"),
        }
    }
}

#[test]
fn files_are_named_after_the_code_they_show() {
    let known = |start: &str| Code::ALL.iter().any(|code| code.number() == start);
    for file in support::files() {
        let name = file.path.file_name().unwrap().to_string_lossy().into_owned();
        if file.path.parent().is_some_and(|folder| folder.ends_with("diagnostics")) {
            let start = name.split_once('-').map_or("", |(start, _)| start);
            assert!(known(start), "{}: does not begin with a code", file.path.display());
        }
    }
}
