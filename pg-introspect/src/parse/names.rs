//! The names that PostgreSQL chooses (`makeObjectName`), so that only those that somebody else chose are kept.

/// How many bytes a name may have on a stock server (`NAMEDATALEN` - 1).
const MAX: usize = 63;

/// How long texts are in the server's encoding, which is what names are cut by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, or bytes of which the server knows nothing.
    Bytes,
    /// One byte a character: LATIN1, WIN1252, …
    Single,
    /// One byte for ASCII, two for others: EUC and the like. (Their rare characters of three bytes make a chosen name
    /// look like one that somebody else chose: it is then kept, which is right as well.)
    Double,
}

impl Encoding {
    pub(crate) fn of(name: &str) -> Self {
        let single = ["LATIN", "WIN", "KOI8", "ISO_8859"];
        match name {
            "UTF8" | "SQL_ASCII" => Self::Bytes,
            _ if single.iter().any(|prefix| name.starts_with(prefix)) => Self::Single,
            _ => Self::Double,
        }
    }

    fn len(self, c: char) -> usize {
        match self {
            Self::Bytes => c.len_utf8(),
            Self::Single => 1,
            Self::Double if c.is_ascii() => 1,
            Self::Double => 2,
        }
    }

    fn text_len(self, text: &str) -> usize {
        text.chars().map(|c| self.len(c)).sum()
    }

    /// As many whole characters as fit.
    fn clip(self, text: &str, limit: usize) -> &str {
        let mut used = 0;
        for (at, c) in text.char_indices() {
            used += self.len(c);
            if used > limit {
                return &text[..at];
            }
        }
        text
    }
}

/// `name1_name2_label`, with the longer of the two names cut until it fits.
pub(crate) fn make_object_name(name1: &str, name2: Option<&str>, label: &str, encoding: Encoding) -> String {
    let overhead = label.len() + 1 + usize::from(name2.is_some());
    let available = MAX.saturating_sub(overhead);
    let mut len1 = encoding.text_len(name1);
    let mut len2 = name2.map_or(0, |name| encoding.text_len(name));
    while len1 + len2 > available {
        if len1 > len2 {
            len1 -= 1;
        } else {
            len2 -= 1;
        }
    }
    let mut name = encoding.clip(name1, len1).to_owned();
    if let Some(name2) = name2 {
        name.push('_');
        name.push_str(encoding.clip(name2, len2));
    }
    name.push('_');
    name.push_str(label);
    name
}

/// Whether `name` is `name1_name2_label`, cut where it must be.
pub(crate) fn is_object_name(
    name: &str,
    name1: &str,
    name2: Option<&str>,
    label: &str,
    encoding: Encoding,
) -> bool {
    let whole = name1.len() + name2.map_or(0, |name2| name2.len() + 1) + 1 + label.len();
    if whole > MAX {
        return name == make_object_name(name1, name2, label, encoding);
    }
    // The usual case, for every NOT NULL there is: nothing is cut in any encoding, for none is longer than UTF-8.
    let rest = name.strip_prefix(name1).and_then(|rest| rest.strip_prefix('_'));
    let rest = match name2 {
        None => rest,
        Some(name2) => rest.and_then(|rest| rest.strip_prefix(name2)).and_then(|rest| rest.strip_prefix('_')),
    };
    rest == Some(label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn short_names_are_joined() {
        assert_eq!(make_object_name("t", Some("c"), "seq", Encoding::Bytes), "t_c_seq");
        assert_eq!(make_object_name("d", None, "not_null", Encoding::Bytes), "d_not_null");
    }

    #[test]
    fn the_longer_name_is_cut() {
        let long = "a".repeat(63);
        assert_eq!(
            make_object_name(&long, Some("id"), "seq", Encoding::Bytes),
            format!("{}_id_seq", "a".repeat(56))
        );
        assert_eq!(
            make_object_name(&long, Some(&"b".repeat(63)), "not_null", Encoding::Bytes),
            format!("{}_{}_not_null", "a".repeat(27), "b".repeat(26))
        );
    }

    #[test]
    fn characters_are_not_split() {
        // 15 elephants are 60 bytes; 59 - 2 = 57 bytes are left for them, which is 14 whole ones.
        let name = make_object_name(&"🐘".repeat(15), Some("id"), "seq", Encoding::Bytes);
        assert_eq!(name, format!("{}_id_seq", "🐘".repeat(14)));
        let latin = make_object_name(&"é".repeat(60), Some("id"), "seq", Encoding::Single);
        assert_eq!(latin, format!("{}_id_seq", "é".repeat(56)));
    }

    proptest! {
        #[test]
        fn both_ways_agree(a in ".{1,40}", b in proptest::option::of(".{1,40}"), other in ".{1,63}") {
            for encoding in [Encoding::Bytes, Encoding::Single, Encoding::Double] {
                let made = make_object_name(&a, b.as_deref(), "not_null", encoding);
                prop_assert!(is_object_name(&made, &a, b.as_deref(), "not_null", encoding));
                prop_assert_eq!(is_object_name(&other, &a, b.as_deref(), "not_null", encoding), other == made);
            }
        }

        #[test]
        fn it_always_fits(a in ".{1,63}", b in ".{1,63}") {
            prop_assert!(make_object_name(&a, Some(&b), "not_null", Encoding::Bytes).len() <= MAX);
        }
    }
}
