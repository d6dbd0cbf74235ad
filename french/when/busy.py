"""Words of what keeps one busy, and of what one has to spare, as expressions; in plain text."""

ACTIVITY = (
    r"cours|classe|lycee|td|tp|sport|foot\w*|basket|rugby|hand\w*|tennis|judo|karate|boxe|danse"
    r"|piscine|natation|gym|yoga|solfege|piano|theatre|code|conduite|permis|dentiste|kine|osteo"
    r"|medecin|docteur|psy|ortho\w*|coiffeur|examens?|exam|partiels?|controles?|interro|concours"
    r"|oral|stage|reunion|travail|taf|boulot|service|entrainement|match|repet\w*|(?:rdv|rendez-vous)"
    r" (?:chez|medic\w*|au|dentiste|kine)"
)
"""What keeps one busy of itself; anything else one has does only where another time is wanted."""
TIME_TO_SPARE = (
    r"dispos?|disponib\w+|libre\w*|creneaux?|trous?|temps|moments?|places?|possibilites?|pauses?"
    r"|repos|conges?|rien|fenetres?|matinee|matin|apres-midi|journee|soiree|heures?|acces|juste"
    r"|(?:rdv|rendez-vous|entretiens?|visios?|reservations?)(?! (?:chez|medic|au))|questions?"
    r"|preferences?|besoin|envie|hate|droit|idees?|choix|mails?|messages?|\w+ment"
)
