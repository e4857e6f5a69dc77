/** Chats that nobody claimed in time. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const missed: Dictionary['missed'] = {
  title: 'Perdidos',
  loading: 'Cargando los chats perdidos',
  none: 'No hay chats perdidos',
  noneDetail: 'Los chats que nadie acepta a tiempo aparecen aquí, para responderlos más tarde.',
  why: { unanswered: 'Nadie lo aceptó', nobodyAsked: 'Nadie disponible', shopperLeft: 'El cliente se fue' },
  leftBy: (name) => `${name} no llegó a responder`,
  at: (why, time) => `${why}, ${time}`,
  here: 'El cliente sigue aquí',
  leftMessage: (text) => `Dejó un mensaje: «${text}»`,
  leftContact: (contact) => `Quiere una respuesta en ${contact}`,
  noContact: 'No dejó contacto',
  pickUp: 'Asumir',
  trying: 'Asumiendo el chat…',
  tryingOffline: 'Sin conexión. Saldrá en cuanto la haya.',
  tryingLate: 'Se tardó demasiado para conseguir ya el chat.',
  answerByEmail: 'Responder por correo',
  call: 'Llamar',
  settle: 'Marcar como respondido',
  subject: 'Tu pregunta',
  opening: (name, question) => `Hola${name ? `, ${name}` : ''}:\n\nNos preguntaste:\n> ${question.replaceAll('\n', '\n> ')}\n\n`,
  more: (more) => `Mostrar ${count(more, { one: '1 más', other: `${more} más` })}`,
  failed: 'No ha funcionado.',
}
