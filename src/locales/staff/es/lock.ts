/** The locked tablet, and handing it to somebody else. */
import { plural } from '../../plural.ts'

const count = plural('es')

export const lock = {
  title: 'Bloqueada',
  now: 'Bloquear',
  unlock: 'Desbloquear',
  available: 'Disponible: los chats suenan aquí',
  unavailable: 'No disponible',
  yours: 'El chat es tuyo. Tu PIN lo abre.',
  hidden: 'Tu PIN abre la pregunta en cuanto hayas aceptado el chat.',
  withheld: 'Se muestra en cuanto este dispositivo tenga conexión.',
  announce: (who: string, seconds: number) =>
    `Chat entrante: ${who}. ${count(seconds, { one: '1 segundo', other: `${seconds} segundos` })} para aceptarlo.`,
  notYou: (name: string) => `¿No eres ${name}?`,
  switch: 'Cambiar de persona',
  switchTo: 'Tomar el relevo',
  switchAndClaim: 'Tomar el relevo y aceptar',
  whoTakesOver: '¿Quién toma el relevo?',
  forRing: 'Tu PIN acepta el chat que suena aquí, a tu nombre.',
  over: 'Este chat ya no suena aquí. Aun así puedes tomar el relevo.',
  nobodyElse: 'Nadie más puede iniciar sesión aquí',
  nobodyElseDetail: 'Un responsable puede añadir miembros a esta tienda o registrar este dispositivo para el equipo.',
  unsent: (name: string, things: number) =>
    count(things, {
      one: `Algo de ${name} aún no se ha enviado. Al tomar el relevo se pierde para siempre.`,
      other: `${things} cosas de ${name} aún no se han enviado. Al tomar el relevo se pierden para siempre.`,
    }),
  unsentWait: 'Se envía en cuanto haya conexión: espera hasta entonces para conservarlo.',
  claiming: 'Aceptando el chat para ti…',
  claimingDetail: 'Aún no es tuyo: primero tiene que responder el servidor.',
}
