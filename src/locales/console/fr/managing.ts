/** Magasins, membres, appareils et site web. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const stores: Dictionary['stores'] = {
  add: 'Ajouter un magasin',
  rename: 'Renommer le magasin',
  none: 'Pas encore de magasin',
  noneDetail: 'Ajoutez le premier ; il aura ensuite son équipe et ses tablettes.',
  unfinished: 'Shopbell n’est pas tout à fait installé : aucun magasin n’a encore une équipe et un appareil.',
  goOn: 'Continuer l’installation',
  members: (members) => count(members, { one: `${members} membre`, other: `${members} membres` }),
  devices: (devices) => count(devices, { zero: 'Aucun appareil', one: `${devices} appareil`, other: `${devices} appareils` }),
  locksAfter: (time) => `Les tablettes se verrouillent après ${time}`,
  figures: 'Comment ça sonne',
  lock: 'Verrouillage des tablettes',
  lockDetail:
    'Une tablette que personne ne touche aussi longtemps redemande le code PIN. Elle continue de sonner et ne montre rien de ce qu’écrivent les clients.',
  lockAfter: 'Verrouiller après',
}

export const members: Dictionary['members'] = {
  team: 'Équipe',
  none: 'Personne dans cette équipe pour l’instant',
  noneDetail: 'Ajoutez les personnes qui répondent ici.',
  add: 'Ajouter quelqu’un',
  addThem: 'Ajouter',
  addedOnce: 'Notez ces codes PIN maintenant : ils ne sont affichés que cette fois.',
  pinIs: 'code PIN',
  pin: 'Code PIN',
  pinHint: 'Une suggestion. De quatre à huit chiffres.',
  role: 'Rôle',
  roles: { associate: 'Conseil', manager: 'Responsable', admin: 'Administration' },
  roleHints: {
    associate: 'Répond à la sonnette.',
    manager: 'Répond à la sonnette et s’occupe ici de ce magasin.',
    admin: 'S’occupe ici de tous les magasins.',
  },
  you: '(vous)',
  invited: (login) => `${login}, pas encore venu`,
  lockedOn: (devices) => `Code PIN bloqué sur ${devices}`,
  unlock: 'Débloquer',
  newPin: 'Nouveau code',
  newPinFor: (name) => `Nouveau code PIN pour ${name}`,
  newPinDetail: 'L’ancien ne vaut plus rien dès lors. Donnez le nouveau maintenant : il n’est affiché que cette fois.',
  access: 'Accès',
  accessFor: (name) => `Accès à la gestion pour ${name}`,
  accessAgain: 'Faites un nouveau lien si la personne ne peut plus entrer. Tant qu’il n’a pas servi, l’ancien mot de passe vaut.',
  accessDetail: 'Fait un lien, valable une fois et trois jours, pour choisir un mot de passe.',
  makeLink: 'Faire un lien',
  takeAccess: 'Retirer l’accès',
  linkFor: (name) => `Lien pour ${name}`,
  linkDetail: 'Envoyez-le à cette personne seulement. Il n’est affiché que cette fois.',
  change: (name) => `Modifier ${name}`,
  losesAccount: 'Le conseil n’a pas la gestion : son accès est retiré.',
  removeAsk: (name) => `Retirer ${name} de l’équipe ?`,
  removeDetail:
    'La personne est déconnectée partout aussitôt et ne sonne plus. Une conversation qu’elle a encore va à un collègue. Son nom reste sur les conversations passées.',
}

export const devices: Dictionary['devices'] = {
  enrolled: 'Appareils enregistrés',
  none: 'Pas encore d’appareil',
  noneDetail: 'Une tablette ou un téléphone sonne ici une fois enregistré avec un code.',
  phoneOf: (name) => `Téléphone de ${name}`,
  tablet: 'Tablette de l’équipe',
  onShift: (name, since) => `${name}, session ouverte depuis ${since}`,
  nobody: 'Aucune session ouverte',
  lockedAt: (when) => `verrouillé depuis ${when}`,
  stale: 'Le serveur ne répond pas : voici l’état d’avant. Un nouvel essai se fait tout seul.',
  signOutAsk: (name, device) => `Déconnecter ${name} de « ${device} » ?`,
  signOutDetail:
    'La session s’y ferme aussitôt. Ce qui n’est pas encore envoyé reste sur l’appareil et part quand la personne s’y reconnecte. Elle reste disponible, garde ses conversations ouvertes et reste connectée sur ses autres appareils.',
  lastSeen: (when) => `Vu la dernière fois ${when}`,
  enrolledAt: (date, by) => (by === null ? `enregistré le ${date}` : `enregistré le ${date} par ${by}`),
  rename: 'Renommer l’appareil',
  revoke: 'Révoquer',
  revokeAsk: (name) => `Révoquer « ${name} » ?`,
  revokeDetail: 'La personne connectée est déconnectée aussitôt et pour de bon. L’appareil ne revient qu’avec un nouveau code.',
  enrol: 'Enregistrer un appareil',
  name: 'Nom de l’appareil',
  nameHint: 'Par exemple « Tablette de la caisse ».',
  for: 'À qui il est',
  forHint: 'Sur un téléphone, seule la personne à qui il est peut entrer.',
  forTeam: 'Tablette de toute l’équipe',
  showCode: 'Afficher le code',
  qr: 'Code QR qui ouvre Shopbell sur le nouvel appareil avec le code dedans',
  scan: 'Scannez-le avec le nouvel appareil.',
  orType: 'Ou ouvrez-y cette adresse, et tapez le code :',
  waiting: 'En attente de l’appareil.',
  left: (time) => `Le code vaut encore ${time}, une fois.`,
  isEnrolled: (name) => `${name} est enregistré. On peut y entrer avec un visage et un code PIN.`,
}

export const widget: Dictionary['widget'] = {
  tag: 'La ligne pour votre site',
  tagDetail: 'Elle met la sonnette sur une page. Mettez-la dans chaque page de votre boutique où ce magasin doit répondre.',
  sites: 'Sites autorisés',
  sitesLabel: 'Sites qui peuvent porter la sonnette, un par ligne',
  sitesHint: 'Seules les pages de ces sites peuvent montrer la sonnette. Ils commencent par https://.',
  saveSites: 'Enregistrer les sites',
  sitesSaved: 'Enregistré.',
  secret: 'Clé secrète',
  secretDetail:
    'Avec elle, le serveur de votre boutique nous dit qui est connecté, et votre équipe voit le nom et les commandes. Elle va sur votre serveur, et sur aucune page.',
  showSecret: 'Afficher la clé',
  hideSecret: 'Cacher la clé',
  renewSecret: 'En faire une nouvelle',
  renewAsk: 'Faire une nouvelle clé ?',
  renewDetail:
    'Ce que votre serveur signe avec l’ancienne est refusé aussitôt : vos clients sont inconnus jusqu’à ce qu’il ait la nouvelle.',
  sample: 'Dire qui est un client',
  sampleDetail:
    'Pour le serveur d’une boutique en Node.js. Toute autre bibliothèque JWT convient : HS256, le numéro de client comme « sub », cinq minutes.',
}
