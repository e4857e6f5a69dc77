/** Draws the icons that the manifest names from `public/icon.svg`; run it when that changes: `node tests/staff/draw-icons.ts`. */
import { readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'

const folder = new URL('../../public/', import.meta.url)
const svg = await readFile(new URL('icon.svg', folder), 'utf8')
/** Launchers cut the maskable one to their own shape: its ground fills the square and the bell keeps to the middle. */
const maskable = svg.replace('rx="15"', '').replace('<g ', '<g transform="translate(9.6 9.6) scale(0.7)" ')
/** Status bars paint what is not transparent in a colour of their own: the bell alone, without its ground. */
const badge = svg.replace(/<rect[^>]*\/>/, '').replaceAll(/#[0-9a-f]{3,8}/gi, '#fff')
const availableDot = '<circle cx="49" cy="15" r="11" fill="#1b1f2a"/><circle cx="49" cy="15" r="8" fill="#3fae6f"/>'
const icons = [
  { name: 'icon-192.png', size: 192, svg },
  { name: 'icon-512.png', size: 512, svg },
  { name: 'badge-96.png', size: 96, svg: badge },
  { name: 'icon-maskable-512.png', size: 512, svg: maskable },
  // Of the shortcut: the bell with the green of being available.
  { name: 'icon-available-96.png', size: 96, svg: svg.replace('</svg>', `${availableDot}</svg>`) },
  { name: 'apple-touch-icon.png', size: 180, svg: svg.replace('rx="15"', '') },
]

const browser = await chromium.launch({
  executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
  args: [...chromiumArguments],
})
const page = await browser.newPage()
for (const icon of icons) {
  await page.setViewportSize({ width: icon.size, height: icon.size })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${icon.svg}`)
  await page.screenshot({ path: new URL(icon.name, folder).pathname, omitBackground: true })
}
await browser.close()
