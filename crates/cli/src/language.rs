//! Which language to speak.

use std::ffi::OsString;

use huimin::diagnostic::Language;

/// The language asked for by `--lang`, else that of the locale, and whether it was asked for.
///
/// The command line is looked through before it is parsed, because help and its errors are in that
/// language too. A value that is no language is left for the parser to report.
pub fn chosen(arguments: impl Iterator<Item = OsString>) -> (Language, Option<Language>) {
    let arguments: Vec<_> = arguments.skip(1).filter_map(|argument| argument.into_string().ok()).collect();
    let explicit = asked_for(&arguments);
    (explicit.unwrap_or_else(|| of_locale(sys_locale::get_locale().as_deref())), explicit)
}

fn asked_for(arguments: &[String]) -> Option<Language> {
    let mut found = None;
    let mut rest = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = rest.next() {
        let tag = match argument.strip_prefix("--lang") {
            Some("") => rest.next().map(String::as_str),
            Some(value) => value.strip_prefix('='),
            None => None,
        };
        found = tag.and_then(Language::tagged).or(found);
    }
    found
}

fn of_locale(locale: Option<&str>) -> Language {
    locale.and_then(Language::parse).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_before_parsing() {
        let asked = |line: &str| asked_for(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(asked("check a.hm --lang zh"), Some(Language::Chinese));
        assert_eq!(asked("--lang=en check --help"), Some(Language::English));
        assert_eq!(asked("check --language zh"), None);
        assert_eq!(asked("check --lang"), None);
        assert_eq!(asked("check --lang fr"), None);
        assert_eq!(asked("check -- --lang zh"), None);
    }

    #[test]
    fn the_locale_is_the_default() {
        assert_eq!(of_locale(Some("zh-CN")), Language::Chinese);
        assert_eq!(of_locale(Some("fr-FR")), Language::English);
        assert_eq!(of_locale(None), Language::English);
    }
}
