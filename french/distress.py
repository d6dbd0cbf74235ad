"""Messages of somebody who thinks of dying, or whom somebody harms.

Each pattern below is a thing that is said, with the ways of saying it: a wish and the end that is
wished; a life that is refused; a harm and who suffers it. What people say without meaning it has
the words, not the thing: « mort de rire », « je meurs d'envie de », « en finir avec ce devis ».
"""

from __future__ import annotations

import re

from french.letters import fold

_LONGEST = 1000
_TYPED = (
    (re.compile(r"(\w)\1{2,}"), r"\1"),
    (re.compile(r"[-‐‑–—_*]+"), " "),
    (re.compile(r"\b(?:chuis?|jsuis?|j suis?|je sui)\b"), "je suis"),
    (re.compile(r"\b(?:jme|j me|jm)\b"), "je me"),
    (re.compile(r"\bj ?(?=(?:veux?|voudrai\w*|pense|vais?|fais?|prefere|subis)\b)"), "je "),
    (re.compile(r"\b(?:jai|g|j ai|jait|jv ai)\b"), "j'ai"),
    (re.compile(r"\bjen\b"), "j'en"),
    (re.compile(r"\b([jdmsnlct]|qu) (?=[aeiouhy]\w)"), r"\1'"),
    (re.compile(r"\benvi(?=s?\b)"), "envie"),
    (re.compile(r"\bplu\b"), "plus"),
    (re.compile(r"\bpa\b"), "pas"),
    (re.compile(r"\bveu\b"), "veux"),
    (re.compile(r"\bmour+ire?\b"), "mourir"),
    (re.compile(r"\bsucid"), "suicid"),
    (re.compile(r"\barcel(?=e|er)"), "harcel"),
    (re.compile(r"\bcyber ?(?=harcel)"), ""),
    (re.compile(r"\s+"), " "),
)

# ── A wish, and the end that is wished ─────────────────────────────────────────────────────────
_WISH = r"""(?<!pas\ )(?<!aucune\ )(?<!jamais\ )(?<!sans\ )\b(?:
    envies? | veux | veut | voulais | voulait | voudrai[st]? | aimerai[st]? | souhait\w+
      | prefer\w+ | vais | devrais | mieux
  | (?:pens\w+ | song\w+ | cherch\w+ | prete? | commence) (?:\ \w+){0,2}\ au?
  | comptes? | decid\w+ | besoin | hate | essay\w+ | tent\w+ | parl\w+ | menac\w+ | comment
    | peur | faut
  | va\ (?:finir|falloir)
)"""
_BETWEEN = r"""(?:\ ?(?:de|d'|a|par|juste|seulement|simplement|vraiment|trop|toujours|souvent
    |parfois|encore
  |tellement|tres|fort|tout|la|temps|jours|les|maintenant|que|qu'|je|me\ laisser|chose|une|c'est
    |faire|en
  |bien|aussi|deja|meme|ce|soir|desormais|mieux|plus\ que|plus\ qu'a)){0,6}\ ?"""
_DYING = r"""(?:mourir|crever)\b
  (?!\ (?:de\ (?!tristesse|chagrin|desespoir|douleur) | d'|que\b|plutot|idiote?|bete|moins|riche
    |vieux|l'|les?\b|la\b|un)
  )"""
_KILLING = r"""(?:[ms]e?\ ?'?)\ ?(?:
    suicid\w*
  | tuer\b (?!\ (?:a\ la\ tache|a\ l|a\ les?\ |a\ vous|a\ te|a\ bosser|a\ travailler
    |au\ (?:travail|boulot|taf)))
  | pendre\b | flinguer\b | buter\b | defenestrer\b | mutiler\b | scarifier\b
  | (?:foutre|ficher)\ en\ l'?air | tirer\ une\ balle | (?:ouvrir|couper|tailler
    |trancher)\ les\ veines
  | (?:oter|enlever)\ la\ vie | donner\ la\ mort | faire\ du\ mal\b(?!\ (?:au|aux|a\ la)\b)
  | jeter\ (?:sous|par\ la\ fenetre|dans\ le\ vide|du\ |d'un\ (?:pont|toit|immeuble|balcon))
  | noyer\b(?!\ (?:dans|sous))
)"""
_VANISHING = r"""(?:
    disparaitre\b(?!\ (?:de|d'|du|des|la|le|les|mes|vos)\b)(?!\ d')
  | en\ finir\b(?:\ (?:avec\ (?:la|ma|cette)\ vie|avec\ tout|avec\ l'existence|avec\ moi
    |une\ (?:bonne\ )?fois|pour\ de\ bon)
      | (?=\W*$ | \ ?[,.;!?…] | \ (?:je|j'|c'est|maintenant|ce\ soir)\b)
    (?!\ \w+\ avec\ (?!(?:la|ma)\ vie)))
  | sauter\ (?:par\ la\ fenetre|dans\ le\ vide|sous|d'un\ (?:pont|toit|immeuble)|du\ (?:pont
    |toit|balcon|haut|\d+\w*\ etage))
  | ne\ (?:plus|jamais)\ (?:jamais\ )?(?:etre\ la\b|exister\b|me\ (?:lever|reveiller)
    |etre\ de\ ce\ monde|etre\ en\ vie)
  | ne\ plus\ (?:jamais\ )?vivre\b(?!\ (?:a|chez|en|dans|au|avec|ici)\b)
  | (?:m'endormir|dormir|partir|m'en\ aller)\ (?:pour\ toujours|a\ jamais)
  | (?:m'endormir|dormir)\ et\ ne\ (?:plus|jamais) | que\ (?:tout|ca)\ s'arrete\b(?=\W*$|\ et\b)
  | etre\ morte?\b(?!\ de) | (?:ne\ )?jamais\ (?:etre|avoir\ ete)\ nee?\b | (?:la
    |ma)\ mort\b(?=\W*$|\ ?[,.;!?…])
  | (?:un\ |du\ )?suicide\b
)"""

# ── A life that is refused, or thought to be worth nothing ─────────────────────────────────────
_SAID_WHOLE = r"""(?=\W*$ | \ ?[,.;!?…] | \ (?:du\ tout|comme\ ca|ainsi|avec\ (?:ca|tout)
    |sur\ terre|dans\ ce\ monde
  |sans\ (?:elle|lui|toi)|depuis|et|mais|car|parce|tellement|je|c'est|franchement|vraiment)\b)"""
_LIVING = rf"(?:vivre|exister|(?:la|cette)\ vie|etre\ en\ vie|me\ reveiller){_SAID_WHOLE}"
_REFUSED = rf"""(?:
    \bj(?:e\ |')[^,.;!?…]{{0,30}}?\b(?:plus|pas|marre|assez|fatigue\w*|lasse?|degoute\w*
      |epuise\w*)
      (?:\ (?:de|d'|la|l'|a|envie|force|courage|gout|raison|trop|du\ tout|continuer|l'envie
      |aucune?)){{0,4}}\ ?{_LIVING}
  | \b(?:plus|pas|aucune?|sans|perdu)\ (?:de\ |d'|la\ |le\ |l'|une?\ )?(?:raisons?|envie|gout
    |force)\ (?:de\ |a\ |d'){_LIVING}
  | \ba\ quoi\ bon\ (?:vivre|continuer\ a\ vivre)
  | \bla\ vie\ (?:ne\ |n')?(?:(?:vaut|merite)\ (?:plus|pas|rien)|sert\ (?:plus\ )?a\ rien
    |a\ (?:plus\ )?(?:aucun|de)\ sens)
  | \bma\ vie\ (?:ne\ |n')?(?:vaut|sert|a|est)\ (?:plus\ |pas\ )?(?:a\ )?
      (?:rien|(?:plus|pas|aucune?)?\ ?(?:de\ |d')?(?:sens|valeur|interet|but|raison|finie
      |foutue))\b
  | \bmieux\ sans\ moi | \bpersonne\ (?:ne\ )?(?:me\ |m')(?:regrett|pleur)\w+
  | \b(?:pensees|idees|envies|pulsions)\ (?:suicid\w+|noires|de\ (?:mort|suicide))
    | \btentative\ de\ suicide | \bfait\ une\ ts\b
  | \bau\ bord\ du\ suicide | \bmieux\ que\ je\ meure\b | \bsert\ a\ rien\ de\ vivre
    | \bpont\b.{{0,20}}\bje\ vais\ sauter\b
  | \b(?:suis|sens|deviens)\ (?:\w+\ ){{0,2}}suicidaire
  | \bmettre\ (?:un\ )?fin\ a\ (?:mes\ jours|ma\ vie|mes\ souffrances|tout\ ca|ses\ jours|sa\ vie)
  | \battenter\ a\ (?:mes|ses)\ jours | \bsi\ (?:j'etais\ morte?|je\ (?:meurs|mourais
    |disparai\w+))\b,?\ (?:personne|tout|ce|ca|ils|on)\b
  | \bje\ merite\ de\ (?:mourir|crever)
)"""
_DOING = rf"""(?:
    (?<!jeune\ )(?<!jeunes\ )(?<!vieux\ )(?<!vieille\ )\bpour\ (?:{_DYING}|{_KILLING})
  | \bje\ (?:me\ (?:suicide|mutile|scarifie|tue\b(?!\ (?:a|au)\b)|fais\ du\ mal\b(?!\ (?:au|aux
      |a\ la)\b)|coupe\ les\ (?:veines|bras)))
  | \b(?:suis|est)\ (?:\w+\ )?(?:en\ train\ de\ )(?:[ms]e\ )(?:suicider|tuer|pendre)
  | \bs'est\ (?:suicid\w+|pendue?\b|donne\ la\ mort|tuee?\b) | \bme\ suis\ (?:scarifie|mutile
    |coupe\ les\ veines)
  | \bj'ai\ (?:avale|pris)\ (?:\w+\ ){{0,4}}?(?:tou[st]e?|trop|boites?|plaquettes?)
      \ (?:\w+\ ){{0,3}}?(?:cachets?|medicaments?|medocs|somniferes?|comprimes?)
  | \bj'ai\ avale\ des\ (?:cachets|medicaments|medocs|somniferes)
  | \bje\ (?:fais|suis\ en\ train\ de\ faire)\ une?\ (?:malaise|crise\ cardiaque|infarctus|avc
    |overdose|hemorragie)
)"""

# ── Who is harmed, and how ─────────────────────────────────────────────────────────────────────
_CLOSE = r"""(?:fils|fille|enfant|frere|soeur|amie?|cop(?:ain|ine)|meilleure?\ amie?|ado
    |cousine?|mere|petite?)"""
_SOMEBODY = r"""(?:on|ils?|elles?|pere|mere|parents|mari|femme|cop(?:ain|ine)s?|ex|compagn\w+
    |conjoint\w*|frere|soeur
  |oncle|prof\w*|patron\w*|chefs?|chef\w+|collegues?|eleves?|camarades?|gens|quelqu'un|gars
    |mecs?|voisine?s?|classe|filles?|garcons?|autres)"""
_NOT_HARM = r"""(?!\ (?:par\ (?:les?|la|l'|vos|votre)(?!\ (?:autres|gens|eleves))
    |aux?\ (?:tennis|foot\w*|echecs|jeux?|concours|poker)
  |dans\ l'oeil|au\ telephone|sur\ les?\ prix|toujours\ au|au\ ping|pour\ (?:que\ je\ (?:signe
    |vienne)|signer|vendre|m'inscri)
    |sur\ l(?:es|e)\ (?:nerfs|doigts|systeme)|froid\b|a\ plate|avec\ (?:des|vos|les
      |leurs)\ (?:mails?|appels|sms|pub\w*)|que\b|de\ (?:mails?|sms|pub\w*|notif\w*
      |coups\ de\ fil|licenci\w+|messages\ pub\w*|remords)))
  (?!\ d')"""
_HARMED = rf"""(?:
    \b(?:suis|etais|j'ai\ ete|me\ (?:sens|fais)|{_CLOSE}\ (?:est|a\ ete
      |se\ fait))\ (?:\w+\ ){{0,2}}?
      harcel(?:ee?|er)\b{_NOT_HARM}
  | \b{_SOMEBODY}\ (?:\w+\ )?(?:me|nous|m'(?:a|ont))\ (?:\w+\ )?harcel\w+{_NOT_HARM}
  | \bharcelement\ (?:scolaire|moral|sexuel)\b.{{0,40}}\b(?:aidez|secours|que\ faire|aide\ moi)
  | (?<!les\ )\bvictimes?\ (?:de\ |d'|du\ )(?:\w+\ )?
      (?:harcel\w+|violences?|viols?|agressions?|racket|inceste|maltraitances?|abus|coups|menaces)
  | \bsubi[st]?\ (?:\w+\ ){{0,2}}?(?:harcelement|violences|un\ viol|viols?|agressions?
    |attouchements|maltraitances?|racket)
  | \b(?:{_SOMEBODY}\ (?:m'(?:a|ont)|nous\ (?:a|ont))|j'ai\ ete|je\ suis
    |je\ me\ suis\ fait)\ (?:\w+\ )?
      (?:violee?|violer|agressee?r?|abusee?|frappee?r?|battue?|battre|tabassee?r?|menacee?r?
      |rackette\w*|sequestre\w*)\b{_NOT_HARM}
  | \b{_SOMEBODY}\ (?:\w+\ )?(?:me|nous)\ (?:frappe|bat|batt|tape|viole|tabasse|menace|maltraite
    |sequestre|brutalise
      |insulte|rackette|humilie)(?:nt|ent)?\b{_NOT_HARM}
  | \bje\ me\ fais\ (?:\w+\ )?(?:frapper|battre(?=\W*$|\ par\ (?:mon|ma|mes)\b)|taper|tabasser
    |insulter|humilier|racketter|violer|agresser|menacer|maltraiter)
      \b{_NOT_HARM}
  | \bmenaces\ de\ mort\b | \bmenace\ de\ (?:mort\b|me\ tuer) | \bpeur\ pour\ ma\ vie\b
  | \bje\ suis\ (?:vraiment\ )?en\ (?:grand\ |grande\ )?(?:danger
    |detresse)\b(?!\ (?:de\ (?!mort)|d'))
)"""
# In other languages what is said of it in the fewest ways.
_IN_OTHER_LANGUAGES = r"""\b(?:
    (?:kill|hurt|harm|cut|hang)(?:ing)?\ myself
  | (?:want|wanna|going|wish|like|prefer)\ (?:to\ )?die
  | (?:end|take|ending|taking)\ my\ (?:own\ )?life | (?:i\ am|i'm|im|feel|feeling)\ suicidal
  | don'?t\ want\ to\ live | (?:am|i'm|im|being|getting)\ (?:bullied|raped|harassed|beaten)
  | (?:quiero|quisiera|ganas\ de)\ mori\w+ | (?:quiero|voy\ a)\ matarme | suicidarme
  | (?:will|mochte)\ (?:nur\ )?sterben | (?:mich|mir)\ um(?:bringen|zubringen)
  | (?:voglio|vorrei)\ morire | (?:uccidermi|ammazzarmi|suicidarmi)
  | (?:quero|vontade\ de)\ morrer | (?:me\ matar|matar-?\ ?me)
)\b"""

_DISTRESS = re.compile(
    rf"""{_WISH}{_BETWEEN}\b(?:{_DYING}|{_KILLING}|{_VANISHING})
  | (?<!pas\ )\bme\ suicid\w+ | {_REFUSED} | {_DOING} | {_HARMED}
  | {_IN_OTHER_LANGUAGES}""",
    re.VERBOSE,
)


def speaks_of_distress(text: str) -> bool:
    """Tell whether somebody says that they, or somebody close, think of dying or are harmed."""
    said = fold(text[:_LONGEST])
    for pattern, plain in _TYPED:
        said = pattern.sub(plain, said)
    return _DISTRESS.search(said) is not None
