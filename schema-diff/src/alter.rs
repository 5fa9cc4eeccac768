//! What PostgreSQL can change in place. Each variant is one way of saying ALTER; there is none for what it can't.

use std::collections::BTreeMap;

use schema_model::{Name, PrivilegeType, QualifiedName, SqlText};

use crate::BoundCheck;

macro_rules! alters {
    ($($(#[$doc:meta])* $name:ident => $variant:ident {
        $($(#[doc = $words:literal])+ $case:ident $(($payload:ty))?),* $(,)?
    })*) => {
        /// A change in place, by kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Alter {
            $($(#[$doc])* $variant($name),)*
        }

        impl Alter {
            /// The words for it, as the documentation of the variant has them: `` `SET DATA TYPE`, with the collation. ``
            pub fn words(&self) -> &'static str {
                match self {
                    $(Self::$variant(alter) => alter.words(),)*
                }
            }
        }
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq)]
            pub enum $name {
                $($(#[doc = $words])+ $case $(($payload))?,)*
            }

            impl $name {
                /// The words for it, as the documentation of the variant has them.
                pub fn words(&self) -> &'static str {
                    match *self {
                        $(Self::$case { .. } => concat!($($words),+).trim_ascii(),)*
                    }
                }
            }

            impl From<$name> for Alter {
                fn from(alter: $name) -> Self {
                    Self::$variant(alter)
                }
            }
        )*
    };
}

/// An enum label that another one takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelChange {
    /// The label that goes.
    pub from: Name,
    /// The label that rows have instead.
    pub to: Name,
}

/// What a grantee holds on a new object by default privileges. Who makes it may not be known, and then it lies between the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// What is held in any case, and whether WITH GRANT OPTION.
    pub at_least: BTreeMap<PrivilegeType, bool>,
    /// What may be held.
    pub at_most: BTreeMap<PrivilegeType, bool>,
}

/// A new enum label and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLabel {
    /// The label.
    pub label: Name,
    /// The label that it comes before; the last place if there is none.
    pub before: Option<Name>,
}

alters! {
    /// Of a role.
    RoleAlter => Role {
        /// `ALTER ROLE … WITH`
        Attributes,
        /// `SET` / `RESET`
        Settings,
    }
    /// Of a membership.
    MembershipAlter => Membership {
        /// `GRANT … WITH`, `REVOKE ADMIN OPTION FOR`
        Options,
    }
    /// Of a tablespace.
    TablespaceAlter => Tablespace {
        /// `SET` / `RESET`
        Options,
    }
    /// Of a configuration parameter: nothing.
    ParameterAlter => Parameter {}
    /// Of the settings of a role in the database.
    RoleSettingAlter => RoleSetting {
        /// `IN DATABASE … SET` / `RESET`
        Settings,
    }
    /// Of the database.
    DatabaseAlter => Database {
        /// `SET` / `RESET`
        Settings,
        /// `CONNECTION LIMIT`
        ConnectionLimit,
    }
    /// Of a schema: nothing.
    SchemaAlter => Schema {}
    /// Of an extension.
    ExtensionAlter => Extension {
        /// `SET SCHEMA`
        SetSchema,
    }
    /// Of a foreign data wrapper.
    ForeignDataWrapperAlter => ForeignDataWrapper {
        /// `HANDLER`, `VALIDATOR`
        Functions,
        /// `OPTIONS`
        Options,
    }
    /// Of a foreign server.
    ForeignServerAlter => ForeignServer {
        /// `VERSION`
        Version,
        /// `OPTIONS`
        Options,
    }
    /// Of a user mapping.
    UserMappingAlter => UserMapping {
        /// `OPTIONS`
        Options,
    }
    /// Of a collation: nothing.
    CollationAlter => Collation {}
    /// Of an enum.
    EnumAlter => Enum {
        /// `ADD VALUE`
        AddValue(NewLabel),
        /// `RENAME VALUE`
        RenameValue(LabelChange),
        /// The old type steps aside under this name, and the new one takes its place; columns follow one by one.
        Supersede(Name),
        /// The old type under this name goes.
        DropSuperseded(Name),
    }
    /// Of a composite type: nothing.
    CompositeTypeAlter => CompositeType {}
    /// Of an attribute.
    AttributeAlter => Attribute {
        /// `ALTER ATTRIBUTE … SET DATA TYPE`, with the collation.
        SetType,
    }
    /// Of a shell type: nothing.
    ShellTypeAlter => ShellType {}
    /// Of a base type.
    BaseTypeAlter => BaseType {
        /// `SET (RECEIVE = …)`
        Receive,
        /// `SET (SEND = …)`
        Send,
        /// `SET (TYPMOD_IN = …)`
        TypmodIn,
        /// `SET (TYPMOD_OUT = …)`
        TypmodOut,
        /// `SET (ANALYZE = …)`
        Analyze,
        /// `SET (SUBSCRIPT = …)`
        Subscript,
        /// `SET (STORAGE = …)`
        Storage,
    }
    /// Of a range type: nothing.
    RangeTypeAlter => Range {}
    /// Of a domain.
    DomainAlter => Domain {
        /// `SET` / `DROP DEFAULT`
        Default,
        /// `SET` / `DROP NOT NULL`
        NotNull,
        /// The old domain steps aside under this name, and the new one takes its place; columns follow one by one.
        Supersede(Name),
        /// The old domain under this name goes.
        DropSuperseded(Name),
    }
    /// Of a domain's constraint.
    DomainConstraintAlter => DomainConstraint {
        /// `VALIDATE CONSTRAINT`
        Validate,
    }
    /// Of a sequence.
    SequenceAlter => Sequence {
        /// `AS`, `START`, `INCREMENT`, bounds, `CACHE`, `CYCLE`: never `RESTART`.
        Options,
        /// `SET LOGGED` / `SET UNLOGGED` (15+)
        Persistence,
        /// `OWNED BY NONE`
        Disown,
        /// `OWNED BY`
        OwnedBy,
    }
    /// Of a table.
    TableAlter => Table {
        /// `SET LOGGED` / `SET UNLOGGED`
        Persistence,
        /// `SET ACCESS METHOD` (15+)
        AccessMethod,
        /// `SET TABLESPACE`
        Tablespace,
        /// `SET` / `RESET` of storage parameters
        Options,
        /// `ENABLE` / `DISABLE ROW LEVEL SECURITY`
        RowSecurity,
        /// `FORCE` / `NO FORCE ROW LEVEL SECURITY`
        ForceRowSecurity,
        /// `REPLICA IDENTITY`
        ReplicaIdentity,
        /// `CLUSTER ON` / `SET WITHOUT CLUSTER`
        ClusterOn,
        /// `OPTIONS` of a foreign table
        ForeignOptions,
        /// `OF`
        Of,
        /// `NOT OF`
        NotOf,
        /// `NO INHERIT` of this parent
        NoInherit(QualifiedName),
        /// `INHERIT` of this parent
        Inherit(QualifiedName),
        /// `DETACH PARTITION`
        Detach,
        /// `DROP CONSTRAINT` of the check that `DETACH PARTITION … CONCURRENTLY` leaves behind.
        DropBound,
        /// `ATTACH PARTITION`
        Attach,
        /// `ADD CONSTRAINT … CHECK … NOT VALID` that says where the rows belong: what is attached then need not be looked at
        GuardBound(BoundCheck),
        /// `VALIDATE CONSTRAINT` of such a check
        ValidateBound(Name),
        /// `DROP CONSTRAINT` of such a check, which has done its service
        DropBoundCheck(Name),
        /// `DROP CONSTRAINT` of a check or a foreign key that a table keeps from one that it left
        DropKept(Name),
        /// `ADD CONSTRAINT` of a check that a table must have before it comes below another that has it
        AddCheck(Name),
        /// `VALIDATE CONSTRAINT` of such a check
        ValidateCheck(Name),
    }
    /// Of a column.
    ColumnAlter => Column {
        /// `DROP NOT NULL`
        DropNotNull,
        /// `UPDATE` of the rows that have none to this value, in batches that commit. See [`Fill`](crate::Fill).
        Fill(SqlText),
        /// `ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID` under this name, so that SET NOT NULL need not scan.
        Guard(Name),
        /// `VALIDATE CONSTRAINT` of that check.
        ValidateGuard(Name),
        /// `SET NOT NULL`, or on 18 a named constraint.
        SetNotNull,
        /// `DROP CONSTRAINT` of that check.
        DropGuard(Name),
        /// `RENAME CONSTRAINT` (18+)
        RenameNotNull,
        /// `VALIDATE CONSTRAINT` of the not-null constraint (18+)
        ValidateNotNull,
        /// `ALTER CONSTRAINT … [NO] INHERIT` of the not-null constraint (18+)
        InheritNotNull,
        /// `DROP IDENTITY`
        DropIdentity,
        /// `DROP EXPRESSION`
        DropExpression,
        /// `SET DATA TYPE`, with the collation.
        SetType,
        /// `SET DATA TYPE` to the type of the same name that took the place of the one that the column has.
        Retype(Vec<LabelChange>),
        /// `SET EXPRESSION` (17+)
        SetExpression,
        /// `ADD GENERATED … AS IDENTITY`
        AddIdentity,
        /// `SET GENERATED` and the sequence's options
        SetIdentity,
        /// `ALTER SEQUENCE` of its identity: `SET LOGGED` / `SET UNLOGGED` (15+)
        IdentityPersistence,
        /// `SET STORAGE`
        Storage,
        /// `SET COMPRESSION`
        Compression,
        /// `SET STATISTICS`
        Statistics,
        /// `SET` / `RESET` of attribute options
        Options,
        /// `OPTIONS` of a foreign table's column
        ForeignOptions,
    }
    /// Of a column default.
    ColumnDefaultAlter => ColumnDefault {
        /// `SET DEFAULT`
        Set,
    }
    /// Of a constraint.
    ConstraintAlter => Constraint {
        /// `ALTER CONSTRAINT … [NOT] DEFERRABLE`
        Deferrability,
        /// `VALIDATE CONSTRAINT`
        Validate,
        /// `ALTER CONSTRAINT … [NOT] ENFORCED` (18+)
        Enforcement,
        /// `ALTER INDEX … SET` / `RESET` of the key's index
        IndexOptions,
        /// `ALTER INDEX … SET TABLESPACE` of the key's index
        IndexTablespace,
        /// `ALTER INDEX … ALTER COLUMN … SET STATISTICS` of an exclusion constraint's index
        IndexStatistics,
        /// `ALTER INDEX … ATTACH PARTITION` of the key's index
        Attach,
        /// `CREATE UNIQUE INDEX CONCURRENTLY` under this name, for the key to take over.
        Build(Name),
    }
    /// Of an index.
    IndexAlter => Index {
        /// `SET` / `RESET` of storage parameters
        Options,
        /// `SET TABLESPACE`
        Tablespace,
        /// `ALTER COLUMN … SET STATISTICS`
        Statistics,
        /// `ATTACH PARTITION`
        Attach,
        /// `CREATE INDEX CONCURRENTLY` under this name, while the index that it replaces still stands.
        Build(Name),
    }
    /// Of extended statistics.
    StatisticsAlter => Statistics {
        /// `SET STATISTICS`
        Target,
    }
    /// Of a view.
    ViewAlter => View {
        /// `CREATE OR REPLACE VIEW`
        Query,
        /// `SET` / `RESET` of view options
        Options,
    }
    /// Of a materialized view.
    MaterializedViewAlter => MaterializedView {
        /// `SET` / `RESET` of storage parameters
        Options,
        /// `SET ACCESS METHOD` (15+)
        AccessMethod,
        /// `SET TABLESPACE`
        Tablespace,
        /// `CLUSTER ON` / `SET WITHOUT CLUSTER`
        ClusterOn,
        /// `REFRESH [WITH NO DATA]`
        Refresh,
        /// `ALTER COLUMN … SET STORAGE`, `COMPRESSION`, `STATISTICS` and attribute options
        ColumnSettings,
    }
    /// Of a function.
    FunctionAlter => Function {
        /// `CREATE OR REPLACE FUNCTION`
        Define,
    }
    /// Of a procedure.
    ProcedureAlter => Procedure {
        /// `CREATE OR REPLACE PROCEDURE`
        Define,
    }
    /// Of an aggregate.
    AggregateAlter => Aggregate {
        /// `CREATE OR REPLACE AGGREGATE`
        Define,
    }
    /// Of an operator.
    OperatorAlter => Operator {
        /// `SET (RESTRICT = …, JOIN = …)`
        Estimators,
        /// `SET (COMMUTATOR = …)` (17+)
        Commutator,
        /// `SET (NEGATOR = …)` (17+)
        Negator,
        /// `SET (HASHES)` (17+)
        Hashes,
        /// `SET (MERGES)` (17+)
        Merges,
    }
    /// Of an operator family.
    OperatorFamilyAlter => OperatorFamily {
        /// `ADD` / `DROP` of operators and functions
        Members,
    }
    /// Of an operator class: nothing.
    OperatorClassAlter => OperatorClass {}
    /// Of a cast: nothing.
    CastAlter => Cast {}
    /// Of a language.
    LanguageAlter => Language {
        /// `CREATE OR REPLACE LANGUAGE`
        Define,
    }
    /// Of a transform.
    TransformAlter => Transform {
        /// `CREATE OR REPLACE TRANSFORM`
        Define,
    }
    /// Of an access method: nothing.
    AccessMethodAlter => AccessMethod {}
    /// Of a conversion: nothing.
    ConversionAlter => Conversion {}
    /// Of a text search parser: nothing.
    TextSearchParserAlter => TextSearchParser {}
    /// Of a text search template: nothing.
    TextSearchTemplateAlter => TextSearchTemplate {}
    /// Of a text search dictionary.
    TextSearchDictionaryAlter => TextSearchDictionary {
        /// `ALTER TEXT SEARCH DICTIONARY`, with its options
        Options,
    }
    /// Of a text search configuration.
    TextSearchConfigurationAlter => TextSearchConfiguration {
        /// `ADD` / `ALTER` / `DROP MAPPING`
        Mappings,
    }
    /// Of a trigger.
    TriggerAlter => Trigger {
        /// `CREATE OR REPLACE TRIGGER`
        Define,
        /// `ENABLE` / `DISABLE TRIGGER`
        Enabled,
        /// The same of the copies that partitions have
        OnPartitions,
    }
    /// Of a rule.
    RuleAlter => Rule {
        /// `CREATE OR REPLACE RULE`
        Define,
        /// `ENABLE` / `DISABLE RULE`
        Enabled,
    }
    /// Of a policy.
    PolicyAlter => Policy {
        /// `ALTER POLICY`
        Define,
    }
    /// Of default privileges.
    DefaultPrivilegeAlter => DefaultPrivilege {
        /// `GRANT` / `REVOKE`
        Privileges,
    }
    /// Of a publication.
    PublicationAlter => Publication {
        /// `SET (…)`
        Set,
    }
    /// Of a table of a publication: nothing.
    PublicationTableAlter => PublicationTable {}
    /// Of a schema of a publication: nothing.
    PublicationSchemaAlter => PublicationSchema {}
    /// Of a subscription.
    SubscriptionAlter => Subscription {
        /// `SET PUBLICATION … WITH (refresh = false)`
        Publications,
        /// `SET` of options, `ENABLE` / `DISABLE`
        Set,
    }
    /// Of an event trigger.
    EventTriggerAlter => EventTrigger {
        /// `ENABLE` / `DISABLE`
        Enabled,
    }
    /// Of a comment.
    CommentAlter => Comment {
        /// `COMMENT ON`
        Text,
    }
    /// Of a security label.
    SecurityLabelAlter => SecurityLabel {
        /// `SECURITY LABEL`
        Label,
    }
    /// Of an owner.
    OwnerAlter => Owner {
        /// `OWNER TO`
        Role,
    }
    /// Of a privilege.
    PrivilegeAlter => Privilege {
        /// `GRANT` / `REVOKE`
        Privileges,
        /// `GRANT` / `REVOKE`, from what default privileges gave when the object was made
        Given(Given),
    }
}
