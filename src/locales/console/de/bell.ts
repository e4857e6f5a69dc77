/** Ob ein Gerät klingeln würde, und was eine Klingelprobe ergab. */
import type { Dictionary } from '../dictionary.ts'

export const bell: Dictionary['bell'] = {
  would: {
    open: 'Würde klingeln: Shopbell ist dort offen.',
    push: 'Würde klingeln, als Mitteilung.',
    silent: 'Klingelt vielleicht nicht: Die letzte Mitteilung kam nicht an. Öffne Shopbell dort.',
    none: 'Würde nicht klingeln: Shopbell ist dort nicht offen, und Mitteilungen sind nicht erlaubt. Öffne es dort und erlaube sie.',
    nobody: 'Klingelt für niemanden, bis sich jemand anmeldet.',
  },
  never: 'Noch keine Klingelprobe.',
  last: (when, by) => (by === null ? `Klingelprobe, ${when}:` : `Klingelprobe von ${by}, ${when}:`),
  ring: 'Klingeln lassen',
  nobodyThere: 'Dort ist niemand mehr angemeldet, also klingelt es für niemanden.',
  steps: 'Schritt für Schritt',
  page: 'In der App',
  pushed: 'Als Mitteilung',
  step: { sent: 'Gesendet', delivered: 'Angekommen', displayed: 'Auf dem Bildschirm', tapped: 'Gehört' },
  notYet: 'noch nicht',
  result: {
    underway: 'Wird angeklingelt …',
    heard: 'Es klingelte, und jemand dort hörte es.',
    rings: 'Es stand auf dem Bildschirm. Niemand dort hat gesagt, dass es zu hören ist.',
    unseen: 'Es kam an und stand auf keinem Bildschirm. Weck das Gerät auf und öffne dort Shopbell.',
    silent: 'Nichts kam an. Ist das Gerät eingeschaltet und im WLAN?',
    failed: 'Es konnte nicht gesendet werden. Öffne Shopbell auf dem Gerät und lass es dann noch einmal klingeln.',
    noWay:
      'Es war nicht zu erreichen: Shopbell war dort nicht offen, und Mitteilungen waren nicht erlaubt. Öffne es dort zuerst.',
  },
  failure: {
    gone: 'Der Push-Dienst kennt diesen Browser nicht mehr. Öffne Shopbell dort einmal, damit er sich neu anmeldet.',
    refused: 'Der Push-Dienst hat sie nicht angenommen. Schalte die Mitteilungen auf dem Gerät aus und wieder ein.',
    expired:
      'Der Push-Dienst war eine Minute lang nicht zu erreichen. Versuch es noch einmal; bleibt es so, sag es dem, der Shopbell betreibt.',
    replaced: 'Eine neuere kam an ihre Stelle.',
    overflow: 'Zu viele Mitteilungen warten auf den Versand. Versuch es in einer Minute noch einmal.',
    stopped: 'Der Server wurde neu gestartet, bevor sie hinausging. Versuch es noch einmal.',
  },
}
