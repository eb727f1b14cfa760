//! Languages, and text written in both of them.

use serde::{Deserialize, Serialize};

/// A language that people are addressed in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Chinese, in simplified characters.
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    /// Reads a language tag or a locale's name: `zh`, `zh-CN`, `zh_CN.UTF-8`, `en`, `en_GB`; `C` and
    /// `POSIX` are English. `None` for any other language.
    pub fn parse(tag: &str) -> Option<Self> {
        let end = tag.find(['-', '_', '.', '@']).unwrap_or(tag.len());
        let language = tag.get(..end)?.to_ascii_lowercase();
        match language.as_str() {
            "zh" => Some(Self::Chinese),
            "en" | "c" | "posix" => Some(Self::English),
            _ => None,
        }
    }

    /// The language of a tag as [`tag`](Self::tag) gives it, and of no other.
    pub fn tagged(tag: &str) -> Option<Self> {
        [Self::English, Self::Chinese].into_iter().find(|language| language.tag() == tag)
    }

    /// The language's tag, `en` or `zh`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// One of two texts, by language.
    #[must_use]
    pub const fn choose<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        match self {
            Self::English => en,
            Self::Chinese => zh,
        }
    }
}

/// The same statement in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Text {
    /// A statement in English and in Chinese.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// The statement in one language.
    pub fn in_language(&self, language: Language) -> &str {
        language.choose(&self.en, &self.zh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_from_tags_and_locales() {
        for tag in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH-Hans-CN", "zh@x"] {
            assert_eq!(Language::parse(tag), Some(Language::Chinese), "{tag}");
        }
        for tag in ["en", "en-GB", "en_US.UTF-8", "C", "C.UTF-8", "POSIX"] {
            assert_eq!(Language::parse(tag), Some(Language::English), "{tag}");
        }
        for tag in ["", "fr", "中文", "-zh", "zhx"] {
            assert_eq!(Language::parse(tag), None, "{tag}");
        }
    }

    #[test]
    fn text_serialises_by_language() {
        let text = Text::new("nobody", "没有人");
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"en":"nobody","zh":"没有人"}"#);
        assert_eq!(serde_json::to_string(&Language::Chinese).unwrap(), "\"zh\"");
        assert_eq!(text.in_language(Language::Chinese), "没有人");
    }
}
