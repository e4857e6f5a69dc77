/** What the build makes: small enough, safe under a strict policy, and whole. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leanSolid } from '../../src/lean-solid.ts'
import { type Built, buildWidget } from './built-widget.ts'

let built: Built
beforeAll(async () => {
  built = await buildWidget()
})
afterAll(() => built.remove())

const widget = () => join(built.folder, 'widget')
const read = (file: string) => readFileSync(join(widget(), file), 'utf8')
const size = (file: string) => brotliCompressSync(readFileSync(join(widget(), file))).length

test('the widget keeps to its budget: the loader 3 KB, everything 15 KB (brotli)', () => {
  const files = readdirSync(widget(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.br'))
    .map((entry) => join(entry.parentPath, entry.name).slice(widget().length + 1))
  expect(files.map((file) => file.replace(/-[\w-]{8}\./, '.')).sort()).toEqual([
    'assets/panel.css',
    'assets/panel.js',
    'loader.js',
    'panel.html',
  ])
  expect(size('loader.js')).toBeLessThanOrEqual(3_000)
  expect(files.reduce((sum, file) => sum + size(file), 0)).toBeLessThanOrEqual(15_000)
})

test('the loader is one classic script that brings nothing along and evaluates nothing', () => {
  const loader = read('loader.js')
  expect(loader).toMatch(/^\(function\(\)\{/)
  expect(loader).not.toMatch(/\b(import|export)\b\s*[({*"'`]|\beval\(|new Function|innerHTML|document\.write/)
})

test('the panel’s page has no inline script and no inline style', () => {
  const page = read('panel.html')
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
  expect(page).toMatch(/src="\/widget\/assets\/panel-[\w-]+\.js"/)
})

test('what is left out of Solid is gone, and a Solid that looks different fails the build', () => {
  const panel = readdirSync(join(widget(), 'assets')).find((file) => file.endsWith('.js')) ?? ''
  const left = ['_$HY', 'tState', 'promises'].filter((name) => read(`assets/${panel}`).includes(name))
  expect(left).toEqual([])
  const { transform } = leanSolid() as Plugin & { transform: (this: object, code: string, id: string) => unknown }
  const failing = {
    error(message: string) {
      throw new Error(message)
    },
  }
  expect(() => transform.call(failing, 'let other = null', '/node_modules/solid-js/dist/solid.js')).toThrow(/lean-solid\.ts/)
  expect(transform.call(failing, 'let other = null', '/src/anything.ts')).toBeNull()
})

test('every page of the demo shop has the one script tag, and its data can be read', () => {
  const demo = join(built.folder, 'demo')
  const pages = readdirSync(demo).filter((file) => file.endsWith('.html'))
  expect(pages.length).toBeGreaterThan(4)
  for (const page of pages) {
    const html = readFileSync(join(demo, page), 'utf8')
    expect(html).toContain('<script src="/widget/loader.js" data-store="oxford-street" async></script>')
    expect(html).toContain('This is a demonstration shop')
    const [, data] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
    if (page === 'index.html') expect(data).toBeUndefined()
    else expect(JSON.parse(data ?? '')).toMatchObject({ '@type': 'Product', offers: { priceCurrency: 'GBP' } })
  }
})
