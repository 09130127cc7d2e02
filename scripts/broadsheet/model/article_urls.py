"""The addresses of articles: the article's own behind wrappers and tracking, and when two of them lead to one article."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from broadsheet.model.sites import well_known
from broadsheet.model.wrappers import unwrap
from broadsheet.text.domains import registrable_domain

# Only what means nothing else anywhere: a photo's `fbid` or a sheet's `gid` is not among them.
_TRACKING = re.compile(
    r"(?:amp;)?(?:utm_.*|fbclid|gclid|gclsrc|dclid|[gw]braid|gad_source|gad_campaignid|srsltid|msclkid|ys?clid|twclid|ttclid|li_fat_id|igsh(?:id)?"
    r"|wickedid|mc_[ce]id|mkt_tok|__hs\w+|_hs(?:enc|mi)|hsctatracking|hsa_\w+|oly_(?:enc|anon)_id|vero_(?:id|conv)|xtor|s_cid|_openstat"
    r"|(?:pk|mtm|piwik)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)|trk_(?:contact|msg|module|sid)"
    r"|at_(?:medium|campaign\w*|link_\w+|ptr_name|format|bbc_team)|guccounter|guce_referrer(?:_sig)?|ref_src|ref_url|__twitter_impression|usqp|amp_(?:js_v|gsa|lite|cb|kit))",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"(?:xtor|echobox|utm_\w+|aoh|amp_tf)=.*", re.IGNORECASE | re.DOTALL)
_AMP_PARAMETER = re.compile(r"_?(?:is)?amp(?:=(?:1|true|yes|html)?)?|output(?:type)?=amp", re.IGNORECASE)
_AMP_PATH = re.compile(r"\A/amp(?=/.)|/amp(?:\.html?)?/?\Z|\.amp(?=\.html?\Z)|\.amp\Z", re.IGNORECASE)
_OF_DEVICES = frozenset({"m", "mobile", "amp", "touch", "wap"})
# What is an article's number elsewhere tells of the reader's way at these publishers.
_OF_PUBLISHERS = {
    "smid": ("nytimes.com",),
    "smtyp": ("nytimes.com",),
    "cmpid": ("bloomberg.com",),
    "sref": ("bloomberg.com",),
    "srnd": ("bloomberg.com",),
    "taid": ("reuters.com",),
    "ocid": ("bbc.com", "bbc.co.uk", "msn.com"),
    "ncid": ("techcrunch.com", "yahoo.com"),
    "cmp": ("theguardian.com",),
    "__source": ("cnbc.com",),
    "reflink": ("wsj.com",),
    "spm": ("alibabacloud.com", "aliyun.com"),
}
_USUAL = re.compile(r"https?://([a-z0-9.-]+)(/[!-\"$->@-~]*|)")  # most have no query and no fragment


def own_address(url: str) -> str:
    """Return the article's own address out of one that wraps it, or the address as it is where it does not say.

    `https://www.google.com/amp/s/a.example/x` gives `https://a.example/x`.
    """
    try:
        found = unwrap(url)
    except ValueError:
        return url
    return found.url if found and found.url else url


def archived_copy(url: str) -> tuple[str, str] | None:
    """Return the address of an article and that of its copy, where an address is the copy's and says whose it is."""
    try:
        found = unwrap(url)
    except ValueError:
        return None
    return (found.url, url) if found and found.archive and found.domain and found.url else None


def without_tracking(url: str) -> str:
    """Return the article's own address without tracking parameters; every other byte stays. What is no address stays as it is."""
    url = own_address(url)
    address, hash_mark, fragment = url.partition("#")
    path, mark, query = address.partition("?")
    parts = query.split("&")
    kept = [part for part in parts if not _is_idle(unquote(part), url)]
    if len(kept) < len(parts):
        mark, query = mark if kept else "", "&".join(kept)
    if _FRAGMENT.fullmatch(fragment):
        hash_mark = fragment = ""
    return f"{path}{mark}{query}{hash_mark}{fragment}"


def same_article(url: str) -> str:
    """Return what two URLs of one article share.

    That is no wrapper, scheme, fragment, tracking parameters or final slash; no `www.`, and nothing that asks for the
    same page in another form, for AMP or a phone. Raises ValueError for what is no URL.
    """
    if (found := unwrap(url)) and found.url:
        url = found.url
    if usual := _USUAL.fullmatch(url):
        return f"{_plain_host(usual[1])}{_plain_path(usual[2])}?"
    parts = urlsplit(url)
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_idle(f"{name}={value}", url)
    ]
    return f"{_plain_host(parts.hostname or '')}{_plain_path(parts.path)}?{urlencode(query)}"


@lru_cache(maxsize=65_536)
def _plain_host(host: str) -> str:
    """Return a host without labels for a kind of device, under the name by which its site is best known."""
    bare = host.removeprefix("www.")
    domain = registrable_domain(f"https://{bare}/") if "." in bare and ":" not in bare else bare
    if bare.endswith(f".{domain}"):
        labels = bare.removesuffix(f".{domain}").split(".")
        bare = ".".join([*(label for label in labels if label not in _OF_DEVICES), domain])
    return well_known().same.get(bare, bare)


def _plain_path(path: str) -> str:
    if "amp" in path or "AMP" in path:
        path = _AMP_PATH.sub("", path)
    return path.rstrip("/")


def _is_idle(parameter: str, url: str) -> bool:
    """Whether a parameter, as `name=value`, says nothing of which article it is."""
    if _AMP_PARAMETER.fullmatch(parameter):
        return True
    name = parameter.partition("=")[0]
    if _TRACKING.fullmatch(name):
        return True
    publishers = _OF_PUBLISHERS.get(name.lower())
    try:
        return publishers is not None and registrable_domain(url) in publishers
    except ValueError:
        return False
