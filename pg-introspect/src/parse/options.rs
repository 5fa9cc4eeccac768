//! `key=value` lists: `reloptions`, `attoptions`, `proconfig`.

use schema_model::Options;

use crate::intern::Interner;

/// The pairs of such a list. What has no `=` has an empty value, as the server reads it.
pub(crate) fn parse(list: &[Option<String>], prefix: &str, interner: &mut Interner) -> Options {
    list.iter()
        .flatten()
        .map(|entry| {
            let (key, value) = entry.split_once('=').unwrap_or((entry, ""));
            let key =
                if prefix.is_empty() { interner.name(key) } else { interner.name(&format!("{prefix}{key}")) };
            (key, interner.text(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_equals_sign_counts() {
        let mut interner = Interner::default();
        let list = ["fillfactor=70", "search_path=a, \"b=c\"", "odd"].map(|t| Some(t.to_owned()));
        let options = parse(&list, "toast.", &mut interner);
        let plain: Vec<(&str, &str)> = options.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(
            plain,
            [("toast.fillfactor", "70"), ("toast.odd", ""), ("toast.search_path", "a, \"b=c\"")]
        );
    }
}
