/**
 * Which folder may import which: the design's "imports run one way", as rules. `imports.test.ts` plants a violation of each
 * rule and expects it to be found.
 *
 * Type-only imports count like any other but where a rule says so. The parser is swc's, because TypeScript 7 has no JavaScript
 * interface that dependency-cruiser could use.
 */
import type { IConfiguration } from 'dependency-cruiser'

const screens = '^src/(staff|console|widget|demo-shop|replica|service-worker|ui|locales)/'

/** The files of src/protocol that a browser may load: those that need no TypeBox. Of the others it takes types only. */
const plainProtocol = '^src/protocol/(feed|proofs|socket|version)[.]ts$'

const rules = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'identifiers-know-nothing',
      comment: 'identifiers.ts is shared by all and knows nobody.',
      severity: 'error',
      from: { path: '^src/identifiers[.]ts$' },
      to: { path: '.' },
    },
    {
      name: 'decider-is-pure',
      comment: 'The decider knows itself and the identifiers: no package, no Node module, no wire format.',
      severity: 'error',
      from: { path: '^src/decider/' },
      to: { pathNot: ['^src/decider/', '^src/identifiers[.]ts$'] },
    },
    {
      name: 'protocol-is-only-the-wire',
      comment: 'What crosses the wire knows the identifiers and TypeBox, never how either end works.',
      severity: 'error',
      from: { path: '^src/protocol/' },
      to: { pathNot: ['^src/protocol/', '^src/identifiers[.]ts$', '^node_modules/typebox/'] },
    },
    {
      name: 'browsers-never-import-the-server',
      comment: 'A browser knows the protocol; the server and the decider stay where decisions are made.',
      severity: 'error',
      from: { path: screens },
      to: { path: ['^sync-server/', '^src/decider/'] },
    },
    {
      name: 'browsers-load-no-schemas',
      comment: 'TypeBox would cost more than the widget may weigh: take the types with `import type`.',
      severity: 'error',
      from: { path: [screens, plainProtocol] },
      to: { path: ['^src/protocol/', '^node_modules/typebox/'], pathNot: [plainProtocol], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-never-imports-a-screen',
      comment: 'Of src/ the server uses the decider, the protocol and the identifiers.',
      severity: 'error',
      from: { path: '^sync-server/' },
      to: { path: '^src/', pathNot: ['^src/(decider|protocol)/', '^src/identifiers[.]ts$'] },
    },
    {
      name: 'only-the-roots-choose-a-storage-engine',
      comment: 'main.ts and the import command are composition roots; everything else takes the Storage interface.',
      severity: 'error',
      from: {
        path: '^sync-server/',
        pathNot: ['^sync-server/main[.]ts$', '^sync-server/(import|admin)/command-line[.]ts$', '^sync-server/storage/[^/]+/'],
      },
      to: { path: ['^sync-server/storage/[^/]+/', '^node_modules/kysely/', '^node:sqlite$'] },
    },
    {
      name: 'engines-do-not-know-each-other',
      comment: 'Each storage engine stands alone behind the interface.',
      severity: 'error',
      from: { path: '^sync-server/storage/([^/]+)/' },
      to: {
        path: '^sync-server/(?!storage/)|^sync-server/storage/[^/]+/',
        pathNot: '^sync-server/storage/$1/|^sync-server/clock[.]ts$',
      },
    },
    {
      name: 'the-widget-stands-alone',
      comment: 'What every visitor of a shop downloads shares nothing with the team’s app.',
      severity: 'error',
      from: { path: '^src/(widget|demo-shop)/' },
      to: { path: '^src/(staff|console|replica|service-worker|ui)/' },
    },
    {
      name: 'the-console-stands-apart',
      comment: 'The managers’ pages and the team’s app share components, never screens: neither may make the other heavier.',
      severity: 'error',
      from: { path: '^src/(staff|console)/' },
      to: { path: '^src/(staff|console)/|^src/locales/(staff|console)/', pathNot: '^src/($1|locales/$1)/' },
    },
    {
      name: 'shared-parts-know-no-screen',
      comment: 'The replica, the worker, the shared components and the dictionaries serve the screens, not the other way round.',
      severity: 'error',
      from: { path: '^src/(replica|service-worker|ui|locales)/' },
      to: { path: '^src/(staff|console|widget|demo-shop)/' },
    },
    {
      name: 'tests-from-outside-stay-outside',
      comment:
        'The scripted clients, the browser tests, the replay and the people of chaos use the public interface, as a stranger would. What judges chaos afterwards reads the server’s file.',
      severity: 'error',
      from: {
        path: ['^tests/(browser|replay|chaos)/', '^tests/support/(server|member|member-room|shopper|faulty-[a-z]+)[.]ts$'],
        pathNot: '^tests/chaos/(kept|log-book|verdict([.]test)?)[.]ts$',
      },
      to: { path: ['^sync-server/', '^src/'], pathNot: ['^src/protocol/', '^src/identifiers[.]ts$'] },
    },
    {
      name: 'products-never-import-tests',
      comment: 'What runs for people needs nothing that was made for tests.',
      severity: 'error',
      from: { path: '^(src|sync-server)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'products-never-import-development-packages',
      comment: 'A package that the product loads is a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^(src|sync-server)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'packages-are-declared',
      comment: 'Every package that is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that cannot be found is a rule that cannot be checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
    },
  },
} satisfies IConfiguration

export default rules
