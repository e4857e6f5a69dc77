/** The locked tablet, and handing it to somebody else. */
import { plural } from '../../plural.ts'

const count = plural('fr')

export const lock = {
  title: 'Verrouillée',
  now: 'Verrouiller',
  unlock: 'Déverrouiller',
  available: 'Disponible : les conversations sonnent ici',
  unavailable: 'Indisponible',
  yours: 'La conversation est à vous. Votre code l’ouvre.',
  hidden: 'Votre code ouvre la question dès que vous avez pris la conversation.',
  withheld: 'S’affiche dès que cet appareil est connecté.',
  announce: (who: string, seconds: number) =>
    `Nouvelle conversation : ${who}. ${count(seconds, { one: '1 seconde', other: `${seconds} secondes` })} pour la prendre.`,
  notYou: (name: string) => `Vous n’êtes pas ${name} ?`,
  switch: 'Changer de personne',
  switchTo: 'Prendre la suite',
  switchAndClaim: 'Prendre la suite et la conversation',
  whoTakesOver: 'Qui prend la suite ?',
  forRing: 'Votre code prend la conversation qui sonne ici, à votre nom.',
  over: 'Cette conversation ne sonne plus ici. Vous pouvez quand même prendre la suite.',
  nobodyElse: 'Personne d’autre ne peut se connecter ici',
  nobodyElseDetail: 'Un responsable peut ajouter des membres à ce magasin, ou inscrire cet appareil pour l’équipe.',
  unsent: (name: string, things: number) =>
    count(things, {
      one: `Un élément de ${name} n’est pas encore envoyé. Prendre la suite le supprime définitivement.`,
      other: `${things} éléments de ${name} ne sont pas encore envoyés. Prendre la suite les supprime définitivement.`,
    }),
  unsentWait: 'L’envoi se fait dès que la connexion revient : attendez ce moment pour ne rien perdre.',
  claiming: 'La conversation est demandée pour vous…',
  claimingDetail: 'Elle n’est pas encore à vous : le serveur doit d’abord répondre.',
}
