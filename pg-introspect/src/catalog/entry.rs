//! Entries: objects that a row of a catalog is all of. They are made where the row is decoded, and named, owned, granted and
//! depended on by one rule for all of them.

use schema_model::{Kind, Object, ObjectId};

use crate::Error;
use crate::build::Builder;
use crate::catalog::{Acl, Catalog, CommentRow};
use crate::intern::Oid;
use crate::row::Row;

/// An object with its address in the catalog.
pub(crate) struct Entry {
    pub(crate) class: Oid,
    pub(crate) oid: Oid,
    pub(crate) id: ObjectId,
    pub(crate) object: Object,
    /// Nothing, if the kind has no owner.
    pub(crate) owner: Option<Oid>,
    /// In whose name things are granted; nothing, if the kind has no privileges.
    pub(crate) grantor: Option<Oid>,
    pub(crate) acl: Acl,
}

/// Who owns what a row is of, and what may be done with it.
#[derive(Default)]
pub(crate) struct Ownership {
    pub(crate) owner: Option<Oid>,
    pub(crate) grantor: Option<Oid>,
    pub(crate) acl: Acl,
}

impl Ownership {
    /// An owner, for kinds that nothing can be granted on.
    pub(crate) fn owner(oid: Oid) -> Self {
        Self { owner: Some(oid), grantor: None, acl: None }
    }

    /// The next three fields of a row: the owner, the access control list and what it would be by default. Both are NULL
    /// where they are the same.
    pub(crate) fn read(row: &mut Row<'_>) -> Result<Self, Error> {
        let owner = row.oid()?;
        let lists = (row.optional()?.map(str::to_owned), row.optional()?.map(str::to_owned));
        let acl = match lists {
            (Some(now), Some(default)) => Some(Box::new((now, default))),
            _ => None,
        };
        Ok(Self { owner: Some(owner), grantor: Some(owner), acl })
    }
}

impl Catalog {
    /// Takes an object in. The members of extensions are left out: their rows must be read after the names.
    pub(crate) fn enter<K: Kind>(
        &mut self,
        (class, oid): (Oid, Oid),
        id: K::Id,
        Ownership { owner, grantor, acl }: Ownership,
        payload: K,
    ) {
        if !self.is_member(class, oid) {
            let entry =
                Entry { class, oid, id: K::object_id(id), object: payload.object(), owner, grantor, acl };
            self.entries.push(entry);
        }
    }

    /// The next field of a row: the comment on an object that the databases of the cluster share, from `pg_shdescription`.
    pub(crate) fn comment_on(&mut self, class: Oid, object: Oid, row: &mut Row<'_>) -> Result<(), Error> {
        if let Some(text) = row.optional()? {
            let text = self.interner.text(text);
            self.comments.push(CommentRow { class, object, column: 0, text, not_null: None });
        }
        Ok(())
    }

    /// When everything is read: puts the entries in canonical order.
    pub(crate) fn settle_entries(&mut self) {
        self.entries.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        for (at, entry) in self.entries.iter().enumerate() {
            self.entry_at.insert((entry.class, entry.oid), at);
        }
    }

    /// The entry at an address.
    pub(crate) fn entry(&self, class: Oid, oid: Oid) -> Option<&Entry> {
        self.entries.get(*self.entry_at.get(&(class, oid))?)
    }

    /// Makes the entries of a kind: all that `Read::build` has to do for it.
    pub(crate) fn build_entries<K: Kind>(&self, out: &mut Builder) {
        for entry in &self.entries {
            if let (Some(id), Some(payload)) = (K::id(&entry.id), K::payload(&entry.object)) {
                out.insert_row(entry.oid, 0, id.clone(), payload.clone());
            }
        }
    }
}
