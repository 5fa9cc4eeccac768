//! Text search dictionaries.

use schema_diff::TextSearchDictionaryAlter;
use schema_model::{DictionaryOption, QualifiedName, TextSearchDictionary};

use crate::guard::{self, Guard};
use crate::quote::{identifier, qualified};
use crate::words::{Scope, Words};

fn options(dictionary: &TextSearchDictionary) -> Vec<String> {
    let say = |option: &DictionaryOption| format!("{} = {}", identifier(&option.name), option.value);
    dictionary.options.iter().map(say).collect()
}

impl Words for TextSearchDictionary {
    type Alter = TextSearchDictionaryAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TEXT SEARCH DICTIONARY {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_ts_dict", "dict"))
    }

    fn guard(_: &QualifiedName, alter: &TextSearchDictionaryAlter) -> Guard {
        match alter {
            TextSearchDictionaryAlter::Options => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let mut words = vec![format!("template = {}", qualified(&new.template))];
        words.extend(options(new));
        vec![format!("CREATE TEXT SEARCH DICTIONARY {} ({})", qualified(id), words.join(", "))]
    }

    fn alter(
        _: Scope<'_>,
        id: &QualifiedName,
        old: &Self,
        new: &Self,
        alter: &TextSearchDictionaryAlter,
    ) -> Vec<String> {
        match alter {
            TextSearchDictionaryAlter::Options => {
                let gone =
                    old.options.iter().filter(|o| new.options.iter().all(|other| other.name != o.name));
                let mut words: Vec<String> = gone.map(|option| identifier(&option.name)).collect();
                // All of them: what is said again goes to the end, and the order is then the new one.
                words.extend(options(new));
                vec![format!("ALTER TEXT SEARCH DICTIONARY {} ({})", qualified(id), words.join(", "))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TEXT SEARCH DICTIONARY {}", qualified(id))]
    }
}
