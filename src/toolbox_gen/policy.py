"""What browsers may do with a site, said once: for each page itself, for hosts that set headers, and for `serve`.

It knows nothing of a host but the path below which the site lives.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

FOREVER = "assets/"
"""All files below it carry the digest of their contents in their names, so that they may be kept for ever."""

_OWN: Mapping[str, str] = MappingProxyType({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",  # a recording that is opened by itself is a page around it
    "connect-src": "'self'",  # the search looks up the passages of what it found
    "manifest-src": "'self'",
    "worker-src": "'none'",  # else scripts of our own might be workers
    "form-action": "'self'",  # where a script was lost, the search field leads to the search page, without its words
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "toolbox",
})  # fmt: skip
_OF_HEADERS: Mapping[str, str] = MappingProxyType({"frame-ancestors": "'none'"})
"""What a page cannot say of itself."""

FEATURES = (
    "accelerometer", "ambient-light-sensor", "aria-notify", "attribution-reporting", "autoplay", "battery",
    "bluetooth", "browsing-topics", "camera", "captured-surface-control", "clipboard-read", "clipboard-write",
    "compute-pressure", "cross-origin-isolated", "deferred-fetch", "deferred-fetch-minimal",
    "digital-credentials-create", "digital-credentials-get", "display-capture", "encrypted-media", "fullscreen",
    "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "interest-cohort",
    "keyboard-map", "language-detector", "language-model", "local-fonts", "local-network", "local-network-access",
    "loopback-network", "magnetometer", "media-playback-while-not-visible", "microphone", "midi",
    "on-device-speech-recognition", "otp-credentials", "payment", "picture-in-picture",
    "private-state-token-issuance", "private-state-token-redemption", "publickey-credentials-create",
    "publickey-credentials-get", "screen-wake-lock", "serial", "speaker-selection", "storage-access", "summarizer",
    "sync-xhr", "translator", "unload", "usb", "web-share", "window-management", "xr-spatial-tracking",
)  # fmt: skip
"""The features that a policy can switch off: those of the W3C's list (w3c/webappsec-permissions-policy, features.md)
that a browser has, and those of Chromium 156 (`document.featurePolicy.features()`) but for its client hints."""

_TYPES: Mapping[str, str] = MappingProxyType({
    "feed.xml": "application/atom+xml; charset=utf-8",
    "site.webmanifest": "application/manifest+json",
})  # fmt: skip
_ENDINGS = (("image/webp", "webp"), ("text/javascript", "js"), ("image/svg+xml", "svg"), ("application/gpx+xml", "gpx"))
_KEPT = "public, max-age=31536000, immutable"
_LOOKED_AT_AGAIN = "no-cache"
_SECURE = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
_WHY_NOT_SECURE = (
    "Take the # away once the whole host, with all below its name, is served by HTTPS for good:",
    "for a year, browsers that have seen this line will not open it in any other way.",
)
HOSTS = ("netlify", "apache", "nginx")


def of_page(*, portable: bool) -> str:
    """The policy as a page says it of itself. On a disk no origin is `'self'`, so there the scheme is named."""
    return _policy(
        {name: value.replace("'self'", "'self' file:") if portable else value for name, value in _OWN.items()}
    )


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


HEADERS: Mapping[str, str] = MappingProxyType({
    "Content-Security-Policy": _policy({**_OWN, **_OF_HEADERS}),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in FEATURES),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
})  # fmt: skip
"""What a host says with every file."""


def snippet(host: str, *, base: str, languages: Sequence[str]) -> str:
    """What tells a host of `HOSTS` all this.

    base: the folder of the host in which the site lives, with a slash at both ends. languages: the main one first; the
    others have folders.
    """
    base = quote(base, safe="/%")  # whatever stands in an address, it ends no line and no quotation
    roots = [base, *(f"{base}{language}/" for language in languages[1:])]
    types = {f"{root}{name}": sort for root in roots for name, sort in _TYPES.items()}
    return {"netlify": _netlify, "apache": _apache, "nginx": _nginx}[host](base, types)


def _netlify(base: str, types: Mapping[str, str]) -> str:
    """Where two rules fit one file, their values are joined, so no header may stand in two of them."""
    name, value = _SECURE
    rules = [
        f"{base}*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
        + "".join(f"  # {line}\n" for line in (*_WHY_NOT_SECURE, f"{name}: {value}")),
        f"{base}{FOREVER}*\n  Cache-Control: {_KEPT}\n",
        *(f"{path}\n  Content-Type: {sort}\n" for path, sort in types.items()),
    ]  # fmt: skip
    return "# For Netlify and Cloudflare Pages: it must lie at the top of what is published there.\n" + "\n".join(rules)


def _apache(base: str, types: Mapping[str, str]) -> str:
    """Every directive in the test for its module, for one that is unknown makes all pages fail."""
    name, value = _SECURE
    headers = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    why = "".join(f"  # {line}\n" for line in _WHY_NOT_SECURE)
    forced = "".join(
        f'  <If "%{{REQUEST_URI}} == \'{path}\'">\n    ForceType "{sort}"\n  </If>\n' for path, sort in types.items()
    )
    endings = "".join(f"  AddType {sort} .{ending}\n" for sort, ending in _ENDINGS)
    return (
        "# For Apache 2.4, where the host lets a folder say so (AllowOverride FileInfo).\n"
        f"<IfModule core.c>\n  ErrorDocument 404 {base}404.html\n  AddDefaultCharset utf-8\n</IfModule>\n"
        f"<IfModule mod_headers.c>\n{headers}{why}"
        f'  # Header always set {name} "{value}"\n'
        f'  Header set Cache-Control "{_LOOKED_AT_AGAIN}"\n'
        f'  <If "%{{REQUEST_URI}} -strmatch \'{base}{FOREVER}*\'">\n    Header set Cache-Control "{_KEPT}"\n  </If>\n'
        "</IfModule>\n"
        f"<IfModule mod_mime.c>\n{endings}{forced}</IfModule>\n"
    )


def _nginx(base: str, types: Mapping[str, str]) -> str:
    """No `add_header` in a location: there it would put away those that stand around it. `expires` does not."""
    name, value = _SECURE
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    why = "".join(f"# {line}\n" for line in _WHY_NOT_SECURE)
    exact = "".join(
        f'location = {path} {{\n  types {{ }}\n  default_type "{sort}";\n}}\n' for path, sort in types.items()
    )
    return (
        "# For nginx: include this file in the block `server` of the site.\n"
        f"{headers}{why}"
        f'# add_header {name} "{value}" always;\n'
        f"charset utf-8;\nexpires -1;\nerror_page 404 {base}404.html;\n"
        f"location ^~ {base}{FOREVER} {{\n  expires 1y;\n}}\n{exact}"
    )
