/** Les valeurs selon lesquelles un magasin sonne, et ce que fait chacune. */
import type { Dictionary } from '../dictionary.ts'

export const policy: Dictionary['policy'] = {
  detail:
    'Les valeurs habituelles conviennent presque partout. Un changement vaut pour la prochaine question ; ce qui sonne garde ses temps.',
  outside: 'C’est hors de ce qui est possible.',
  conflict: 'Cela ne va pas avec une autre valeur.',
  saved: 'Enregistré. C’est en vigueur.',
  range: (least, most, usual, isTime) =>
    isTime ? `De ${least} à ${most} secondes, d’habitude ${usual}.` : `De ${least} à ${most}, d’habitude ${usual}.`,
  groups: { ringing: 'Sonnerie', talking: 'Conversations', missing: 'Conversations manquées', connection: 'Connexion' },
  figures: {
    places: { name: 'Sonnent ensemble', detail: 'Tant de membres de l’équipe sonnent au même moment pour une question.' },
    countdownMs: { name: 'Durée de sonnerie', detail: 'Un appareil sonne aussi longtemps avant que ce soit le tour d’un autre.' },
    requestLifeMs: { name: 'Recherche', detail: 'On cherche quelqu’un aussi longtemps avant que la conversation soit manquée.' },
    askAgainAfterMs: {
      name: 'Redemander',
      detail: 'Qui a laissé sonner peut sonner de nouveau pour la même question après ce temps.',
    },
    leastRingMs: { name: 'Sonnerie la plus courte', detail: 'S’il reste moins de la recherche, plus personne ne sonne.' },
    deliverWithinMs: { name: 'Remise', detail: 'Un appareil qui n’a rien reçu d’ici là est laissé de côté.' },
    answerMarginMs: {
      name: 'Dernier geste',
      detail: 'La sonnerie s’arrête aussi longtemps avant la fin de la recherche, pour qu’un geste tardif arrive.',
    },
    capacity: { name: 'Conversations par personne', detail: 'Tant de conversations ouvertes pour une personne.' },
    handBackWithinMs: {
      name: 'Rendre',
      detail: 'Une conversation prise par erreur peut être rendue aussi longtemps ; 0 pour jamais.',
    },
    rescueSilentAfterMs: {
      name: 'Collègue silencieux',
      detail: 'Un client qui attend aussi longtemps quelqu’un qui a disparu est proposé de nouveau à l’équipe.',
    },
    rescueUnansweredAfterMs: {
      name: 'Sans réponse',
      detail: 'Un client qui attend aussi longtemps la moindre réponse est proposé de nouveau à l’équipe.',
    },
    endAfterLeftMs: {
      name: 'Client parti',
      detail: 'Une conversation se termine seule aussi longtemps après le départ du client.',
    },
    visitMs: { name: 'Même visite', detail: 'Le client peut reprendre une conversation aussi longtemps après sa fin.' },
    missesInRow: {
      name: 'Manquées de suite',
      detail: 'Après cela, la personne n’est plus disponible jusqu’à ce qu’elle dise le contraire.',
    },
    shopperLeftAfterMs: {
      name: 'Départ',
      detail: 'Un client sans connexion aussi longtemps est parti ; recharger la page ne compte pas.',
    },
    reachableWithinMs: { name: 'Joignable', detail: 'Un appareil dont on n’entend rien aussi longtemps n’est pas joignable.' },
    downtimeGivenBackMs: { name: 'Temps rendu', detail: 'Au plus, on rend ce temps d’une panne du serveur.' },
    stampAheadMs: { name: 'Horloge en avance', detail: 'Un appareil dont l’horloge avance davantage doit redire ce qu’il veut.' },
  },
}
