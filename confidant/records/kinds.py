"""The one list of kinds: a new kind is added here and nowhere else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias, get_args

from confidant.records.agreement import Agreement, Signature
from confidant.records.alias import Alias
from confidant.records.blind import Estimate, Reveal
from confidant.records.body import Body
from confidant.records.contact import Contact, Identity
from confidant.records.decision import Decision
from confidant.records.deletion import Acknowledgement, DeletionAttestation, DeletionRequest
from confidant.records.disclosure import Dispatch, Receipt
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry
from confidant.records.forecast import Forecast
from confidant.records.objective import Objective, Rating
from confidant.records.observation import Observation
from confidant.records.practice import Practice
from confidant.records.pulse import Pulse
from confidant.records.rehearsal import Rehearsal, Turn
from confidant.records.response import Answer, Response
from confidant.records.review import Review
from confidant.records.session import Session
from confidant.records.setting import Setting
from confidant.records.trend import Trend

AnyBody: TypeAlias = (
    Entry
    | Doubt
    | Decision
    | Forecast
    | Review
    | Practice
    | Trend
    | Response
    | Answer
    | Estimate
    | Reveal
    | Rehearsal
    | Turn
    | Observation
    | Agreement
    | Signature
    | Pulse
    | Session
    | Objective
    | Rating
    | Acknowledgement
    | DeletionRequest
    | DeletionAttestation
    | Identity
    | Contact
    | Alias
    | Dispatch
    | Receipt
    | Setting
)
"""Every body that a vault may hold, in the order of records.md."""

KINDS: Mapping[str, type[Body]] = MappingProxyType(
    {str(kind.__struct_config__.tag): kind for kind in get_args(AnyBody)}
)
"""Name → class, in the order of records.md."""


def travels(kind: str) -> bool:
    """Say whether a bundle may carry records of a kind; False for an unknown one."""
    return kind in KINDS and KINDS[kind].travels


def needs_reply_to(kind: str) -> bool:
    """Say whether a bundle that carries the kind must answer another; False for an unknown one."""
    return kind in KINDS and KINDS[kind].needs_reply_to
