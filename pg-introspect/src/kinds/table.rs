//! Tables: `pg_class` with `relkind` `r`, `p` and `f`, `pg_foreign_table`, `pg_inherits`, and the indexes that a table names.

use schema_model::{PartitionOf, Persistence, ReplicaIdentity, Table};

use super::{Read, index};
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::catalog::relation::{self, Relation};
use crate::statement::Statement;

impl Read for Table {
    const STATEMENTS: &'static [&'static Statement] =
        &[&relation::RELATION, &relation::OUTSIDE, &relation::INHERITS, &index::INDEX];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.ours().filter(|row| row.is_table()) {
            out.insert_row(row.oid, 0, row.name.clone(), table(catalog, row)?);
        }
        Ok(())
    }
}

fn table(catalog: &Catalog, row: &Relation) -> Result<Table, Error> {
    let mut table = Table::new();
    if row.persistence == 'u' {
        table.persistence = Persistence::Unlogged;
    }
    if row.access_method != 0 {
        let method = catalog.access_method(row.access_method)?;
        table.access_method = (*method != "heap").then(|| method.clone());
    }
    table.tablespace = catalog.tablespace(row.tablespace)?;
    table.options = catalog.options(row);
    table.row_security = row.row_security;
    table.force_row_security = row.force_row_security;
    table.replica_identity = match row.replica_identity {
        // Of a foreign table it is always this.
        'n' if row.foreign.is_none() => ReplicaIdentity::Nothing,
        'f' => ReplicaIdentity::Full,
        // Without the index (it was dropped) it is as good as nothing.
        'i' => match catalog.marked_indexes.get(row.oid).and_then(|marked| marked.replica_identity.clone()) {
            Some(name) => ReplicaIdentity::Index(name),
            None => ReplicaIdentity::Nothing,
        },
        _ => ReplicaIdentity::Default,
    };
    table.cluster_on = catalog.marked_indexes.get(row.oid).and_then(|marked| marked.clustered.clone());
    if row.of_type != 0 {
        let relation = catalog.row_type_of.get(row.of_type).and_then(|oid| catalog.relation(*oid));
        table.of_type = relation.map(|r| r.name.clone());
    }
    let parents = catalog.parents_of(row.oid);
    if row.partition {
        let parent = parents.first().and_then(|oid| catalog.relation(*oid));
        if let (Some(parent), Some(bound)) = (parent, &row.bound) {
            table.partition_of = Some(PartitionOf { parent: parent.name.clone(), bound: bound.clone() });
        }
    } else {
        table.inherits =
            parents.iter().filter_map(|oid| catalog.relation(*oid)).map(|r| r.name.clone()).collect();
    }
    table.partition_by = row.key.clone();
    if let Some(foreign) = &row.foreign {
        table.server = Some(foreign.server.clone());
        table.foreign_options = foreign.options.clone();
        table.secrets = foreign.secrets.clone();
    }
    Ok(table)
}
