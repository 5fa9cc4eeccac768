//! The wire form: one JSON document, one sorted array per kind.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::error::ErrorKind;
use crate::{Dependency, Error, Kind, Object, ObjectId, ObjectKind, Schema, Server, for_each_kind};

/// The format that this version writes. Every older one stays readable.
pub const FORMAT: u32 = 1;

/// The key of [`Schema::children_left_out`].
pub(crate) const CHILDREN_LEFT_OUT: &str = "children_left_out";

struct Entry<'a, P> {
    id: &'a ObjectId,
    payload: &'a P,
}

impl<P: Serialize> Serialize for Entry<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a, P> {
            id: &'a ObjectId,
            #[serde(flatten)]
            payload: &'a P,
        }
        Flat { id: self.id, payload: self.payload }.serialize(serializer)
    }
}

struct Array<'a>(&'a Schema, ObjectKind);

fn read<K: Kind>(id: ObjectId, body: Map<String, Value>) -> Result<(ObjectId, Object), String> {
    if id.kind() != K::KIND {
        return Err(format!("the id `{id}` is not of the kind `{}`", K::KIND));
    }
    let payload = K::deserialize(Value::Object(body)).map_err(|e| e.to_string())?;
    Ok((id, payload.object()))
}

macro_rules! dispatch {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        impl Serialize for Array<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.1 {
                    $(ObjectKind::$variant => serializer.collect_seq(
                        self.0.of_kind(self.1).filter_map(|(id, object)| match object {
                            Object::$variant(payload) => Some(Entry { id, payload: &**payload }),
                            _ => None,
                        }),
                    ),)*
                }
            }
        }

        fn read_kind(kind: ObjectKind, id: ObjectId, body: Map<String, Value>) -> Result<(ObjectId, Object), String> {
            match kind {
                $(ObjectKind::$variant => read::<crate::kinds::$payload>(id, body),)*
            }
        }
    };
}

for_each_kind!(dispatch);

impl Schema {
    /// The objects of one kind, in canonical order.
    pub fn of_kind(&self, kind: ObjectKind) -> impl Iterator<Item = (&ObjectId, &Object)> {
        self.objects().filter(move |(id, _)| id.kind() == kind)
    }

    /// Reads the wire form, of this format or an older one.
    ///
    /// # Errors
    ///
    /// [`Error::is_future_format`] for a document of a newer version, [`Error::is_malformed`] for anything that is no
    /// model, an unknown field included, with the [path](Error::path) of the offender.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let value: Value = serde_json::from_str(text)
            .map_err(|e| ErrorKind::NotAModel { reason: format!("it is no JSON: {e}") })?;
        Self::from_value(value)
    }

    /// The same from a JSON value.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json).
    pub fn from_value(value: Value) -> Result<Self, Error> {
        let Value::Object(mut document) = value else {
            return Err(ErrorKind::NotAModel { reason: "it is no JSON object".into() }.into());
        };
        match document.remove("format") {
            None => {
                return Err(ErrorKind::NotAModel { reason: "the field `format` is missing".into() }.into());
            }
            Some(format) => match format.as_u64() {
                Some(found) if found > u64::from(FORMAT) => {
                    return Err(ErrorKind::FutureFormat { found, known: FORMAT }.into());
                }
                Some(1) => {}
                _ => return Err(Error::wire("format", format!("{format} is no format number"))),
            },
        }
        let server = document.remove("server").ok_or_else(|| Error::wire("server", "missing"))?;
        let server: Server = serde_json::from_value(server).map_err(|e| Error::wire("server", e))?;
        let mut schema = Schema::new(server);
        for kind in ObjectKind::ALL {
            let Some(array) = document.remove(kind.array()) else { continue };
            let Value::Array(entries) = array else {
                return Err(Error::wire(kind.array(), "it is no array"));
            };
            for (n, entry) in entries.into_iter().enumerate() {
                let at = || format!("{}[{n}]", kind.array());
                let (id, object) = read_entry(*kind, entry).map_err(|reason| Error::wire(at(), reason))?;
                if schema.contains(&id) {
                    return Err(Error::wire(at(), format!("`{id}` is there twice")));
                }
                // The kinds were compared in `read`.
                let _ = schema.insert_object(id, object);
            }
        }
        if let Some(depends) = document.remove("depends") {
            let Value::Array(entries) = depends else {
                return Err(Error::wire("depends", "it is no array"));
            };
            for (n, entry) in entries.into_iter().enumerate() {
                let Dependency { from, to, why } =
                    serde_json::from_value(entry).map_err(|e| Error::wire(format!("depends[{n}]"), e))?;
                schema.depend(from, to, why);
            }
        }
        if let Some(origins) = document.remove("origins") {
            schema.origins = serde_json::from_value(origins).map_err(|e| Error::wire("origins", e))?;
        }
        if let Some(tables) = document.remove(CHILDREN_LEFT_OUT) {
            let ids: Vec<ObjectId> =
                serde_json::from_value(tables).map_err(|e| Error::wire(CHILDREN_LEFT_OUT, e))?;
            for id in ids {
                let ObjectId::Table(name) = id else {
                    return Err(Error::wire(CHILDREN_LEFT_OUT, format!("`{id}` is no table")));
                };
                schema.children_left_out.insert(name);
            }
        }
        match document.keys().next() {
            Some(unknown) => Err(Error::wire(unknown.clone(), "no such field in this format")),
            None => Ok(schema),
        }
    }

    /// Writes the wire form, indented: the same schema gives the same bytes.
    pub fn to_json(&self) -> String {
        // Writing plain data to memory does not fail; if it ever did, an empty document would be read back as no model.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn read_entry(kind: ObjectKind, entry: Value) -> Result<(ObjectId, Object), String> {
    let Value::Object(mut body) = entry else {
        return Err("it is no object".into());
    };
    let id = match body.remove("id") {
        Some(Value::String(id)) => id.parse::<ObjectId>().map_err(|e| e.to_string())?,
        _ => return Err("the field `id` is missing".into()),
    };
    read_kind(kind, id, body)
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut counts: BTreeMap<ObjectKind, usize> = BTreeMap::new();
        for (id, _) in self.objects() {
            *counts.entry(id.kind()).or_default() += 1;
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("server", &self.server)?;
        for kind in counts.keys() {
            map.serialize_entry(kind.array(), &Array(self, *kind))?;
        }
        let depends: Vec<&Dependency> = self.dependencies().collect();
        if !depends.is_empty() {
            map.serialize_entry("depends", &depends)?;
        }
        if let Some(origins) = &self.origins {
            map.serialize_entry("origins", origins)?;
        }
        if !self.children_left_out.is_empty() {
            let tables: Vec<ObjectId> = self.children_left_out.iter().cloned().map(ObjectId::Table).collect();
            map.serialize_entry(CHILDREN_LEFT_OUT, &tables)?;
        }
        map.end()
    }
}

impl<'de> serde::Deserialize<'de> for Schema {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
