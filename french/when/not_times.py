"""Digits and words that tell no time: numbers to call, addresses, lengths, amounts, good wishes."""

from __future__ import annotations

import re

from french.when.vocabulary import MONTH_RE, WEEKDAY_RE

_STREET = r"(?:rue|avenue|av|place|bd|blvd|boulevard|quai|allee|impasse|chemin|route|cours)"
_UNIT = r"(?:h|heures?|min|jours?|semaines?|mois|ans?|annees?)"
_COUNT = r"(?:\d+(?:[.,]\d+)?|une?|quelques|plusieurs|une? demi)"
_LENGTH = (
    rf"{_COUNT}(?:\s?(?:ou|a|-)\s?\d+)?[\s-]?{_UNIT}\b(?:\s?[0-5]\d\b|\set\s(?:demie?|quart))?"
)
_EACH = r"(?:semaine|jour|journee|mois|an|annee|trimestre|semestre|personne|eleve|cours|matiere)\b"
_MEETING = (
    r"(?:entretien|rendez-vous|rdv|visio|appel|reunion|seance|duree|trajet|creneau|delai|film|video"
    r"|formation|module|test|examen|oral|epreuve|session|pause|jury)"
)
_DONE = (
    r"(?:appele|rappele|ecrit|envoye|recu|postule|contacte|telephone|candidate|depose|rate|manque|loupe"
    r"|oublie|fini|termine|obtenu|quitte|parle|discute|echange|rencontre|assiste|passe|rempli|demande|laisse|essaye|tente|eu|vu)e?s?"
)
_STUDIED = rf"(?:{_DONE}|(?:commence|debute|fait|integre|rejoint|suivi|arrete|valide)e?s?)"
_RIDE = r"(?:train|tgv|bus|car|metro|rer|tram|voiture|avion|velo|route|trajet|pied|transports?)"
_WAY_LENGTH = rf"(?:[1-7]\s?h(?:eures?)?(?:\s?[0-5]\d)?|[1-9]\d\s?min|{_COUNT}\s?min)\b"
_FILE = r"(?:pdf|docx?|odt|jpe?g|png|heic|txt|zip|xlsx?|pptx?|mp4)"
_NUMBERED = (
    r"(?:dossiers?|ref|reference|commande|facture|fichier|candidature|matricule|siret|ine|iban"
    r"|contrat|devis|ticket|code)"
)
_FEAST = r"(?:paques|pentecote|ascension|noel|toussaint|armistice|assomption|ferie)"
_IN_ORDER = r"(?:1er|deuxieme|seconde?|troisieme|quatrieme|dernier)"
_RANKED = rf"semaine|quinzaine|week-end|jours?|moitie|{WEEKDAY_RE}|{MONTH_RE}"

# Each row: what it is, and how it looks. A new kind of thing that is no time is a row.
_WITH_DIGITS: tuple[tuple[str, str], ...] = (
    (
        "a telephone number",
        r"\+\d[\d .()/-]{7,20}\d"
        r"|(?<!\d[./-])\b(?!\d\d(?P<mark>[ .-])\d\d(?P=mark)20[23]\d\D)0\d(?:[ .-]?\d{2}){4}\b",
    ),
    ("a number of eight digits or more", r"(?<![\w/.-])\d{8,}(?!\d)"),
    ("a date in a longer number", r"(?<![\w-])\d{4}-\d\d-\d{3,}(?!\d)|\b\d{1,2}/\d{4}/\d{3,}\b"),
    ("a file", rf"(?<!\S)[\w.-]{{0,40}}\d[\w-]{{0,40}}\.{_FILE}\b|\b[a-z]{{2,12}}_[\w-]*\d[\w-]*"),
    (
        "a number of a file, an order",
        rf"\b{_NUMBERED}\s(?:n[°o]?\s?|numero\s|:\s?|est\s|c'est\s){{0,3}}"
        r"[\w/-]{0,12}\d[\w/-]*(?!\s?h)",
    ),
    ("a booking's reference", r"\b[34679acdefghjkmnpqrtwxy]{4}-[34679acdefghjkmnpqrtwxy]{4}\b"),
    (
        "a street named after a day",
        rf"(?:\b\d+\s*(?:bis\s|ter\s)?,?\s*\b{_STREET}\s(?:(?:du|de|des|le)\s)?"
        rf"|\b(?:(?!place|cours){_STREET}\s(?:(?:du|de|des)\s)?"
        r"|(?<!une )(?<!la )place\s(?:du|de)\s))"
        rf"\d{{1,2}}(?:er)?\s(?:{MONTH_RE})(?:\s\d{{4}})?",
    ),
    ("a number in a street", rf"\b\d+\s*(?:bis\s|ter\s)?,?\s*{_STREET}\b"),
    ("a post code", rf"\b\d{{5}}\b(?:\s+(?!{WEEKDAY_RE}|demain|apres|matin)[a-z]+)?"),
    (
        "an amount",
        r"\b\d+(?:[.,\s]\d+)?\s*(?:%|k?€|euros?\b|eur\b|k\b|balles\b|francs?\b|fcfa\b)",
    ),
    ("a month's pay", r"\b\d{3,}\s(?:par|/)\s?(?:mois|an|heure)\b"),
    (
        "a number of things",
        r"(?<!h )(?<!heure )(?<!heures )\b\d+\s*(?:ans?|annees?|enfants?|filles?|fils|freres?"
        r"|soeurs?|garcons?|personnes?|places?|points?|fois|mails?|liens?|questions?|creneaux?|options?|choix|km|credits?|eleves?"
        r"|etudiants?|stages?|langues?|propositions?|amis?|copains?|copines?|diplomes?|ecoles?"
        r"|entretiens?|rdv|rendez-vous|jobs?|metiers?|ects|candidats?)\b",
    ),
    ("many thanks", r"\b\d{3,}\smercis?\b|(?<!le )\b5/5(?=\smerci\b)"),
    ("a floor", r"\b\d+(?:e|eme)?\s?etage\b"),
    ("a diploma", r"\bbac\s*(?:\+|plus)?\s*\d\b|\b(?:master|bachelor|licence|but|m|l)\s\d\b"),
    ("a mark", r"\b\d+(?:[.,]\d+)?\s*(?:/\s*20\b(?!\d|\s*[/h])|sur\s20\b|de\s+moyenne)"),
    (
        "a mark at an examination",
        r"\beu\s+(?:un\s)?\d+(?:[.,]\d+)?(?=\s*(?:au|en|a\sla|a\sl|de|sur|$|[,.!?]))(?!\s*h)",
    ),
    ("a version", r"\bversion\s[\d.]+"),
    ("a score", r"\b(?:toeic|toefl|ielts|score)\s(?:de\s)?\d+(?:\spoints)?"),
    (
        "a year at school",
        r"\b(?:en|ma|sa|la|de|d')\s*(?:\d(?:e|eme|nde|de|ere|er)|1er)\b"
        rf"(?!\s*(?:{_RANKED}|mois|a\s\d|heure))",
    ),
    (
        "one of several",
        r"\b(?:niveau|n°|no|numero|article|chapitre|top|rncp|spe|groupe|option|choix|proposition"
        r"|creneau|terminale|bts|etape|salle|bureau|porte|batiment|promo|parcoursup|page|question)"
        r"\s*(?:n°|numero\s)?\d{1,4}\b(?!\s*[h:/])",
    ),
    (
        "the one that is taken",
        rf"\b(?:prends?|prendrai[st]?|choisi[st]?|selectionne|valide|garde)\s+le\s\d\b"
        rf"(?!\s*(?:{MONTH_RE}|h\b|heure|a\s\d|vers\s|[/.:-]\s?\d))",
    ),
    (
        "how many there are",
        r"\b(?:on\sest|vous\setes|nous\ssommes|on\ssera|sera|serons)\s+(?:a\s)?\d\b(?!\s*[h:])",
    ),
    ("always", r"\b(?:24\s?/\s?7|24\s?h?\s?/\s?24|7\s?j(?:ours)?\s?/\s?7)\b"),
    (
        "a birthday",
        r"\b(?:nee?|naissance|anniversaire)\s?(?::\s?|est\s|c'est\s){0,2}(?:le\s|en\s|du\s)?"
        rf"(?:(?:\d{{1,2}}(?:er)?[\s/.-])?(?:\w+[\s/.-])?\d{{2,4}}\b|(?:\d{{1,2}}(?:er)?\s)?(?:{MONTH_RE})\b)",
    ),
)
_ANY: tuple[tuple[str, str], ...] = (
    (
        "a time spoken of before",
        r"\bce(?:t|tte)?\s(?:jour|matin|matinee|midi|apres-midi|soir|week-end|semaine|mois"
        rf"|{WEEKDAY_RE})[\s-]la\b",
    ),
    ("an address", r"(?<!\S)[^\s@]{1,64}@\S+|https?://\S+|\bwww\.\S+"),
    (
        "a length that is over, or goes on",
        rf"\b(?:il\sy\sa|ca\sfait|cela\sfait|depuis|pendant|durant|en\smoins\sde|au\sbout\sde"
        rf"|j'?attends)\s(?:deja\s|plus\sde\s|presque\s|environ\s|encore\s|bien\s){{0,2}}{_LENGTH}"
        r"(?!\s\(?(?:(?:de\s)?chez|pour\s(?:vous|moi|nous)|ici|heure\sd|a\sparis|en\sfrance)\b)",
    ),
    (
        "how long it takes",
        rf"\b(?:dure|dura|durer|durera|durent|duree\sde|prend|(?<=ca\s)prends|(?<=cela\s)prends)\s"
        rf"(?:que\s|environ\s|combien\s|pas\s|plus\sd[e']\s){{0,2}}{_LENGTH}"
        rf"|\bcombien\sde\stemps\W{{1,3}}{_LENGTH}"
        rf"|\b(?:besoin\sd[e']|(?:laissez|donnez|accordez)[\s-]moi)\s?{_LENGTH}",
    ),
    (
        "when studies begin",
        r"\bcherch\w+\s(?:(?!creneau|rdv|rendez|date|heure|entretien)[\w'~]+\s){0,4}"
        rf"(?:pour|en|a\spartir\sde|des)\s(?:{MONTH_RE})\b",
    ),
    (
        "how long a way takes",
        rf"\b(?:(?:je|j'|il|elle|on|ca|cela|nous|qui)\s?(?:me\s|m'|n'|y\s|en\s)*"
        rf"|(?:le|la|mon|ma|un|mes|les|ce)\s(?:{_RIDE})\s|\b(?:{_RIDE})\s)"
        rf"(?:met(?:s|tent|tais)?|mettrai|prend(?:rait?)?|fa(?:ut|is|it)|roule|ai pour)\s"
        rf"(?:environ\s|presque\s|deja\s|au moins\s|plus de\s|bien\s|facile\s)?{_WAY_LENGTH}",
    ),
    (
        "a way of some length",
        rf"\b(?<!\ba )(?<!vers ){_WAY_LENGTH}\s(?:environ\s)?"
        rf"(?:pour\s(?:venir|arriver|aller|rentrer|faire|y)"
        rf"|depuis|porte a porte|aller|en\s(?:{_RIDE}))\b|\b(?:a|de)\s{_WAY_LENGTH}\s(?:de|d')\s?"
        r"(?:chez|l'ecole|paris|vous|la|mon|route|train)\b",
    ),
    (
        "an interview of some length",
        r"\b(?!(?<!mon )(?<!notre )(?:entretien|rdv|rendez-vous|visio|appel|creneau)\sde\s"
        r"(?:[89]|1\d)\sh)"
        rf"{_MEETING}\s(?:\w+\s)?(?:de\s|d')(?:{_COUNT}[\s-](?:heures?|min)|{_COUNT}\s?min"
        rf"|[1-4]\s?h(?:\s?[0-5]\d)?)\b(?:\set\s(?:demie?|quart))?(?!\sdu\smatin|\sde\sl')",
    ),
    (
        "hours of something",
        rf"\b(?:{_COUNT}\s?(?:h|heures?)?\s(?:ou|a|-)\s)?"
        rf"(?:{_COUNT}\s?(?:h|heures?)|[1-4]\s?h\s?[0-5]\d)\s"
        r"(?:(?:de\s(?!libre|dispo|l['\s]|la\s|matin|preference|demain|cette|ce\s|\d)|d'(?!ici|apres))"
        rf"[a-z]{{3,}}|par\s{_EACH})",
    ),
    (
        "days of something",
        rf"\b(?:\d+|une)\s(?:mois|semaines?|jours?|min)\s"
        rf"(?:de\s(?!{WEEKDAY_RE}|{MONTH_RE})\w+|par\s{_EACH}|ecole|entreprise|en\s(?!arriere)\w+|a\sl'ecole"
        r"|a\sl'entreprise)",
    ),
    (
        "one length or another",
        rf"\b{_COUNT}\s?min\s(?:ou|a)\s{_LENGTH}|\b{_LENGTH}\s(?:ou|a)\s{_COUNT}\s?min\b",
    ),
    (
        "why a day is none",
        r"\b(?:ah|oh|mince|zut|oups|exact|effectivement|en effet|c'est vrai|desolee?)\b"
        r"[^.!?;]{0,25}?\bc'(?:est|etait)\s(?:le\s|la\s|l'|les\s|un\s)?"
        r"(?:(?:lundi|jeudi|jour|fete)\s(?:de\s|du\s|de\sl'|des\s)?)?(?:la\s|l')?"
        rf"{_FEAST}\b(?!\s(?:que|a\s\d|\d))"
        rf"|\b{_FEAST}\b(?=,?\s(?:j'(?:y\s)?(?:avais|ai)\s(?:completement\s)?(?:oublie|zappe|pas)"
        r"|je\s(?:l'avais|n'y|savais\spas|suis\sbete)))",
    ),
    ("hours of work", r"\b\d{1,2}\s?h\s?[0-5]\d\s?(?:par|/)\s?(?:semaine|jour|mois)\b"),
    ("each", r"\b(?:par|chaque|tous\sles)\s(?:heure|semaine|mois)\b"),
    (
        "one of what was offered",
        rf"\b(?:le|la|les|mon|ton|son|au)\s+{_IN_ORDER}\b"
        rf"(?!\s*(?:{_RANKED}|du\smois|(?:,|et|ou)\s?le\s\d|a\s\d|vers\s\d|\d|matin|apres-midi|au\smatin|heure"
        r"|creneau\s(?:dispo|libre|possible)))",
    ),
    (
        "a good wish",
        r"\b(?:bon|bonne|belle|excellente?|joyeux|joyeuse)s?\s(?:fin\s(?:de\s|d'))?"
        rf"(?:week-end|soiree|journee|apres-midi|matinee|semaine|noel|paques|{WEEKDAY_RE}|annee|fete)s?\b",
    ),
    (
        "a good-bye",
        rf"(?:^|\bet\s|\bmerci\s|[,.!]\s*)a\s(?:demain|tout\sa\sl'heure|{WEEKDAY_RE}|la\ssemaine\sprochain)"
        r"(?=\s*(?:$|[!.]))",
    ),
    (
        "since when",
        rf"\bdepuis\s(?:le\s|la\s|l')?(?:{WEEKDAY_RE}|hier|avant-hier|ce\smatin"
        rf"|semaine\s(?:dernier|passee)|mois\sdernier|\d{{1,2}}\s(?:{MONTH_RE})|\d{{1,2}}/\d{{1,2}}"
        rf"|(?:debut\s|fin\s)?(?:{MONTH_RE}))\b(?:\s(?:dernier|passe))?",
    ),
    (
        "when something was done",
        rf"(?:\bhier(?:\s(?:soir|matin|apres-midi))?|\b(?:la\s)?semaine\s(?:dernier|passee)"
        rf"|\b(?:le\s)?mois\s(?:dernier|passe)|\b(?:{WEEKDAY_RE})\s(?:dernier|passe))"
        r"[\s,]+(?=(?:j'ai|j'etais|je\svous\sai|on\sm'a|on\sa|vous\s(?:m'avez|avez|etiez)|il\sm'a"
        r"|elle\sm'a|nous\savons|j'avais)\b)"
        rf"|\bce\s(?:matin|midi)[\s,]+(?=(?:j'ai|on\sa|vous\savez|il\sa|elle\sa)\s(?:deja\s)?{_STUDIED}\b)",
    ),
    (
        "when something was got",
        rf"\b(?:j'ai|m'a|m'ont|m'avez|vous\sai|avons|avez)\s(?:\w+\s){{1,5}}"
        rf"(?:hier|avant-hier|(?:{WEEKDAY_RE})\s(?:dernier|passe)"
        r"|(?:la\s)?semaine\s(?:dernier|passee))(?:\s(?:soir|matin|apres-midi))?\b"
        r"(?:\s(?:a|vers)\s\d{1,2}\s?(?:h|heures?)(?:\s?\d\d)?\b)?",
    ),
    (
        "when a message was sent",
        rf"\b(?:(?:ai|avez|a|ont|avons)\s(?:deja\s|bien\s|encore\s|juste\s){{0,2}}{_DONE}\s(?:(?!pour\b|que\b|qu'|si\b)[\w~']+\s){{0,5}}"
        rf"|(?:mail|message|echange|appel|courrier|sms|reponse)\s(?:de|du|d')\s?)"
        rf"(?:{WEEKDAY_RE}|hier|avant-hier|ce\smatin)\b(?:\s(?:dernier|passe|soir))?"
        r"(?!\s(?:(?:a|vers|pour)\s)?\d{1,2}\s?(?:h|:))",
    ),
    (
        "when one was in touch",
        rf"\b(?:ai|avez|a|avons|ete)\s(?:deja\s|bien\s|ete\s){{0,2}}"
        r"(?:appelee?|rappelee?|ecrit|envoye|contactee?|telephone|parle|discute|echange|coupee?)\s"
        r"(?:(?:(?!pour\b|que\b)[\w'~]+\s){0,3}entre\s\d{1,2}\s?h?\set\s\d{1,2}\s?h"
        rf"|(?:(?!pour\b|que\b)[\w~']+\s){{0,3}}(?:{WEEKDAY_RE}|hier)\s(?:a\s|vers\s)?\d{{1,2}}\s?h(?:\d\d)?)",
    ),
    (
        "the time that is left for another",
        rf"\b(?:(?:deplac|decal|report|repouss|avanc)[\w-]*\s(?:[\w'-]+\s){{0,4}}?"
        rf"|(?:passer?|changer?|bouger?|basculer?|remettre|mettre)\s(?:mon\s|le\s|notre\s|cet\s|l')"
        rf"(?:entretien|rdv|rendez-vous|creneau)\s)(?:de|du)\s"
        rf"(?:\d{{1,2}}\s?h\d{{0,2}}(?=\s(?:a|pour|vers)\s\d)"
        rf"|(?:{WEEKDAY_RE}|demain)(?:\s\d{{1,2}}(?:\s(?:{MONTH_RE}))?)?(?:\s(?:a\s|vers\s)?\d{{1,2}}\s?h\d{{0,2}})?"
        rf"(?=\s(?:a|au|pour|vers)\s(?:le\s)?(?:{WEEKDAY_RE}|demain|apres-demain|\d{{1,2}}\s(?:{MONTH_RE}))))",
    ),
    (
        "a month in which something was done",
        rf"\b(?:ai|a|as|avez|avons|ont)\s(?:deja\s|bien\s){{0,2}}{_STUDIED}\s"
        rf"(?:(?!pour\b|que\b)[\w'~]+\s){{0,4}}en\s(?:{MONTH_RE})\b"
        rf"|\ben\s(?:{MONTH_RE})[\s,]+(?=(?:j'ai|on\sa|il\sa|elle\sa)\s(?:deja\s)?{_STUDIED}\b)",
    ),
    ("how long it took", r"\ben\s(?:moins\sde\s)?\d{1,3}\s?h(?:eures?)?\b(?!\s?\d)"),
    (
        "what was, or is regretted",
        rf"\b(?:{WEEKDAY_RE}|ce\s(?:matin|midi))(?=\s(?:etait|etaient|s'est|a\sete|ont\sete)\b)"
        rf"|\bdesolee?s?\s(?:pour|de|d')\s?(?:[\w']+\s){{0,5}}(?:{WEEKDAY_RE}|ce\s(?:matin|midi)|hier)\b",
    ),
    (
        "an interview that is over",
        r"\b(?:mon|notre|votre|l'|cet|son|le)\s?(?:entretien|rdv|rendez-vous|visio|rencontre)\s"
        rf"(?:de\s|du\s|d')(?:avant-)?(?:hier|{WEEKDAY_RE}(?=\s(?:dernier|passe)))"
        r"(?:\s(?:dernier|passe|soir|matin|apres-midi)){0,2}\b",
    ),
    (
        "a name",
        rf"\b(?:m|mr|mme|mlle|monsieur|madame|m'appelle|(?:nom|prenom)\s(?:est|c'est))\.?\s(?:\w+\s)?"
        rf"(?:{WEEKDAY_RE}|{MONTH_RE}|noel|toussaint)\b(?!\s\d)",
    ),
    (
        "school holidays",
        r"\bvacances\s(?:de\s|d')(?:noel|fevrier|paques|la\stoussaint|printemps|hiver|ete)\b",
    ),
)


def _any_of(rows: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for _, pattern in rows))


NO_TIMES = (_any_of(_WITH_DIGITS), _any_of(_ANY))
"""Expressions of all that tells no time."""
