//! The rows of a batch: each is done or refused by itself, and all of them are kept or none.

use shared::{
    problem::{Code, FieldError, Problem},
    wire::batch::{BatchRow, BatchRows},
};

use super::Failure;
use crate::db::TenantTx;

/// Does row after row, and says what became of each; problems name their row, such as `teams[7].name`. Where none can be
/// done, the answer is the first one's problem. A fault is everybody's.
pub(crate) fn row_by_row<T, D>(
    tx: &mut TenantTx<'_>,
    field: &str,
    sent: Vec<Result<T, Problem>>,
    work: impl FnMut(&mut TenantTx<'_>, T) -> Result<D, Failure>,
) -> Result<BatchRows<D>, Failure> {
    tx.noting_later(|tx| each(tx, field, sent, work))
}

fn each<T, D>(
    tx: &mut TenantTx<'_>,
    field: &str,
    sent: Vec<Result<T, Problem>>,
    mut work: impl FnMut(&mut TenantTx<'_>, T) -> Result<D, Failure>,
) -> Result<BatchRows<D>, Failure> {
    let mut rows = Vec::with_capacity(sent.len());
    for (index, row) in sent.into_iter().enumerate() {
        let done = match row {
            Ok(row) => tx.attempt(|tx| work(tx, row)),
            Err(problem) => Err(problem.into()),
        };
        rows.push(match done.map_err(|failure| failure.under(&format!("{field}[{index}]"))) {
            Ok(item) => BatchRow { item: Some(item), problem: None },
            // It is no fault of this row, and the next would fare no better.
            Err(failure @ Failure::Fault(_)) => return Err(failure),
            Err(failure) if failure.code() == Code::Unavailable => return Err(failure),
            Err(Failure::Problem(problem, _) | Failure::Unfinished(problem, _)) => {
                BatchRow { item: None, problem: Some(*problem) }
            }
        });
    }
    let done = rows.iter().filter(|row| row.item.is_some()).count();
    if done == 0 {
        return Err(none_done(field, rows.into_iter().filter_map(|row| row.problem)).into());
    }
    Ok(BatchRows { done, refused: rows.len() - done, rows })
}

/// The first row's problem, with what is wrong with every row: there is nothing else to answer.
pub(crate) fn none_done(field: &str, problems: impl Iterator<Item = Problem>) -> Problem {
    let (mut first, mut errors) = (None, Vec::new());
    for (index, mut problem) in problems.enumerate() {
        if problem.errors.is_empty() {
            errors.push(FieldError::new(format!("{field}[{index}]"), problem.code.as_str()));
        }
        errors.append(&mut problem.errors);
        first.get_or_insert(problem);
    }
    // There are rows, or the batch would not have been read.
    Problem { errors, ..first.unwrap_or_else(|| Problem::new(Code::Invalid)) }
}
