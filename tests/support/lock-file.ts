/** What is read of package-lock.json (version 3), and which packages of other platforms it does not know. */
export interface LockFile {
  readonly packages: Record<string, LockedPackage>
}

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export function missingOptionalPackages({ packages }: LockFile): { name: string; version: string; isForDevelopment: boolean }[] {
  return Object.entries(packages).flatMap(([place, { dev = false, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`])
      .map(([name, version]) => ({ name, version, isForDevelopment: dev })),
  )
}
