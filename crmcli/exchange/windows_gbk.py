"""GB18030 as Windows writes it: with a byte for the euro, which the standard does not have."""

from __future__ import annotations

import codecs

NAME = "gb18030_windows"
"""The codec; it reads all that GB18030 reads."""

_EURO = b"\x80"


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        start = error.start
        if error.object[start : start + 1] == _EURO:
            return "€", start + 1
    raise error


def _found(name: str) -> codecs.CodecInfo | None:
    if name != NAME:
        return None
    plain = codecs.lookup("gb18030")

    def decoder(errors: str = "strict") -> codecs.IncrementalDecoder:
        return plain.incrementaldecoder(_WITH_EURO if errors == "strict" else errors)

    return codecs.CodecInfo(
        encode=plain.encode,
        decode=lambda data, errors="strict": plain.decode(
            data, _WITH_EURO if errors == "strict" else errors
        ),
        incrementalencoder=plain.incrementalencoder,
        incrementaldecoder=decoder,
        streamreader=plain.streamreader,
        streamwriter=plain.streamwriter,
        name=NAME,
    )


_WITH_EURO = "crm_euro"
codecs.register_error(_WITH_EURO, _euro)
codecs.register(_found)
