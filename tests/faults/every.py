"""Every fault of the list that is made many times, in the order of the table."""

from typing import Final

from tests.faults import headers, kills, pages, places, texts
from tests.faults.tally import Fault

KILLS: Final = 50

EVERY: Final = (
    Fault("Header", "wrong passphrase", 20, headers.wrong_passphrase),
    Fault("Header", "a bit of every byte flipped, no copy", 10_000, headers.flipped_alone),
    Fault("Header", "a bit of every byte flipped, copy good", 10_000, headers.flipped_with_copy),
    Fault("Header", "both copies cut or zeroed", 30, headers.both_bad),
    Fault("Header", "another vault's header", 10, headers.anothers),
    Fault("Header", "an old header put back", 10, headers.old_header),
    *(Fault("Killed", f"during {name}", KILLS, run) for name, run in kills.KILLS.items()),
    Fault("Database", "a bit flipped in every page, and anywhere", 200, pages.flipped),
    Fault("Database", "cut, longer, zeros, pages swapped", 100, pages.reshaped),
    Fault("Database", "missing, empty, plaintext, foreign", 20, pages.not_a_database),
    Fault("Database", "first 16 bytes random", 10, pages.random_salt),
    Fault("Database", "an older page spliced in", 100, pages.spliced),
    Fault("Database", "yesterday's vault put back", 20, pages.yesterday),
    Fault("Database", "two computers wrote apart", 20, pages.forked),
    Fault("Database", "a bit of a backup flipped", 100, pages.rotten_backup),
    Fault("Database", "a bit of a backup's headers flipped", 60, pages.rotten_backup_header),
    Fault("Database", "erased, then every page read", 30, pages.erased),
    Fault("Place", "disk full while a verb writes", 60, places.full_disk),
    Fault("Place", "disk full while the vault is open", 30, places.full_disk_while_open),
    Fault("Place", "directory that may not be written", 24, places.read_only_directory),
    Fault("Place", "a second instance", 24, places.second_instance),
    Fault("Place", "clock a year back, and forth", 20, places.clock_back),
    Fault("Place", "clock back, after a year of backups", 20, places.clock_back_with_history),
    Fault("Strings", "naughty, broken, huge, bidirectional", 10_000, texts.strings),
)
