/** An incoming chat, and how it ended. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const incoming: Dictionary['incoming'] = {
  title: 'Chat entrante',
  announce: (name, question, seconds) =>
    `Chat entrante de ${name}: ${question} ${count(seconds, { one: '1 segundo', other: `${seconds} segundos` })} para aceptarlo.`,
  secondsLeft: (seconds) => count(seconds, { one: 'queda 1 segundo', other: `quedan ${seconds} segundos` }),
  quoted: (text) => `«${text}»`,
  lookingAt: 'Está mirando',
  rung: (members) =>
    count(members, {
      zero: 'Ahora no le suena a nadie',
      one: 'Solo te suena a ti',
      other: `Os suena a ${members} del equipo`,
    }),
  others: (members) => count(members, { one: 'Le suena a otra persona', other: `Les suena a otras ${members} personas` }),
  claim: 'Aceptar chat',
  declineStay: 'Rechazar y seguir disponible',
  declineGo: 'Rechazar y dejar de estar disponible',
  soundOff: 'El sonido está desactivado. Toca la pantalla para activarlo.',
  withColleague: 'Ya estuvo con alguien del equipo',
  offline: 'Sin conexión. Lo que toques saldrá en cuanto la haya.',
  trying: 'Aceptando el chat…',
  tryingDetail: 'Aún no es tuyo: primero tiene que responder el servidor.',
  tryingOffline: 'Sin conexión. Saldrá en cuanto la haya; aún no es tuyo.',
  tryingLate: 'Demasiado tarde para conseguir el chat',
  tryingLateDetail: 'Se tardó demasiado en llegar al servidor. Aun así cuenta como respuesta.',
  taken: (name) => `Lo aceptó ${name}`,
  takenDetail: (name) => `${name} se adelantó un momento y está respondiendo.`,
  takenBySomebody: 'Lo aceptó alguien del equipo',
  takenBySomebodyDetail: 'Alguien se adelantó un momento y está respondiendo.',
  expired: 'Se acabó el tiempo',
  expiredDetail: 'Ahora suena en otro sitio. Mientras nadie tenga el chat, aún puedes aceptarlo.',
  unsure: 'Puede que ya haya acabado',
  unsureDetail: 'No se sabe nada del servidor desde hace un rato.',
  unsureOffline: 'No había conexión mientras sonaba. Se verá cómo acabó en cuanto la haya.',
  tooLate: 'Aceptaste demasiado tarde',
  tooLateDetail: 'Tardó más de medio minuto y ya no servía para conseguir el chat. Cuenta como respuesta.',
  missed: 'Perdido',
  missedDetail: 'Nadie lo aceptó a tiempo. El cliente puede dejar un mensaje, y te espera en Perdidos.',
  withdrawn: 'El cliente se fue',
  withdrawnDetail: 'Cerró la página antes de que alguien aceptara el chat. No hay nada que hacer.',
  ended: 'Ya no está abierto',
  endedDetail: 'La búsqueda de alguien que respondiera acabó antes de que llegara tu respuesta. Mira en Perdidos.',
  full: 'Ya tienes todos los chats que puedes tener',
  fullDetail: (capacity) => `Puedes tener ${capacity} a la vez. Termina uno y acepta este en Chats en espera.`,
  declined: 'Ya lo rechazaste',
  declinedDetail: 'Este lo tiene que aceptar otra persona.',
  gaveUp: 'No se ha podido aceptar',
  gaveUpDetail: 'El servidor no ha respondido. Si al final el chat es tuyo, está en Mis chats.',
  failed: 'El servidor no te ha dado el chat',
  declineFailed: 'No se ha podido rechazar.',
  question: 'La pregunta',
}
