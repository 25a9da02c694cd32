"""curl's command line: which options take a value, and what the few that shape a request say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.sources.curl.parts import Word

# Up to curl 8.17; older names that still work are among them.
_WITH_VALUE: Final = frozenset(
    """abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
    continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode
    delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine
    etag-compare etag-save expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port
    ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface
    ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type knownhosts krb krb4 libcurl limit-rate
    local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy
    oauth2-bearer output output-dir parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default
    proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header
    proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype
    proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request
    request-target resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5
    socks5-gssapi-service socks5-hostname speed-limit speed-time ssl-sessions stderr telnet-option tftp-blksize
    time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket
    upload-file upload-flags url url-query user user-agent variable vlan-priority write-out""".split()
)
_WITHOUT: Final = frozenset(
    """alpn anyauth append basic buffer ca-native cert-status clobber compressed compressed-ssh create-dirs crlf digest
    disable disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed eprt epsv
    fail fail-early fail-with-body false-start follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip
    ftp-ssl ftp-ssl-ccc ftp-ssl-control ftp-ssl-reqd get globoff haproxy-protocol head help http0.9 http1.0 http1.1
    http2 http2-prior-knowledge http3 http3-only ignore-content-length include insecure ipv4 ipv6 junk-session-cookies
    keepalive list-only location location-trusted mail-rcpt-allowfails manual metalink mptcp negotiate netrc
    netrc-optional next npn ntlm ntlm-wb out-null parallel parallel-immediate path-as-is post301 post302 post303
    progress-bar progress-meter proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure
    proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw
    remote-header-name remote-name remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused
    sasl-ir sessionid show-error silent skip-existing socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast
    ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 styled-output
    suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2
    tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version xattr""".split()
)
_LETTERS: Final = dict(
    pair.split("=")
    for pair in """A=user-agent C=continue-at D=dump-header E=cert F=form G=get H=header I=head K=config M=manual
    P=ftp-port Q=quote T=upload-file U=proxy-user V=version X=request Y=speed-limit b=cookie c=cookie-jar d=data
    e=referer h=help m=max-time o=output r=range t=telnet-option u=user w=write-out x=proxy y=speed-time z=time-cond
    :=next""".split()
)
_LONG: Final = re.compile(r"--([A-Za-z0-9][A-Za-z0-9.-]*)")

MISSING: Final = "missing"
UNKNOWN: Final = "unknown"


def options(words: Sequence[Word]) -> Iterator[tuple[str, Word | None]]:
    """Give the options of a curl command in order: each by its long name without dashes, with its value.

    A word that is no option is given as `url`, an option that lacks its value as MISSING, one that is not known as
    UNKNOWN.
    """
    rest = iter(words)
    for word in rest:
        text = word.text
        if text == "--":
            yield from (("url", last) for last in rest)
        elif text.startswith("--"):
            yield _long(word, text, rest)
        elif text.startswith("-"):
            yield from _cluster(word, text, rest)
        else:
            yield "url", word


def _long(word: Word, text: str, rest: Iterator[Word]) -> tuple[str, Word | None]:
    match = _LONG.match(text)
    name = _full_name(match[1]) if match else UNKNOWN
    if match is None or name not in _WITH_VALUE:
        return name, None
    if match.end() == len(text):
        return _with(name, next(rest, None))
    # Neither --data='...' nor --data'...' is curl's, but both are written, and both can only mean this.
    return name, word.after(match.end() + text.startswith("=", match.end()))


def _cluster(word: Word, text: str, rest: Iterator[Word]) -> Iterator[tuple[str, Word | None]]:
    """Give the options of a word of letters, such as -sSLX; what follows a letter that takes a value is its value."""
    for index, letter in enumerate(text[1:], 2):
        name = _LETTERS.get(letter, letter)
        if name in _WITH_VALUE:
            yield (name, word.after(index)) if index < len(text) else _with(name, next(rest, None))
            return
        yield name, None


def _with(name: str, value: Word | None) -> tuple[str, Word | None]:
    return (MISSING, None) if value is None else (name, value)


@lru_cache(256)
def _full_name(name: str) -> str:
    """Return the name of a long option, which may be shortened, negated, or expand variables; UNKNOWN for no option."""
    name = name.removeprefix("expand-")
    if name in _WITH_VALUE or name in _WITHOUT:
        return name
    if name.startswith("no-"):
        return name if name[3:] in _WITHOUT else UNKNOWN
    longer = [known for known in (*_WITH_VALUE, *_WITHOUT) if known.startswith(name)]
    return longer[0] if len(longer) == 1 else UNKNOWN
