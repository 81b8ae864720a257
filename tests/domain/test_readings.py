"""The readings of characters agree with the library's, in which every reading is known."""

from __future__ import annotations

from pypinyin import Style, pinyin

from crmcli.domain.readings import readings


def test_every_character_of_gb2312_is_read_as_the_library_reads_it() -> None:
    counted = 0
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                char = bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:
                continue
            known = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
            found = readings(char)
            assert found[0] == known[0]
            assert set(found) <= set(known)
            counted += 1
    assert counted == 6763


def test_a_rare_character_has_none() -> None:
    assert readings("𠮷") == ()
    assert readings("a") == ()
