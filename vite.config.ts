/** Builds the staff app into `dist/staff`, with its manifest and its service worker. The widget has a configuration of its own. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { brotliCopies } from './src/brotli-copies.ts'
import { leanSolid } from './src/lean-solid.ts'
import { trustedTemplates } from './src/trusted-templates.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Where `light-dark()` and nesting are native, so that the style arrives as it is written. */
const target = ['chrome123', 'edge123', 'firefox120', 'safari17.5']
/** The server that `npm run dev` starts beside Vite. */
const server = process.env.SHOPBELL_DEV_SERVER ?? 'http://127.0.0.1:8080'

/**
 * Chromium then compiles a whole file beside the main thread, while it loads. Function by function, as each is first called, it
 * took a slow tablet a third of the time until Home. Others do not know it, and lose nothing.
 */
const compiledWhole = '//# allFunctionsCalledOnLoad'

function screenshot(name: string, sizes: string, form_factor: 'wide' | 'narrow', label: string) {
  return { src: `/screenshots/${name}.jpg`, sizes, type: 'image/jpeg', form_factor, label }
}

export default defineConfig({
  root: here('.'),
  plugins: [
    leanSolid('staff'),
    trustedTemplates(),
    solid(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'service-worker.ts',
      // Registered by src/staff/update.ts.
      injectRegister: false,
      injectManifest: {
        // The whole shell and nothing of other people's: about as much as one photograph.
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest}'],
      },
      manifest: {
        id: '/',
        name: 'Shopbell',
        short_name: 'Shopbell',
        description: "The bell over a shop's online door: claim a customer's chat and answer it.",
        start_url: '/',
        scope: '/',
        lang: 'en',
        dir: 'ltr',
        categories: ['business', 'productivity'],
        display: 'standalone',
        // A shortcut or a link leads to the window that is there: one connection, one ring.
        launch_handler: { client_mode: ['navigate-existing', 'auto'] },
        background_color: '#f9f6f0',
        theme_color: '#f9f6f0',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [
          {
            name: 'Go available',
            description: 'Open Shopbell and be rung',
            // See src/staff/shortcut.ts.
            url: '/?go=available',
            icons: [{ src: '/icon-available-96.png', sizes: '96x96', type: 'image/png' }],
          },
        ],
        // Drawn by tests/staff/draw-screenshots.ts.
        screenshots: [
          screenshot('home-wide', '1280x800', 'wide', 'Home: who is available, and the chats that wait'),
          screenshot('incoming-wide', '1280x800', 'wide', 'A customer rings'),
          screenshot('home-narrow', '390x844', 'narrow', 'Home on a phone'),
          screenshot('incoming-narrow', '390x844', 'narrow', 'A customer rings on a phone'),
        ],
      },
    }),
    brotliCopies(),
  ],
  resolve: {
    alias: {
      // The same Dexie without what older browsers need.
      dexie: 'dexie/dist/modern/dexie.mjs',
      // Yjs's warnings without the library that paints a browser's console: three kilobytes less for every tablet.
      'lib0/logging': here('node_modules/lib0/logging.node.js'),
    },
  },
  build: {
    outDir: 'dist/staff',
    emptyOutDir: true,
    target,
    // Beside themselves the chunks need what Home has loaded already: to look through it at each import only keeps a tablet busy.
    modulePreload: { polyfill: false, resolveDependencies: (_name, needed, { hostType }) => (hostType === 'html' ? needed : []) },
    // One small style sheet: a screen whose code comes later must never stand there without its looks.
    cssCodeSplit: false,
    // What several chunks share comes in one: a dozen crumbs compress worse and cost a round trip each.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, minSize: 0 }] },
        // Of these nearly all runs before Home stands; what comes later has its time.
        postBanner: ({ isEntry, name }) => (isEntry || name === 'shared' ? compiledWhole : ''),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: server, ws: true },
      '/console': server,
      '/widget': server,
      '/demo': server,
    },
  },
})
