//! Text search configurations.

use schema_diff::TextSearchConfigurationAlter;
use schema_model::{Name, QualifiedName, TextSearchConfiguration};

use crate::guard::{self, Guard};
use crate::quote::{identifiers, qualified};
use crate::words::{Scope, Words};

/// Token types and their dictionaries.
type Mappings<'a> = Vec<(&'a Name, &'a Vec<QualifiedName>)>;

/// One statement for all token types that have the same dictionaries.
fn map(id: &QualifiedName, verb: &str, mappings: Mappings<'_>) -> Vec<String> {
    let mut groups: Vec<(&Vec<QualifiedName>, Vec<&Name>)> = Vec::new();
    for (token, dictionaries) in mappings {
        match groups.iter_mut().find(|(known, _)| *known == dictionaries) {
            Some((_, tokens)) => tokens.push(token),
            None => groups.push((dictionaries, vec![token])),
        }
    }
    let say = |(dictionaries, tokens): (&Vec<QualifiedName>, Vec<&Name>)| {
        let dictionaries: Vec<String> = dictionaries.iter().map(qualified).collect();
        format!(
            "ALTER TEXT SEARCH CONFIGURATION {} {verb} MAPPING FOR {} WITH {}",
            qualified(id),
            identifiers(tokens),
            dictionaries.join(", ")
        )
    };
    groups.into_iter().map(say).collect()
}

impl Words for TextSearchConfiguration {
    type Alter = TextSearchConfigurationAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TEXT SEARCH CONFIGURATION {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_ts_config", "cfg"))
    }

    fn guard(_: &QualifiedName, alter: &TextSearchConfigurationAlter) -> Guard {
        match alter {
            TextSearchConfigurationAlter::Mappings => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let parser = qualified(&new.parser);
        let mut all = vec![format!("CREATE TEXT SEARCH CONFIGURATION {} (parser = {parser})", qualified(id))];
        all.extend(map(id, "ADD", new.mappings.iter().collect()));
        all
    }

    fn alter(
        _: Scope<'_>,
        id: &QualifiedName,
        old: &Self,
        new: &Self,
        alter: &TextSearchConfigurationAlter,
    ) -> Vec<String> {
        match alter {
            TextSearchConfigurationAlter::Mappings => {
                let gone = old.mappings.keys().filter(|token| !new.mappings.contains_key(*token));
                let gone = identifiers(gone);
                let mut all = Vec::new();
                if !gone.is_empty() {
                    let name = qualified(id);
                    all.push(format!("ALTER TEXT SEARCH CONFIGURATION {name} DROP MAPPING FOR {gone}"));
                }
                let (known, added): (Mappings<'_>, Mappings<'_>) =
                    new.mappings.iter().partition(|(token, _)| old.mappings.contains_key(*token));
                let changed = known.into_iter().filter(|(token, all)| old.mappings.get(*token) != Some(*all));
                all.extend(map(id, "ALTER", changed.collect()));
                all.extend(map(id, "ADD", added));
                all
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TEXT SEARCH CONFIGURATION {}", qualified(id))]
    }
}
