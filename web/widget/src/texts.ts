/** Every sentence of the widget itself. What the assistant says comes from the server. */

const NBSP = "\u00a0"; // before « : » and inside quotation marks
const THIN = "\u202f"; // before « ? », « ! » and « ; »

export const texts = {
  name: "Conseiller",
  role: "Assistant virtuel de l’école",
  launch: `Une question${THIN}?`,
  launchLabel: `Une question${THIN}? Discuter avec Conseiller`,
  close: "Fermer la conversation",
  conversation: "Conversation",
  messages: "Messages",
  field: "Votre message",
  send: "Envoyer",
  choices: "Réponses proposées",
  assistantSays: `Conseiller${NBSP}:`,
  visitorSays: `Vous${NBSP}:`,
  writing: "Conseiller écrit…",
  slow: "La réponse prend un peu plus de temps que d’habitude…",
  book: "Je prends rendez-vous pour un entretien en ligne",
  notSent: "Non envoyé",
  retry: "Réessayer",
  newWindow: "(nouvelle fenêtre)",
  /** A message stayed here … */
  kept: {
    network: `La connexion ne passe pas. Votre message est gardé ici${NBSP}: vous pouvez réessayer.`,
    server: `Le service est momentanément indisponible. Votre message est gardé ici${NBSP}: réessayez dans quelques minutes.`,
    refused: "Votre message n’a pas pu être envoyé.",
  },
  /** The conversation could not be opened … */
  closed: {
    network: "La connexion ne passe pas. Vérifiez votre accès à Internet, puis réessayez.",
    server: "Le service est momentanément indisponible. Réessayez dans quelques minutes.",
    refused: "La conversation n’a pas pu s’ouvrir. Réessayez dans quelques minutes.",
  },
} as const;
