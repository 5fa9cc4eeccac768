//! `key=value` lists: `reloptions`, `attoptions`, `proconfig`.

use std::collections::BTreeSet;

use schema_model::{Name, Options, is_secret_option};

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

/// The options of something foreign, and the names of those whose values are secret, which end here.
pub(crate) fn of_foreign(list: &[Option<String>], interner: &mut Interner) -> (Options, BTreeSet<Name>) {
    let name = |entry: &str| entry.split_once('=').map_or(entry, |(key, _)| key).to_owned();
    let (secret, plain): (Vec<_>, Vec<_>) =
        list.iter().flatten().cloned().partition(|entry| is_secret_option(&name(entry)));
    let secrets = secret.iter().map(|entry| interner.name(&name(entry))).collect();
    let plain: Vec<Option<String>> = plain.into_iter().map(Some).collect();
    (parse(&plain, "", interner), secrets)
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
