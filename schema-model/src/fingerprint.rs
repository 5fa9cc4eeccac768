//! Fingerprints: of one object without its name, of a whole schema.

use std::fmt;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{FieldName, Kind, Object, ObjectId, ObjectKind, Schema, for_each_kind};

/// SHA-256 over what counts when two objects, or two schemas, are compared: equal fingerprints mean equal in every field
/// that counts. Server facts, metadata and dependencies have no part in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom("a fingerprint is 64 hexadecimal digits");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * n..2 * n + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

struct Sink(Sha256);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn feed<K: Kind>(payload: &K, sink: &mut Sink) {
    for field in K::Field::ALL {
        sink.0.update(field.name());
        sink.0.update([0]);
        // `Display` of a JSON value has sorted keys here, and hashing can't fail.
        sink.0.update(payload.value(*field).to_string());
        sink.0.update([0]);
    }
}

macro_rules! dispatch {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        fn feed_object(object: &Object, sink: &mut Sink) {
            match object {
                $(Object::$variant(payload) => feed(&**payload, sink),)*
            }
        }
    };
}

for_each_kind!(dispatch);

fn feed_kind(kind: ObjectKind, sink: &mut Sink) {
    sink.0.update(kind.word());
    sink.0.update([0]);
}

impl Object {
    /// The fingerprint of what the object is, whatever it is called.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut sink = Sink(Sha256::new());
        feed_kind(self.kind(), &mut sink);
        feed_object(self, &mut sink);
        Fingerprint(sink.0.finalize().into())
    }
}

impl Schema {
    /// The fingerprint of everything in the schema that counts.
    ///
    /// ```
    /// # use schema_model::{Schema, Server};
    /// let on_14 = Schema::new(Server::new(140_000));
    /// let on_18 = Schema::new(Server::new(180_000));
    /// assert_eq!(on_14.fingerprint(), on_18.fingerprint());
    /// ```
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint_where(|_| true)
    }

    /// The fingerprint of the objects that `counts` says.
    pub fn fingerprint_where(&self, mut counts: impl FnMut(&ObjectId) -> bool) -> Fingerprint {
        let mut sink = Sink(Sha256::new());
        for (id, object) in self.objects().filter(|(id, _)| counts(id)) {
            sink.0.update(id.to_string());
            sink.0.update([0]);
            feed_object(object, &mut sink);
        }
        Fingerprint(sink.0.finalize().into())
    }
}
