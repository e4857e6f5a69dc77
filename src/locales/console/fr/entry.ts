/** Entrer et sortir, la première installation, son propre compte, et pourquoi quelque chose n’a pas marché. */
import type { Dictionary } from '../dictionary.ts'

export const app: Dictionary['app'] = {
  name: 'Gestion Shopbell',
  loading: 'Un instant',
  failed: 'Ceci n’a pas pu être affiché',
  retry: 'Réessayer',
  broken: 'Quelque chose s’est cassé sur cette page',
  brokenDetail: 'Ce que vous avez enregistré est toujours là. Rechargez la page pour continuer.',
  reload: 'Recharger',
  title: (page) => `${page} · Shopbell`,
  signOut: 'Se déconnecter',
  menu: 'Rubriques',
  language: 'Langue',
  store: 'Magasin',
  save: 'Enregistrer',
  cancel: 'Annuler',
  close: 'Fermer',
  done: 'Terminé',
  change: 'Modifier',
  rename: 'Renommer',
  remove: 'Retirer',
  show: 'Afficher',
  copy: 'Copier',
  copied: 'Copié',
  forAdmins: 'Pour l’administration',
}

export const pages: Dictionary['pages'] = {
  start: 'Première installation',
  retailer: 'Votre enseigne',
  stores: 'Magasins',
  hours: 'Horaires',
  members: 'Membres',
  devices: 'Appareils',
  widget: 'Site web',
  shoppers: 'Données clients',
  audit: 'Journal',
  account: 'Mon compte',
}

export const fields: Dictionary['fields'] = {
  login: 'Adresse e-mail',
  password: 'Mot de passe',
  newPassword: 'Nouveau mot de passe',
  currentPassword: 'Mot de passe actuel',
  passwordHint: 'Au moins 12 caractères. Quatre mots inhabituels se retiennent bien et se devinent mal.',
  retailer: 'Nom de votre enseigne',
  locale: 'Langue et pays',
  localeHint: 'La façon d’écrire les prix et les dates pour vos équipes.',
  currency: 'Devise',
  yourName: 'Votre nom',
  yourPin: 'Votre code PIN pour les tablettes du magasin',
  yourPinHint: 'De quatre à huit chiffres. Celui-ci est une suggestion ; vous pourrez le changer.',
  store: 'Nom du magasin',
  name: 'Nom',
}

export const faults: Dictionary['faults'] = {
  name: 'Donnez un nom visible de 80 caractères au plus.',
  login: 'Ce n’est pas une adresse e-mail.',
  password: 'C’est trop facile à deviner. Prenez au moins 12 caractères qui ne soient ni votre nom ni une rangée de touches.',
  pin: 'Prenez de quatre à huit chiffres que personne n’essaierait d’abord, donc pas 1234.',
  locale: 'Cette langue n’est pas connue.',
  currency: 'Cette devise n’est pas connue.',
  allowedSites: 'L’une de ces lignes n’est pas un site. Écrivez-les comme https://www.shop.example, une par ligne.',
  passkey: 'C’est votre seul accès. Choisissez d’abord un mot de passe.',
  other: 'Ce n’est pas possible. Veuillez vérifier.',
}

export const failures: Dictionary['failures'] = {
  unreachable: 'Le serveur n’a pas répondu. Vérifiez la connexion, puis réessayez.',
  tooMany: (seconds) => `Trop d’essais. Attendez ${seconds} s, puis réessayez.`,
  wrongPassword: 'Cette adresse e-mail et ce mot de passe ne vont pas ensemble. Réessayez.',
  passkeyRefused: 'Cette clé d’accès n’est pas connue ici. Utilisez votre mot de passe.',
  passkeyGivenUp: 'Aucune clé d’accès n’a été utilisée. Réessayez, ou utilisez votre mot de passe.',
  notYours: 'Seule l’administration peut le faire. Demandez-lui.',
  loginTaken: 'Quelqu’un d’autre a déjà cette adresse e-mail.',
  lastAdmin:
    'Plus personne ne pourrait alors s’occuper de l’enseigne. Donnez d’abord l’administration et un accès à quelqu’un d’autre.',
  linkOver: 'Ce lien a déjà servi, a expiré ou a été remplacé. Demandez-en un nouveau.',
  gone: 'Ceci n’existe plus. Rechargez la page.',
  other: 'Le serveur ne l’accepte pas. Rechargez la page, puis réessayez.',
}

export const signIn: Dictionary['signIn'] = {
  title: 'Se connecter à la gestion',
  submit: 'Se connecter',
  withPasskey: 'Utiliser une clé d’accès',
  unasked: 'Vous avez été déconnecté. Reconnectez-vous pour continuer.',
  lockedOut:
    'Vous ne pouvez plus entrer ? L’administration peut vous faire un nouveau lien sous « Membres » ; la personne qui exploite le serveur aussi.',
}

export const passwordLink: Dictionary['passwordLink'] = {
  title: 'Choisir un mot de passe',
  hello: (name) => `Bonjour ${name}. Choisissez le mot de passe avec lequel vous entrerez dans la gestion.`,
  submit: 'Choisir et se connecter',
}

export const linkOver: Dictionary['linkOver'] = {
  title: 'Ce lien ne vaut plus',
  detail:
    'Il a déjà servi, a expiré ou a été remplacé par un plus récent. Demandez-en un nouveau ; la personne qui exploite le serveur en obtient un en le redémarrant.',
  signIn: 'Vers la connexion',
}

export const setUp: Dictionary['setUp'] = {
  title: 'Installer Shopbell',
  steps: ['Votre enseigne', 'Vous', 'Premier magasin', 'Clé d’accès', 'Équipe', 'Première tablette', 'Site web'],
  progress: (step, all) => `Étape ${step} sur ${all}`,
  retailer: 'Votre enseigne',
  retailerDetail:
    'Le nom sous lequel vos clients et vos équipes vous connaissent. Il faut environ dix minutes avant la première sonnerie.',
  you: 'Vous, première administration',
  youDetail:
    'L’administration s’occupe ici des magasins, des personnes et des appareils. Avec le code PIN, vous pouvez aussi entrer sur les tablettes.',
  store: 'Votre premier magasin',
  storeDetail: 'Un magasin a une équipe, et l’équipe a la sonnette. D’autres magasins peuvent être ajoutés à tout moment.',
  passkey: 'Se connecter sans mot de passe',
  passkeyDetail: 'Une clé d’accès, c’est votre doigt, votre visage ou le code de cet ordinateur. Cela peut aussi attendre.',
  team: 'Qui répond à la sonnette',
  teamDetail: 'Ajoutez les personnes de ce magasin et donnez à chacune son code PIN : il n’est affiché qu’ici, une seule fois.',
  tablet: 'La première tablette',
  tabletDetail:
    'Prenez la tablette du magasin et scannez le code avec son appareil photo, ou tapez-le. Cette page voit quand cela a marché.',
  website: 'La sonnette sur votre site',
  websiteDetail:
    'Mettez cette ligne dans les pages de votre boutique, et dites quels sites peuvent la porter. Puis posez une question à votre équipe.',
  next: 'Suivant',
  back: 'Retour',
  submit: 'Installer et continuer',
  finish: 'Vers les magasins',
}

export const account: Dictionary['account'] = {
  password: 'Mot de passe',
  changePassword: 'Changer le mot de passe',
  passwordChanged: 'Le nouveau mot de passe est en vigueur. Vous êtes déconnecté partout ailleurs.',
  passkeys: 'Clés d’accès',
  noPasskeys: 'Pas encore de clé d’accès',
  noPasskeysDetail: 'Avec une clé, vous entrez du doigt, du visage ou avec le code de cet appareil.',
  passkeyName: 'Nom de la clé',
  passkeyNameHint: 'Par exemple « Portable du bureau ».',
  addPasskey: 'Ajouter une clé d’accès',
  neverUsed: (date) => `Ajoutée le ${date}, pas encore utilisée`,
  lastUsed: (date) => `Utilisée le ${date}`,
  removePasskey: (name) => `Retirer « ${name} » ?`,
  removePasskeyDetail: 'Elle ne laissera plus entrer personne. Retirez-la aussi de votre appareil.',
  noPasskeysHere:
    'Les clés d’accès s’ajoutent là où Shopbell est ouvert sous son nom en HTTPS, pas sous une adresse en chiffres.',
}
