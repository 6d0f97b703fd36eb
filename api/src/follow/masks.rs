//! Small groups are not told, and cannot be found by taking what is told from the whole.

use crate::audit::GROUP_LEAST;

/// Which of the parts of a whole are masked, by the people in each: those with fewer than five, and where that is one
/// alone, the smallest of the others too. Where there is nobody, there is nobody to be told of.
#[must_use]
pub fn masked(people: &[u64]) -> Vec<bool> {
    let mut masks: Vec<bool> = people.iter().map(|it| (1..GROUP_LEAST).contains(it)).collect();
    if masks.iter().filter(|it| **it).count() == 1 {
        let others = people.iter().enumerate().filter(|(at, it)| !masks[*at] && **it > 0);
        if let Some((at, _)) = others.min_by_key(|(_, it)| **it) {
            masks[at] = true;
        }
    }
    masks
}

/// Whether a whole with so many people can be told of.
#[must_use]
pub fn shown(people: u64) -> bool {
    people == 0 || people >= GROUP_LEAST
}

#[cfg(test)]
mod tests {
    use super::{masked, shown};

    #[test]
    fn nobody_can_be_told_from_what_is_shown() {
        #[rustfmt::skip]
        let cases = [
            // people              masked                        why
            (vec![],               vec![],                       "nothing to mask"),
            (vec![0, 9],           vec![false, false],           "nobody and many"),
            (vec![4, 9, 7],        vec![true, false, true],      "one alone takes the smallest with it"),
            (vec![4, 3, 7],        vec![true, true, false],      "two hide each other"),
            (vec![5, 5],           vec![false, false],           "five are told"),
            (vec![2, 0],           vec![true, false],            "no other to take with it: the whole is masked"),
        ];
        for (people, expected, why) in cases {
            assert_eq!(masked(&people), expected, "{why}");
        }
        assert!([0, 5, 6].into_iter().all(shown) && ![1, 4].into_iter().any(shown));
    }
}
