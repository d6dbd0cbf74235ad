"""What keeps people busy, what does not, and who they are; in plain text."""

from __future__ import annotations

import re

ACTIVITY = (
    r"cours|classe|lycee|td|tp|sport|foot\w*|basket|rugby|hand\w*|tennis|judo|karate|boxe|danse"
    r"|piscine|natation|gym|yoga|solfege|piano|theatre|code|conduite|permis|dentiste|kine|osteo"
    r"|medecin|docteur|psy|ortho\w*|coiffeur|examens?|exam|partiels?|controles?|interro|concours"
    r"|oral|stage|reunion|travail|taf|boulot|service|entrainement|match|repet\w*|(?:rdv|rendez-vous)"
    r" (?:chez|medic\w*|au|dentiste|kine)"
)
"""What keeps one busy of itself."""
TIME_TO_SPARE = (
    r"dispos?|disponib\w+|libre\w*|creneaux?|trous?|temps|moments?|places?|possibilites?|pauses?"
    r"|repos|conges?|rien|fenetres?|matinee|matin|apres-midi|journee|soiree|heures?|acces|juste"
    r"|(?:rdv|rendez-vous|entretiens?|visios?|reservations?)(?! (?:chez|medic|au))|questions?"
    r"|preferences?|besoin|envie|hate|droit|idees?|choix|mails?|messages?|\w+ment"
)
"""What one may have without being busy: it is wanted then, or says nothing of a time."""

ACTS = (
    r"(?:(?:voyag|demenag|emmenag|revis|travaill|boss|taff)(?:e|ons)|par[st]|partons|dors|conduis"
    r"|m'(?:absente|occupe)|(?:garde|accompagne|emmene|recupere)\s(?:mes|les|mon|ma|le|la)"
    r"|passe\s(?:mon|mes|le|la|les|un|une|des)"
    r"|prends\s(?:(?:le|la|l'|un|mon|mes)\s?)(?:train|tgv|avion|bus|car|route|service|poste|vol)"
    r"|va(?:is)?\s(?:a (?![a-z]+er\b)|aux?\s|en\s|chez\s(?!moi|nous))"
    r"|fais\s(?:(?:du|de la|de l'|des|un|une)\s?(?!tele)))"
)
"""What one does that takes the day, after « je », « on » or « nous »."""
AWAY = (
    r"(?:pris|prise|occupee?s?|absente?s?|indisponible|malade|hospitalisee?|(?:pas|plus) la"
    r"|d'(?!accord)[a-z]|de\s(?!repos|conges?|retour|chez|nouveau|vous|mon|ma)[a-z]"
    r"|en\s(?:formation|voyage|mission|seminaire|salon|deplacement|partiels?|examens?|revisions?"
    r"|cours|stage|reunion|vacances))"
)
"""Where one is, or how, after « je suis »: one is busy there."""
AWAY_THAT_DAY = (
    r"(?:en\s(?!conges?|repos|visio|ligne|teletravail|pause|rtt|avance|forme|mesure)"
    r"|a\sl'(?!ecoute|heure|aise)|aux?\s(?!chomage|telephone|calme|courant|clair|moins)"
    r"|chez\s(?!moi|nous|vous|mes|ma|mon)|dans\s(?:le|un|l')|sur\s(?:un|une|le))"
)
"""The same, where the day stands before it; after it these may be many other things."""

EVENT = (
    r"(?:rentree|jpo|portes ouvertes|inscriptions?|bac|brevet|concours|examens?|partiels?|oral"
    r"|oraux|resultats?|parcoursup|vacances|reunion|match|conseil de classe|soutenance|forum|salon"
    r"|anniversaire|anniv|mariage|bapteme|enterrement|obseques|fete|kermesse|noces"
    r"|journee des? [a-z]+|jour des? (?!conges?|repos)[a-z]+)"
)
"""What has its own day: « la JPO du 29 mai », « jeudi c'est l'anniversaire de ma mère »."""

CHILD = (
    r"fils|filles?|enfants?|garcons?|ados?|gamine?s?|gosses?|bebe|jum(?:eau|elle)s?|petit[es]{0,2}"
)
"""Whom a visitor may write for: when they are free is when an interview may be, if that is said."""
RELATIVE = (
    r"(?:soeur|frere|mere|pere|parent|maman|papa|mari|femme|epou(?:x|se)|conjointe?|compagn(?:on|e)|mec"
    r"|copain|copine|amie?|pote|collegue|patronn?e?|chef+e?|boss|prof|professeure?|employeur|tut(?:eur|rice)"
    r"|daronn?e?|re(?:up|ump)|keum|meuf|frangine?|mamie|papi|tonton|tata"
    r"|coloc|colocataire|voisine?|cousine?|oncle|tante|nounou|baby-sitter|formatr?(?:eur|ice)|associee?"
    r"|(?:belle|beau|grande?|demi)s?(?:-[a-z]+|\s(?:mere|pere|parent|soeur|frere|oncle|tante)))s?"
)
"""Who is somebody else, whose timetable is not the visitor's."""

JOINED = re.compile(
    r"[\s,/-]*(?:(?:et|ou|puis|de|du|des|d|a|au|aux|le|la|les|l|entre|jusque?|en|dans|vers|tou[ts]e?s?)\b"
    r"[\s,'/-]*)*"
)
"""What stands between times that are told in one."""

TOO = re.compile(
    r"\s?,?\s?(?:aussi|pareil|idem|non plus|de meme)\b(?! (?:possible|dispo|libre|bien|ok))"
)
"""After a day of which the same is said as of the one before it: « mardi non plus »."""
