/**
 * `npm run lock`: completes package-lock.json after an `npm install`. npm leaves out the packages that other platforms need
 * (compilers and parsers ship one per operating system and processor) where it could not see them, and then `npm ci` refuses
 * the file, or installs on that platform what cannot run. Each is named with its version and what it is for;
 * `tests/architecture/lock.test.ts` fails while one is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LockFile, missingOptionalPackages } from './lock-file.ts'

const path = join(import.meta.dirname, '../../package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8')) as LockFile

const missing = missingOptionalPackages(lock)
for (const { name, version, isForDevelopment } of missing) {
  const { os, cpu, libc } = platformOf(name)
  // In npm's own order of the keys, so that its next run changes nothing.
  const entry = { version, cpu: [cpu], dev: isForDevelopment, libc: libc ? [libc] : [], optional: true, os: [os] }
  const worthSaying = Object.entries(entry).filter(([, value]) => value !== false && (!Array.isArray(value) || value.length > 0))
  lock.packages[`node_modules/${name}`] = Object.fromEntries(worthSaying)
  process.stdout.write(`added ${name} ${version}\n`)
}
const inOrder = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(inOrder) }, null, 2)}\n`)
process.stdout.write(missing.length === 0 ? 'package-lock.json is complete\n' : `${missing.length} packages added\n`)

/** As the package's own name says it: `core-linux-arm64-musl`. Without it npm would try to install it everywhere. */
function platformOf(name: string): { os: string; cpu: string; libc: string | null } {
  const found =
    /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|win32)-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)/.exec(name)
  const [, os, cpu] = found ?? []
  if (!os || !cpu) throw new Error(`Which platform is ${name} for? Add it to package-lock.json by hand.`)
  return { os, cpu, libc: os === 'linux' ? (name.includes('musl') ? 'musl' : 'glibc') : null }
}
