/** Tiendas, miembros, dispositivos y el sitio web. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const stores: Dictionary['stores'] = {
  add: 'Añadir una tienda',
  rename: 'Renombrar la tienda',
  none: 'Aún no hay tiendas',
  noneDetail: 'Añade la primera; después tendrá su equipo y sus tabletas.',
  unfinished: 'Shopbell aún no está del todo instalado: ninguna tienda tiene todavía un equipo y un dispositivo.',
  goOn: 'Seguir con la instalación',
  members: (members) => count(members, { one: '1 miembro', other: `${members} miembros` }),
  devices: (devices) => count(devices, { zero: 'Ningún dispositivo', one: '1 dispositivo', other: `${devices} dispositivos` }),
  locksAfter: (time) => `Las tabletas se bloquean tras ${time}`,
  figures: 'Cómo suena',
  lock: 'Bloqueo de las tabletas',
  lockDetail:
    'Una tableta que nadie toca durante ese tiempo vuelve a pedir el PIN. Sigue sonando y no muestra nada de lo que escriben los clientes.',
  lockAfter: 'Bloquear tras',
}

export const members: Dictionary['members'] = {
  team: 'Equipo',
  none: 'Aún no hay nadie en este equipo',
  noneDetail: 'Añade a quien atiende el timbre aquí.',
  add: 'Añadir a alguien',
  addThem: 'Añadir',
  addedOnce: 'Apunta ahora estos PIN: solo se muestran esta vez.',
  pinIs: 'PIN',
  pin: 'PIN',
  pinHint: 'Una sugerencia. De cuatro a ocho cifras.',
  role: 'Función',
  roles: { associate: 'Atención', manager: 'Responsable', admin: 'Administración' },
  roleHints: {
    associate: 'Atiende el timbre.',
    manager: 'Atiende el timbre y se ocupa aquí de esta tienda.',
    admin: 'Se ocupa aquí de todas las tiendas.',
  },
  you: '(tú)',
  invited: (login) => `${login}, aún no ha entrado`,
  lockedOn: (devices) => `PIN bloqueado en ${devices}`,
  unlock: 'Desbloquear',
  newPin: 'PIN nuevo',
  newPinFor: (name) => `PIN nuevo para ${name}`,
  newPinDetail: 'El anterior deja de valer. Dale el nuevo ahora: solo se muestra esta vez.',
  access: 'Acceso',
  accessFor: (name) => `Acceso a la gestión para ${name}`,
  accessAgain: 'Haz un enlace nuevo si no puede entrar. Hasta que se use, vale la contraseña anterior.',
  accessDetail: 'Hace un enlace, válido una vez y tres días, para elegir una contraseña.',
  makeLink: 'Hacer un enlace',
  takeAccess: 'Retirar el acceso',
  linkFor: (name) => `Enlace para ${name}`,
  linkDetail: 'Envíaselo solo a esa persona. Solo se muestra esta vez.',
  change: (name) => `Cambiar a ${name}`,
  losesAccount: 'La atención no tiene gestión: se le retira el acceso.',
  removeAsk: (name) => `¿Quitar a ${name} del equipo?`,
  removeDetail:
    'Su sesión se cierra en todas partes al momento y ya no suena. Un chat que aún tenga pasa a otra persona. Su nombre queda en los chats pasados.',
}

export const devices: Dictionary['devices'] = {
  enrolled: 'Dispositivos registrados',
  none: 'Aún no hay dispositivos',
  noneDetail: 'Una tableta o un teléfono suena aquí una vez registrado con un código.',
  phoneOf: (name) => `Teléfono de ${name}`,
  tablet: 'Tableta del equipo',
  onShift: (name, since) => `${name}, con sesión desde ${since}`,
  nobody: 'Sin ninguna sesión abierta',
  lockedAt: (when) => `bloqueado desde ${when}`,
  stale: 'El servidor no responde: así estaba antes. Se le vuelve a preguntar solo.',
  signOutAsk: (name, device) => `¿Cerrar la sesión de ${name} en «${device}»?`,
  signOutDetail:
    'Allí se cierra al momento. Lo que aún no se ha enviado queda en el dispositivo y sale cuando esa persona vuelve a entrar en él. Sigue disponible, conserva sus chats abiertos y su sesión en otros dispositivos.',
  lastSeen: (when) => `Visto por última vez ${when}`,
  enrolledAt: (date, by) => (by === null ? `registrado el ${date}` : `registrado el ${date} por ${by}`),
  rename: 'Renombrar el dispositivo',
  revoke: 'Retirar',
  revokeAsk: (name) => `¿Retirar «${name}»?`,
  revokeDetail: 'La sesión abierta en él se cierra al momento y del todo. Solo vuelve con un código nuevo.',
  enrol: 'Registrar un dispositivo',
  name: 'Nombre del dispositivo',
  nameHint: 'Por ejemplo, «Tableta de la caja».',
  for: 'De quién es',
  forHint: 'En un teléfono solo puede entrar su dueño.',
  forTeam: 'Tableta de todo el equipo',
  showCode: 'Mostrar el código',
  qr: 'Código QR que abre Shopbell en el dispositivo nuevo con el código dentro',
  scan: 'Escanéalo con la cámara del dispositivo nuevo.',
  orType: 'O abre en él esta dirección y escribe el código:',
  waiting: 'Esperando al dispositivo.',
  left: (time) => `El código vale ${time} más, una vez.`,
  isEnrolled: (name) => `${name} está registrado. Ya se puede entrar en él con una cara y un PIN.`,
}

export const widget: Dictionary['widget'] = {
  tag: 'La línea para tu sitio web',
  tagDetail: 'Pone el timbre en una página. Llévala a cada página de tu comercio en la que deba responder esta tienda.',
  sites: 'Sitios permitidos',
  sitesLabel: 'Sitios que pueden llevar el timbre, uno por línea',
  sitesHint: 'Solo las páginas de estos sitios pueden mostrar el timbre. Empiezan por https://.',
  saveSites: 'Guardar los sitios',
  sitesSaved: 'Guardado.',
  secret: 'Clave secreta',
  secretDetail:
    'Con ella, el servidor de tu comercio nos dice quién ha entrado, y tu equipo ve su nombre y sus pedidos. Va en tu servidor y en ninguna página.',
  showSecret: 'Mostrar la clave',
  hideSecret: 'Ocultar la clave',
  renewSecret: 'Hacer una nueva',
  renewAsk: '¿Hacer una clave nueva?',
  renewDetail:
    'Lo que tu servidor firma con la anterior se rechaza al momento: tus clientes son desconocidos hasta que tenga la nueva.',
  sample: 'Decir quién es un cliente',
  sampleDetail:
    'Para el servidor de un comercio en Node.js. Sirve cualquier otra biblioteca JWT: HS256, el número de cliente como «sub», cinco minutos.',
}
