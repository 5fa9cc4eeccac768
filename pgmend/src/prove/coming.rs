//! What a plan will ask of rows that are there: a foreign key that comes refuses rows that nobody minded before. Rows that are
//! made for a proof keep to it from the start; what rows of the database do is what the plan's probes are for.

use postgres::Client;
use schema_model::ObjectId;

use crate::error::{Error, Result, server_message};
use crate::plan_file::PlanFile;

/// Adds to an empty copy the constraints, unique indexes and NOT NULLs of a plan, as far as they can be said before the rest of
/// it: those over columns that the plan makes can't, and no row is there for them.
pub(super) fn hold(client: &mut Client, file: &PlanFile) -> Result<()> {
    for statement in &file.statements {
        let sql = &statement.sql;
        let asks = match statement.object.parse::<ObjectId>() {
            Ok(ObjectId::Constraint(_)) => {
                sql.contains(" ADD CONSTRAINT ") || sql.starts_with("CREATE UNIQUE INDEX")
            }
            Ok(ObjectId::Index(_)) => sql.starts_with("CREATE UNIQUE INDEX"),
            Ok(ObjectId::Column(_)) => sql.ends_with(" SET NOT NULL"),
            Ok(_) | Err(_) => false,
        };
        if !asks {
            continue;
        }
        if let Err(error) = client.batch_execute(sql)
            && error.as_db_error().is_none()
        {
            return Err(Error::failed(format!("the scratch copy: {}", server_message(&error))));
        }
    }
    Ok(())
}
