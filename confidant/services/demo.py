"""Plays the whole story in two throw-away vaults, with real files and real cryptography."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from confidant.environment import Clock, Entropy
from confidant.errors import BugError, NotWritableError, OutputExistsError
from confidant.records.ids import RecordId
from confidant.services import (
    aliases,
    backups,
    contacts,
    conversation,
    decisions,
    doubts,
    forecasts,
    imports,
    inbox,
    journal,
    sharing,
    vaults,
)
from confidant.services import demo_story as story
from confidant.services.output import write_new
from confidant.services.selection import Selection

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

Say: TypeAlias = Callable[..., None]
"""(step, **what it says of it): called once for each step, with counts and names."""

_README = """Confidant's demo. Nobody in it exists; everything else is real.

leader.confidant   the vault of {leader}, passphrase: {leader_passphrase}
mentor.confidant   the vault of {mentor}, passphrase: {mentor_passphrase}
diary.txt          the diary that was imported (jrnl)
*.confidant-card   the two identity cards; they hold nothing secret
to-mentor.age      what the leader shared: two records, sealed
to-leader.age      the mentor's answer, sealed
to-mentor-2.age    the leader's answer to the challenge, sealed

Look at it with the window (confidant leader.confidant) or on the command line
(confidant list leader.confidant). Nothing of it is needed: delete the folder when you are done.
"""


@dataclass(frozen=True, slots=True, repr=False)
class Played:
    """What the demo left behind."""

    directory: Path
    leader: Path
    mentor: Path
    files: tuple[str, ...]


@dataclass(slots=True)
class _Stage:
    """The folder, the two open vaults, and what varies."""

    directory: Path
    clock: Clock
    entropy: Entropy
    say: Say
    leader: "Vault"
    mentor: "Vault"

    def path(self, name: str) -> Path:
        return self.directory / name


def play(*, directory: Path, clock: Clock, entropy: Entropy, say: Say) -> Played:
    """Play the story and leave both vaults, the cards, the files and a README behind.

    Args:
        directory: must not exist, or be empty.
        clock: tells the time.
        entropy: gives the keys.
        say: hears of each step.

    Raises:
        OutputExistsError, NotWritableError, DiskFullError: the folder cannot be used.
    """
    _make(directory)
    # What a computer remembers of a vault is of no use for throw-away ones: it goes at once.
    with TemporaryDirectory() as state, ExitStack() as open_vaults:
        leader, mentor = (
            open_vaults.enter_context(_vault(directory, who, clock, entropy, Path(state)))
            for who in ("leader", "mentor")
        )
        say("created", leader=story.LEADER, mentor=story.MENTOR)
        _act(_Stage(directory, clock, entropy, say, leader, mentor))
    _leave_readme(directory)
    say("left", directory=str(directory))
    return Played(
        directory=directory,
        leader=directory / "leader.confidant",
        mentor=directory / "mentor.confidant",
        files=tuple(sorted(place.name for place in directory.iterdir())),
    )


def _act(stage: _Stage) -> None:
    _write_diary(stage)
    doubt = _write_doubt(stage)
    decision = _write_decision(stage)
    _meet(stage)
    _share(stage, (doubt, decision))
    response = _mentor_answers(stage, doubt)
    _read_answer(stage, doubt)
    _answer_and_decide(stage, response, decision)
    _prove(stage)


def _write_diary(stage: _Stage) -> None:
    source = stage.path("diary.txt")
    write_new(source, story.diary(stage.clock.today()).encode())
    done = imports.bring_in(stage.leader, stage.clock, stage.entropy, source=source)
    again = imports.bring_in(stage.leader, stage.clock, stage.entropy, source=source)
    stage.say("imported", count=sum(done.new.values()), again=sum(again.new.values()))
    entry = journal.capture(
        stage.leader,
        stage.clock,
        title="The silence after the Rotterdam slide",
        tags=["candour"],
        fields={"genre": "reflection"},
    )
    journal.write_as_felt(stage.leader, stage.clock, record=entry.record, felt=story.AS_FELT)
    journal.write_as_observed(
        stage.leader, stage.clock, record=entry.record, observed=story.AS_OBSERVED
    )
    stage.say("two-passes")


def _write_doubt(stage: _Stage) -> RecordId:
    made = doubts.write(
        stage.leader,
        stage.clock,
        intensity=4,
        expires_on=story.day(stage.clock.today(), 7),
        statement=story.DOUBT["statement"],
        cost_if_true=story.DOUBT["cost_if_true"],
        what_would_settle_it=story.DOUBT["what_would_settle_it"],
    )
    stage.say("doubt", title=story.DOUBT["statement"].partition("\n")[0])
    return made.record


def _write_decision(stage: _Stage) -> RecordId:
    today = stage.clock.today()
    made = decisions.create(
        stage.leader,
        stage.clock,
        title=story.DECISION_TITLE,
        fields={**story.DECISION, "decide_by": story.day(today, 7)},
    )
    for question, days, view in story.FORECASTS:
        forecasts.write(
            stage.leader,
            stage.clock,
            question=question,
            resolve_by=story.day(today, days),
            fields=dict(view),
            decision=made.record,
        )
    stage.say("decision", title=story.DECISION_TITLE, forecasts=len(story.FORECASTS))
    return made.record


def _meet(stage: _Stage) -> None:
    """Exchange cards as files, then each types what the other reads aloud."""
    pairs = (
        (stage.leader, stage.mentor, story.MENTOR, "my_mentor"),
        (stage.mentor, stage.leader, story.LEADER, "i_mentor"),
    )
    for holder, owner, petname, role in pairs:
        card = contacts.my_card(owner)
        path = stage.path(card.file_name)
        write_new(path, card.text.encode())
        added = contacts.add(
            holder,
            stage.clock,
            untrusted_card=path.read_bytes(),
            petname=petname,
            role="my_mentor" if role == "my_mentor" else "i_mentor",
        )
        words = contacts.my_words(owner)
        contacts.verify(
            holder, stage.clock, contact=added.record, words=words, channel="read aloud"
        )
        stage.say("verified", petname=petname, words=" ".join(words))
    for name, stand_in, category in story.ALIASES:
        aliases.put(
            stage.leader,
            stage.clock,
            name=name,
            alias=stand_in,
            category="company" if category == "company" else "person",
        )
    stage.say("aliases", name=story.ALIASES[0][0], alias=story.ALIASES[0][1])


def _share(stage: _Stage, records: tuple[RecordId, ...]) -> None:
    contact = contacts.find(stage.leader, story.MENTOR)
    selection = Selection(
        records=records,
        note="Before the board on Thursday: where am I fooling myself?",
        respond_by=story.day(stage.clock.today(), 5),
    )
    seen = sharing.preview(stage.leader, contact=contact, selection=selection)
    stage.say("preview", fields=[one.name for item in seen.items for one in item.staying])
    done = sharing.share(
        stage.leader,
        stage.clock,
        stage.entropy,
        contact=contact,
        selection=selection,
        output=stage.path("to-mentor.age"),
    )
    stage.say("shared", records=done.records, words=done.words, bytes=len(done.data))


def _mentor_answers(stage: _Stage, doubt: RecordId) -> RecordId:
    taken = inbox.open_file(stage.mentor, stage.clock, path=stage.path("to-mentor.age"))
    stage.say("opened", petname=taken.petname, records=len(taken.items))
    row = inbox.rows(stage.mentor)[0]
    response = conversation.respond(
        stage.mentor,
        stage.clock,
        to=row,
        text=story.CHALLENGE,
        form="challenge",
        about=doubt,
        quote=story.QUOTED,
    )
    done = sharing.share(
        stage.mentor,
        stage.clock,
        stage.entropy,
        contact=contacts.find(stage.mentor, story.LEADER),
        selection=Selection(records=(), reply_to=row.bundle),
        output=stage.path("to-leader.age"),
        new_records=[response],
    )
    inbox.mark(stage.mentor, stage.clock, receipt=row.record, state="done")
    stage.say("challenged", quote=story.QUOTED)
    return done.created[0]


def _read_answer(stage: _Stage, doubt: RecordId) -> None:
    inbox.open_file(stage.leader, stage.clock, path=stage.path("to-leader.age"))
    voices = conversation.thread(stage.leader, record=doubt).voices
    if len(voices) != 1 or voices[0].passage is None:
        raise BugError("the mentor's challenge stands beside its passage")
    stage.say("beside", passage=voices[0].passage.words, text=voices[0].body.text)


def _answer_and_decide(stage: _Stage, response: RecordId, decision: RecordId) -> None:
    conversation.answer(stage.leader, stage.clock, response=response, text=story.ANSWER)
    contact = contacts.find(stage.leader, story.MENTOR)
    sharing.share(
        stage.leader,
        stage.clock,
        stage.entropy,
        contact=contact,
        selection=Selection(records=()),
        output=stage.path("to-mentor-2.age"),
    )
    inbox.open_file(stage.mentor, stage.clock, path=stage.path("to-mentor-2.age"))
    stage.say("answered")
    decided = decisions.decide(
        stage.leader,
        stage.clock,
        record=decision,
        option="Early exit at a fee",
        because=story.BECAUSE,
    )
    decisions.amend(stage.leader, stage.clock, record=decision, text=story.AMENDMENT)
    stage.say("sealed", forecasts=len(decided.forecasts))


def _prove(stage: _Stage) -> None:
    backed = backups.back_up(stage.leader)
    checked = [backups.check(vault) for vault in (stage.leader, stage.mentor)]
    stage.say(
        "proved",
        revisions=sum(one.revisions for one in checked),
        bytes=backed.backup.size,
    )


def _vault(directory: Path, who: str, clock: Clock, entropy: Entropy, state: Path) -> "Vault":
    from confidant.crypto.argon2 import MINIMUM_WRITTEN

    name = story.LEADER if who == "leader" else story.MENTOR
    return vaults.create(
        directory=directory / f"{who}.confidant",
        name=name,
        passphrase=story.UNLOCKED_BY[name],
        clock=clock,
        entropy=entropy,
        kdf=MINIMUM_WRITTEN,
        state_directory=state,
    ).vault


def _make(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        occupied = any(directory.iterdir())
    except FileExistsError:
        raise OutputExistsError(name=directory.name) from None
    except OSError:
        raise NotWritableError(name=directory.name) from None
    if occupied:
        raise OutputExistsError(name=directory.name)


def _leave_readme(directory: Path) -> None:
    text = _README.format(
        leader=story.LEADER,
        mentor=story.MENTOR,
        leader_passphrase=story.UNLOCKED_BY[story.LEADER],
        mentor_passphrase=story.UNLOCKED_BY[story.MENTOR],
    )
    write_new(directory / "README.txt", text.encode())
