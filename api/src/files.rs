//! Reading and writing whole files; `-` is the standard input or output.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Reads a whole file as text, or the standard input where the path is `-`.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let text = String::from_utf8(read_bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let fault = format!("byte {at} is not UTF-8; save the file as UTF-8");
        Failure::Malformed { name, faults: vec![fault] }
    })?;
    // Editors on Windows put a mark in front of UTF-8; it is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads a whole file, or the standard input where the path is `-`.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if is_standard(path) {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    bytes.map_err(|source| Failure::Read { name: path.display().to_string(), source })
}

/// Tells beforehand, where it can be told, that a file cannot be written: before hours are spent on it.
pub(crate) fn expect_writable(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let why = if path.is_dir() {
        "this is a folder; name a file".to_owned()
    } else if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        format!("there is no folder {}; make it, or name another", folder.display())
    } else {
        return Ok(());
    };
    Err(Failure::Write { name: path.display().to_string(), source: io::Error::other(why) })
}

/// Tells beforehand that a file is there already, where what somebody has written into it would be lost.
pub(crate) fn expect_free(path: &Path) -> Result<(), Failure> {
    if is_standard(path) || !path.exists() {
        return Ok(());
    }
    let why = "it is there already, and might be filled in; name a new one".to_owned();
    Err(Failure::Write { name: path.display().to_string(), source: io::Error::other(why) })
}

/// Writes a whole file, so that it is either as before or complete; `-` is the standard output.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    if is_standard(path) {
        return print(content);
    }
    replace(path, content.as_ref())
        .map_err(|source| Failure::Write { name: path.display().to_string(), source })
}

/// Writes to the standard output. A reader who has gone away has seen enough.
pub(crate) fn print(content: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(content.as_ref()).and_then(|()| out.flush()) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Write { name: "the standard output".to_owned(), source })
        }
        _ => Ok(()),
    }
}

/// Whether a path stands for the standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file that is written piece by piece, and takes its name only when it is whole.
pub(crate) struct Part {
    file: BufWriter<File>,
    beside: PathBuf,
    path: PathBuf,
}

impl Part {
    /// Begins a file that nobody but this user can read.
    pub(crate) fn private(path: &Path) -> io::Result<Self> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}.part", std::process::id()));
        let beside = PathBuf::from(beside);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        Ok(Self { file: BufWriter::new(file), beside, path: path.to_owned() })
    }

    /// Gives the file its name; what had that name before is gone.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.beside, &self.path)
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It is not there any more when the file is finished, and a leftover changes nothing.
        let _ = fs::remove_file(&self.beside);
    }
}

/// Writes beside the file, then puts it in its place in one step.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let Some(name) = path.file_name() else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"));
    };
    // A device, such as /dev/null, cannot be replaced.
    if fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        return fs::write(path, content);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut beside = name.to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside: PathBuf = path.with_file_name(beside);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, &path)).inspect_err(|_| {
        // Whatever went wrong is told; a leftover that cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
    })
}
