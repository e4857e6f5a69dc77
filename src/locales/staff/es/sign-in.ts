/** Coming in and going out. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const signIn: Dictionary['signIn'] = {
  title: 'Entrar',
  loading: 'Buscando a tu equipo',
  whichStore: '¿Qué tienda es esta?',
  whoAreYou: '¿Quién está de turno?',
  otherStore: 'Otra tienda',
  team: (members) => count(members, { one: '1 miembro', other: `${members} miembros` }),
  role: { associate: '', manager: 'Responsable', admin: 'Administración' },
  enterPin: 'Escribe tu PIN',
  pin: 'PIN',
  digits: (digits) => count(digits, { one: '1 cifra escrita', other: `${digits} cifras escritas` }),
  digit: (digit) => `Cifra ${digit}`,
  erase: 'Borrar la última cifra',
  submit: 'Entrar',
  notMe: 'No soy yo',
  wrongPin: 'Ese PIN no es correcto. Vuelve a intentarlo.',
  pinLocked: (name) => `${name} ya no puede entrar en este dispositivo`,
  pinLockedDetail:
    'El PIN ha fallado diez veces seguidas. Una persona responsable puede desbloquearlo; tus otros dispositivos no se ven afectados.',
  tooMany: (seconds) =>
    seconds === null
      ? 'Demasiados intentos. Espera un momento y vuelve a intentarlo.'
      : count(seconds, {
          one: 'Demasiados intentos. Espera un segundo y vuelve a intentarlo.',
          other: `Demasiados intentos. Espera ${seconds} segundos y vuelve a intentarlo.`,
        }),
  unreachable: 'El servidor no ha respondido. Comprueba el wifi y vuelve a intentarlo.',
  facesFailed: 'No se ha podido mostrar a tu equipo',
  noStores: 'Aquí aún no hay ninguna tienda',
  noStoresDetail: 'Quien lleva este servidor tiene que añadir una primero.',
  noMembers: 'Esta tienda aún no tiene equipo',
  noMembersDetail: 'Una persona responsable tiene que añadir a sus miembros primero.',
  signedOutElsewhere: 'Tu sesión en este dispositivo se ha cerrado. Vuelve a entrar para seguir.',
}

export const enrol: Dictionary['enrol'] = {
  title: 'Este dispositivo aún no es de ninguna tienda',
  detail: 'Una persona responsable crea un código en sus páginas. Sirve durante diez minutos y una sola vez.',
  offered: '¿Añadir este dispositivo a la tienda?',
  offeredDetail: 'El código viene del enlace que has abierto. Después se pedirá un PIN a quien use este dispositivo.',
  code: 'Código',
  submit: 'Añadir este dispositivo',
  notNow: 'Ahora no',
  refused: 'Este código no sirve. Está mal escrito, ya se ha usado o tiene más de diez minutos. Compruébalo o pide uno nuevo.',
  insecure: 'Para esto hace falta una conexión segura. Abre esta página por su dirección https.',
  revoked: 'Este dispositivo ya no es de la tienda',
  revokedDetail: 'Se ha quitado de él todo lo de Shopbell. Si debe volver, pide un código a una persona responsable.',
  dropped: (unsent) =>
    count(unsent, {
      one: 'Se ha perdido algo que aún no se había enviado.',
      other: `Se han perdido ${unsent} cosas que aún no se habían enviado.`,
    }),
  done: (device, store) => `Listo. Ahora es «${device}», de ${store}.`,
}

export const signOut: Dictionary['signOut'] = {
  button: 'Salir',
  ask: '¿Dejar también de estar disponible?',
  detail: 'Salir no cambia que estés disponible: lo sigues estando en tus otros dispositivos.',
  goUnavailable: 'Salir y dejar de estar disponible',
  stayAvailable: 'Salir y seguir disponible',
  openChats: (chats) =>
    count(chats, {
      one: 'Aún tienes un chat abierto. El cliente te espera.',
      other: `Aún tienes ${chats} chats abiertos. Esos clientes te esperan.`,
    }),
  unsentAsk: 'Aún no se ha enviado todo',
  unsentDetail: 'Al salir se pierde para siempre:',
  sendFirst: 'Enviarlo primero',
  sending: 'Enviando…',
  sendingOffline: 'No hay conexión. En cuanto la haya, se enviará y podrás salir.',
  sendingDetail: 'En cuanto se envíe, podrás salir.',
  drop: 'Descartarlo y salir',
  draft: (name) => `Escrito a ${name} y sin enviar`,
  refused: (messages, name) =>
    count(messages, { one: `1 mensaje a ${name}, no aceptado`, other: `${messages} mensajes a ${name}, no aceptados` }),
  plain: '¿Salir ahora?',
  plainDetail: 'No queda nada tuyo en este dispositivo.',
  anyway: 'Sí, salir',
  unreachable: 'El servidor no ha respondido, así que tu sesión sigue abierta. Comprueba el wifi y vuelve a intentarlo.',
}
