//! The outside world, thin: files, encodings, compressed archives, web pages.
