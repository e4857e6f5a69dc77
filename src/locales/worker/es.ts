/** Every text of a notification, in Spanish: the glossary is the app's (`staff/es.ts`). */
import { plural } from '../plural.ts'
import type { WorkerWords } from './en.ts'

const count = plural('es')

export const es: WorkerWords = {
  claim: 'Aceptar',
  decline: 'Rechazar',
  hear: 'Lo oigo',

  ring: {
    title: 'Chat entrante',
    chattedBefore: 'Ya habéis hablado antes.',
    returning: 'Cliente que vuelve.',
    new: 'Nuevo cliente.',
    rung: (members) => count(members, { one: 'Solo te suena a ti.', other: `Os suena a ${members} del equipo.` }),
  },
  taken: {
    title: (by) => (by === null ? 'Lo aceptó alguien del equipo' : `Lo aceptó ${by}`),
    detail: 'No hay nada que hacer.',
  },
  mine: { title: 'Es tuyo', detail: 'Toca para abrir el chat.' },
  missed: { title: 'Perdido', detail: 'Nadie aceptó el chat a tiempo. Está en Perdidos.' },
  over: { title: 'Ya no está abierto', detail: 'Aquí ya no hay nada que hacer.' },

  trying: {
    title: 'Aceptando el chat…',
    detail: 'Aún no es tuyo: primero tiene que responder el servidor.',
    declining: 'Rechazando el chat…',
    offline: 'Sin conexión: intentándolo',
    offlineDetail: 'Saldrá en cuanto la haya.',
    late: 'Demasiado tarde para conseguir el chat',
    lateDetail: 'Se tardó demasiado en llegar al servidor. Aun así cuenta como respuesta.',
  },
  expired: {
    title: 'Se acabó el tiempo',
    detail: 'La búsqueda de alguien que respondiera acabó antes de que llegara tu respuesta.',
  },
  full: { title: 'Ya tienes todos los chats que puedes tener', detail: 'Termina uno y acepta este en Shopbell.' },
  declined: { title: 'Rechazado', detail: 'Sigues disponible.' },
  declinedBefore: { title: 'Ya lo rechazaste', detail: 'Este lo tiene que aceptar otra persona.' },
  signedOut: { title: 'Tu sesión está cerrada', detail: 'Toca para volver a entrar.' },
  failed: { title: 'No ha funcionado', detail: 'Toca para abrir Shopbell y ver cómo está todo.' },

  madeUnavailable: {
    title: 'Ya no estás disponible',
    detail: (misses) =>
      count(misses, {
        one: 'Te sonó un chat y no respondiste. Toca para volver a ponerte disponible.',
        other: `Te sonaron ${misses} chats seguidos sin respuesta. Toca para volver a ponerte disponible.`,
      }),
  },
  bellCheck: { title: (by) => `Prueba del timbre de ${by}`, detail: 'Toca para decir que ha sonado aquí.' },

  neutral: { title: 'Shopbell', detail: 'Algo ha sonado aquí. Toca para ver cómo está todo.' },
}
