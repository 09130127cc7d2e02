// The reader’s tools.
