"""Which tests cover which line of the list of faults; tests check that they exist."""

from dataclasses import dataclass
from typing import Final

from tests.faults.breaks import BREAKS


@dataclass(frozen=True)
class Promise:
    """A line of the list, and the tests of it.

    `broken` says in how many ways the tests themselves break the code behind it, each time, and
    see one of these fail (`breaks.py`); without any it was done once, by hand.
    """

    area: str
    fault: str
    tests: tuple[str, ...]
    broken: int


def _made(area: str, lines: dict[str, str]) -> tuple[Promise, ...]:
    return tuple(
        Promise(area, fault, tuple(tests.split()), sum(one.fault == fault for one in BREAKS))
        for fault, tests in lines.items()
    )


_HEADER: Final = {
    "wrong passphrase": "test_a_wrong_passphrase_is_said_and_nothing_is_touched",
    "every single-bit flip, copy absent": (
        "test_no_single_flipped_bit_of_a_lone_header_opens"
        " test_no_flipped_bit_in_the_passphrase_slot_opens_with_the_passphrase"
    ),
    "one copy bad": "test_one_bad_header_is_mended_and_said",
    "both bad": "test_two_bad_headers_write_nothing",
    "another vault's header": "test_the_header_of_another_vault_does_not_open_this_database",
    "cost too high, text, too low": "test_a_cost_outside_the_limits_is_refused_before_it_is_paid",
    "no memory": "test_a_refused_allocation_becomes_our_error",
    "unknown slots, duplicate keys, brackets, NaN, 8,193 bytes, version 2, unknown requires": (
        "test_a_header_opens_as_the_vector_says test_bytes_that_are_no_header_are_called_corrupt"
    ),
    "kill at each step of a passphrase change": (
        "test_a_kill_at_any_step_leaves_a_vault_that_the_old_or_the_new_secret_opens"
        " test_a_kill_at_a_random_moment_loses_nothing"
    ),
    "normal forms, emoji, 1,000 characters, pasted newline": (
        "test_a_passphrase_is_the_same_in_every_normal_form_or_refused"
    ),
    "recovery code, typed anyhow": "test_a_recovery_code_is_read_back_from_any_typing",
    "recovery code with a typing error": (
        "test_one_wrong_character_of_a_recovery_code_is_a_typing_error"
    ),
    "old header put back": "test_an_old_header_put_back_is_a_question",
}

_DATABASE: Final = {
    "missing, empty, plaintext, foreign": (
        "test_a_damaged_database_gives_its_error test_a_missing_database_is_never_made_anew"
    ),
    "first 16 bytes random": "test_damage_is_met_in_a_sentence_and_nothing_is_lost",
    "bit flips, cuts, appended bytes, swapped pages, zeros": (
        "test_flipped_bits_and_cut_files_are_found"
        " test_damage_is_met_in_a_sentence_and_nothing_is_lost"
    ),
    "an older page spliced in": (
        "test_a_chain_is_judged_as_the_vector_says test_no_older_page_put_back_goes_unnoticed"
    ),
    "yesterday's vault put back": "test_yesterdays_vault_asks_how_to_go_on",
    "sync fork": "test_two_computers_that_wrote_are_found_out",
    "disk full during save": "test_a_full_disk_is_said_and_the_next_save_works",
    "second instance": (
        "test_a_second_instance_is_refused_within_a_second"
        " test_damage_is_met_in_a_sentence_and_nothing_is_lost"
    ),
    "SIGKILL during autosave": (
        "test_a_kill_during_autosave_keeps_the_last_acknowledged_text"
        " test_a_kill_at_a_random_moment_loses_nothing"
    ),
    "derived schema of another number; interrupted rebuild": (
        "test_derived_tables_of_another_number_are_rebuilt"
        " test_an_interrupted_rebuild_is_rebuilt_again"
    ),
    "a bit-flipped backup": (
        "test_a_copy_with_a_flipped_bit_is_never_called_good"
        " test_a_backup_that_rots_is_not_called_unchanged"
        " test_a_backup_whose_headers_rotted_is_not_called_good_and_is_mended"
        " test_damage_is_met_in_a_sentence_and_nothing_is_lost"
    ),
    "erase": (
        "test_an_erased_body_is_in_no_page_of_the_database"
        " test_a_long_text_that_changes_leaves_an_index_that_agrees"
        " test_erasing_a_record_cuts_what_would_open_its_commitment"
        " test_erasing_says_who_has_it_and_replaces_the_backups_that_hold_it"
    ),
    "clock a year back": "test_damage_is_met_in_a_sentence_and_nothing_is_lost",
    "kill inside a restore": (
        "test_a_restore_that_is_killed_at_any_step_leaves_a_vault_that_opens"
        " test_what_a_killed_restore_left_goes_with_the_next_opening"
        " test_a_kill_at_a_random_moment_loses_nothing"
    ),
    "lists and search inside their budgets": (
        "test_lists_and_search_do_no_more_work_in_a_vault_of_a_hundred_thousand"
        " test_a_search_for_a_word_that_fills_a_long_text_stays_quick"
    ),
}

_STRINGS: Final = {
    "Big List of Naughty Strings": "test_naughty_strings_are_stored_searched_and_found",
    "NUL, lone surrogates, 1 MB line, RTL": "test_odd_text_is_kept_found_and_exported_or_refused",
    "search never raises": "test_no_odd_string_makes_search_raise",
}

PROMISES: Final = (
    *_made("Header", _HEADER),
    *_made("Database", _DATABASE),
    *_made("Strings", _STRINGS),
)
