/** La page de l’enseigne elle-même. */
import type { Dictionary } from '../dictionary.ts'

export const retailer: Dictionary['retailer'] = {
  identity: 'Nom, langue, devise',
  nameHint: 'Tel que vos équipes et vos clients le lisent.',
  localeHint: 'La façon d’écrire les dates et les prix. Qui lit Shopbell dans une autre langue les voit comme elle les écrit.',
  currencyHint: 'Celle des prix des commandes passées. Rien n’est converti.',
  example: 'Ils seront écrits ainsi :',
  saved: 'Enregistré. Les tablettes le montrent à la prochaine ouverture de session.',
}
