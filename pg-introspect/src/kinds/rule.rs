//! Rewrite rules: `pg_rewrite` without the queries of views.

use schema_model::{Rule, RuleEvent};

use super::{Read, trigger};
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, relation};
use crate::parse::scan;
use crate::row::Row;
use crate::statement::{Statement, statement};

const RULE: Statement = statement!(Texts, "rule", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let event = match row.letter()? {
        '2' => RuleEvent::Update,
        '3' => RuleEvent::Insert,
        '4' => RuleEvent::Delete,
        other => return Err(row.fault(format!("ev_type `{other}`"))),
    };
    let instead = row.flag()?;
    let enabled = trigger::firing_state(row.letter()?)?;
    let Some(definition) = row.optional()? else {
        return Err(Error::skew(format!("rule {name}"), "it was dropped"));
    };
    let Some(relation) = catalog.relation(relation).filter(|relation| relation.ours) else { return Ok(()) };
    let id = relation.name.member(name);
    let (condition, actions) =
        parts(definition, instead).ok_or_else(|| row.fault(format!("`{definition}` is no rule")))?;
    let mut rule = Rule::new(event, catalog.interner.expression(actions));
    rule.instead = instead;
    rule.condition = condition.map(|text| catalog.interner.expression(text));
    rule.enabled = enabled;
    catalog.enter((class::REWRITE, oid), id, Ownership::default(), rule);
    Ok(())
}

/// The condition and the actions of `CREATE RULE … ON … TO … [WHERE condition] DO [INSTEAD] actions;`.
fn parts(definition: &str, instead: bool) -> Option<(Option<&str>, &str)> {
    let (head, rest) = scan::split_at_word(definition, "DO")?;
    let condition = scan::split_at_word(head, "WHERE").map(|(_, condition)| condition.trim());
    let rest = rest.trim_start();
    let actions = if instead { rest.strip_prefix("INSTEAD")? } else { rest };
    let actions = actions.trim();
    Some((condition, actions.strip_suffix(';').unwrap_or(actions).trim_end()))
}

impl Read for Rule {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &RULE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_actions() {
        assert_eq!(
            parts("CREATE RULE r AS\n    ON INSERT TO public.t DO INSTEAD NOTHING;", true),
            Some((None, "NOTHING"))
        );
        assert_eq!(
            parts(
                r#"CREATE RULE " DO WHERE " AS
    ON UPDATE TO public.t
   WHERE (old.a <> ' DO '::text) DO  UPDATE public.u SET a = new.a
  WHERE (u.id = new.id);"#,
                false
            ),
            Some((Some("(old.a <> ' DO '::text)"), "UPDATE public.u SET a = new.a\n  WHERE (u.id = new.id)"))
        );
        assert_eq!(
            parts("CREATE RULE r AS ON DELETE TO t DO (DELETE FROM u; NOTIFY x; );", false),
            Some((None, "(DELETE FROM u; NOTIFY x; )"))
        );
        assert_eq!(parts("CREATE RULE r AS ON DELETE TO t", false), None);
    }
}
