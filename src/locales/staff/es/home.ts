/** Home: the member, the team, and everything that waits. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const home: Dictionary['home'] = {
  title: 'Inicio',
  available: 'Estás disponible',
  unavailable: 'No estás disponible',
  goAvailable: 'Ponerme disponible',
  goUnavailable: 'Dejar de estar disponible',
  willRing: 'Este dispositivo sonará. El sonido está activado.',
  soundOff: 'Este dispositivo sonará. Toca la pantalla una vez para activar el sonido.',
  full: (capacity) =>
    count(capacity, {
      one: 'Tienes un chat, así que los nuevos van a otras personas del equipo.',
      other: `Tienes ${capacity} chats, así que los nuevos van a otras personas del equipo.`,
    }),
  closed: 'La tienda está cerrada, así que no suena ningún chat.',
  closedUntil: (when) => `La tienda está cerrada, así que no suena ningún chat. Abre ${when}.`,
  opensToday: (time) => `a las ${time}`,
  opensOn: (day, time) => `el ${day} a las ${time}`,
  closedOut: 'Desde el cierre de la tienda no estás disponible.',
  notConnected: 'Ningún chat llegará a este dispositivo hasta que vuelva a tener conexión.',
  willNotRing: 'No te sonará ningún chat hasta que te pongas disponible.',
  willSync: 'Por ahora solo lo sabe este dispositivo. Se lo dirá al servidor en cuanto tenga conexión.',
  myChats: 'Mis chats',
  of: (few, all) => `${few} de ${all}`,
  noChats: 'Aún no hay chats',
  noChatsAvailable: 'Cuando un cliente pregunta algo, este dispositivo suena.',
  noChatsUnavailable: 'Ponte disponible para que suene cuando un cliente pregunte algo.',
  unread: (messages) => count(messages, { one: '1 nuevo', other: `${messages} nuevos` }),
  you: (text) => `Tú: ${text}`,
  endedAt: (time) => `Terminado a las ${time}`,
  takenOver: (name) => `Ahora lo tiene ${name}`,
  notSent: (messages) => `${messages} sin enviar`,
  team: 'Equipo',
  teamCount: (available, all) => count(available, { one: `1 de ${all} disponible`, other: `${available} de ${all} disponibles` }),
  noTeam: 'Por ahora no hay nadie más en este equipo.',
  loading: 'Cargando tus chats y tu equipo',
}

export const presence: Dictionary['presence'] = {
  available: 'disponible',
  chats: (chats) => count(chats, { one: '1 chat', other: `${chats} chats` }),
  beingRung: 'le está sonando',
  notReachable: 'disponible, pero ningún dispositivo responde',
  unavailableSince: (time) => `no disponible desde las ${time}`,
  unavailable: 'no disponible',
  madeUnavailable: (misses) => `ya no disponible: ${misses} perdidos seguidos`,
  unknown: 'no se sabe por ahora',
}

export const notice: Dictionary['notice'] = {
  yours: (name) => `El chat con ${name} es tuyo después de todo.`,
  handedBack: (name) => `Has devuelto el chat con ${name}. Ahora se pregunta a otra persona.`,
  open: 'Abrir el chat',
}

export const unsent: Dictionary['unsent'] = {
  title: 'Aún sin enviar',
  offline: (time) => `Espera conexión desde las ${time}`,
  slow: (time) => `El servidor no responde desde las ${time}. Se vuelve a intentar solo.`,
  messages: (messages, name) => count(messages, { one: `1 mensaje a ${name}`, other: `${messages} mensajes a ${name}` }),
  claim: (name) => `Aceptar: ${name}`,
  decline: (name) => `Rechazar: ${name}`,
  settle: (name) => `Marcado como respondido: ${name}`,
  end: (name) => `Fin del chat con ${name}`,
  handBack: (name) => `Devolver: ${name}`,
  availability: 'Tu disponibilidad',
  somebody: 'un cliente',
}

export const waiting: Dictionary['waiting'] = {
  title: 'Chats en espera',
  left: (time) => `quedan ${time}`,
  leftAtMost: (time) => `quedan ${time} como mucho`,
  rung: (members) =>
    count(members, { zero: 'no le suena a nadie', one: 'le suena a 1 persona', other: `les suena a ${members} personas` }),
  claim: 'Aceptar chat',
  of: (name) => `de ${name}`,
}

export const madeUnavailable: Dictionary['madeUnavailable'] = {
  title: 'Ya no estás disponible',
  detail: (misses) =>
    count(misses, {
      one: 'Te sonó un chat y no respondiste, así que por ahora no te suena ninguno más.',
      other: `Te sonaron ${misses} chats seguidos sin respuesta, así que por ahora no te suena ninguno más.`,
    }),
  goAvailable: 'Ponerme disponible',
}
