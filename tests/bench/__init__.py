"""The benchmark: a newspaper of any size made from a seed, the same news for other generators, and the measurements."""
