/** Chats that nobody claimed in time. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const missed: Dictionary['missed'] = {
  title: 'Manquées',
  loading: 'Chargement des conversations manquées',
  none: 'Aucune conversation manquée',
  noneDetail: 'Celles que personne n’a prises à temps apparaîtront ici, pour y répondre plus tard.',
  why: {
    unanswered: 'Personne ne l’a prise',
    nobodyAsked: 'Personne de disponible',
    shopperLeft: 'Le client est parti',
  },
  leftBy: (name) => `${name} n’a pas pu répondre`,
  at: (why, time) => `${why}, ${time}`,
  here: 'Le client est encore là',
  leftMessage: (text) => `A laissé un message : « ${text} »`,
  leftContact: (contact) => `Souhaite une réponse à ${contact}`,
  noContact: 'Aucun contact laissé',
  pickUp: 'Reprendre',
  trying: 'Reprise en cours…',
  tryingOffline: 'Pas de connexion. Cela partira dès qu’il y en aura une.',
  tryingLate: 'Cela a pris trop de temps pour obtenir encore la conversation.',
  answerByEmail: 'Répondre par e-mail',
  call: 'Appeler',
  settle: 'Marquer comme traitée',
  subject: 'Votre question',
  opening: (name, question) =>
    `Bonjour${name ? ` ${name}` : ''},\n\nVous nous avez demandé :\n> ${question.replaceAll('\n', '\n> ')}\n\n`,
  more: (more) => count(more, { one: `En voir ${more} de plus`, other: `En voir ${more} de plus` }),
  failed: 'Cela n’a pas marché.',
}
