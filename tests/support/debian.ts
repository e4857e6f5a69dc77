/** Installing what a test needs and a machine does not have, where it is a Debian or its kin and may be changed. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export type CommandLine = [command: string, ...args: string[]]

/** What to put before a command to run it as the machine's owner; `null` where that is not possible. */
export function becomeRoot(): string[] | null {
  if (process.getuid?.() === 0) return []
  return mayUseSudo() ? ['sudo'] : null
}

/** The commands that install the packages; none where this is no Debian, or may not be changed. */
export function waysByApt(...packages: readonly string[]): CommandLine[] {
  const root = isDebian() ? becomeRoot() : null
  if (!root) return []
  const apt = (...args: string[]) => [...root, 'apt-get', ...args] as CommandLine
  return [apt('update'), apt('install', '--yes', '--no-install-recommends', ...packages)]
}

/** Runs it where everybody sees what it does. */
export function runAloud([command, ...args]: CommandLine): void {
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function mayUseSudo(): boolean {
  return (
    spawnSync('sudo', process.stdin.isTTY ? ['--validate'] : ['--non-interactive', 'true'], { stdio: 'inherit' }).status === 0
  )
}
