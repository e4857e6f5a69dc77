/** The installed app: how to install it, and how a newer version of it is taken. */
import type { Dictionary } from '../dictionary.ts'

export const newVersion: Dictionary['newVersion'] = {
  held: 'Une nouvelle version est prête. Vous pourrez la charger quand tout sera envoyé.',
  taking: 'Chargement de la nouvelle version…',
  olderServer: 'Le serveur est plus ancien que cette application',
  olderServerDetail:
    'Il est sans doute en cours de mise à jour. Cette page réessaie d’elle-même ; ce que vous avez écrit est gardé.',
}

export const install: Dictionary['install'] = {
  title: 'Installer Shopbell sur cet appareil',
  why: 'Il s’ouvre depuis l’écran d’accueil, dans sa propre fenêtre, et même sans réseau.',
  button: 'Installer',
  notNow: 'Non merci',
  byHand: 'Deux gestes dans Safari :',
  share: 'Touchez « Partager » dans la barre du navigateur',
  add: 'Choisissez « Sur l’écran d’accueil »',
}

export const shortcut: Dictionary['shortcut'] = {
  ask: 'Devenir disponible ?',
  detail: 'Shopbell a été ouvert pour vous rendre disponible. Des conversations sonneront alors chez vous.',
  notNow: 'Pas maintenant',
}
