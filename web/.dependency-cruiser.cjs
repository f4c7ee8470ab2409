/**
 * The floors of the web client: contract <- wire <- state <- parts <- screens <- main.
 * A module imports only from its own floor or from floors below it.
 */
const FLOORS = ['contract', 'wire', 'state', 'parts', 'screens']

const upward = FLOORS.map((floor, level) => ({
  name: `${floor}-imports-upward`,
  severity: 'error',
  from: { path: `^src/${floor}/` },
  to: { path: `^src/(?:${[...FLOORS.slice(level + 1), 'main\\.tsx$'].join('|')})` },
}))

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'screens-know-each-other',
      comment: 'What two screens share is a part.',
      severity: 'error',
      from: { path: '^src/screens/([^/]+)/' },
      to: { path: '^src/screens/', pathNot: '^src/screens/$1/' },
    },
    {
      name: 'a-folder-without-a-floor',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(?:(?:${FLOORS.join('|')})/|main\\.tsx$)` },
    },
    { name: 'a-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'an-orphan',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '\\.test\\.tsx?$', '^src/(?:main\\.tsx|contract/agreement\\.ts)$'],
      },
      to: {},
    },
    {
      name: 'an-unresolved-import',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-are-imported-by-nobody',
      severity: 'error',
      from: {},
      to: { path: '\\.test\\.tsx?$' },
    },
    {
      name: 'the-network-is-the-business-of-wire',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/wire/' },
      to: { path: 'node_modules/(?:socket\\.io-client|openapi-fetch|openapi-react-query)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json', '.css'] },
  },
}
