//! `femtrinn schema NAME`: the JSON Schema of a format.

use std::process::ExitCode;

use clap::Args;
use engine::schema;

use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The format; without it, the names of all formats are listed
    #[arg(value_parser = name)]
    name: Option<String>,
}

fn name(text: &str) -> Result<String, String> {
    let told = || format!("there is no such format; use one of {}", schema::NAMES.join(", "));
    schema::NAMES.contains(&text).then(|| text.to_owned()).ok_or_else(told)
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    files::print(&match &arguments.name {
        None => schema::NAMES.join("\n") + "\n",
        Some(name) => {
            let schema = schema::of(name).expect("the name is one of the formats");
            serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
