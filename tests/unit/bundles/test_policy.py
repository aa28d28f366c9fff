"""What stops a share before anything is sealed."""

import pytest

from confidant import errors
from confidant.bundles import policy


def test_a_verified_contact_may_get_something() -> None:
    policy.check_recipient("verified")


def test_an_unverified_contact_needs_the_override() -> None:
    with pytest.raises(errors.ContactNotVerifiedError):
        policy.check_recipient("unverified")
    policy.check_recipient("unverified", allow_unverified=True)


def test_a_changed_contact_is_refused_whatever_is_said() -> None:
    with pytest.raises(errors.ContactNotVerifiedError):
        policy.check_recipient("changed", allow_unverified=True)


def test_a_blocked_contact_is_refused() -> None:
    with pytest.raises(errors.ContactBlockedError) as caught:
        policy.check_recipient("verified", petname="Ilse", blocked=True)
    assert caught.value.params == {"petname": "Ilse"}


@pytest.mark.parametrize(
    ("ceiling", "stopped"),
    [
        ("personal", ["confidential", "price_sensitive", "privileged", "third_party"]),
        ("price_sensitive", ["privileged", "third_party"]),
        ("third_party", []),
        (None, []),
    ],
)
def test_a_ceiling_stops_everything_above_it(ceiling: str | None, stopped: list[str]) -> None:
    for name in policy.CLASSIFICATIONS:
        if name in stopped:
            with pytest.raises(errors.CeilingError) as caught:
                policy.check_classifications(
                    [None, name], ceiling=ceiling, reason="r", authority="a"
                )
            assert caught.value.params == {"classification": name, "ceiling": ceiling}
        else:
            policy.check_classifications([name], ceiling=ceiling, reason="r", authority="a")


@pytest.mark.parametrize(
    ("reason", "authority"), [(None, None), ("why", None), (None, "who"), ("why", " ")]
)
def test_some_classifications_need_reason_and_authority(
    reason: str | None, authority: str | None
) -> None:
    for name in ("price_sensitive", "privileged"):
        with pytest.raises(errors.ReasonRequiredError) as caught:
            policy.check_classifications(
                ["personal", name], ceiling=None, reason=reason, authority=authority
            )
        assert caught.value.params == {"classification": name}
    policy.check_classifications(
        ["personal", "confidential", "third_party", None],
        ceiling=None,
        reason=reason,
        authority=authority,
    )


def test_the_closest_classification_speaks_first() -> None:
    with pytest.raises(errors.CeilingError) as caught:
        policy.check_classifications(["confidential", "third_party"], ceiling="personal")
    assert caught.value.params["classification"] == "third_party"


def test_counts() -> None:
    policy.check_counts(1, 0)
    policy.check_counts(500, 200)
    with pytest.raises(errors.EmptySelectionError):
        policy.check_counts(0, 0)
    with pytest.raises(errors.TooManyRecordsError) as caught:
        policy.check_counts(501, 0)
    assert caught.value.params["limit"] == 500
    with pytest.raises(errors.TooManyRecordsError) as caught:
        policy.check_counts(1, 201)
    assert caught.value.params["limit"] == 200
