/** Every sentence of the widget itself. What the assistant says comes from the server. */

const NBSP = "\u00a0"; // before « : » and inside quotation marks
const THIN = "\u202f"; // before « ? », « ! » and « ; »
const EXAMPLE = `«${NBSP}jeudi à 14${NBSP}h${NBSP}»`;
const NO_NAME = "Conseiller"; // of the product

/** What the page calls the assistant, if it does. */
export const nameOfPage = (): string | null => (texts.name === NO_NAME ? null : texts.name);

export const texts = {
  /** These three may be set by the page: see theme.ts. */
  name: NO_NAME,
  role: "Assistant virtuel de l’école",
  launch: `Une question${THIN}?`,

  get launchLabel() {
    return `${this.launch} Discuter avec ${this.name}`;
  },
  get assistantSays() {
    return `${this.name}${NBSP}:`;
  },
  get writing() {
    return `${this.name} écrit…`;
  },
  close: "Fermer la conversation",
  conversation: "Conversation",
  messages: "Messages",
  field: "Votre message",
  /** After the field's name. */
  asked: {
    name: `${NBSP}: prénom et nom`,
    email: `${NBSP}: adresse e-mail`,
    phone: `${NBSP}: numéro de téléphone`,
  },
  letters: "Écrire du texte",
  unread: (count: number) => (count === 1 ? "Un nouveau message" : `${count} nouveaux messages`),
  send: "Envoyer",
  choices: "Réponses proposées",
  choicesAre: (titles: string) => `Réponses proposées${NBSP}: ${titles}`,
  calendarBelow: "Un calendrier des créneaux libres suit.",
  helps: `Cette réponse vous aide${THIN}?`,
  /** What is seen, and what is heard after it. */
  itHelps: ["Oui", ", cette réponse m’aide"] as [string, string],
  itDoesNot: ["Non", ", cette réponse ne m’aide pas"] as [string, string],
  thanks: "Merci, c’est noté.",
  visitorSays: `Vous${NBSP}:`,
  slow: "La réponse prend un peu plus de temps que d’habitude…",
  book: "Je prends rendez-vous pour un entretien en ligne",
  bookAnew: "Prendre rendez-vous",
  notSent: "Pas encore envoyé",
  refused: "Non envoyé",
  retry: "Réessayer",
  newWindow: "(nouvelle fenêtre)",
  newWindowInEnglish: "(new window)",

  menu: "Options de la conversation",
  renew: "Nouvelle conversation",
  download: "Télécharger la conversation",
  erase: "Effacer mes données",
  keep: "Garder sur cet appareil",
  keepNot: "Ne plus garder sur cet appareil",
  isKept: "La conversation sera retrouvée sur cet appareil.",
  isNotKept: "La conversation sera oubliée quand vous fermerez cet onglet.",
  cancel: "Annuler",
  confirmRenew: {
    title: `Commencer une nouvelle conversation${THIN}?`,
    text: "L’actuelle ne sera plus affichée. Vous pouvez d’abord la télécharger.",
    yes: "Commencer",
  },
  confirmErase: {
    title: `Effacer vos données${THIN}?`,
    text:
      "Toute la conversation est effacée, ici et à l’école. Un entretien réservé le reste" +
      `${NBSP}: pour l’annuler, dites-le d’abord à l’assistant.`,
    yes: "Effacer",
    isForGood: true,
  },
  fileName: "conversation.txt",
  downloadFailed: "Le téléchargement n’a pas pu se faire. Réessayez dans un instant.",
  eraseFailed: "Vos données n’ont pas pu être effacées. Réessayez dans un instant.",

  picker: "Choisir un jour et une heure",
  previousMonth: "Mois précédent",
  nextMonth: "Mois suivant",
  morning: "Matin",
  afternoon: "Après-midi",
  otherHours: "Autres heures",
  noSlot: "aucun créneau libre",
  slots: (count: number) => (count === 1 ? "1 créneau libre" : `${count} créneaux libres`),
  pickerHint: `Heure de Paris. Vous pouvez aussi écrire, par exemple ${EXAMPLE}`,

  onYourClock: (time: string) => ` ${time} chez vous`,

  change: "Modifier",
  reference: "Référence",
  copy: "Copier",
  copied: "Copié",
  referenceCopied: "La référence est copiée.",
  addToCalendar: "Ajouter à mon agenda",
  leaveNote: "Laisser un mot",
  wishEarlier: "Une place plus tôt ?",
  replaced: `Remplacé${NBSP}: la nouvelle heure est plus bas.`,
  cancelled: "Cet entretien est annulé.",

  /** A message stayed here … */
  kept: {
    network:
      "La connexion ne passe pas. Votre message est gardé ici, il partira dès qu’elle revient.",
    server:
      "Le service est momentanément indisponible. " +
      "Votre message est gardé ici, il partira dès que possible.",
    busy:
      "Beaucoup de messages arrivent en ce moment. " +
      "Le vôtre est gardé ici, il partira dans quelques secondes.",
    refused: "Votre message n’a pas pu être envoyé.",
  },
  offline:
    "Vous êtes hors ligne. " +
    "Ce que vous écrivez est gardé ici et partira dès le retour de la connexion.",
  /** The conversation could not be opened … */
  closed: {
    network: "La connexion ne passe pas. Vérifiez votre accès à Internet, puis réessayez.",
    server: "Le service est momentanément indisponible. Réessayez dans quelques minutes.",
    busy: "Beaucoup de visiteurs écrivent en ce moment. Réessayez dans quelques secondes.",
    refused: "La conversation n’a pas pu s’ouvrir. Réessayez dans quelques minutes.",
  },
};
