//! Why a file can't be read.

use shared::{
    people::import::FileCode,
    problem::{Code, FieldError, Problem},
};

/// A reason to refuse the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// What is wrong.
    pub code: FileCode,
    /// The bound that was missed, or the heading it is about.
    pub limit: Option<String>,
    /// The line where it shows.
    pub line: Option<u64>,
}

impl FileFault {
    /// A fault of the whole file.
    pub fn new(code: FileCode) -> Self {
        Self { code, limit: None, line: None }
    }

    /// The same with a bound or a heading.
    pub fn limit(self, limit: impl ToString) -> Self {
        Self { limit: Some(limit.to_string()), ..self }
    }

    /// The same with a line.
    pub fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl From<FileFault> for Problem {
    fn from(fault: FileFault) -> Self {
        let error = FieldError { field: "file".to_owned(), code: fault.code.to_string(), limit: fault.limit };
        let problem = Self { errors: vec![error], ..Self::new(Code::Invalid) };
        match fault.line {
            Some(line) => problem.because(format!("Line {line} of the file")),
            None => problem,
        }
    }
}
