//! Characters that people do not see for what they are. A comment would go on over the line ends of other programs and
//! hide the statement that people see behind it; others show nothing at all.

/// The first character that other programs break a line at, and its place.
pub(super) fn foreign(text: &str) -> Option<(usize, char)> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let breaks = match character {
            '\r' => characters.peek().is_none_or(|(_, next)| *next != '\n'),
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
            _ => false,
        };
        if breaks {
            return Some((at, character));
        }
    }
    None
}

/// Whether a character shows nothing on most screens, and is no blank of the language.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{2000}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{205F}'..='\u{206F}')
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn only_lf_and_crlf_end_lines() {
        assert_eq!(foreign("a\r\nb\n\r\n"), None);
        assert_eq!(foreign("政\rb"), Some((3, '\r')));
        assert_eq!(foreign("a\r\r\n"), Some((1, '\r')));
        assert_eq!(foreign("a\r"), Some((1, '\r')));
        assert_eq!(foreign("# a\u{2028}b"), Some((3, '\u{2028}')));
    }
}
