"""The strict archive: one header per member, nothing parsed, nothing forgiven."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant import errors
from confidant.bundles import archive
from confidant.bundles.archive import Auth, MemberReader
from confidant.bundles.limits import MANIFEST_LIMIT, PLAIN_LIMIT, PLAIN_MINIMUM
from confidant.crypto import padme
from tests.support.golden import golden

AUTH = Auth(sender=b"s" * 32, recipient=b"r" * 32, bundle=b"b" * 16, sequence=2**53 - 1)
TAG = b"t" * 64


def plain(manifest: bytes = b"{}", files: tuple[bytes, ...] = ()) -> bytes:
    return archive.auth_block(AUTH, TAG) + archive.build_rest(manifest, files)


def test_headers_are_the_golden_ones() -> None:
    for case in golden("tar-headers.json"):
        made = archive.member_header(case["name"], case["size"])
        assert made.hex() == case["header"]


def test_sizes_are_the_golden_ones() -> None:
    for case in golden("padding.json"):
        assert padme.padded_size(case["needed"]) == case["size"]


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 30_000, 70_001])
def test_what_was_written_is_read(size: int) -> None:
    files = (bytes(size), b"x" * size)
    whole = plain(b'{"a":1}', files)
    assert len(whole) == archive.needed_size(7, [size, size])
    block = archive.read_auth(whole)
    assert (block.auth, block.tag) == (AUTH, TAG)
    members = MemberReader(whole)
    assert members.manifest() == b'{"a":1}'
    assert tuple(members.file(at, size) for at in (1, 2)) == files
    members.finish()


def test_two_small_bundles_have_the_same_size() -> None:
    assert len(plain(b"x" * 100)) == len(plain(b"x" * 20_000)) == PLAIN_MINIMUM


def test_too_large_a_manifest_is_not_packed() -> None:
    with pytest.raises(errors.BundleTooLargeError):
        archive.build_rest(b"x" * (MANIFEST_LIMIT + 1), ())
    assert archive.build_rest(b"x" * MANIFEST_LIMIT, ())


def test_too_much_data_is_not_packed() -> None:
    part = bytes(26_214_400)
    with pytest.raises(errors.BundleTooLargeError):
        archive.build_rest(b"{}", [part] * 3)


def change(whole: bytes, at: int, new: bytes) -> bytes:
    return whole[:at] + new + whole[at + len(new) :]


AUTH_CHANGES = [
    (0, b"B"),  # another member
    (512, b"confidant-bundle/0"),
    (512, b"confidant-bundle/x"),
    (512, b"Confidant-bundle/1"),
    (1023, b"\0"),  # fill
    (531, b"Sender "),
    (531 + 7 + 42, b"B"),  # stray bits behind the sender's id
]


@pytest.mark.parametrize(("at", "new"), AUTH_CHANGES)
def test_another_auth_block_is_refused(at: int, new: bytes) -> None:
    with pytest.raises(errors.BundleLayoutError):
        archive.read_auth(change(plain(), at, new))


def test_a_newer_version_is_named() -> None:
    for version in (b"2", b"9"):
        with pytest.raises(errors.BundleTooNewError) as caught:
            archive.read_auth(change(plain(), 512 + 17, version))
        assert caught.value.params == {"version": int(version)}


@pytest.mark.parametrize("size", [0, 1024, PLAIN_MINIMUM - 512, PLAIN_MINIMUM + 1])
def test_another_size_is_refused(size: int) -> None:
    with pytest.raises(errors.BundleLayoutError):
        archive.read_auth(plain()[:size].ljust(size, b"\0"))


def test_more_than_the_largest_plaintext_is_refused() -> None:
    with pytest.raises(errors.BundleLayoutError):
        archive.read_auth(plain().ljust(PLAIN_LIMIT + 512, b"\0"))


def test_a_sequence_number_over_the_limit_is_refused() -> None:
    over = Auth(AUTH.sender, AUTH.recipient, AUTH.bundle, 2**53)
    whole = archive.auth_block(over, TAG) + archive.build_rest(b"{}", ())
    with pytest.raises(errors.BundleLayoutError):
        archive.read_auth(whole)


@pytest.mark.parametrize("size", [0, MANIFEST_LIMIT + 1, 40_000])
def test_a_manifest_of_an_impossible_size_is_refused(size: int) -> None:
    whole = change(plain(), 1024, archive.member_header("manifest.json", size))
    with pytest.raises(errors.BundleTarError):
        MemberReader(whole).manifest()


def test_a_size_that_is_no_octal_number_is_refused() -> None:
    with pytest.raises(errors.BundleTarError):
        MemberReader(change(plain(), 1024 + 124, b"0000000000 ")).manifest()


def test_slack_and_padding_must_be_zero() -> None:
    whole = plain(b"{}", (b"abc",))
    with pytest.raises(errors.BundleTarError):
        MemberReader(change(whole, 1024 + 512 + 2, b"\1")).manifest()
    members = MemberReader(change(whole, len(whole) - 1, b"\1"))
    members.manifest()
    members.file(1, 3)
    with pytest.raises(errors.PaddingError):
        members.finish()


def test_an_unlisted_member_fails_as_padding() -> None:
    members = MemberReader(plain(b"{}", (b"abc",)))
    members.manifest()
    with pytest.raises(errors.PaddingError):
        members.finish()


def test_a_plaintext_with_one_step_too_many_is_refused() -> None:
    members = MemberReader(plain() + bytes(2048))
    members.manifest()
    with pytest.raises(errors.PaddingError):
        members.finish()


def test_a_file_that_is_cut_off_or_of_another_size_is_refused() -> None:
    members = MemberReader(plain(b"{}", (b"abc",)))
    members.manifest()
    with pytest.raises(errors.BundleTarError):
        members.file(1, 100_000)
    with pytest.raises(errors.BundleTarError):
        members.file(1, 4)
    with pytest.raises(errors.BundleTarError):
        members.file(2, 3)


@given(st.binary(max_size=512), st.integers(0, 2**32))
def test_readers_of_foreign_bytes_raise_their_own_errors_only(block: bytes, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a repeatable choice of places
    whole = change(plain(b'{"a":1}', (b"abc",)), chance.randrange(2048), block)[:PLAIN_MINIMUM]
    try:
        archive.read_auth(whole)
        members = MemberReader(whole)
        members.manifest()
        members.file(1, 3)
        members.finish()
    except errors.BundleError:
        pass
