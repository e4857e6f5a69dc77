/** package-lock.json serves every platform, not only the one it was last written on. */
import { expect, test } from 'vitest'
import { type LockFile, missingOptionalPackages } from '../support/lock-file.ts'
import { contentOf } from './source-files.ts'

test('the lock file knows the packages of every platform (npm run lock adds them)', () => {
  expect(missingOptionalPackages(JSON.parse(contentOf('package-lock.json')) as LockFile).map(({ name }) => name)).toEqual([])
})

test('a package that another platform needs would be missed', () => {
  const packages = {
    'node_modules/tool': { dev: true, optionalDependencies: { 'tool-linux-x64': '1.0.0', 'tool-win32-x64': '1.0.0' } },
    'node_modules/tool-linux-x64': { version: '1.0.0', optional: true },
  }
  expect(missingOptionalPackages({ packages })).toEqual([{ name: 'tool-win32-x64', version: '1.0.0', isForDevelopment: true }])
})
