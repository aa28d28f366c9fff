"""Backups and checks in words: when, how many records, proved or not."""

from PySide6.QtCore import QDateTime, QLocale, QObject

from confidant.errors import BackupError, ExpectedError
from confidant.services.backup_failures import Failure
from confidant.services.backups import LastCheck
from confidant.ui.words import label, sentence
from confidant.vault.backup_store import Kept
from confidant.vault.difference import Line


class BackupWords(QObject):
    """Puts what is known of backups into words, and claims nothing that nobody proved."""

    def moment(self, ms: int) -> str:
        """Return an instant in UTC milliseconds as a local day and time."""
        local = QDateTime.fromMSecsSinceEpoch(ms)
        day = QLocale().toString(local.date(), "d MMMM yyyy")
        clock = QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
        return f"{day}, {clock}"

    def size(self, number: int) -> str:
        """Return a number of bytes."""
        form = QLocale.DataSizeFormat.DataSizeTraditionalFormat
        return QLocale().formattedDataSize(number, 1, form)

    def kept(self, one: Kept, *, has_earlier_key: bool = False) -> str:
        """Return a backup in one line.

        Args:
            one: the backup.
            has_earlier_key: it was made before the vault was re-encrypted.
        """
        when = self.moment(one.made_ms)
        if has_earlier_key:
            return self.tr("{when} · opens with the old key").format(when=when)
        if one.proof is None:
            return self.tr("{when} · nobody has proved it").format(when=when)
        records = self.tr("%n records", "", one.proof.records)
        return self.tr("{when} · {records} · {size} · proved when it was made").format(
            when=when, records=records, size=self.size(one.proof.size)
        )

    def last_check(self, check: LastCheck | None) -> str:
        """Return when everything was checked last, and what was found."""
        if check is None:
            return self.tr("No full check was made yet. One is made by itself every week.")
        found = {
            "whole": self.tr(
                "On {when} everything was right: pages, history, attachments, lists and search."
            ),
            "lists": self.tr("On {when} the records were right; lists and search were not."),
            "damaged": self.tr("On {when} the vault was found damaged."),
        }[check.verdict]
        return found.format(when=self.moment(check.at_ms))

    def alarm(self, error: ExpectedError) -> str:
        """Return why the newest backup is none."""
        if isinstance(error, BackupError):  # its own advice is for the command line
            return self.tr(
                "The newest backup could not be proved good, so it was not kept: the disk may be "
                "failing. It is tried again by itself."
            )
        return self.tr("The newest backup is none.") + " " + sentence(error)

    def failure(self, one: Failure) -> str:
        """Return what failed in an earlier session."""
        said = {
            "unproved": self.tr(
                "The last backup could not be proved good and was not kept ({when})."
            ),
            "not-made": self.tr("The last backup could not be made, or was broken off ({when})."),
            "damaged": self.tr("When it was checked last, this vault was found damaged ({when})."),
        }[one.kind]
        return said.format(when=self.moment(one.at_ms))

    def line(self, one: Line) -> str:
        """Return a record of a difference: what it is called, else what it is."""
        from confidant.ui.widgets.bidi import one_line

        kind = label(one.kind)
        title = one_line(one.title) or self.moment(one.changed_ms)
        return self.tr("{title} ({kind})").format(title=title, kind=kind)
