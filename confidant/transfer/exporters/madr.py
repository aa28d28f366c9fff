"""The text of a decision with the sections of MADR 4."""

from collections.abc import Mapping

from confidant.records.decision import Decision
from confidant.records.decision_parts import Confirmation, Option
from confidant.transfer.exporters.sections import bullet, section

PEOPLE_FIELDS = ("decision_makers", "consulted", "informed")
"""Fields that MADR has in the front matter."""

_PLACED = frozenset({"problem", "options", "verdict", "confirmation"})


def written(body: Decision, fields: Mapping[str, object]) -> str:
    """Return the sections; what MADR does not know stands under *More Information*.

    Args:
        body: the decision.
        fields: its fields that have a section, as plain values.
    """
    parts = [f"# {body.title}"] if body.title else []
    if body.problem:
        parts.append(f"## Context and Problem Statement\n\n{body.problem}")
    if body.drivers:
        bullets = "\n".join(bullet(driver.text) for driver in body.drivers)
        parts.append(f"## Decision Drivers\n\n{bullets}")
    if body.options:
        bullets = "\n".join(bullet(option.title) for option in body.options)
        parts.append(f"## Considered Options\n\n{bullets}")
    parts += _outcome(body)
    argued = [_argued(option) for option in body.options or () if _is_argued(option)]
    if argued:
        parts.append("\n\n".join(["## Pros and Cons of the Options", *argued]))
    parts += _more(body, fields)
    return "\n\n".join(parts)


def _outcome(body: Decision) -> list[str]:
    parts = []
    if body.verdict is not None:
        parts.append(f'Chosen option: "{body.verdict.option}", because {body.verdict.because}')
    elif body.leaning is not None and "## Decision Outcome" not in (body.problem or ""):
        parts.append(f'Chosen option: "{body.leaning}"')
    if body.confirmation is not None:
        parts.append(f"### Confirmation\n\n{_confirmation(body.confirmation)}")
    return ["## Decision Outcome", *parts] if parts else []


def _confirmation(confirmation: Confirmation) -> str:
    details = [f"Owner: {confirmation.owner}" if confirmation.owner else ""]
    details.append(f"By: {confirmation.by}" if confirmation.by else "")
    return "\n\n".join(filter(None, [confirmation.signal, *details]))


def _is_argued(option: Option) -> bool:
    return any(
        (option.description, option.good, option.bad, option.neutral, option.rejected_because)
    )


def _argued(option: Option) -> str:
    parts = [f"### {option.title}"]
    if option.description:
        parts.append(option.description)
    arguments = [
        bullet(f"{sense}, because {argument}")
        for sense, given in (
            ("Good", option.good),
            ("Neutral", option.neutral),
            ("Bad", option.bad),
        )
        for argument in given or ()
    ]
    if option.rejected_because:
        arguments.append(bullet(f"Bad, because {option.rejected_because}"))
    if arguments:
        parts.append("\n".join(arguments))
    return "\n\n".join(parts)


def _more(body: Decision, fields: Mapping[str, object]) -> list[str]:
    """Return what has no section of its own; drivers are there again where they have weights."""
    weighed = any(driver.weight is not None for driver in body.drivers or ())
    placed = _PLACED if weighed else _PLACED | {"drivers"}
    rest = [section(3, name, value) for name, value in fields.items() if name not in placed]
    return ["## More Information", *rest] if rest else []
