/** Entrar y salir, la primera instalación, la propia cuenta, y por qué algo no funcionó. */
import type { Dictionary } from '../dictionary.ts'

export const app: Dictionary['app'] = {
  name: 'Gestión de Shopbell',
  loading: 'Un momento',
  failed: 'No se ha podido mostrar',
  retry: 'Reintentar',
  broken: 'Algo se ha roto en esta página',
  brokenDetail: 'Lo que guardaste sigue ahí. Carga la página de nuevo para seguir.',
  reload: 'Cargar de nuevo',
  title: (page) => `${page} · Shopbell`,
  signOut: 'Salir',
  menu: 'Páginas',
  language: 'Idioma',
  store: 'Tienda',
  save: 'Guardar',
  cancel: 'Cancelar',
  close: 'Cerrar',
  done: 'Listo',
  change: 'Cambiar',
  rename: 'Renombrar',
  remove: 'Quitar',
  show: 'Mostrar',
  copy: 'Copiar',
  copied: 'Copiado',
  forAdmins: 'Para la administración',
}

export const pages: Dictionary['pages'] = {
  start: 'Primera instalación',
  retailer: 'Tu comercio',
  stores: 'Tiendas',
  hours: 'Horario',
  members: 'Miembros',
  devices: 'Dispositivos',
  widget: 'Sitio web',
  shoppers: 'Datos de clientes',
  audit: 'Registro',
  account: 'Mi cuenta',
}

export const fields: Dictionary['fields'] = {
  login: 'Correo electrónico',
  password: 'Contraseña',
  newPassword: 'Contraseña nueva',
  currentPassword: 'Contraseña actual',
  passwordHint: 'Al menos 12 caracteres. Cuatro palabras poco comunes se recuerdan bien y se adivinan mal.',
  retailer: 'Nombre de tu comercio',
  locale: 'Idioma y país',
  localeHint: 'Así se escriben los precios y las fechas para tus equipos.',
  currency: 'Moneda',
  yourName: 'Tu nombre',
  yourPin: 'Tu PIN para las tabletas de la tienda',
  yourPinHint: 'De cuatro a ocho cifras. Este es una sugerencia; puedes cambiarlo después.',
  store: 'Nombre de la tienda',
  name: 'Nombre',
}

export const faults: Dictionary['faults'] = {
  name: 'Pon un nombre visible de 80 caracteres como mucho.',
  login: 'Esto no es un correo electrónico.',
  password: 'Es demasiado fácil de adivinar. Usa al menos 12 caracteres que no sean tu nombre ni una fila de teclas.',
  pin: 'Usa de cuatro a ocho cifras que nadie del equipo probaría primero, o sea, no 1234.',
  locale: 'Este idioma no se conoce.',
  currency: 'Esta moneda no se conoce.',
  allowedSites: 'Una de estas líneas no es un sitio. Escríbelos como https://www.shop.example, uno por línea.',
  passkey: 'Es tu única entrada. Elige antes una contraseña.',
  other: 'No es posible. Revísalo, por favor.',
}

export const failures: Dictionary['failures'] = {
  unreachable: 'El servidor no ha respondido. Revisa la conexión y vuelve a probar.',
  tooMany: (seconds) => `Demasiados intentos. Espera ${seconds} s y vuelve a probar.`,
  wrongPassword: 'Este correo y esta contraseña no van juntos. Vuelve a probar.',
  passkeyRefused: 'Esta llave de acceso no se conoce aquí. Usa tu contraseña.',
  passkeyGivenUp: 'No se ha usado ninguna llave de acceso. Vuelve a probar o usa tu contraseña.',
  notYours: 'Solo puede hacerlo la administración. Pregunta allí.',
  loginTaken: 'Otra persona ya tiene este correo.',
  lastAdmin: 'Entonces nadie podría ocuparse del comercio. Da antes la administración y un acceso a otra persona.',
  linkOver: 'Este enlace ya se usó, ha caducado o se ha sustituido. Pide uno nuevo.',
  gone: 'Esto ya no está. Carga la página de nuevo.',
  other: 'El servidor no lo acepta. Carga la página de nuevo y vuelve a probar.',
}

export const signIn: Dictionary['signIn'] = {
  title: 'Entrar en la gestión',
  submit: 'Entrar',
  withPasskey: 'Usar una llave de acceso',
  unasked: 'Se ha cerrado tu sesión. Entra de nuevo para seguir.',
  lockedOut: '¿No puedes entrar? La administración puede darte un enlace nuevo en «Miembros»; también quien lleva el servidor.',
}

export const passwordLink: Dictionary['passwordLink'] = {
  title: 'Elegir una contraseña',
  hello: (name) => `Hola, ${name}. Elige la contraseña con la que entrarás en la gestión.`,
  submit: 'Elegir y entrar',
}

export const linkOver: Dictionary['linkOver'] = {
  title: 'Este enlace ya no vale',
  detail:
    'Ya se usó, ha caducado o se ha sustituido por otro más nuevo. Pide uno nuevo; quien lleva el servidor lo obtiene al reiniciarlo.',
  signIn: 'A la entrada',
}

export const setUp: Dictionary['setUp'] = {
  title: 'Instalar Shopbell',
  steps: ['Tu comercio', 'Tú', 'Primera tienda', 'Llave de acceso', 'Equipo', 'Primera tableta', 'Sitio web'],
  progress: (step, all) => `Paso ${step} de ${all}`,
  retailer: 'Tu comercio',
  retailerDetail: 'Como te conocen tus clientes y tus equipos. Hasta el primer timbre pasan unos diez minutos.',
  you: 'Tú, la primera administración',
  youDetail:
    'La administración se ocupa aquí de tiendas, personas y dispositivos. Con el PIN también puedes entrar en las tabletas.',
  store: 'Tu primera tienda',
  storeDetail: 'Una tienda tiene un equipo, y el equipo tiene el timbre. Se pueden añadir más tiendas cuando quieras.',
  passkey: 'Entrar sin contraseña',
  passkeyDetail: 'Una llave de acceso es tu dedo, tu cara o el PIN de este ordenador. También puede esperar.',
  team: 'Quién atiende el timbre',
  teamDetail: 'Añade a quien trabaja en esta tienda y dale su PIN: se muestra solo aquí y una sola vez.',
  tablet: 'La primera tableta',
  tabletDetail:
    'Toma la tableta de la tienda y escanea el código con su cámara, o escríbelo en ella. Esta página ve cuándo ha funcionado.',
  website: 'El timbre en tu sitio web',
  websiteDetail:
    'Pon esta línea en las páginas de tu comercio y di qué sitios pueden llevarla. Luego pregunta algo a tu propio equipo.',
  next: 'Siguiente',
  back: 'Atrás',
  submit: 'Instalar y seguir',
  finish: 'A las tiendas',
}

export const account: Dictionary['account'] = {
  password: 'Contraseña',
  changePassword: 'Cambiar la contraseña',
  passwordChanged: 'La contraseña nueva ya vale. En los demás sitios se ha cerrado tu sesión.',
  passkeys: 'Llaves de acceso',
  noPasskeys: 'Aún no hay llaves de acceso',
  noPasskeysDetail: 'Con una entras con el dedo, la cara o el PIN de este dispositivo.',
  passkeyName: 'Nombre de la llave',
  passkeyNameHint: 'Por ejemplo, «Portátil de la oficina».',
  addPasskey: 'Añadir una llave de acceso',
  neverUsed: (date) => `Añadida el ${date}, aún sin usar`,
  lastUsed: (date) => `Usada el ${date}`,
  removePasskey: (name) => `¿Quitar «${name}»?`,
  removePasskeyDetail: 'No dejará entrar a nadie más. Quítala también de tu dispositivo.',
  noPasskeysHere:
    'Las llaves de acceso se añaden donde Shopbell está abierto con su nombre y por HTTPS, no en una dirección de números.',
}
