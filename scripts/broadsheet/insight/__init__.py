"""Measures what is there: weight and health of a site (`site_report`), effects of a change (`review`), dead links (`links`).

In: a built site, a change, or the addresses that briefings cite.
Out: reports for people and machines. Nothing here changes a file of the paper.
"""
