//! Comments: `pg_description`, in one scan.

use schema_model::{Comment, Diagnostic, DiagnosticKind, ObjectId};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::Address;
use crate::catalog::{Catalog, CommentRow, NotNullConstraint, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const COMMENT: Statement = statement!(Texts, "comment", decode, optional: true);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let (class, object, column) = (row.oid()?, row.oid()?, row.number()?);
    let text = catalog.interner.text(row.text()?);
    let (relation, domain) = (row.oid()?, row.oid()?);
    let not_null =
        row.optional()?.map(|name| NotNullConstraint { relation, domain, name: catalog.interner.name(name) });
    catalog.comments.push(CommentRow { class, object, column, text, not_null });
    Ok(())
}

/// What the comment is on: an object, or a part of one that can have a comment of its own.
fn target(catalog: &Catalog, row: &CommentRow, address: Address) -> Option<ObjectId> {
    if let Some(NotNullConstraint { relation, domain, name }) = &row.not_null {
        if let Some(domain) = catalog.type_row(*domain) {
            return domain.ours.then(|| ObjectId::DomainConstraint(domain.name.member(name)));
        }
        let relation = catalog.relation(*relation).filter(|relation| relation.ours && relation.is_table())?;
        return Some(ObjectId::Constraint(relation.name.member(name)));
    }
    let place = catalog.resolve(address)?;
    if catalog.is_itself(address) { catalog.id(place) } else { catalog.part(address) }
}

impl Read for Comment {
    const STATEMENTS: &'static [&'static Statement] = &[&COMMENT];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in &catalog.comments {
            let column = i16::try_from(row.column).unwrap_or(0);
            let address = Address { class: row.class, object: row.object, column };
            // The comment that `public` is made with.
            let usual = row.class == class::NAMESPACE && row.text == "standard public schema";
            match target(catalog, row, address) {
                Some(ObjectId::Schema(name)) if usual && name == "public" => {}
                Some(target) => {
                    out.insert(target.into(), Comment::new(row.text.clone()));
                }
                None => {
                    if let Some(object) = catalog.describe_commented(address) {
                        out.report(Diagnostic::new(
                            DiagnosticKind::NotModelled,
                            "pg_description",
                            format!("comment on {object}"),
                            "it is part of another object here and has no comment of its own",
                        ));
                    }
                }
            }
        }
        Ok(())
    }
}
