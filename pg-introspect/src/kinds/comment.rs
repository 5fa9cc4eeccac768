//! Comments: `pg_description`, in one scan.

use schema_model::{Comment, Diagnostic, DiagnosticKind, ObjectId};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::Address;
use crate::catalog::{Catalog, CommentRow, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const COMMENT: Statement = statement!(Texts, "comment", decode, optional: true);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let row = CommentRow {
        class: row.oid()?,
        object: row.oid()?,
        column: row.number()?,
        text: catalog.interner.text(row.text()?),
        not_null: row.optional()?.map(str::to_owned),
    };
    catalog.comments.push(row);
    Ok(())
}

impl Read for Comment {
    const STATEMENTS: &'static [&'static Statement] = &[&COMMENT];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in &catalog.comments {
            let column = i16::try_from(row.column).unwrap_or(0);
            let address = Address { class: row.class, object: row.object, column };
            // The comment that `public` is made with.
            let usual = row.class == class::NAMESPACE && row.text == "standard public schema";
            let target = catalog.resolve(address).filter(|_| catalog.is_itself(address));
            match target.and_then(|place| catalog.id(place)) {
                Some(ObjectId::Schema(name)) if usual && name == "public" => {}
                Some(target) => {
                    out.insert(target.into(), Comment::new(row.text.clone()));
                }
                None => {
                    if let Some(object) = row.not_null.clone().or_else(|| catalog.describe_commented(address))
                    {
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
