"""`demo`: a sentence for each step of the story."""

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from confidant.cli import showing
from confidant.cli.console import Console, Report
from confidant.cli.world import World
from confidant.services import demo as playing
from confidant.services import demo_story as story

_SENTENCES: Mapping[str, str] = {
    "created": "{leader} and {mentor} each make a vault that only they can open.",
    "imported": "{leader} imports the diary that she keeps already: {count} entries; "
    "a second import adds {again}.",
    "two-passes": "She writes about last night twice: as she feels it, which stays, "
    "and as an observer would put it.",
    "doubt": "She writes down a doubt: “{title}”",
    "decision": "She opens a decision, “{title}”, with three options and {forecasts} forecasts.",
    "verified": "The card of {petname} is verified by its six words, read aloud: {words}.",
    "aliases": "In what she shares, “{name}” will read “{alias}”.",
    "preview": "Before sealing she sees what {mentor} will see; {fields} stay here.",
    "shared": "She seals {records} records ({words} words) as one encrypted file of "
    "{bytes:,} bytes.",
    "opened": "{mentor} opens it: verified, from {petname}, {records} records.",
    "challenged": "She challenges one passage, “{quote}”, and seals her answer.",
    "beside": "{leader} opens it and reads it beside her own words, “{passage}”:\n    {text}",
    "answered": "She answers the challenge; {mentor} opens the answer.",
    "sealed": "She decides. The reasoning and {forecasts} forecasts are sealed; "
    "a later thought becomes an amendment.",
    "proved": "A backup is made and proved by opening it; all {revisions} changes of both vaults "
    "verify.",
    "left": "Everything is in {directory}; README.txt has the passphrases.",
}


def demo(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Play the story in throw-away vaults."""
    started = time.monotonic()
    given = arguments.directory
    directory = Path(given) if given is not None else Path(mkdtemp(prefix="confidant-demo-"))

    def say(step: str, **what: object) -> None:
        people = {"leader": story.LEADER, "mentor": story.MENTOR}
        shown = {name: _shown(value) for name, value in {**people, **what}.items()}
        console.step(_SENTENCES[step].format(**shown))

    played = playing.play(
        directory=directory.resolve(), clock=world.clock, entropy=world.entropy, say=say
    )
    if world.screenshots is not None:
        world.screenshots(
            played.leader,
            played.mentor,
            story.UNLOCKED_BY[story.LEADER],
            story.UNLOCKED_BY[story.MENTOR],
        )
        console.step("Pictures of its screens are beside them.")
    seconds = time.monotonic() - started
    return Report(
        {
            "directory": str(played.directory),
            "files": list(played.files),
            "passphrases": {
                "leader.confidant": story.UNLOCKED_BY[story.LEADER],
                "mentor.confidant": story.UNLOCKED_BY[story.MENTOR],
            },
        },
        [f"Done in {seconds:.1f} seconds."],
    )


def _shown(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(showing.label(str(one)) for one in value))
    return value


VERBS = {"demo": demo}
