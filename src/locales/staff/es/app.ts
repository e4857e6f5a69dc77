/** What the app says anywhere: its state, its connection, why the server refused something. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const app: Dictionary['app'] = {
  name: 'Shopbell',
  loading: 'Abriendo Shopbell',
  back: 'Atrás',
  done: 'Listo',
  cancel: 'Cancelar',
  retry: 'Volver a intentarlo',
  reload: 'Volver a cargar',
  partMissing: 'Esta parte aún no ha llegado',
  partMissingDetail: 'Comprueba el wifi. Se vuelve a intentar solo.',
  title: (page) => `${page} · Shopbell`,
}

export const language: Dictionary['language'] = {
  label: 'Idioma',
  asBrowser: (name) => `Como este dispositivo (${name})`,
  missing: 'No se ha podido cargar este idioma. Comprueba el wifi y elígelo otra vez.',
  untold: 'Por ahora solo en este dispositivo. El servidor lo sabrá en cuanto haya conexión.',
}

export const customer: Dictionary['customer'] = {
  new: 'Nuevo cliente',
  returning: 'Cliente que vuelve',
  chattedBefore: 'Ya habéis hablado antes',
  nameless: (isReturning) => (isReturning ? 'Cliente que vuelve' : 'Nuevo cliente'),
}

export const door: Dictionary['door'] = {
  unreachable: 'Shopbell no llega a su servidor',
  unreachableDetail: 'Comprueba el wifi. Esta página lo vuelve a intentar sola.',
  outdated: 'Hace falta una versión más nueva de Shopbell',
  outdatedDetail: 'Vuelve a cargar la página para obtenerla. Lo que has escrito se conserva.',
  refused: 'El servidor ha cerrado la conexión',
  refusedDetail: 'Vuelve a cargar la página. Si pasa otra vez, cierra la sesión y ábrela de nuevo.',
  tooManyPages: 'Shopbell está abierto demasiadas veces',
  tooManyPagesDetail: 'Cierra otras pestañas o dispositivos con tu sesión abierta y vuelve a cargar esta página.',
  ahead: 'Este dispositivo sabe más que el servidor',
  aheadDetail:
    'Es probable que el servidor se haya restaurado desde una copia. Avisa a tu responsable y empieza con lo que tiene el servidor.',
  startOver: 'Empezar con lo que tiene el servidor',
  crashed: 'Algo de esta página se ha roto',
  crashedDetail: 'No se ha perdido nada de lo que enviaste. Vuelve a cargar la página para seguir.',
}

export const connection: Dictionary['connection'] = {
  connecting: 'Conectando…',
  live: 'En línea',
  reconnecting: 'Reconectando…',
  offline: 'Sin conexión.',
  asOf: (time) => `Última actualización: ${time}.`,
  offlineTaps: 'Lo que hagas ahora se enviará en cuanto haya conexión.',
  cannotKeep: {
    full: 'Este dispositivo está lleno y no puede guardar lo que escribes. Deja la aplicación abierta hasta que se envíe.',
    unavailable: 'Este dispositivo no puede guardar lo que escribes. Deja la aplicación abierta hasta que se envíe.',
  },
  unsent: (waiting) => `${waiting} por enviar`,
}

export const update: Dictionary['update'] = {
  ready: 'Hay una versión nueva lista.',
  take: 'Cargarla',
  later: 'Más tarde',
}

export const problem: Dictionary['problem'] = {
  notHolder: (name) =>
    name
      ? `Este chat lo tiene ahora ${name}. Lo que has escrito se conserva.`
      : 'Ya no tienes este chat. Lo que has escrito se conserva.',
  changedHands: 'Ha pasado por otra persona y vuelve a ser tuyo. Lee lo que se ha escrito y vuelve a intentarlo.',
  chatEnded: 'El chat ha terminado entretanto.',
  alreadyClaimed: (name) => (name ? `Ahora lo tiene ${name}.` : 'Ahora lo tiene alguien del equipo.'),
  atCapacity: (capacity) =>
    capacity === null
      ? 'Ya tienes todos los chats que puedes tener. Termina uno primero.'
      : count(capacity, {
          one: 'Solo puedes tener un chat. Termínalo primero.',
          other: `Puedes tener ${capacity} chats. Termina uno primero.`,
        }),
  askedTooLate: 'Se tardó demasiado en llegar al servidor para conseguir el chat. Cuenta como respuesta.',
  tooLateToHandBack: 'Ya no se puede devolver.',
  notMissed: 'Ya no está en Perdidos: alguien fue más rápido o el cliente ha vuelto.',
  unknownChat: 'El servidor ya no conoce este chat.',
  notSignedIn: 'Tu sesión está cerrada. Vuelve a entrar; lo que has escrito se conserva.',
  gaveUp: 'El servidor no ha respondido. Comprueba el wifi y vuelve a intentarlo.',
  other: 'El servidor no lo ha aceptado. Vuelve a intentarlo o a cargar la página.',
}
