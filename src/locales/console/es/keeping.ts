/** Qué se guarda de una persona, y cuánto tiempo. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('es')

export const keeping: Dictionary['keeping'] = {
  retention: 'Cuánto se guardan los datos',
  retentionDetail: 'Lo más antiguo se va solo, con la limpieza diaria.',
  kept: (conversations, log) =>
    `Las conversaciones se guardan ${count(conversations, { one: '1 día', other: `${conversations} días` })}; el registro de decisiones, ${count(log, { one: '1 día', other: `${log} días` })}. Solo la administración lo cambia.`,
  conversationDays: 'Conversaciones, en días',
  conversationDaysHint: 'Pasado este tiempo desde el final de un chat se quitan sus palabras. De 1 a 3650 días, normalmente 365.',
  logDays: 'Historial de decisiones, en días',
  logDaysHint:
    'Dice a quién le sonó y cuándo. No contiene palabras de clientes; las cifras y las consultas se apoyan en él. De 7 a 3650 días, normalmente 365.',
  daysFault: 'Pon un número entero de días dentro de estos límites.',
  saved: 'Guardado. Lo que ya es demasiado antiguo se va con la próxima limpieza.',
  find: 'Los datos de una persona',
  findDetail: 'Para quien pregunta qué sabes de él, o quiere ser olvidado. Ambas cosas quedan en el registro.',
  forAdminsDetail:
    'Un cliente es de toda la empresa, no de una tienda. Por eso solo la administración puede descargar o borrar lo que se sabe de él: pídeselo.',
  by: 'Buscar por',
  ways: { customer: 'Número de cliente', contact: 'Dirección dejada en un chat' },
  customer: 'Número de cliente',
  contact: 'Correo electrónico o teléfono',
  export: 'Descargar sus datos',
  erase: 'Borrar sus datos',
  exported: (chats, orders) =>
    `Descargado: ${count(chats, { one: '1 conversación', other: `${chats} conversaciones` })}, ${count(orders, { one: '1 línea de pedido', other: `${orders} líneas de pedido` })}.`,
  unknown: 'Aquí no se conoce a nadie así. Busca con otro número u otra dirección.',
  several: 'Varios clientes dejaron esta dirección, y pueden ser personas distintas. Di a quién te refieres.',
  nobodysName: 'Sin nombre',
  firstSeen: (when) => `primera vez aquí ${when}`,
  choose: 'Elegir',
  eraseAsk: (who) => `¿Borrar todo lo de «${who}»?`,
  eraseDetail:
    'Sus chats terminan y desaparecen de todos los dispositivos, con cada palabra, nombre y dirección. Su navegador pasa a ser el de un desconocido. No se puede deshacer.',
  orders: 'También sus pedidos',
  ordersHint: 'Los pedidos vuelven si una exportación posterior de la tienda aún los contiene.',
  erased: (chats) => `Borrado, con ${count(chats, { one: '1 conversación', other: `${chats} conversaciones` })}.`,
  erasing: (chats) =>
    `Empezado, con ${count(chats, { one: '1 conversación', other: `${chats} conversaciones` })}. El servidor sigue solo hasta que no quede nada.`,
}
