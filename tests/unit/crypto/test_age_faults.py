"""Each way in which an age file can be wrong, made by hand."""

import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from confidant.crypto import age
from confidant.crypto.age import armor
from confidant.crypto.age.header import INTRO, build_header
from confidant.crypto.age.stream import CHUNK, open_chunks, open_payload, seal_chunks
from confidant.errors import AgeArmorError, AgeHeaderError, AgePayloadError

KEY = bytes(range(32))
SEALED_CHUNK = CHUNK + 16
B64_32 = "A" * 43
LOW_ORDER = B64_32
HYBRID_LOW_ORDER = "A" * 1494  # 1120 zero bytes: the last 32 are an X25519 point of low order
MAC_LINE = b"--- " + B64_32.encode() + b"\n"
BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"

IDENTITIES: dict[str, age.Identity] = {
    "X25519": age.X25519Identity(KEY),
    "mlkem768x25519": age.HybridIdentity.from_seed(KEY),
    "scrypt": age.ScryptIdentity("password"),
}


def chunk(number: int, text: bytes, *, final: bool) -> bytes:
    nonce = number.to_bytes(11) + (b"\1" if final else b"\0")
    return ChaCha20Poly1305(KEY).encrypt(nonce, text, None)


FULL = bytes(CHUNK)


@pytest.mark.parametrize(
    ("sealed", "released"),
    [
        (b"", 0),
        (bytes(15), 0),
        (chunk(0, b"short", final=False), 0),
        (chunk(0, FULL, final=False), 1),
        (chunk(0, FULL, final=False) + chunk(1, b"", final=True), 1),
        (chunk(0, FULL, final=True) + chunk(1, b"more", final=True), 1),
        (chunk(0, FULL, final=True) + b"x", 1),
        (chunk(0, FULL, final=False) + chunk(0, FULL, final=True), 1),
        (chunk(0, FULL, final=False) + chunk(1, b"short", final=False), 1),
        (chunk(1, b"short", final=True), 0),
    ],
)
def test_a_stream_that_is_cut_lengthened_or_shuffled_is_refused(
    sealed: bytes, released: int
) -> None:
    chunks: list[bytes] = []
    with pytest.raises(AgePayloadError):
        chunks.extend(open_chunks(KEY, sealed))
    # `extend` keeps what came before the error: whole chunks that were genuine where they stood.
    assert len(chunks) == released
    with pytest.raises(AgePayloadError):
        open_payload(KEY, sealed)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_a_stream_has_as_many_chunks_as_its_text_needs(size: int) -> None:
    text = os.urandom(size)
    chunks = list(seal_chunks(KEY, text))
    assert len(chunks) == max(1, -(-size // CHUNK))
    assert all(len(one) == SEALED_CHUNK for one in chunks[:-1])
    assert open_payload(KEY, b"".join(chunks)) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        INTRO,
        INTRO[:-1],
        INTRO.replace(b"v1", b"v2") + b"-> a\n\n" + MAC_LINE,
        INTRO + MAC_LINE,
        INTRO + b"-> a\n\n",
        INTRO + b"-> a\n\n---\n",
        INTRO + b"-> a\n\n--- \n",
        INTRO + b"-> a\n\n---" + MAC_LINE[4:],
        INTRO + b"-> a\n\n" + MAC_LINE[:-1],
        INTRO + b"-> a\n\n" + MAC_LINE[:-2] + b"B\n",
        INTRO + b"-> a\n\n" + MAC_LINE[:-1] + b"=\n",
        INTRO + b"-> a\n\n" + MAC_LINE[:-1] + b" \n",
        INTRO + b"-> a\n" + MAC_LINE,
        INTRO + b"-> \n\n" + MAC_LINE,
        INTRO + b"->\n\n" + MAC_LINE,
        INTRO + b"->  a\n\n" + MAC_LINE,
        INTRO + b"-> a \n\n" + MAC_LINE,
        INTRO + b"-> a\x7f\n\n" + MAC_LINE,
        INTRO + b"-> \xc3\xa9\n\n" + MAC_LINE,
        INTRO + b"-> a\r\n\n" + MAC_LINE,
        INTRO + b"-> a\n\r\n" + MAC_LINE,
        INTRO + b"-> a\nAAA=\n" + MAC_LINE,
        INTRO + b"-> a\nAAB\n" + MAC_LINE,
        INTRO + b"-> a\n\xff\n" + MAC_LINE,
        INTRO + b"-> a\n" + b"A" * 64 + b"\n" + MAC_LINE,
        INTRO + b"-> a\n" + b"A" * 65 + b"\n\n" + MAC_LINE,
        INTRO + b"\n-> a\n\n" + MAC_LINE,
    ],
)
def test_a_header_outside_the_grammar_is_refused(data: bytes) -> None:
    with pytest.raises(AgeHeaderError):
        age.read_header(data)


def test_the_headers_beside_those_are_read() -> None:
    data = INTRO + b"-> a b\n" + b"A" * 64 + b"\n\n" + MAC_LINE + b"payload"
    header = age.read_header(data)
    assert header.stanzas == (age.Stanza("a", ("b",), bytes(48)),)
    assert header.mac == bytes(32)
    assert data[header.size :] == b"payload"
    assert header.signed == data[: data.index(b"---") + 3]


@pytest.mark.parametrize(
    ("kind", "arguments", "body"),
    [
        ("X25519", (), 32),
        ("X25519", (B64_32, "x"), 32),
        ("X25519", (B64_32[:-1],), 32),
        ("X25519", (B64_32 + "A",), 32),
        ("X25519", (B64_32[:-1] + "B",), 32),
        ("X25519", (LOW_ORDER,), 32),
        ("mlkem768x25519", (), 32),
        ("mlkem768x25519", ("A" * 1494, "x"), 32),
        ("mlkem768x25519", ("A" * 1493,), 32),
        ("mlkem768x25519", (HYBRID_LOW_ORDER,), 32),
        ("scrypt", (), 32),
        ("scrypt", ("A" * 22,), 32),
        ("scrypt", ("A" * 22, "10", "x"), 32),
        ("scrypt", ("A" * 21, "10"), 32),
        ("scrypt", ("A" * 21 + "B", "10"), 32),
        ("scrypt", ("A" * 22, "21"), 32),
        ("scrypt", ("A" * 22, "10"), 31),
    ],
)
def test_a_stanza_for_me_in_another_form_is_refused(
    kind: str, arguments: tuple[str, ...], body: int
) -> None:
    header = age.read_header(
        build_header([age.Stanza(kind, arguments, bytes(body))], bytes(16)),
    )
    with pytest.raises(AgeHeaderError):
        age.unlock(header, [IDENTITIES[kind]])
    with pytest.raises(AgeHeaderError):
        IDENTITIES[kind].unwrap(header.stanzas[0])


def test_a_passphrase_beside_other_stanzas_is_refused_for_everybody() -> None:
    other = age.Stanza("grease", (), b"")
    secret = age.Stanza("scrypt", ("A" * 22, "1"), bytes(32))
    for identity in IDENTITIES.values():
        for stanzas in ([secret, other], [other, secret], [secret, secret]):
            with pytest.raises(AgeHeaderError):
                age.unlock(age.read_header(build_header(stanzas, bytes(16))), [identity])


@pytest.mark.parametrize("kept", [0, 1, 15])
def test_a_nonce_that_is_cut_off_is_a_fault_of_the_header(kept: int) -> None:
    identity = age.X25519Identity(KEY)
    sealed = age.encrypt(b"text", [identity.recipient], random=os.urandom)
    size = age.read_header(sealed).size
    with pytest.raises(AgeHeaderError):
        age.decrypt(sealed[: size + kept], [identity])


@pytest.mark.parametrize(
    "body",
    [
        b"AAAA\nAAAA",
        b"A" * 64 + b"\n",
        b"\n" + b"A" * 64,
        b"A" * 68,
        b"AAA",
        b"AAA=\nAAA=",
        b"AAB=",
        b"AA-_",
        b"AAAA ",
        b" AAAA",
        b"AAAA\t",
        b"AAAA\r\r",
        b"\xff\xff\xff\xff",
    ],
)
def test_armor_in_another_spelling_is_refused(body: bytes) -> None:
    with pytest.raises(AgeArmorError):
        armor.decode(BEGIN + b"\n" + body + b"\n" + END)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        BEGIN,
        BEGIN + END,
        END + b"\nAAAA\n" + BEGIN,
        BEGIN + b" \nAAAA\n" + END,
        BEGIN + b"\nAAAA\n " + END,
        BEGIN + b"\nAAAA\n" + END + b"x",
        b"x" + BEGIN + b"\nAAAA\n" + END,
        BEGIN + b"\rAAAA\r" + END,
        b"\xef\xbb\xbf" + BEGIN + b"\nAAAA\n" + END,
        b"\x0b" + BEGIN + b"\nAAAA\n" + END,
    ],
)
def test_armor_in_another_frame_is_refused(text: bytes) -> None:
    with pytest.raises(AgeArmorError):
        armor.decode(text)
