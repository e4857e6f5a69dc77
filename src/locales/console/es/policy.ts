/** Los valores con los que suena una tienda, y qué hace cada uno. */
import type { Dictionary } from '../dictionary.ts'

export const policy: Dictionary['policy'] = {
  detail:
    'Los valores habituales van bien casi siempre. Un cambio vale para la próxima pregunta; lo que ya suena conserva sus tiempos.',
  outside: 'Está fuera de lo posible.',
  conflict: 'No encaja con otro valor.',
  saved: 'Guardado. Vale desde ahora.',
  range: (least, most, usual, isTime) =>
    isTime ? `De ${least} a ${most} segundos, normalmente ${usual}.` : `De ${least} a ${most}, normalmente ${usual}.`,
  groups: { ringing: 'Timbre', talking: 'Conversaciones', missing: 'Chats perdidos', connection: 'Conexión' },
  figures: {
    places: { name: 'Suenan a la vez', detail: 'Tantas personas del equipo suenan a la vez por una pregunta.' },
    countdownMs: {
      name: 'Duración del timbre',
      detail: 'Un dispositivo suena este tiempo antes de que le toque a otra persona.',
    },
    requestLifeMs: { name: 'Búsqueda', detail: 'Se busca a alguien este tiempo antes de dar el chat por perdido.' },
    askAgainAfterMs: {
      name: 'Volver a preguntar',
      detail: 'A quien lo dejó sonar se le puede llamar otra vez por la misma pregunta tras este tiempo.',
    },
    leastRingMs: { name: 'Timbre más corto', detail: 'Si queda menos de la búsqueda, ya no suena nadie.' },
    deliverWithinMs: { name: 'Entrega', detail: 'Un dispositivo que no lo ha recibido para entonces se salta.' },
    answerMarginMs: {
      name: 'Último toque',
      detail: 'El timbre para este tiempo antes del fin de la búsqueda, para que llegue un toque tardío.',
    },
    capacity: { name: 'Chats por persona', detail: 'Tantos chats abiertos puede tener una persona.' },
    handBackWithinMs: {
      name: 'Devolver',
      detail: 'Un chat tomado por error se puede devolver durante este tiempo; 0 para nunca.',
    },
    rescueSilentAfterMs: {
      name: 'Silencio',
      detail: 'Un cliente que espera este tiempo a alguien que ha desaparecido se ofrece de nuevo al equipo.',
    },
    rescueUnansweredAfterMs: {
      name: 'Sin respuesta',
      detail: 'Un cliente que espera este tiempo cualquier respuesta se ofrece de nuevo al equipo.',
    },
    endAfterLeftMs: { name: 'Cliente ausente', detail: 'Un chat termina solo este tiempo después de irse el cliente.' },
    visitMs: { name: 'Misma visita', detail: 'El cliente puede retomar un chat durante este tiempo tras su final.' },
    missesInRow: {
      name: 'Perdidos seguidos',
      detail: 'Después de tantos, la persona deja de estar disponible hasta que diga lo contrario.',
    },
    shopperLeftAfterMs: {
      name: 'Marcharse',
      detail: 'Un cliente sin conexión este tiempo se ha ido; recargar la página no cuenta.',
    },
    reachableWithinMs: { name: 'Localizable', detail: 'Un dispositivo del que no se oye nada este tiempo no está localizable.' },
    downtimeGivenBackMs: { name: 'Tiempo devuelto', detail: 'Como mucho se devuelve este tiempo de una caída del servidor.' },
    stampAheadMs: { name: 'Reloj adelantado', detail: 'Un dispositivo con el reloj más adelantado debe repetir lo que quiere.' },
  },
}
