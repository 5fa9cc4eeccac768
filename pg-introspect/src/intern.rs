//! Tables that are only ever asked, never walked: their order can't reach an output.
#![allow(clippy::disallowed_types)] // neither type here hands out an iterator

use crate::parse::canonical::canonical;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::Arc;

use schema_model::{Name, SqlText};

/// A catalog row's oid.
pub(crate) type Oid = u32;

/// `FirstNormalObjectId`: what has a lower one came with the server.
pub(crate) const FIRST_NORMAL_OID: Oid = 16_384;

/// A multiplicative hash. The keys are oids and names of one's own catalog, and the standard one takes a tenth of the
/// whole reading.
#[derive(Default)]
pub(crate) struct Mix(u64);

impl Mix {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        // The table takes the low bits, which multiplication mixes least.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.add(chunk.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)));
        }
        self.add(chunks.remainder().iter().fold(1, |word, byte| (word << 8) | u64::from(*byte)));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn write_i16(&mut self, n: i16) {
        self.add(u64::from(n as u16));
    }

    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }
}

/// Something by a key made of oids and numbers.
pub(crate) struct Map<K, T>(HashMap<K, T, BuildHasherDefault<Mix>>);

/// Something by oid.
pub(crate) type OidMap<T> = Map<Oid, T>;

/// Something by a relation's oid and a column's number.
pub(crate) type ColumnMap<T> = Map<(Oid, i16), T>;

impl<K, T> Default for Map<K, T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K: Eq + Hash, T> Map<K, T> {
    pub(crate) fn get(&self, key: K) -> Option<&T> {
        self.0.get(&key)
    }

    pub(crate) fn contains(&self, key: K) -> bool {
        self.0.contains_key(&key)
    }

    pub(crate) fn insert(&mut self, key: K, value: T) {
        self.0.insert(key, value);
    }

    pub(crate) fn entry(&mut self, key: K) -> &mut T
    where
        T: Default,
    {
        self.0.entry(key).or_default()
    }
}

/// One allocation for equal texts.
#[derive(Default)]
pub(crate) struct Interner(HashSet<Arc<str>, BuildHasherDefault<Mix>>);

impl Interner {
    fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }

    pub(crate) fn name(&mut self, text: &str) -> Name {
        Name::from(self.share(text))
    }

    /// An expression, in the form that stays.
    pub(crate) fn expression(&mut self, text: &str) -> SqlText {
        SqlText::from(self.share(&canonical(text)))
    }

    pub(crate) fn text(&mut self, text: &str) -> SqlText {
        SqlText::from(self.share(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_allocation() {
        let mut interner = Interner::default();
        let a = interner.name("public");
        let b = interner.text("public");
        assert_eq!(a.as_str().as_ptr(), b.as_str().as_ptr());
        assert_ne!(interner.name("publi").as_str(), "public");
    }

    #[test]
    fn oids_are_found_again() {
        let mut map = OidMap::default();
        for oid in 16_384..50_000_u32 {
            map.insert(oid, oid + 1);
        }
        assert!((16_384..50_000).all(|oid| map.get(oid) == Some(&(oid + 1))));
        assert!(!map.contains(1));
    }
}
