//! The part of the JSON façade for those who write policies: texts are compiled and formatted.

use std::collections::BTreeMap;

use super::compilation::Compilation;
use super::facade::{reply, understood};
use super::info;
use super::policy::Policy;
use super::wire::{CompileReply, CompileRequest, FormatReply, FormatRequest};
use crate::diagnostic::SourceMap;
use crate::syntax::format::{FormatOptions, format};

/// Compiles the files of a policy: a [`CompileRequest`] in, a [`CompileReply`] out, and the policy if
/// there is one.
#[must_use]
pub fn compile_json(request: &[u8]) -> (Option<Policy>, String) {
    match understood(request) {
        Ok(request) => compile_request(request),
        Err(bad) => (None, reply(&bad)),
    }
}

/// [`compile_json`] for bindings that have the texts at hand and no use for a reader of JSON.
#[must_use]
pub fn compile_request(request: CompileRequest) -> (Option<Policy>, String) {
    let sources = request.sources.into_iter().map(|source| (source.name, source.text));
    let compilation = match request.main {
        Some(main) => Policy::compile_with(&main, &sources.collect::<BTreeMap<_, _>>()),
        None => Policy::compile(sources),
    };
    let Compilation { policy, diagnostics, missing, sources } = compilation;
    let diagnostics = diagnostics.iter().map(|diagnostic| diagnostic.data(&sources)).collect();
    let info = policy.as_ref().map(info::of);
    let text = reply(&CompileReply { ok: policy.is_some(), policy: info, diagnostics, missing });
    (policy, text)
}

/// Formats a text: a [`FormatRequest`] in, a [`FormatReply`] out.
#[must_use]
pub fn format_json(request: &[u8]) -> String {
    match understood(request) {
        Ok(request) => format_request(request),
        Err(bad) => reply(&bad),
    }
}

/// [`format_json`] for bindings that have the text at hand and no use for a reader of JSON.
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
