"""How responses and answers look beside their passages."""

from confidant.cli import neutral
from confidant.cli.console import Json
from confidant.records.ids import to_c32
from confidant.records.response import Answer, Response
from confidant.services.conversation import Voice


def to_json(voice: Voice) -> dict[str, Json]:
    """Return a response with its passage and its answers."""
    body = voice.body
    passage = voice.passage
    return {
        "id": to_c32(voice.record),
        "author": voice.author,
        "said_ms": voice.said_at,
        "form": body.form if isinstance(body, Response) else body.outcome,
        "text": body.text,
        "quote": body.about.quote if body.about is not None else None,
        "revision": voice.revision or None,
        "passage": None
        if passage is None
        else {
            "field": str(passage.path[0]),
            "start": passage.start,
            "end": passage.end,
            "text": passage.words,
        },
        "open": voice.open,
        "answers": [to_json(answer) for answer in voice.answers],
    }


def to_lines(voice: Voice) -> list[str]:
    """Return a response for people: the passage, what was said, what was said back."""
    lines = [""]
    about = voice.body.about
    if voice.passage is not None:
        lines.append(f"  “{neutral.line(voice.passage.words)}” (revision {voice.revision})")
    elif about is not None and about.quote is not None:
        lines.append(f"  “{neutral.line(about.quote)}” (not found in revision {voice.revision})")
    who = neutral.line(voice.author or "you")
    lines.append(f"  {who}, {_form(voice.body)} [{to_c32(voice.record)[:8]}]:")
    lines += [f"    {line}" for line in voice.body.text.split("\n")]
    for answer in voice.answers:
        lines.append(f"    {neutral.line(answer.author or 'you')}, {_form(answer.body)}:")
        lines += [f"      {line}" for line in answer.body.text.split("\n")]
    for name in voice.names:
        real = " or ".join(name.names)
        lines.append(neutral.line(f"    ({name.alias}: {real})"))
    return lines


def _form(body: Response | Answer) -> str:
    return body.form if isinstance(body, Response) else body.outcome
