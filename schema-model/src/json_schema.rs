//! JSON Schema of the wire form.

use schemars::SchemaGenerator;
use serde_json::{Value, json};

use crate::kinds::*;
use crate::wire::CHILDREN_LEFT_OUT;
use crate::{Dependency, FORMAT, ObjectId, Origins, Server, for_each_kind};

fn with_id(mut schema: Value, word: &str) -> Value {
    if let Some(object) = schema.as_object_mut() {
        let properties = object.entry("properties").or_insert_with(|| json!({}));
        if let Some(properties) = properties.as_object_mut() {
            properties.insert(
                "id".into(),
                json!({"type": "string", "pattern": format!("^{word}:"), "description": "The object's id."}),
            );
        }
        let required = object.entry("required").or_insert_with(|| json!([]));
        if let Some(required) = required.as_array_mut() {
            required.insert(0, json!("id"));
        }
    }
    schema
}

macro_rules! kinds {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        fn arrays(generator: &mut SchemaGenerator) -> Vec<(&'static str, Value)> {
            vec![$((
                stringify!($array),
                json!({
                    "type": "array",
                    "items": with_id(<$payload as schemars::JsonSchema>::json_schema(generator).to_value(), $word),
                }),
            )),*]
        }
    };
}

for_each_kind!(kinds);

/// The JSON Schema (draft 2020-12) of the wire form that [`Schema::to_json`](crate::Schema::to_json) writes.
///
/// ```
/// let schema = schema_model::json_schema();
/// assert_eq!(schema["properties"]["format"]["const"], 1);
/// ```
pub fn json_schema() -> Value {
    let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let server = generator.subschema_for::<Server>().to_value();
    let depends = generator.subschema_for::<Dependency>().to_value();
    let origins = generator.subschema_for::<Origins>().to_value();
    let ids = generator.subschema_for::<ObjectId>().to_value();
    let mut properties = serde_json::Map::new();
    properties
        .insert("format".into(), json!({"const": FORMAT, "description": "The version of this format."}));
    properties.insert("server".into(), server);
    for (name, array) in arrays(&mut generator) {
        properties.insert(name.into(), array);
    }
    properties.insert("depends".into(), json!({"type": "array", "items": depends}));
    properties.insert("origins".into(), origins);
    properties.insert(
        CHILDREN_LEFT_OUT.into(),
        json!({
            "type": "array",
            "items": ids,
            "description": "Tables some of whose partitions or children a selector left out.",
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pgmend schema model",
        "type": "object",
        "required": ["format", "server"],
        "additionalProperties": false,
        "properties": properties,
        "$defs": generator.take_definitions(true),
    })
}
