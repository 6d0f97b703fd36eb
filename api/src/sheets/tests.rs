use std::collections::BTreeSet;
use std::io::Write as _;

use serde_json::{Value, json};

use super::columns::{Kind, Stored};
use super::lines::Lines;
use super::{Batch, CellFault, Format, Known, Record, Sheet, cell, read, rows, words, write, xlsx};

const CASE: &str = include_str!("../../../fixtures/lillestrom/case.json");

const FORMATS: [Format; 2] = [Format::Csv, Format::Xlsx];

fn case() -> Value {
    serde_json::from_str(CASE).unwrap()
}

fn known() -> Known {
    let (case, mut known) = (case(), Known::default());
    for (list, stored) in [
        ("candidates", Stored::Candidate),
        ("employers", Stored::Employer),
        ("specialists", Stored::Specialist),
        ("workplaces", Stored::Workplace),
    ] {
        for item in case[list].as_array().unwrap() {
            known.add(stored, item["id"].as_str().unwrap());
        }
    }
    known
}

fn records(documents: &[Value]) -> Vec<Record> {
    let record = |document: &Value| Record { document: document.clone(), status: None, version: 3 };
    documents.iter().map(record).collect()
}

/// A candidate of whom everything is known, with text that a spreadsheet or we could trip over.
fn a_full_candidate() -> Value {
    json!({
        "id": "K-99", "own_words": "=1+1; \"sa hun\" | ja,\nog '=2", "district": "'-sør", "postal_code": "0150",
        "specialist": "S-1", "step": "job_finding", "consent": "yes", "readiness": "trial",
        "waiting_since": "2026-03-02", "times_passed_over": 2, "reentry": true, "leaving_school": true,
        "placement": "P-1", "travel": {"modes": ["walk", "car"], "minutes_most": 45},
        "wanted_position": {"least": 20, "most": 55},
        "available": [{"days": ["monday", "tuesday", "wednesday", "friday"], "from": "08:15", "to": "12:00"},
            {"days": ["saturday"], "from": "00:00", "to": "24:00"}],
        "away": [{"from": "2026-12-21", "to": "2027-01-02"}, {"to": "2026-11-30"}, {"from": "2027-06-01"}],
        "flexible": ["hours", "travel"],
        "interests": [
            {"family": "shop", "strength": 5, "basis": "tried",
                "seen": {"by": "employer", "on": "2026-06-12", "at": "butikken; \"Labb\" | by'n"}},
            {"family": "care", "strength": 1, "basis": "guessed"}],
        "avoid_families": ["laundry"], "avoid_employers": ["V-01", "V-02"], "sector_wish": "private",
        "tasks": [{"kind": "routine", "support_need": 2, "seen": {"by": "family", "on": "2026-06-12"}},
            {"kind": "food", "independence": 4}],
        "adaptations": ["quiet", "step_free"], "certificates": ["forklift"],
        "coming_certificates": [{"certificate": "first_aid", "weeks": 3}],
        "preparations": [{"kind": "aids", "weeks": 0}],
        "experience": [{"family": "shop", "months": 4}],
        "earlier": [{"activity": "school_placement", "family": "media", "ended": "2025-06-01", "outcome": "no_fit"},
            {"activity": "job", "family": "shop", "employer": "V-03", "ended": "2025-06-01", "outcome": "led_to_job"}],
        "releases": [{"employer": "V-01", "answer": "withdrawn"}], "schemes": ["tao", "vta_o"],
        "decisions": [{"by": "health_and_social_office", "from": "2027-01-25"}], "jobbsmak_most": 1,
    })
}

fn a_full_opening() -> Value {
    json!({
        "id": "O-99", "title": "@Pizzabaker", "workplace": "A-01",
        "made_for": {"candidate": "K-01", "until": "2026-12-31"}, "family": "kitchen", "styrk08": "0110",
        "tasks": [{"kind": "food", "what": "deig; fyll | ovn"}, {"kind": "cleaning"}],
        "position": {"least": 20, "most": 50}, "places": 2, "trials_most": 1,
        "hours": [{"days": ["monday"], "from": "08:00", "to": "14:30"}], "independence_asked": 2,
        "mentor": {"named": true, "hours_week": 7.4}, "adaptations": ["quiet"],
        "certificates": ["food_hygiene"], "activities": ["jobbsmak", "trial"],
        "open": {"from": "2026-11-30", "to": "2027-06-30"}, "closed": [{"from": "2026-12-24", "to": "2026-12-31"}],
        "no_starts": [{"from": "2026-12-01"}], "scheme": "tao", "wage": {"kind": "bonus", "ore_per_hour": 3000},
        "wishes": {"tasks": ["food"], "hours": [{"days": ["friday"], "from": "10:00", "to": "14:00"}],
            "position": 30, "start": "2026-12-07"},
    })
}

fn a_full_specialist() -> Value {
    json!({"id": "S-9", "position": 80, "present_caseload": 14, "caseload_most": 16,
        "support_hours_week": 22.25, "leave": [{"from": "2026-12-21", "to": "2027-01-02"}]})
}

fn documents(sheet: Sheet) -> Vec<Value> {
    let (list, full) = match sheet {
        Sheet::Candidates => ("candidates", a_full_candidate()),
        Sheet::Openings => ("openings", a_full_opening()),
        Sheet::Staff => ("specialists", a_full_specialist()),
    };
    let mut documents = case()[list].as_array().unwrap().clone();
    documents.push(full);
    documents
}

/// What the engine reads from a document by itself.
fn expected(sheet: Sheet, documents: &[Value]) -> Batch {
    fn of<T: engine::reading::Read>(documents: &[Value]) -> Vec<rows::Row<T>> {
        let row = |(number, document): (u32, &Value)| {
            let value = engine::reading::read::<T>(&document.to_string(), |_| {}).unwrap();
            rows::Row { number, value, version: Some(3) }
        };
        (2..).zip(documents).map(row).collect()
    }
    match sheet {
        Sheet::Candidates => Batch::Candidates(of(documents)),
        Sheet::Openings => Batch::Openings(of(documents)),
        Sheet::Staff => Batch::Staff(of(documents)),
    }
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    for sheet in Sheet::ALL {
        let documents = documents(sheet);
        for format in FORMATS {
            let bytes = write(sheet, format, &records(&documents)).unwrap();
            let batch = read(sheet, format, &bytes, &known());
            assert_eq!(batch, Ok(expected(sheet, &documents)), "{sheet:?} {format:?}");
        }
    }
}

#[test]
fn every_field_has_a_column() {
    /// The ways to all values; a list is a value.
    fn ways(value: &Value, way: &str, all: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    ways(value, &format!("{way}.{name}"), all);
                }
            }
            _ => {
                all.insert(way.trim_start_matches('.').to_owned());
            }
        }
    }
    for sheet in Sheet::ALL {
        let mut all = BTreeSet::new();
        for document in documents(sheet) {
            ways(&document, "", &mut all);
        }
        let keys: BTreeSet<String> = sheet.columns().iter().map(|it| it.key.to_owned()).collect();
        assert_eq!(keys, all, "{sheet:?}");
    }
}

#[test]
fn headings_and_words_are_told_apart() {
    for sheet in Sheet::ALL {
        let columns = sheet.written();
        let names = columns.iter().flat_map(|it| [it.key.to_owned(), it.heading.to_lowercase()]);
        let names: Vec<String> = names.collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        for column in columns {
            let inner = match column.kind {
                Kind::Parts(parts) => parts.iter().map(|(_, _, kind)| *kind).collect(),
                Kind::Several(kind) => vec![*kind],
                kind => vec![kind],
            };
            for kind in inner {
                let Kind::Code(list) = kind else { continue };
                let words: BTreeSet<&str> =
                    words::of(list).iter().map(|(_, words)| *words).collect();
                assert!(words.len() > 1, "{list}");
                assert_eq!(words.len(), words::of(list).len(), "{list}");
                assert!(!words.iter().any(|words| words.contains([';', '|', '"'])), "{list}");
            }
        }
    }
}

#[test]
fn people_write_in_many_ways() {
    let hours = |days: &[&str], from, to| json!([{"days": days, "from": from, "to": to}]);
    #[rustfmt::skip]
    let cases: Vec<(Kind, &str, Option<Value>)> = vec![
        (Kind::Number, "7,4", Some(json!(7.4))),
        (Kind::Number, "7.4", Some(json!(7.4))),
        (Kind::Number, "50 %", Some(json!(50))),
        (Kind::Number, "20,0", Some(json!(20))),
        (Kind::Number, "1 500", Some(json!(1500))),
        (Kind::Number, "tjue", None),
        (Kind::Number, "", None),
        (Kind::Number, "0x10", None),
        (Kind::Number, "NaN", None),
        (Kind::Day, "30.11.2026", Some(json!("2026-11-30"))),
        (Kind::Day, "1.2.2026", Some(json!("2026-02-01"))),
        (Kind::Day, "2026-11-30", Some(json!("2026-11-30"))),
        (Kind::Day, "31.11.2026", None),
        (Kind::Day, "30.11.26", None),
        (Kind::Truth, "Ja", Some(json!(true))),
        (Kind::Truth, "kanskje", None),
        (Kind::Code("family"), "Butikkarbeid", Some(json!("shop"))),
        (Kind::Code("family"), "shop", Some(json!("shop"))),
        (Kind::Code("family"), "butikk", None),
        (Kind::Hours, "mandag-onsdag 09:00-15:00", Some(hours(&["monday", "tuesday", "wednesday"], "09:00", "15:00"))),
        (Kind::Hours, "man, ons 9-15.30", Some(hours(&["monday", "wednesday"], "09:00", "15:30"))),
        (Kind::Hours, "Lør 10–14", Some(hours(&["saturday"], "10:00", "14:00"))),
        (Kind::Hours, "fredag-mandag 9-15", None),
        (Kind::Hours, "hverdager", None),
        (Kind::Hours, "mandag 9", None),
        (Kind::Several(&Kind::Code("by")), "med bil; til fots;", Some(json!(["car", "walk"]))),
        (Kind::Several(&Kind::Code("by")), "med fly", None),
    ];
    for (kind, text, expected) in cases {
        assert_eq!(cell::read(kind, text, &Known::default()).ok(), expected, "{text}");
    }
}

/// Lines as a file of each format, as somebody else's program would write them.
fn file(format: Format, lines: &Lines) -> Vec<u8> {
    let mut all = vec![(1, lines.headings.clone())];
    all.extend(lines.rows.iter().cloned());
    match format {
        Format::Csv => {
            let mut writer = ::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            for (_, cells) in &all {
                writer.write_record(cells).unwrap();
            }
            writer.into_inner().unwrap()
        }
        Format::Xlsx => {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet();
            for (row, cells) in all {
                for (column, cell) in (0_u16..).zip(cells) {
                    if !cell.is_empty() {
                        sheet.write_string(row - 1, column, cell).unwrap();
                    }
                }
            }
            book.save_to_buffer().unwrap()
        }
    }
}

fn lines(sheet: Sheet, documents: &[Value]) -> Lines {
    let bytes = write(sheet, Format::Csv, &records(documents)).unwrap();
    super::csv::read(&bytes).unwrap()
}

/// 500 sound candidates.
fn many_candidates() -> Lines {
    let some = documents(Sheet::Candidates);
    let many = (0..500).map(|number: usize| {
        let mut candidate = some[number % some.len()].clone();
        candidate["id"] = format!("N-{number}").into();
        candidate
    });
    lines(Sheet::Candidates, &many.collect::<Vec<_>>())
}

#[rustfmt::skip]
const PLANTED: [(u32, &str, &str, &str); 30] = [
    // row  column                    what stands there                      what is told
    (  3,  "id",                     "",                                    "fill it in"),
    (  7,  "id",                     "01019912345",                         "national identity number"),
    ( 12,  "id",                     "Kåre Hansen",                         "an id of 1 to 40"),
    ( 20,  "id",                     "N-6",                                 "row 8 has the same id"),
    ( 31,  "postal_code",            "200",                                 "four digits"),
    ( 31,  "step",                   "venter",                              "use one of: 1 første kontakt"),
    ( 31,  "waiting_since",          "31.02.2026",                          "a date that exists"),
    ( 44,  "specialist",             "S-77",                                "no job specialist with the id"),
    ( 58,  "consent",                "kanskje",                             "use one of: ikke svart ennå, ja"),
    ( 71,  "readiness",              "",                                    "fill it in"),
    ( 90,  "travel.modes",           "med fly",                             "til fots"),
    ( 90,  "travel.minutes_most",    "601",                                 "whole minutes from 0 to 600"),
    (111,  "wanted_position.least",  "0",                                   "from 1 to 100"),
    (112,  "wanted_position.most",   "101",                                 "from 1 to 100"),
    (113,  "wanted_position.least",  "99",                                  "`least` is more than `most`"),
    (140,  "available",              "når som helst",                       "mandag-fredag 09:00-15:00"),
    (141,  "available",              "mandag 15-9",                         "`from` is before `to`"),
    (160,  "own_words",              "Jeg er 010199 12345",                 "eleven digits"),
    (177,  "times_passed_over",      "-1",                                  "from 0"),
    (178,  "times_passed_over",      "mange",                               "write a number"),
    (200,  "reentry",                "tja",                                 "write ja or nei"),
    (222,  "away",                   "2026-12-24 | 2026-12-01",             "`to` comes before `from`"),
    (250,  "interests",              "butikkarbeid | 6 | sagt",             "number 1, strength: write a level from 1 to 5"),
    (251,  "interests",              "butikkarbeid | 3 | sagt; butikkarbeid | 4 | prøvd", "twice"),
    (300,  "avoid_employers",        "V-01; V-999",                         "no employer with the id `V-999`"),
    (333,  "tasks",                  "faste oppgaver | 3 | 3 | moren",      "sagt av `moren`"),
    (400,  "experience",             "butikkarbeid | 1,5",                  "number 1, months: write a whole number"),
    (444,  "earlier",                "jobb | butikkarbeid | V-01 | | gikk bra", "number 1, ended: nothing stands here"),
    (499,  "version",                "siste",                               "the version as it was exported"),
    (501,  "jobbsmak_most",          "2,5",                                 "whole number"),
];

#[test]
fn each_of_30_faults_in_500_rows_is_told_by_row_and_column() {
    let mut lines = many_candidates();
    let columns = Sheet::Candidates.written();
    let at = |key: &str| columns.iter().position(|column| column.key == key).unwrap();
    for format in FORMATS {
        let sound = read(Sheet::Candidates, format, &file(format, &lines), &known());
        assert!(matches!(sound, Ok(Batch::Candidates(rows)) if rows.len() == 500), "{format:?}");
    }
    for (row, key, text, _) in PLANTED {
        lines.rows[row as usize - 2].1[at(key)] = text.to_owned();
    }
    for format in FORMATS {
        let told = read(Sheet::Candidates, format, &file(format, &lines), &known()).unwrap_err();
        for (fault, (row, key, text, detail)) in told.iter().zip(PLANTED) {
            let column =
                Some((super::fault::letters(at(key)), columns[at(key)].heading.to_owned()));
            assert_eq!((fault.row, &fault.column), (Some(row), &column), "{fault}");
            assert!(fault.to_string().contains(detail), "{fault}\nshould say {detail}");
            assert_eq!(fault.found, text, "{fault}");
        }
        assert_eq!(told.len(), PLANTED.len(), "{format:?} {told:#?}");
    }
}

/// All that is told of a staff sheet of these lines.
fn told(text: &str) -> Vec<String> {
    let read = read(Sheet::Staff, Format::Csv, text.as_bytes(), &Known::default());
    read.err().unwrap_or_default().iter().map(CellFault::to_string).collect()
}

#[test]
fn columns_are_found_by_heading_or_key_in_any_order() {
    let sound = "support_hours_week,STILLING, Jobbspesialist *,Følger opp nå, personer\n";
    assert!(told(sound).len() > 1, "a comma in a heading needs quotes");
    let sound =
        "support_hours_week;Stilling, prosent;Jobbspesialist *;present_caseload\n\n22,5;80;S-1;4\n";
    assert_eq!(told(sound), Vec::<String>::new());
    let wrong = "id;id;Navn;position;present_caseload\nS-1;;Kari;80;4;5\n";
    assert_eq!(
        told(wrong),
        [
            "row 1, column B (id), found `id`: the column stands here twice; keep one",
            "row 1, column C (Navn), found `Navn`: there is no such column; take its name from the template, or remove it",
            "row 1: the column `Timer til oppfølging i uken` is missing; add it",
            "row 2, column F (), found `5`: there is no heading above this cell; remove it",
        ]
    );
    let headings = "id;position;present_caseload;support_hours_week\n";
    assert_eq!(told(headings), ["there are no rows below the headings"]);
}

#[test]
fn rows_are_counted_as_the_spreadsheet_counts_them() {
    let heading = "id;position;present_caseload;support_hours_week\n";
    let wrong = format!("{heading}\n;;;\n\"S-1\";80;4;20\n\n\n\"S\n2\";80;4;20\nS 3;80;4;20");
    let rows: Vec<String> = told(&wrong).iter().map(|it| it[..6].to_owned()).collect();
    assert_eq!(rows, ["row 7,", "row 8,"]);
}

#[test]
fn a_file_that_is_too_much_is_refused_in_whole() {
    let told = |format, bytes: &[u8]| {
        read(Sheet::Staff, format, bytes, &Known::default()).unwrap_err()[0].to_string()
    };
    let large = vec![b'a'; super::FILE_BYTES_MOST + 1];
    assert!(told(Format::Csv, &large).contains("larger than 10 MB"));
    assert!(told(Format::Xlsx, b"PK but no archive").contains("no workbook"));
    assert!(told(Format::Csv, b"id;navn\nS-1;bl\xe5\n").contains("line 2 is not UTF-8"));
    let rows = "S-1;80;4;20\n".repeat(50_001);
    let many = format!("id;position;present_caseload;support_hours_week\n{rows}");
    assert!(told(Format::Csv, many.as_bytes()).contains("more than 50000 rows"));
    let mut far = rust_xlsxwriter::Workbook::new();
    far.add_worksheet().write_string(1_048_575, 16_383, "far").unwrap();
    assert!(told(Format::Xlsx, &far.save_to_buffer().unwrap()).contains("far out"));
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    bomb.write_all(&vec![b' '; 20_000_000]).unwrap();
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(told(Format::Xlsx, &bomb).contains("100 times larger"), "{}", bomb.len());
}

#[test]
fn a_formula_is_never_written() {
    let mut staff = a_full_candidate();
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("+47", "'+47"),
        ("-5", "'-5"),
        ("@a", "'@a"),
        ("'=x", "''=x"),
        ("a=1", "a=1"),
    ] {
        staff["own_words"] = text.into();
        let bytes = write(Sheet::Candidates, Format::Csv, &records(&[staff.clone()])).unwrap();
        let file = String::from_utf8(bytes.clone()).unwrap();
        assert!(file.contains(&format!(";{written};")), "{file}");
        for format in FORMATS {
            let bytes = write(Sheet::Candidates, format, &records(&[staff.clone()])).unwrap();
            let back = read(Sheet::Candidates, format, &bytes, &known()).unwrap();
            let Batch::Candidates(rows) = back else { panic!("it was candidates") };
            assert_eq!(rows[0].value.own_words.as_ref().unwrap().as_str(), text);
        }
    }
}

#[test]
fn a_template_has_headings_guidance_and_choices_and_nothing_to_import() {
    for sheet in Sheet::ALL {
        for format in FORMATS {
            let template = write(sheet, format, &[]).unwrap();
            let told = read(sheet, format, &template, &known()).unwrap_err();
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].to_string(), "there are no rows below the headings");
        }
        let book = write(sheet, Format::Xlsx, &[]).unwrap();
        let main = xlsx::read(&book, sheet).unwrap();
        let headings: Vec<&str> =
            main.headings.iter().map(|it| it.trim_end_matches(" *")).collect();
        let columns = sheet.written();
        assert_eq!(headings, columns.iter().map(|it| it.heading).collect::<Vec<_>>());
    }
}
