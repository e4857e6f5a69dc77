/** How this device rings, whoever is signed in on it. */
export interface BellSettings {
  /** From 0, which is silent, to 1. */
  readonly volume: number
  readonly vibrates: boolean
}

/** Where nobody has set it. */
export const loudBell: BellSettings = { volume: 1, vibrates: true }
