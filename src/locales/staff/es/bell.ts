/** Whether this device would ring, how it sounds, and the bell check. */
import type { Dictionary } from '../dictionary.ts'

export const bell: Dictionary['bell'] = {
  title: 'Prueba del timbre',
  thisDevice: 'Este dispositivo',
  wouldRing: 'Este dispositivo sonaría.',
  wouldRingDetail: 'También con la pantalla bloqueada o con otra aplicación delante.',
  more: 'Prueba del timbre',

  obstacle: {
    offline: { is: 'No hay conexión.', mend: 'Aquí no puede sonar nada hasta que vuelva. Comprueba el wifi.' },
    soundOff: { is: 'El timbre está apagado en este dispositivo.', mend: 'Si suena un chat, solo se verá.' },
    soundLocked: {
      is: 'El navegador mantiene esta página en silencio hasta que se toca una vez.',
      mend: 'Toca la pantalla o prueba el timbre.',
    },
    notInstalled: {
      is: 'Con la pantalla bloqueada, este dispositivo no suena.',
      mend: 'Un iPhone o un iPad solo suena con aplicaciones instaladas: toca «Compartir», luego «Añadir a pantalla de inicio», y abre Shopbell desde ahí.',
    },
    impossible: {
      is: 'Este navegador solo suena mientras Shopbell está delante.',
      mend: 'Déjalo abierto o usa un navegador que pueda mostrar notificaciones.',
    },
    denied: {
      is: 'Las notificaciones están bloqueadas, así que nada suena con la pantalla bloqueada.',
      mend: 'Toca el símbolo junto a la dirección, permite las notificaciones de esta página y vuelve aquí.',
    },
    notAsked: {
      is: 'Con la pantalla bloqueada, este dispositivo no suena.',
      mend: 'Permite las notificaciones y los chats sonarán también entonces.',
    },
    noService: {
      is: 'El servicio push del navegador no responde, así que nada suena con la pantalla bloqueada.',
      mend: 'Puede que la red no lo deje pasar.',
    },
    notRegistered: {
      is: 'El servidor no sabe cómo hacer sonar este dispositivo con la pantalla bloqueada.',
      mend: 'Vuelve a intentarlo; si sigue igual, avisa a tu responsable.',
    },
  },
  allow: 'Permitir las notificaciones',
  turnOn: 'Encenderlo',

  volume: 'Volumen',
  volumeOf: (percent) => (percent === 0 ? 'Apagado' : `${percent} %`),
  test: 'Probar el timbre',
  vibrates: 'Vibrar también',

  devices: 'Hacer sonar un dispositivo',
  devicesDetail: 'Suena una vez, a propósito, y ves hasta dónde ha llegado.',
  loading: 'Buscando dispositivos',
  failed: 'No se han podido mostrar los dispositivos',
  failedDetail: 'Comprueba el wifi. Se vuelve a intentar solo.',
  none: 'No hay ninguna sesión abierta',
  noneDetail: 'Un dispositivo aparece aquí mientras alguien tiene la sesión abierta en él.',
  here: 'este dispositivo',
  open: 'Abierto ahora',
  heard: (time) => `Última señal a las ${time}`,
  neverHeard: 'Aún sin señal',
  push: { none: 'sin push', working: 'el push funciona', silent: 'último push no recibido' },
  ring: 'Hacerlo sonar',
  ringOf: (name) => `el de ${name}`,
  ringAgain: 'Hacerlo sonar otra vez',

  page: 'En la aplicación',
  pushed: 'Como notificación',
  step: { sent: 'Enviado', delivered: 'Recibido', displayed: 'En pantalla', tapped: 'Oído' },
  notYet: 'aún no',
  result: {
    underway: 'Haciéndolo sonar…',
    heard: 'Suena, y allí alguien lo oye.',
    rings: 'Suena. Allí nadie ha dicho aún que lo oye.',
    unseen: 'Ha llegado, pero no está en ninguna pantalla. Despierta el dispositivo y abre Shopbell en él.',
    silent: 'No ha llegado nada. ¿Está el dispositivo encendido y conectado al wifi?',
    failed: 'No se ha podido enviar. Abre Shopbell en ese dispositivo y hazlo sonar otra vez.',
    noWay:
      'No hay forma de llegar a él: Shopbell no está abierto en él y las notificaciones no están permitidas. Ábrelo allí primero.',
  },
  failure: {
    gone: 'El servicio push ya no conoce ese navegador. Abre Shopbell allí una vez para que se registre de nuevo.',
    refused: 'El servicio push la ha rechazado. Desactiva y vuelve a activar las notificaciones en ese dispositivo.',
    expired:
      'No se ha podido contactar con el servicio push durante un minuto. Inténtalo otra vez; si sigue igual, avisa a quien gestiona Shopbell.',
    replaced: 'Otra más reciente ha ocupado su lugar.',
    overflow: 'Hay demasiadas notificaciones esperando salir. Inténtalo dentro de un minuto.',
    stopped: 'El servidor se reinició antes de enviarla. Inténtalo otra vez.',
  },
  notStarted: 'No se ha podido empezar la prueba del timbre.',
  tooMany: 'Han sido muchas. Espera un momento y hazlo sonar otra vez.',
  gone: 'Ya no hay ninguna sesión abierta en ese dispositivo.',

  rung: {
    title: (by) => `Prueba del timbre de ${by}`,
    detail: 'No espera ningún cliente. Alguien comprueba si este dispositivo suena.',
    hear: 'Lo oigo',
  },
}
