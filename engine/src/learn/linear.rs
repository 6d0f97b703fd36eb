//! Symmetric positive definite matrices: the little linear algebra that learning needs.

use ndarray::{Array1, Array2};

/// The lower triangle L with L · Lᵀ = A; none where A is not positive definite.
pub(super) fn cholesky(a: &Array2<f64>) -> Option<Array2<f64>> {
    let n = a.nrows();
    let mut l = Array2::zeros((n, n));
    for row in 0..n {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| l[[row, k]] * l[[column, k]]).sum();
            let rest = a[[row, column]] - known;
            if row > column {
                l[[row, column]] = rest / l[[column, column]];
            } else if rest > 0.0 && rest.is_finite() {
                l[[row, row]] = libm::sqrt(rest);
            } else {
                return None;
            }
        }
    }
    Some(l)
}

/// The x with L · Lᵀ · x = b.
pub(super) fn solve(l: &Array2<f64>, b: &Array1<f64>) -> Array1<f64> {
    let n = b.len();
    let mut x = b.clone();
    for row in 0..n {
        let known: f64 = (0..row).map(|k| l[[row, k]] * x[k]).sum();
        x[row] = (x[row] - known) / l[[row, row]];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| l[[k, row]] * x[k]).sum();
        x[row] = (x[row] - known) / l[[row, row]];
    }
    x
}

/// The inverse of L · Lᵀ, symmetric to the last bit.
pub(super) fn inverse(l: &Array2<f64>) -> Array2<f64> {
    let n = l.nrows();
    let mut inverse = Array2::zeros((n, n));
    for column in 0..n {
        let mut unit = Array1::zeros(n);
        unit[column] = 1.0;
        let solved = solve(l, &unit);
        for row in column..n {
            inverse[[row, column]] = solved[row];
            inverse[[column, row]] = solved[row];
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{arr1, arr2};

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        let a = arr2(&[[4.0, 1.0, -0.5], [1.0, 3.0, 0.2], [-0.5, 0.2, 2.0]]);
        let l = cholesky(&a).unwrap();
        let one = a.dot(&inverse(&l));
        for ((row, column), value) in one.indexed_iter() {
            let expected = if row == column { 1.0 } else { 0.0 };
            assert!((value - expected).abs() < 1e-14, "{row} {column}: {value}");
        }
        let x = solve(&l, &arr1(&[1.0, -2.0, 0.5]));
        let back = a.dot(&x);
        assert!((back[0] - 1.0).abs() < 1e-14 && (back[1] + 2.0).abs() < 1e-14);
    }

    #[test]
    fn what_is_not_positive_definite_has_no_triangle() {
        assert_eq!(cholesky(&arr2(&[[1.0, 2.0], [2.0, 1.0]])), None);
        assert_eq!(cholesky(&arr2(&[[0.0]])), None);
        assert_eq!(cholesky(&arr2(&[[f64::NAN]])), None);
    }
}
