"""French dates and times: from what a visitor types to the stretch of time that is meant.

A phrase passes through these modules, in this order:

| module | reads, or does |
|---|---|
| plain_text: vocabulary, sounds, excerpts | short forms, numbers in words, typing errors |
| not_times | numbers and words that tell no time are covered up |
| zones | « heure de Montréal » |
| later | « dans une heure », « d'ici 48 h » |
| hours: clocks, parts_of_day | « avant 11h »; « 14h30 », « midi et demi »; « le matin » |
| days | the grammar of days: the order in which the modules below are tried |
| dates, stretches | « le 30 », « mardi 1er décembre », « Noël »; « du 7 au 11 » |
| weekdays, weeks, months | « jeudi en huit », « le premier lundi de mars »; « fin de semaine » |
| counted_days | « demain », « dans 3 jours »; « le lendemain du 20 » |
| mentions | all of them as one list, in the order in which they were said |
| questions | « vous fermez à quelle heure le vendredi ? » |
| asides | « ma sœur finit à 17 h », « je vous redis demain » |
| told: events, occupations | « je finis à 16 h », « lundi je voyage »; « la JPO du 29 mai » |
| correcting | « à 11 h, ou plutôt 11 h 30 »; « jeudi, euh, vendredi » |
| elsewhere | « 15 h, soit 9 h à Montréal » |
| refusing | « pas lundi », « sauf le matin » |
| only, reasons | « que le mercredi »; « 16 h parce que 15 h… » |
| grouping, making | each hour is put with its day; both make one stretch of time |
| bounds | « pas avant le 8, pas après le 19 » |
| parsing | all of this, from a phrase to a window |
| window, written | what was said, and what it includes; the same as JSON |
| refining, moving | a phrase that completes, corrects or counts from what was said before |

To teach it a phrase, add a row to the table of the module that reads its kind: an example, an
expression, and what it means. `days.GRAMMAR` shows which rows come first and why; what an earlier
row has read, no later row reads. A test reads the example of each row.
docs/times.md says which reading is taken where French is ambiguous.
"""

from french.when.day_hours import DEFAULT, DayHours
from french.when.making import window_at
from french.when.parsing import missing_day, read_when, spans
from french.when.refining import YES, is_undated, points_to_time, refine
from french.when.window import Problem, Window, midnight
from french.when.written import as_json

__all__ = [
    "DEFAULT",
    "YES",
    "DayHours",
    "Problem",
    "Window",
    "as_json",
    "is_undated",
    "midnight",
    "missing_day",
    "points_to_time",
    "read_when",
    "refine",
    "spans",
    "window_at",
]
