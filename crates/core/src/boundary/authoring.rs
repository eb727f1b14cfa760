//! For those who write policies: texts are compiled and formatted, with a reply in JSON.

use std::collections::HashMap;

use super::compilation::Compilation;
use super::info;
use super::policy::Policy;
use super::replies::reply;
use super::wire::{CompileReply, CompileRequest, FormatReply, FormatRequest};
use crate::diagnostic::SourceMap;
use crate::syntax::format::{FormatOptions, format};

/// Compiles the files of a policy: the JSON of a [`CompileReply`] out, and the policy if there is one.
#[must_use]
pub fn compile_request(request: CompileRequest) -> (Option<Policy>, String) {
    let sources = request.sources.into_iter().map(|source| (source.name, source.text));
    let compilation = match request.main {
        Some(main) => Policy::compile_with(&main, &sources.collect::<HashMap<_, _>>()),
        None => Policy::compile(sources),
    };
    let Compilation { policy, diagnostics, missing, sources } = compilation;
    let diagnostics = diagnostics.iter().map(|diagnostic| diagnostic.data(&sources)).collect();
    let info = policy.as_ref().map(info::of);
    let text = reply(&CompileReply { ok: policy.is_some(), policy: info, diagnostics, missing });
    (policy, text)
}

/// Formats a text: the JSON of a [`FormatReply`] out.
#[must_use]
pub fn format_request(request: FormatRequest) -> String {
    reply(&match format(&request.text, FormatOptions { language: request.language }) {
        Ok(text) => FormatReply { changed: text != request.text, text: Some(text), diagnostics: Vec::new() },
        Err(diagnostics) => {
            let mut sources = SourceMap::default();
            sources.add(request.name, request.text);
            let diagnostics = diagnostics.iter().map(|diagnostic| diagnostic.data(&sources)).collect();
            FormatReply { text: None, changed: false, diagnostics }
        }
    })
}
