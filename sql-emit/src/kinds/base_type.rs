//! Base types.

use schema_diff::BaseTypeAlter;
use schema_model::{Alignment, BaseType, ObjectId, QualifiedName};

use super::column::storage;
use crate::guard::{self, Guard};
use crate::quote::{literal, qualified};
use crate::words::{Scope, Words};

fn function(name: &Option<QualifiedName>) -> String {
    name.as_ref().map_or_else(|| "NONE".into(), qualified)
}

impl Words for BaseType {
    type Alter = BaseTypeAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TYPE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::type_defined(id)
    }

    fn guard(_: &QualifiedName, alter: &BaseTypeAlter) -> Guard {
        match alter {
            BaseTypeAlter::Receive
            | BaseTypeAlter::Send
            | BaseTypeAlter::TypmodIn
            | BaseTypeAlter::TypmodOut
            | BaseTypeAlter::Analyze
            | BaseTypeAlter::Subscript
            | BaseTypeAlter::Storage => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let name = qualified(id);
        let mut statements = Vec::new();
        // A shell can only be defined by its owner, not even by a superuser.
        if scope.from.owner(&ObjectId::ShellType(id.clone())).is_some()
            && !scope.stood(&ObjectId::BaseType(id.clone()))
        {
            statements.push(format!("ALTER TYPE {name} OWNER TO CURRENT_USER"));
        }
        let mut words = vec![
            format!("input = {}", qualified(&new.input)),
            format!("output = {}", qualified(&new.output)),
        ];
        for (word, function) in [
            ("receive", &new.receive),
            ("send", &new.send),
            ("typmod_in", &new.typmod_in),
            ("typmod_out", &new.typmod_out),
            ("analyze", &new.analyze),
            ("subscript", &new.subscript),
        ] {
            words.extend(function.as_ref().map(|function| format!("{word} = {}", qualified(function))));
        }
        words.push(match new.length {
            -1 => "internallength = variable".into(),
            length => format!("internallength = {length}"),
        });
        if new.passed_by_value {
            words.push("passedbyvalue".into());
        }
        words.push(match new.alignment {
            Alignment::Char => "alignment = char".into(),
            Alignment::Int2 => "alignment = int2".into(),
            Alignment::Int4 => "alignment = int4".into(),
            Alignment::Double => "alignment = double".into(),
        });
        words.push(format!("storage = {}", storage(new.storage).to_lowercase()));
        words.push(format!("category = {}", literal(&new.category)));
        if new.preferred {
            words.push("preferred = true".into());
        }
        words.extend(new.default.as_ref().map(|default| format!("default = {}", literal(default))));
        words.extend(new.element.as_ref().map(|element| format!("element = {element}")));
        words.push(format!("delimiter = {}", literal(&new.delimiter)));
        if new.collatable {
            words.push("collatable = true".into());
        }
        statements.push(format!("CREATE TYPE {name} (\n    {}\n)", words.join(",\n    ")));
        // Nothing said is what arrays have.
        if new.element.is_some() && new.subscript.is_none() {
            statements.push(format!("ALTER TYPE {name} SET (subscript = NONE)"));
        }
        statements
    }

    fn alter(_: Scope<'_>, id: &QualifiedName, _: &Self, new: &Self, alter: &BaseTypeAlter) -> Vec<String> {
        let (word, value) = match alter {
            BaseTypeAlter::Receive => ("receive", function(&new.receive)),
            BaseTypeAlter::Send => ("send", function(&new.send)),
            BaseTypeAlter::TypmodIn => ("typmod_in", function(&new.typmod_in)),
            BaseTypeAlter::TypmodOut => ("typmod_out", function(&new.typmod_out)),
            BaseTypeAlter::Analyze => ("analyze", function(&new.analyze)),
            BaseTypeAlter::Subscript => ("subscript", function(&new.subscript)),
            BaseTypeAlter::Storage => ("storage", storage(new.storage).to_lowercase()),
        };
        vec![format!("ALTER TYPE {} SET ({word} = {value})", qualified(id))]
    }

    /// It goes with its name.
    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TYPE {}", qualified(id))]
    }
}
