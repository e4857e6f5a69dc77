/** Si un dispositivo sonaría, y qué dio una prueba del timbre. */
import type { Dictionary } from '../dictionary.ts'

export const bell: Dictionary['bell'] = {
  would: {
    open: 'Sonaría: Shopbell está abierto en él.',
    push: 'Sonaría, como notificación.',
    silent: 'Quizá no suene: la última notificación no llegó. Abre Shopbell en él.',
    none: 'No sonaría: Shopbell no está abierto en él y las notificaciones no están permitidas. Ábrelo allí y permítelas.',
    nobody: 'No suena para nadie hasta que alguien abra sesión.',
  },
  never: 'Aún sin ninguna prueba.',
  last: (when, by) => (by === null ? `Prueba del timbre, ${when}:` : `Prueba del timbre de ${by}, ${when}:`),
  ring: 'Hacerlo sonar',
  nobodyThere: 'Allí ya no hay ninguna sesión abierta: no hay a quién hacer sonar.',
  steps: 'Paso a paso',
  page: 'En la aplicación',
  pushed: 'Como notificación',
  step: { sent: 'Enviado', delivered: 'Recibido', displayed: 'En pantalla', tapped: 'Oído' },
  notYet: 'aún no',
  result: {
    underway: 'Haciéndolo sonar…',
    heard: 'Sonó, y allí alguien lo oyó.',
    rings: 'Estuvo en pantalla. Allí nadie ha dicho que lo oye.',
    unseen: 'Llegó, pero no estuvo en ninguna pantalla. Despierta el dispositivo y abre Shopbell en él.',
    silent: 'No llegó nada. ¿Está el dispositivo encendido y conectado al wifi?',
    failed: 'No se ha podido enviar. Abre Shopbell en ese dispositivo y hazlo sonar otra vez.',
    noWay:
      'No hubo forma de llegar a él: Shopbell no estaba abierto en él y las notificaciones no estaban permitidas. Ábrelo allí primero.',
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
}
