import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.crypto import c32, padme, strict_base64


@given(st.binary(max_size=100))
def test_base64_is_read_back_and_has_no_padding(data: bytes) -> None:
    text = strict_base64.encode(data)
    assert "=" not in text
    assert strict_base64.decode(text) == data
    assert strict_base64.decode(text, len(data)) == data
    with pytest.raises(strict_base64.Base64Error):
        strict_base64.decode(text, len(data) + 1)


@pytest.mark.parametrize(
    "text",
    ["A", "AA=", "AA==", "AB", "AAB", "A A", "AA\n", " AA", "A-_A", "AAAAA", "é", "\ud800", "="],
)
def test_another_spelling_is_not_base64(text: str) -> None:
    with pytest.raises(strict_base64.Base64Error):
        strict_base64.decode(text)


@given(st.text(max_size=20))
def test_arbitrary_text_is_base64_in_one_spelling_or_refused(text: str) -> None:
    try:
        data = strict_base64.decode(text)
    except strict_base64.Base64Error:
        return
    assert strict_base64.encode(data) == text


def test_a_refusal_does_not_repeat_the_text() -> None:
    for decode in (strict_base64.decode, lambda text: c32.decode(text, 5)):
        with pytest.raises(ValueError, match=r"^(?!.*SECRET)") as caught:
            decode("SECRET!!")
        assert "SECRET" not in str(caught.value.__cause__ or "")


def test_the_sizes_of_the_formats_have_the_lengths_that_they_say() -> None:
    for size, characters in ((16, 22), (32, 43), (48, 64), (64, 86)):
        assert len(strict_base64.encode(os.urandom(size))) == characters


@given(st.binary(max_size=40))
def test_c32_is_read_back_in_any_typed_form(data: bytes) -> None:
    text = c32.encode(data)
    assert len(text) == c32.length(len(data))
    assert c32.decode(text, len(data)) == data
    typed = " - ".join(text.lower().replace("1", "l").replace("0", "o"))
    assert c32.decode(c32.clean_typed(typed), len(data)) == data


def test_c32_is_what_crockford_says() -> None:
    assert c32.encode(bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df")) == (
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    )


@pytest.mark.parametrize("text", ["0", "000", "01", "0I", "0U", "0a", "0-", "0\u0131", "\u06600"])
def test_another_spelling_is_not_c32(text: str) -> None:
    with pytest.raises(c32.C32Error):
        c32.decode(text, 1)


def test_only_ascii_letters_are_corrected() -> None:
    assert c32.clean_typed("\u0131i I\u00a0l") == "\u0131111"


@given(st.integers(1, 1 << 40))
def test_a_padded_size_is_no_smaller_has_few_significant_bits_and_costs_little(size: int) -> None:
    padded = padme.padme(size)
    assert size <= padded <= size * 1.12
    significant = padded.bit_length() - (padded & -padded).bit_length() + 1
    assert significant <= max(1, size.bit_length().bit_length() + 1)
    assert padme.padme(padded) == padded


@given(st.integers(1, 1 << 26))
def test_a_bundle_is_never_below_the_smallest_size(needed: int) -> None:
    size = padme.padded_size(needed)
    assert size >= max(needed, padme.SMALLEST)
    assert size % 2048 == 0
