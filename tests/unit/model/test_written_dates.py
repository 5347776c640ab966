"""Dates and numbers as readers of a language write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.model.written_dates import (
    WrittenDates,
    fault_of_format,
    without_fields,
)

DAY = datetime(2025, 3, 2, 9, 5, tzinfo=UTC)

USUAL = {
    "en": ("2 March 2025", "2 Mar 2025", "2 March", "2", "March 2025", "2025"),
    "en_US": ("March 2, 2025", "Mar 2, 2025", "March 2", "2", "March 2025", "2025"),
    "de": ("2. März 2025", "02.03.2025", "2. März", "2", "März 2025", "2025"),
    "pt-BR": (
        *("2 de março de 2025", "2 de mar. de 2025", "2 de março", "2"),
        *("março de 2025", "2025"),
    ),
    "cs": ("2. března 2025", "2. 3. 2025", "2. března", "2.", "březen 2025", "2025"),
    "ja": ("2025年3月2日", "2025/03/02", "3月2日", "2日", "2025年3月", "2025年"),
    "fa": ("۲ مارس ۲۰۲۵", "۲ مارس ۲۰۲۵", "۲ مارس", "۲", "مارس ۲۰۲۵", "۲۰۲۵"),
    "x-nobody": ("2 March 2025", "2 Mar 2025", "2 March", "2", "March 2025", "2025"),
}


@pytest.mark.parametrize("language", USUAL)
def test_date_is_written_as_the_language_has_it(language):
    """Whole, short, below a year, below a month; then the month and the year."""
    dates = WrittenDates(language)

    assert (
        dates.date(DAY),
        dates.brief(DAY),
        dates.below(DAY, "year"),
        dates.below(DAY, "year", "month"),
        dates.month(DAY),
        dates.year(DAY),
    ) == USUAL[language]


FORMATS = {
    "medium": ("2 de mar. de 2025", "2 de mar.", "2"),
    "full": ("domingo, 2 de março de 2025", "2 de março", "2"),
    "EEEE, d. MMMM y": ("domingo, 2. março 2025", "domingo, 2. março", "domingo, 2"),
    "d 'de' MMMM": ("2 de março", "2 de março", "2"),
    "%-d %B %Y": ("2 março 2025", "2 março", "2"),
    "%d de %B de %Y": ("02 de março de 2025", "02 de março", "02"),
    "%Y-%m-%d": ("2025-03-02", "03-02", "02"),
    "%H:%M, %d/%m": ("09:05, 02/03", "09:05, 02/03", "09:05, 02"),
    "100 %% %d": ("100 % 02", "100 % 02", "100 % 02"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_format_is_a_name_a_pattern_or_of_strftime(form):
    """Below a heading, a date leaves out what the heading says."""
    dates = WrittenDates("pt", form)

    assert fault_of_format(form) is None
    assert (
        dates.date(DAY),
        dates.below(DAY, "year"),
        dates.below(DAY, "year", "month"),
    ) == FORMATS[form]


@pytest.mark.parametrize("form", ["%Q", "nothing", "''", "MMMMMMMM d"])
def test_format_that_nobody_can_read_is_a_fault(form):
    """The message says what could stand there."""
    assert fault_of_format(form)


@pytest.mark.parametrize(
    ("number", "language", "text"),
    [(12345, "en", "12,345"), (12345, "de", "12.345"), (7, "fa", "۷")],  # noqa: RUF001
)
def test_number_has_the_digits_of_the_language(number, language, text):
    """And what parts its thousands."""
    assert WrittenDates(language).number(number) == text


def test_pattern_without_a_day_stays_whole():
    """There would be nothing left to tell days apart."""
    assert without_fields("MMMM y", ("year",)) == "MMMM y"
