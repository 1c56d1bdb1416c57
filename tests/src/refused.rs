//! Assertions about refusals that read like sentences.

use shared::problem::{Code, Problem};

/// What tests say of a call that must not succeed.
pub trait Refused {
    /// It was refused with `code`; gives the problem for a closer look.
    fn refused(self, code: Code) -> Problem;
    /// It was refused because of one field.
    fn refused_at(self, field: &str, code: &str);
}

impl<T> Refused for Result<T, Problem> {
    #[track_caller]
    fn refused(self, code: Code) -> Problem {
        match self {
            Ok(_) => panic!("it was answered; expected {code}"),
            Err(problem) => {
                assert_eq!(problem.code, code, "{problem:?}");
                problem
            }
        }
    }

    #[track_caller]
    fn refused_at(self, field: &str, code: &str) {
        let problem = self.refused(Code::Invalid);
        let found = problem.errors.iter().any(|error| error.field == field && error.code == code);
        assert!(found, "expected {field}: {code}, found {:?}", problem.errors);
    }
}
