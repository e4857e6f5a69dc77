/** La página del comercio mismo. */
import type { Dictionary } from '../dictionary.ts'

export const retailer: Dictionary['retailer'] = {
  identity: 'Nombre, idioma, moneda',
  nameHint: 'Tal como lo leen tus equipos y tus clientes.',
  localeHint: 'Así se escriben las fechas y los precios. Quien lee Shopbell en otro idioma los ve como se escriben en él.',
  currencyHint: 'La de los precios de pedidos anteriores. No se convierte nada.',
  example: 'Se escribirán así:',
  saved: 'Guardado. Las tabletas lo muestran cuando alguien vuelva a entrar.',
}
