"""Digits and words that tell no time: numbers to call, addresses, ages, amounts, good wishes."""

from __future__ import annotations

import re

from french.when.vocabulary import M, W

_STREET = r"(?:rue|avenue|av|place|bd|blvd|boulevard|quai|allee|impasse|chemin|route|cours)"

NO_TIMES = re.compile(
    rf"""
      \S+@\S+
    | https?://\S+ | \bwww\.\S+
    | \+\d[\d .()/-]{{7,}}\d
    | \b0\d(?:[ .-]?\d{{2}}){{4}}\b
    | \b[34679acdefghjkmnpqrtwxy]{{4}}-[34679acdefghjkmnpqrtwxy]{{4}}\b    # a booking's reference
    | (?:\b\d+\s*(?:bis\s|ter\s)?,?\s*)?\b{_STREET}\s
        (?:(?:du|de|des|le)\s)?\d{{1,2}}(?:er)?\s(?:{M})(?:\s\d{{4}})?
    | \b\d+\s*(?:bis\s|ter\s)?,?\s*{_STREET}\b
    | \b\d{{5}}\b(?:\s+(?!{W}|demain|apres|matin)[a-z]+)?
    | \b\d+(?:[.,\s]\d+)?\s*(?:%|k?€|euros?\b|eur\b|k\b|balles\b|francs?\b|fcfa\b)
    | \b\d+\s*(?:ans?|annees?|enfants?|filles?|fils|freres?|soeurs?|garcons?|personnes?|places?
        |points?|fois|mails?|liens?|questions?|creneaux?|options?|choix|km|credits?|eleves?
        |etudiants?|stages?|langues?|propositions?|amis?|copains?|copines?|diplomes?|ecoles?
        |entretiens?|rdv|rendez-vous|jobs?|metiers?|mercis?)\b
    | \bbac\s*(?:\+|plus)?\s*\d\b
    | \b\d+(?:[.,]\d+)?\s*(?:/\s*20\b(?!\d|\s*[/h])|sur\s20\b|de\s+moyenne)
    | \beu\s+(?:un\s)?\d+(?:[.,]\d+)?(?=\s*(?:au|en|a\sla|a\sl|de|sur|$|[,.!?]))(?!\s*h)
    | \b(?:en|ma|sa|la|de|d')\s*(?:\d(?:e|eme|nde|de|ere|er)|1er)\b
        (?!\s*(?:semaine|quinzaine|{W}|{M}|a\s\d))
    | \b(?:niveau|n°|no|numero|article|chapitre|top|rncp|spe|groupe|option|choix|proposition
        |creneau|terminale|bts|etape)\s*(?:n°|numero\s)?\d\d?\b(?!\s*[h:/])
    | \b(?:prends?|prendrai[st]?|choisi[st]?|selectionne|valide|garde)\s+le\s\d\b
        (?!\s*(?:{M}|h\b|heure|a\s\d|vers\s|[/.:-]\s?\d))
    | \b(?:le|la|les|mon|ton|son|au)\s+(?:1er|deuxieme|seconde?|troisieme|quatrieme|derniere?)\b
        (?!\s*(?:semaine|quinzaine|{W}|{M}|du\smois|a\s\d|vers\s\d|\d|matin|apres-midi|au\smatin
            |creneau\s(?:dispo|libre|possible)))
    | \b(?:on\sest|vous\setes|nous\ssommes|on\ssera|sera|serons)\s+(?:a\s)?\d\b(?!\s*[h:])
    | \b(?:dure|dura|durer|durera|durent|duree\sde|prend|prends)\s+(?:que\s|environ\s|combien\s)*
        (?:\d+|une?)(?:\s(?:ou|a|-)\s\d+)?\s*(?:h|heures?|min|jours?|mois|semaine)\b
        (?:\s*\d\d|\set\s(?:demie?|quart))?
    | \b\d+\s*(?:h|heures?)\s(?:de\s(?:cours|travail|route|formation|transport|stage)|par\s\w+)\b
    | \b(?:\d+|une)\s(?:mois|semaine|jours?)\s(?:de\s\w+|par\s\w+)\b
    | \b(?:par|chaque|tous\sles)\s(?:heure|semaine|mois)\b
    | \b(?:bon|bonne|belle|excellente?)\s(?:fin\sde\s)?(?:week-end|soiree|journee|apres-midi
        |matinee|semaine)\b
    | (?:^|\bet\s|\bmerci\s|[,.!]\s*)a\s(?:demain|{W}|la\ssemaine\sprochain)(?=\s*(?:$|[!.]))
    | \bnee?\s(?:le\s|en\s)(?:\d{{1,2}}(?:er)?[\s/.-](?:\w+)[\s/.-])?\d{{2,4}}\b
    | \b(?:24\s?/\s?7|24\s?h?\s?/\s?24|7\s?j(?:ours)?\s?/\s?7)\b
    | \bvacances\s(?:de\s|d')(?:noel|fevrier|paques|la\stoussaint|printemps|hiver|ete)\b
    """,
    re.VERBOSE,
)
