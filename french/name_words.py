"""Words within names, beside them, and such as no one is called."""

from __future__ import annotations

PARTICLES = frozenset(
    """
    al bah ben bin bint binti d da dalla das de degli dei del della den der des di do dos du el
    ibn la las le los ten ter van von y zu
    """.split()
)

# Words that no one is called, so that « oui merci » or « le salaire » is never taken for a name.
NOT_NAMES = frozenset(
    """
    a adresse ai aime alors annulation annule annuler appelez aprem apres as attends au aucun
    aujourd aujourdhui aussi autre aux avant avec avez avoir bac beau beaucoup bien bjr
    bof boite bon bonjour bonsoir bref bsr c ca car ce cela celui ces cest cet cette changer
    chez chose ci combien comme comment commerce compte connais corriger cours creneau
    creneaux d dabord dans date demain demande depuis des desole deux dimanche diplome
    diplomes dispo disponible dit dois donc donner dossier e ecole ecommerce elle elles
    email en encore enfin ensuite entretien envie envoyer erreur est et etais etre etude
    etudes etudiant etudiante etudier eu euh euros eux excuse excusez exemple faire fait
    faites faudrait faut fille fils formation frere gagne gens go h hello heure heures hier
    hum humain ici il ils info infos inscription inscrire inscris interesse interesser j jai
    jamais je jeudi jour journee jours jveux jvoudrais k koi l la laisse laquelle le les
    leur libre licence lui lundi lycee lyceen lyceenne m ma madame mademoiselle mail
    maintenant mais maman mardi master matin mdr me meme merci mercredi mere mes metier midi
    mieux mince minute mis missions mme modifier moi moins mois moment mon monsieur motive
    mr mrc n nan ne nest ni nn nom non nope nos notre nous numero o ok okay on ou ouaip
    ouais ouep oui oups p pantoute papa par parce pardon parent parents parfait parfois
    parler pas pcq pendant perdu pere personne peu peut peux pk plait please plus plutot
    portable possible pour pourquoi pouvez pq pr preciser prefere premiere prendre prends
    prenom presque programme puis q quand que quel quelle quelles quelqu quels question qui
    quoi rdv recommence reconversion rendez rendezvous reservation reserver responsable
    retard rien robot s sa sais salaire salut samedi sans savez savoir se seconde semaine
    sera ses si simple slt soeur soir son sont sous stop stp suis suite super sur svp t ta
    tant tard te tel telephone temps terminale tes toi tot toujours tous tout toute travail
    travailler tres trompe trop tu ui un une va vas vendeur vendeuse vendredi venir vers
    veut veux vie visio vite voici voila voir vois vont vos votre voudrais voulais vous vrai
    vraiment wesh wsh x y ya yep yes yo z zut
    """.split()
)


# What may stand before a name, and after it.
COURTESIES = frozenset(
    """
    alors bjr bonjour bonsoir c cest cordialement desole desolee dites donc ecris
    ecrivez et euh heu juste m madame mademoiselle melle mets mettez mlle mme moi monsieur mr note
    notez ok oui pardon salut simplement slt toujours voici voila
    """.split()
)
THANKS = frozenset(["cordialement", "merci", "stp", "svp", "voila"])
