/** The installed app: how to install it, and how a newer version of it is taken. */
import type { Dictionary } from '../dictionary.ts'

export const newVersion: Dictionary['newVersion'] = {
  held: 'Eine neue Version ist da. Du kannst sie laden, sobald alles gesendet ist.',
  taking: 'Die neue Version wird geladen …',
  olderServer: 'Der Server ist älter als diese App',
  olderServerDetail:
    'Wahrscheinlich wird er gerade erneuert. Diese Seite versucht es von selbst wieder; was du getippt hast, bleibt.',
}

export const install: Dictionary['install'] = {
  title: 'Shopbell auf diesem Gerät installieren',
  why: 'Dann öffnet es sich vom Startbildschirm, in einem eigenen Fenster und auch ohne Netz.',
  button: 'Installieren',
  notNow: 'Nein danke',
  byHand: 'Zweimal tippen in Safari:',
  share: 'Tipp in der Leiste des Browsers auf „Teilen“',
  add: 'Wähl „Zum Home-Bildschirm“',
}

export const shortcut: Dictionary['shortcut'] = {
  ask: 'Verfügbar werden?',
  detail: 'Shopbell wurde geöffnet, um dich verfügbar zu machen. Dann klingeln Chats bei dir.',
  notNow: 'Jetzt nicht',
}
