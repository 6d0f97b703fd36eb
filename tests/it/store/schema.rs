//! The two schemas are one, and each statement is understood by both databases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use femtrinn_api::store::transfer::{Kind, PASSING, TABLES};
use femtrinn_api::store::{Database, Store, Tx};
use sqlx::{AssertSqlSafe, Executor, PgConnection, SqlSafeStr, SqliteConnection};

use crate::databases::with_both;
use crate::house::{root, rust_files};

/// What can be compared of a table.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// Name, type as that database says it, and whether it may be empty; in their order.
    columns: Vec<(String, String, bool)>,
    primary: Vec<String>,
    uniques: BTreeSet<Vec<String>>,
    /// Columns, table and columns that they refer to.
    foreign: BTreeSet<(Vec<String>, String, Vec<String>)>,
    indexes: BTreeSet<Vec<String>>,
}

type Shapes = BTreeMap<String, Shape>;

/// The primary key of a table, and its columns with their types.
type Listed = (Vec<String>, Vec<(String, String)>);

/// Table, kind, columns, and the table and columns that they refer to.
type Constraint = (String, String, Vec<String>, String, Vec<String>);

async fn on_sqlite(connection: &mut SqliteConnection) -> Shapes {
    const TABLES: &str = "
        SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'femtrinn_migration'";
    const COLUMNS: &str = "
        SELECT name, type, \"notnull\" = 0, pk FROM pragma_table_info($1) ORDER BY cid";
    const INDEXES: &str = "
        SELECT list.origin, list.name, info.name
        FROM pragma_index_list($1) AS list, pragma_index_info(list.name) AS info
        ORDER BY list.name, info.seqno";
    const FOREIGN: &str = r#"
        SELECT id, "table", "from", "to" FROM pragma_foreign_key_list($1) ORDER BY id, seq"#;
    let mut shapes = Shapes::new();
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *connection).await.unwrap();
    for table in tables {
        let mut shape = Shape::default();
        let columns: Vec<(String, String, bool, i64)> =
            sqlx::query_as(COLUMNS).bind(&table).fetch_all(&mut *connection).await.unwrap();
        let mut primary: Vec<(i64, String)> = Vec::new();
        for (name, kind, nullable, key) in columns {
            primary.extend((key > 0).then(|| (key, name.clone())));
            shape.columns.push((name, kind, nullable));
        }
        primary.sort();
        shape.primary = primary.into_iter().map(|(_, name)| name).collect();
        let indexes: Vec<(String, String, String)> =
            sqlx::query_as(INDEXES).bind(&table).fetch_all(&mut *connection).await.unwrap();
        let mut of_index: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (origin, index, column) in indexes {
            of_index.entry((origin, index)).or_default().push(column);
        }
        for ((origin, _), columns) in of_index {
            match origin.as_str() {
                "u" => assert!(shape.uniques.insert(columns)),
                "c" => assert!(shape.indexes.insert(columns)),
                _ => assert_eq!(columns, shape.primary),
            }
        }
        let foreign: Vec<(i64, String, String, String)> =
            sqlx::query_as(FOREIGN).bind(&table).fetch_all(&mut *connection).await.unwrap();
        let mut of_key: BTreeMap<i64, (Vec<String>, String, Vec<String>)> = BTreeMap::new();
        for (id, target, from, to) in foreign {
            let key = of_key.entry(id).or_default();
            key.0.push(from);
            key.1 = target;
            key.2.push(to);
        }
        shape.foreign = of_key.into_values().collect();
        shapes.insert(table, shape);
    }
    shapes
}

async fn on_postgres(connection: &mut PgConnection) -> Shapes {
    const COLUMNS: &str = "
        SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT),
            is_nullable = 'YES'
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name <> 'femtrinn_migration'
        ORDER BY table_name, ordinal_position";
    const CONSTRAINTS: &str = "
        SELECT CAST(CAST(conrelid AS regclass) AS TEXT), CAST(contype AS TEXT),
            ARRAY(SELECT CAST(attname AS TEXT)
                FROM unnest(conkey) WITH ORDINALITY AS key(number, place)
                JOIN pg_attribute ON attrelid = conrelid AND attnum = number ORDER BY place),
            CAST(CAST(confrelid AS regclass) AS TEXT),
            ARRAY(SELECT CAST(attname AS TEXT)
                FROM unnest(confkey) WITH ORDINALITY AS key(number, place)
                JOIN pg_attribute ON attrelid = confrelid AND attnum = number ORDER BY place)
        FROM pg_constraint
        WHERE contype IN ('p', 'u', 'f')
            AND connamespace = CAST(current_schema() AS regnamespace)
            AND conrelid <> CAST('femtrinn_migration' AS regclass)";
    const INDEXES: &str = "
        SELECT CAST(CAST(indrelid AS regclass) AS TEXT),
            ARRAY(SELECT CAST(attname AS TEXT)
                FROM unnest(CAST(indkey AS int2[])) WITH ORDINALITY AS key(number, place)
                JOIN pg_attribute ON attrelid = indrelid AND attnum = number ORDER BY place)
        FROM pg_index
        JOIN pg_class ON pg_class.oid = indrelid
        WHERE NOT indisunique AND relnamespace = CAST(current_schema() AS regnamespace)";
    let mut shapes = Shapes::new();
    let columns: Vec<(String, String, String, bool)> =
        sqlx::query_as(COLUMNS).fetch_all(&mut *connection).await.unwrap();
    for (table, name, kind, nullable) in columns {
        shapes.entry(table).or_default().columns.push((name, kind, nullable));
    }
    let constraints: Vec<Constraint> =
        sqlx::query_as(CONSTRAINTS).fetch_all(&mut *connection).await.unwrap();
    for (table, kind, columns, target, to) in constraints {
        let shape = shapes.get_mut(&table).unwrap();
        match kind.as_str() {
            "p" => shape.primary = columns,
            "u" => assert!(shape.uniques.insert(columns)),
            _ => assert!(shape.foreign.insert((columns, target, to))),
        }
    }
    let indexes: Vec<(String, Vec<String>)> =
        sqlx::query_as(INDEXES).fetch_all(&mut *connection).await.unwrap();
    for (table, columns) in indexes {
        assert!(shapes.get_mut(&table).unwrap().indexes.insert(columns));
    }
    shapes
}

/// What the list of tables says of a table, with the types of a database.
fn listed(on: impl Fn(Kind) -> &'static str) -> BTreeMap<String, Listed> {
    let tables = TABLES.iter().chain(PASSING).map(|table| {
        let key = table.key.iter().map(|it| (*it).to_owned()).collect();
        let columns = table.columns.iter();
        let columns = columns.map(|(name, kind)| ((*name).to_owned(), on(*kind).to_owned()));
        (table.name.to_owned(), (key, columns.collect()))
    });
    tables.collect()
}

/// The same of what a database has.
fn had(shapes: &Shapes) -> BTreeMap<String, Listed> {
    let shapes = shapes.iter().map(|(name, shape)| {
        let columns = shape.columns.iter().map(|(name, kind, _)| (name.clone(), kind.clone()));
        (name.clone(), (shape.primary.clone(), columns.collect()))
    });
    shapes.collect()
}

/// A shape without the words that each database has for a type.
fn common(shapes: Shapes) -> Shapes {
    let plain = |mut shape: Shape| {
        shape.columns.iter_mut().for_each(|(_, kind, _)| kind.clear());
        shape
    };
    shapes.into_iter().map(|(name, shape)| (name, plain(shape))).collect()
}

async fn shapes(store: &Store) -> Shapes {
    match store.read().await.unwrap() {
        Tx::Sqlite(mut tx) => on_sqlite(&mut tx).await,
        Tx::Postgres(mut tx) => on_postgres(&mut tx).await,
    }
}

#[test]
fn the_two_schemas_and_the_list_of_tables_are_one() {
    let seen = std::sync::Mutex::new(Vec::new());
    with_both(|store| {
        let seen = &seen;
        async move {
            let shapes = shapes(&store).await;
            let on = match &*store {
                Database::Sqlite { .. } => Kind::on_sqlite,
                Database::Postgres(_) => Kind::on_postgres,
            };
            assert_eq!(had(&shapes), listed(on), "the list is api/src/store/transfer/tables.rs");
            seen.lock().unwrap().push(common(shapes));
        }
    });
    let seen = seen.into_inner().unwrap();
    assert!(seen[0].len() >= 10);
    assert_eq!(seen[0], seen[1], "left is SQLite, right is PostgreSQL");
}

#[test]
fn each_row_belongs_to_a_municipality_and_points_to_no_other() {
    with_both(|store| async move {
        let mut before: Vec<String> = Vec::new();
        let mut shapes = shapes(&store).await;
        for table in TABLES {
            let shape = shapes.remove(table.name).unwrap();
            if table.name != "municipality" {
                assert_eq!(shape.primary[0], "municipality_id", "{}", table.name);
            }
            for (from, target, to) in shape.foreign {
                let owner = if target == "municipality" { "id" } else { "municipality_id" };
                assert_eq!((from[0].as_str(), to[0].as_str()), ("municipality_id", owner));
                assert!(before.contains(&target), "{} stands before {target}", table.name);
            }
            before.push(table.name.to_owned());
        }
    });
}

#[test]
fn text_of_a_key_sorts_by_its_bytes_on_both() {
    const SQL: &str = "
        SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(collation_name AS TEXT)
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'text'";
    with_both(|store| async move {
        let Tx::Postgres(mut tx) = store.read().await.unwrap() else { return };
        let columns: Vec<(String, String, Option<String>)> =
            sqlx::query_as(SQL).fetch_all(&mut *tx).await.unwrap();
        let mut checked = 0;
        for table in TABLES {
            for (name, column, collation) in &columns {
                if table.name == name && table.key.contains(&column.as_str()) {
                    assert_eq!(collation.as_deref(), Some("C"), "{name}.{column}");
                    checked += 1;
                }
            }
        }
        assert!(checked >= 8, "only {checked} columns were found");
    });
}

/// The statements of the store that are for both databases: the constants named `SQL` or `.._SQL`.
fn statements() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, source) in rust_files("api/src/store") {
        for (at, begin) in source.match_indices("SQL: &str =") {
            let statement = source[at + begin.len()..].split_once('"').unwrap().1;
            let statement = statement.split_once("\";").unwrap().0.to_owned();
            let inside = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((inside, statement));
        }
    }
    found
}

#[test]
fn both_databases_understand_each_statement() {
    let statements = statements();
    assert!(statements.len() >= 35, "only {} statements were found", statements.len());
    with_both(|store| {
        let statements = statements.clone();
        async move {
            for (place, statement) in statements {
                let sql = AssertSqlSafe(statement).into_sql_str();
                let prepared = match store.write().await.unwrap() {
                    Tx::Sqlite(mut tx) => (&mut *tx).prepare(sql).await.map(|_| ()),
                    Tx::Postgres(mut tx) => (&mut *tx).prepare(sql).await.map(|_| ()),
                };
                prepared.unwrap_or_else(|error| panic!("{place}: {error}"));
            }
        }
    });
}

#[test]
fn each_migration_is_there_for_both_databases() {
    let names = |folder: &str| {
        let entries = fs::read_dir(root().join("migrations").join(folder)).unwrap();
        let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
        names.collect::<BTreeSet<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
