/** The installed app: how to install it, and how a newer version of it is taken. */
import type { Dictionary } from '../dictionary.ts'

export const newVersion: Dictionary['newVersion'] = {
  held: 'Hay una versión nueva. Podrás cargarla cuando todo esté enviado.',
  taking: 'Cargando la versión nueva…',
  olderServer: 'El servidor es más antiguo que esta aplicación',
  olderServerDetail: 'Seguramente se está actualizando. Esta página lo vuelve a intentar sola; lo que has escrito se conserva.',
}

export const install: Dictionary['install'] = {
  title: 'Instala Shopbell en este dispositivo',
  why: 'Se abre desde la pantalla de inicio, en su propia ventana y también sin red.',
  button: 'Instalar',
  notNow: 'No, gracias',
  byHand: 'Dos toques en Safari:',
  share: 'Toca «Compartir» en la barra del navegador',
  add: 'Elige «Añadir a pantalla de inicio»',
}

export const shortcut: Dictionary['shortcut'] = {
  ask: '¿Ponerte disponible?',
  detail: 'Shopbell se ha abierto para ponerte disponible. Entonces te sonarán los chats.',
  notNow: 'Ahora no',
}
