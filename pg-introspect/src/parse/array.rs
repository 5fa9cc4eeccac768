//! Array literals, as `array_out` writes them.

/// The elements of a one-dimensional array, or `None` if it is not one.
pub(crate) fn parse(text: &str) -> Option<Vec<Option<String>>> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut elements = Vec::new();
    if inner.is_empty() {
        return Some(elements);
    }
    let mut chars = inner.chars().peekable();
    loop {
        let mut element = String::new();
        let mut quoted = false;
        if chars.peek() == Some(&'"') {
            quoted = true;
            chars.next();
            loop {
                match chars.next()? {
                    '"' => break,
                    '\\' => element.push(chars.next()?),
                    c => element.push(c),
                }
            }
        } else {
            while let Some(c) = chars.next_if(|c| *c != ',') {
                match c {
                    '\\' => element.push(chars.next()?),
                    '{' | '}' | '"' => return None,
                    c => element.push(c),
                }
            }
        }
        let null = !quoted && element.eq_ignore_ascii_case("null");
        if !quoted && element.is_empty() {
            return None;
        }
        elements.push(if null { None } else { Some(element) });
        match chars.next() {
            None => return Some(elements),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn some(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|t| Some((*t).to_owned())).collect()
    }

    #[test]
    fn what_the_server_writes() {
        assert_eq!(parse("{}"), Some(vec![]));
        assert_eq!(parse("{a,b c,🐘}"), Some(some(&["a", "b c", "🐘"])));
        assert_eq!(
            parse(r#"{"a,b","say \"hi\"","back\\slash",""}"#),
            Some(some(&["a,b", "say \"hi\"", "back\\slash", ""]))
        );
        assert_eq!(parse(r#"{NULL,"NULL"}"#), Some(vec![None, Some("NULL".to_owned())]));
    }

    #[test]
    fn what_it_does_not() {
        for text in ["", "{", "a", "{a", "{\"a}", "{a,}", "{{a},{b}}", "{\"a\"b}"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    fn write(elements: &[Option<String>]) -> String {
        let element = |e: &Option<String>| match e {
            None => "NULL".to_owned(),
            Some(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        };
        format!("{{{}}}", elements.iter().map(element).collect::<Vec<_>>().join(","))
    }

    proptest! {
        #[test]
        fn any_elements(elements in proptest::collection::vec(proptest::option::of(".*"), 0..6)) {
            prop_assert_eq!(parse(&write(&elements)), Some(elements));
        }

        #[test]
        fn any_text_ends(text in ".*") {
            let _ = parse(&text);
        }
    }
}
