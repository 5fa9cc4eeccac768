//! Generators of large catalogs for the benchmarks.

use schema_model::{
    Column, ColumnDefault, Constraint, ConstraintDefinition, ForeignKey, Index, IndexColumn, IndexKey,
    KeyConstraint, Name, Namespace, ObjectId, QualifiedName, Schema, Server, Table, View, ViewColumn, Why,
};

/// How many tables one schema holds.
const TABLES_OF_A_SCHEMA: usize = 500;

fn table_name(n: usize) -> QualifiedName {
    QualifiedName::new(format!("s{}", n / TABLES_OF_A_SCHEMA), format!("table_{n}"))
}

/// A catalog of so many tables: 13 columns each, five of them with defaults, a primary key, a foreign key to the table
/// before, two or three indexes, and a view on every tenth. That is the shape of a grown product.
///
/// ```
/// let schema = pgmend_benches::catalog(10);
/// assert_eq!(schema.tables().count(), 10);
/// ```
pub fn catalog(tables: usize) -> Schema {
    let mut schema = Schema::new(Server::new(170_000));
    for n in 0..tables.div_ceil(TABLES_OF_A_SCHEMA) {
        schema.insert(Name::from(format!("s{n}")), Namespace::new());
    }
    for n in 0..tables {
        table(&mut schema, n);
        if n % 10 == 0 {
            view(&mut schema, n);
        }
    }
    schema
}

const TYPES: &[(&str, Option<&str>)] = &[
    ("text", None),
    ("integer", Some("0")),
    ("timestamp with time zone", Some("now()")),
    ("character varying(80)", None),
    ("jsonb", Some("'{}'::jsonb")),
    ("boolean", Some("false")),
];

fn table(schema: &mut Schema, n: usize) {
    let id = table_name(n);
    schema.insert_table(id.clone(), Table::new());
    schema.insert_column(id.member("id"), Column::new("bigint", 1).not_null());
    for (position, c) in (2..).zip(0..12) {
        let (type_name, default) = TYPES[c % TYPES.len()];
        let name = id.member(format!("column_{c}"));
        let column = Column::new(type_name, position);
        schema.insert_column(name.clone(), if c % 3 == 0 { column.not_null() } else { column });
        if let Some(default) = default {
            schema.insert(name, ColumnDefault::new(default));
        }
    }
    let key = ConstraintDefinition::PrimaryKey(KeyConstraint::new(["id"]));
    schema.insert(id.member(format!("table_{n}_pkey")), Constraint::new(key));
    if let Some(before) = n.checked_sub(1).map(table_name) {
        let key = ForeignKey::new(["column_1"], before.clone(), ["id"]);
        let name = id.member(format!("table_{n}_fkey"));
        schema.insert(name.clone(), Constraint::new(ConstraintDefinition::ForeignKey(key)));
        let on = ObjectId::Constraint(before.member(format!("table_{}_pkey", n - 1)));
        schema.depend(ObjectId::Constraint(name), on, Why::Normal);
    }
    for c in 0..2 + n % 2 {
        let column = IndexColumn::new(IndexKey::Column(Name::from(format!("column_{c}"))));
        schema.insert(id.member(format!("table_{n}_idx_{c}")), Index::new("btree", [column]));
    }
}

fn view(schema: &mut Schema, n: usize) {
    let on = table_name(n);
    let id = QualifiedName::new(on.schema.clone(), format!("view_{n}"));
    let columns = [ViewColumn::new("id", "bigint"), ViewColumn::new("column_0", "text")];
    let query = format!(" SELECT id,\n    column_0\n   FROM {}.{}", on.schema, on.name);
    for column in ["id", "column_0"] {
        let to = ObjectId::Column(on.member(column));
        schema.depend(ObjectId::View(id.clone()), to, Why::Normal);
    }
    schema.insert(id, View::new(query, columns));
}

/// The same catalog with one table in fifty changed: a column more, a type wider, an index gone.
pub fn drifted(tables: usize) -> Schema {
    let mut schema = catalog(tables);
    for n in (0..tables).step_by(50) {
        let id = table_name(n);
        schema.insert_column(id.member("added"), Column::new("text", 14));
        schema.update::<Column>(&id.member("column_3"), |column| {
            column.type_name = "character varying(200)".into();
        });
        schema.remove(&ObjectId::Index(id.member(format!("table_{n}_idx_0"))));
    }
    schema
}
