//! Where words stand in a report, for people: in which line.

/// Where the lines of a text begin, in code points.
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    pub fn new(text: &str) -> Self {
        let ends = text.chars().enumerate().filter(|&(_, c)| c == '\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The line that holds a code point, from 1.
    pub fn of(&self, point: usize) -> usize {
        self.0.partition_point(|&start| start <= point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::new("ä\n\nb");
        assert_eq!([0, 1, 2, 3].map(|point| lines.of(point)), [1, 1, 2, 3]);
    }
}
