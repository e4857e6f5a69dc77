/** Die Werte, nach denen eine Filiale klingelt, und was jeder tut. */
import type { Dictionary } from '../dictionary.ts'

export const policy: Dictionary['policy'] = {
  detail:
    'Die üblichen Werte passen fast überall. Eine Änderung gilt für die nächste Frage; was schon klingelt, behält seine Zeiten.',
  outside: 'Das liegt außerhalb dessen, was möglich ist.',
  conflict: 'Das passt nicht zu einem anderen Wert.',
  saved: 'Gespeichert. Es gilt ab jetzt.',
  range: (least, most, usual, isTime) =>
    isTime ? `Von ${least} bis ${most} Sekunden, üblich sind ${usual}.` : `Von ${least} bis ${most}, üblich ist ${usual}.`,
  groups: { ringing: 'Klingeln', talking: 'Gespräche', missing: 'Verpasste Chats', connection: 'Verbindung' },
  figures: {
    places: { name: 'Gleichzeitig angeklingelt', detail: 'Bei so vielen aus dem Team klingelt eine Frage zur selben Zeit.' },
    countdownMs: { name: 'Klingelzeit', detail: 'So lange klingelt ein Gerät, bevor jemand anderes an die Reihe kommt.' },
    requestLifeMs: { name: 'Suche', detail: 'So lange wird jemand gesucht, bevor der Chat als verpasst gilt.' },
    askAgainAfterMs: {
      name: 'Noch einmal gefragt',
      detail: 'Wer es ausklingeln ließ, kann danach für dieselbe Frage wieder angeklingelt werden.',
    },
    leastRingMs: { name: 'Kürzestes Klingeln', detail: 'Bleibt weniger von der Suche, wird niemand mehr angeklingelt.' },
    deliverWithinMs: { name: 'Zustellung', detail: 'Ein Gerät, das bis dahin nichts bekommen hat, wird übergangen.' },
    answerMarginMs: {
      name: 'Letztes Tippen',
      detail: 'So lange vor dem Ende der Suche hört es auf zu klingeln, damit ein spätes Tippen noch ankommt.',
    },
    capacity: { name: 'Chats pro Person', detail: 'So viele offene Chats kann jemand haben.' },
    handBackWithinMs: {
      name: 'Zurückgeben',
      detail: 'So lange lässt sich ein versehentlich angenommener Chat zurückgeben; 0 für nie.',
    },
    rescueSilentAfterMs: {
      name: 'Verstummt',
      detail: 'Wer so lange auf jemanden wartet, der verschwunden ist, wird dem Team noch einmal vorgelegt.',
    },
    rescueUnansweredAfterMs: {
      name: 'Keine Antwort',
      detail: 'Wer so lange auf überhaupt eine Antwort wartet, wird dem Team noch einmal vorgelegt.',
    },
    endAfterLeftMs: { name: 'Weggegangen', detail: 'So lange nach dem Weggehen der Person endet ein Chat von selbst.' },
    visitMs: { name: 'Derselbe Besuch', detail: 'So lange nach seinem Ende lässt sich ein Chat wieder aufnehmen.' },
    missesInRow: { name: 'Verpasst in Folge', detail: 'Danach ist die Person nicht mehr verfügbar, bis sie es selbst ändert.' },
    shopperLeftAfterMs: {
      name: 'Weggehen',
      detail: 'Wer so lange keine Verbindung hat, ist weggegangen; ein Neuladen zählt nicht.',
    },
    reachableWithinMs: { name: 'Erreichbar', detail: 'Ein Gerät, von dem so lange nichts zu hören war, ist nicht erreichbar.' },
    downtimeGivenBackMs: {
      name: 'Zurückgegebene Zeit',
      detail: 'Höchstens so viel von der Zeit, die der Server weg war, wird zurückgegeben.',
    },
    stampAheadMs: { name: 'Uhr geht vor', detail: 'Ein Gerät, dessen Uhr weiter vorgeht, muss noch einmal sagen, was es will.' },
  },
}
