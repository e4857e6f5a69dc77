/** Coming in and going out. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const signIn: Dictionary['signIn'] = {
  title: 'Connexion',
  loading: 'Recherche de votre équipe',
  whichStore: 'Quel est ce magasin ?',
  whoAreYou: 'Qui est de service ?',
  otherStore: 'Un autre magasin',
  team: (members) => count(members, { one: `${members} membre`, other: `${members} membres` }),
  role: { associate: '', manager: 'Responsable', admin: 'Administration' },
  enterPin: 'Entrez votre code PIN',
  pin: 'Code PIN',
  digits: (digits) => count(digits, { one: `${digits} chiffre entré`, other: `${digits} chiffres entrés` }),
  digit: (digit) => `Chiffre ${digit}`,
  erase: 'Effacer le dernier chiffre',
  submit: 'Se connecter',
  notMe: 'Ce n’est pas moi',
  wrongPin: 'Ce code PIN n’est pas le bon. Réessayez.',
  pinLocked: (name) => `${name} ne peut plus se connecter sur cet appareil`,
  pinLockedDetail:
    'Le code PIN a été faux dix fois de suite. Un responsable peut le débloquer ; vos autres appareils ne sont pas concernés.',
  tooMany: (seconds) =>
    seconds === null
      ? 'Trop d’essais. Attendez un moment, puis réessayez.'
      : count(seconds, {
          one: 'Trop d’essais. Attendez une seconde, puis réessayez.',
          other: `Trop d’essais. Attendez ${seconds} secondes, puis réessayez.`,
        }),
  unreachable: 'Le serveur n’a pas répondu. Vérifiez le Wi-Fi, puis réessayez.',
  facesFailed: 'Votre équipe n’a pas pu être affichée',
  noStores: 'Il n’y a pas encore de magasin ici',
  noStoresDetail: 'La personne qui gère ce serveur doit d’abord en ajouter un.',
  noMembers: 'Ce magasin n’a pas encore d’équipe',
  noMembersDetail: 'Un responsable doit d’abord ajouter ses membres.',
  signedOutElsewhere: 'Votre session sur cet appareil a été fermée. Reconnectez-vous pour continuer.',
}

export const enrol: Dictionary['enrol'] = {
  title: 'Cet appareil ne fait pas encore partie d’un magasin',
  detail: 'Un responsable crée un code depuis ses pages. Il est valable dix minutes, une seule fois.',
  offered: 'Ajouter cet appareil au magasin ?',
  offeredDetail: 'Le code vient du lien que vous avez ouvert. Un code PIN sera ensuite demandé sur cet appareil.',
  code: 'Code',
  submit: 'Ajouter cet appareil',
  notNow: 'Pas maintenant',
  refused:
    'Ce code ne fonctionne pas. Il est mal saisi, déjà utilisé ou vieux de plus de dix minutes. Vérifiez-le ou demandez-en un autre.',
  insecure: 'Il faut pour cela une connexion sûre. Ouvrez cette page par son adresse https.',
  revoked: 'Cet appareil ne fait plus partie du magasin',
  revokedDetail: 'Tout ce qui vient de Shopbell en a été retiré. Pour l’ajouter à nouveau, demandez un code à un responsable.',
  dropped: (unsent) =>
    count(unsent, {
      one: `${unsent} élément qui n’était pas encore envoyé est perdu.`,
      other: `${unsent} éléments qui n’étaient pas encore envoyés sont perdus.`,
    }),
  done: (device, store) => `C’est fait. Voici « ${device} », ${store}.`,
}

export const signOut: Dictionary['signOut'] = {
  button: 'Se déconnecter',
  ask: 'Devenir aussi indisponible ?',
  detail: 'Se déconnecter ne change pas votre disponibilité : vous restez disponible sur vos autres appareils.',
  goUnavailable: 'Se déconnecter, devenir indisponible',
  stayAvailable: 'Se déconnecter, rester disponible',
  openChats: (chats) =>
    count(chats, {
      one: 'Vous avez encore une conversation ouverte. Le client vous attend.',
      other: `Vous avez encore ${chats} conversations ouvertes. Ces clients vous attendent.`,
    }),
  unsentAsk: 'Tout n’est pas encore envoyé',
  unsentDetail: 'La déconnexion le supprime pour de bon :',
  sendFirst: 'Envoyer d’abord',
  sending: 'Envoi…',
  sendingOffline: 'Il n’y a pas de connexion. Dès qu’il y en aura une, l’envoi se fera et vous pourrez vous déconnecter.',
  sendingDetail: 'Dès que c’est envoyé, vous pouvez vous déconnecter.',
  drop: 'Supprimer et se déconnecter',
  draft: (name) => `Écrit à ${name} et pas envoyé`,
  refused: (messages, name) =>
    count(messages, {
      one: `${messages} message à ${name}, non accepté`,
      other: `${messages} messages à ${name}, non acceptés`,
    }),
  plain: 'Se déconnecter maintenant ?',
  plainDetail: 'Rien de vous ne reste sur cet appareil.',
  anyway: 'Oui, me déconnecter',
  unreachable: 'Le serveur n’a pas répondu, votre session est donc toujours ouverte. Vérifiez le Wi-Fi, puis réessayez.',
}
