"""Builds the site: finds stale targets, renders them beside the last site, verifies the result, and swaps the folders.

In: a `Paper` (checked briefings, archive, targets) and the cache of earlier builds.
Out: the site on disk, whole or untouched.
"""
