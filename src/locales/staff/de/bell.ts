/** Whether this device would ring, how it sounds, and the bell check. */
import type { Dictionary } from '../dictionary.ts'

export const bell: Dictionary['bell'] = {
  title: 'Klingelprobe',
  thisDevice: 'Dieses Gerät',
  wouldRing: 'Dieses Gerät würde klingeln.',
  wouldRingDetail: 'Auch bei gesperrtem Bildschirm oder wenn eine andere App offen ist.',
  more: 'Klingelprobe',

  obstacle: {
    offline: { is: 'Es gibt keine Verbindung.', mend: 'Bis sie wieder da ist, kann hier nichts klingeln. Prüf das WLAN.' },
    soundOff: { is: 'Die Klingel ist auf diesem Gerät ausgeschaltet.', mend: 'Ein Chat, der klingelt, ist nur zu sehen.' },
    soundLocked: {
      is: 'Der Browser hält diese Seite stumm, bis sie einmal angetippt wird.',
      mend: 'Tipp irgendwohin oder probier die Klingel aus.',
    },
    notInstalled: {
      is: 'Bei gesperrtem Bildschirm bleibt dieses Gerät stumm.',
      mend: 'Ein iPhone oder iPad klingelt nur für installierte Apps: Tipp auf „Teilen“, dann auf „Zum Home-Bildschirm“, und öffne Shopbell von dort.',
    },
    impossible: {
      is: 'Dieser Browser klingelt nur, solange Shopbell zu sehen ist.',
      mend: 'Lass es offen oder nimm einen Browser, der Mitteilungen zeigen kann.',
    },
    denied: {
      is: 'Mitteilungen sind blockiert, deshalb klingelt bei gesperrtem Bildschirm nichts.',
      mend: 'Tipp auf das Zeichen neben der Adresse, erlaube Mitteilungen für diese Seite und komm dann zurück.',
    },
    notAsked: {
      is: 'Bei gesperrtem Bildschirm bleibt dieses Gerät stumm.',
      mend: 'Erlaube Mitteilungen, dann klingelt ein Chat auch dann.',
    },
    noService: {
      is: 'Der Push-Dienst des Browsers antwortet nicht, deshalb klingelt bei gesperrtem Bildschirm nichts.',
      mend: 'Vielleicht lässt ihn das Netz nicht durch.',
    },
    notRegistered: {
      is: 'Der Server weiß nicht, wie er dieses Gerät bei gesperrtem Bildschirm klingeln lässt.',
      mend: 'Versuch es noch einmal; wenn es so bleibt, sag deiner Leitung Bescheid.',
    },
  },
  allow: 'Mitteilungen erlauben',
  turnOn: 'Einschalten',

  volume: 'Lautstärke',
  volumeOf: (percent) => (percent === 0 ? 'Aus' : `${percent} %`),
  test: 'Klingel ausprobieren',
  vibrates: 'Auch vibrieren',

  devices: 'Ein Gerät klingeln lassen',
  devicesDetail: 'Es klingelt einmal, mit Absicht, und du siehst, wie weit das kam.',
  loading: 'Geräte werden gesucht',
  failed: 'Die Geräte konnten nicht angezeigt werden',
  failedDetail: 'Prüf das WLAN. Es wird von selbst weiter versucht.',
  none: 'Niemand ist irgendwo angemeldet',
  noneDetail: 'Ein Gerät steht hier, solange jemand darauf angemeldet ist.',
  here: 'dieses Gerät',
  open: 'Gerade offen',
  heard: (time) => `Zuletzt gemeldet um ${time}`,
  neverHeard: 'Noch nicht gemeldet',
  push: { none: 'kein Push', working: 'Push klappt', silent: 'letzter Push kam nicht an' },
  ring: 'Klingeln lassen',
  ringOf: (name) => `bei ${name}`,
  ringAgain: 'Noch einmal klingeln',

  page: 'In der App',
  pushed: 'Als Mitteilung',
  step: { sent: 'Gesendet', delivered: 'Angekommen', displayed: 'Auf dem Bildschirm', tapped: 'Gehört' },
  notYet: 'noch nicht',
  result: {
    underway: 'Wird angeklingelt …',
    heard: 'Es klingelt, und jemand dort hört es.',
    rings: 'Es klingelt. Bisher hat dort niemand gesagt, dass es zu hören ist.',
    unseen: 'Es kam an und ist auf keinem Bildschirm. Weck das Gerät auf und öffne dort Shopbell.',
    silent: 'Nichts kam an. Ist das Gerät eingeschaltet und im WLAN?',
    failed: 'Es konnte nicht gesendet werden. Öffne Shopbell auf dem Gerät und lass es dann noch einmal klingeln.',
    noWay: 'Es ist nicht zu erreichen: Shopbell ist dort nicht offen, und Mitteilungen sind nicht erlaubt. Öffne es dort zuerst.',
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
  notStarted: 'Die Klingelprobe konnte nicht beginnen.',
  tooMany: 'Das war oft. Warte einen Moment und lass es dann noch einmal klingeln.',
  gone: 'Auf diesem Gerät ist niemand mehr angemeldet.',

  rung: {
    title: (by) => `Klingelprobe von ${by}`,
    detail: 'Niemand wartet auf Antwort. Jemand sieht nach, ob dieses Gerät klingelt.',
    hear: 'Ich höre es',
  },
}
