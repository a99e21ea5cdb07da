/** Who may import whom. The picture and the reasons: docs/architecture.md. test/architecture makes every rule fire. */
const TESTS = '\\.test\\.tsx?$';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'shared-is-a-leaf', severity: 'error', from: { path: '^src/shared' }, to: { path: '^src/(?!shared)' } },
    {
      name: 'zod-only-in-contracts',
      severity: 'error',
      from: { path: '^src/shared', pathNot: `(shared/ipc/[^/]*contract\\.ts|${TESTS})$` },
      to: { path: 'node_modules/zod', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'protocol-is-pure',
      severity: 'error',
      from: { path: '^src/protocol', pathNot: TESTS },
      to: { path: '^src/(?!protocol|shared)' },
    },
    {
      name: 'protocol-uses-two-named-libraries',
      severity: 'error',
      from: { path: '^src/protocol', pathNot: `(${TESTS}|^src/protocol/xml/read\\.ts$|^src/protocol/dial-plan/pattern\\.ts$)` },
      to: { path: 'node_modules/' },
    },
    {
      name: 'protocol-no-core-modules',
      severity: 'error',
      from: { path: '^src/protocol', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-at-the-shell',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(main/(app|ipc|platform)|preload)' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'sipjs-only-in-main-sip',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/main/sip/' },
      to: { path: 'node_modules/sip\\.js' },
    },
    {
      name: 'main-never-sees-ui-lab-or-tester',
      severity: 'error',
      from: { path: '^src/main', pathNot: TESTS },
      to: { path: '^src/(renderer|preload|lab|tester)' },
    },
    {
      name: 'services-do-not-see-the-shell',
      severity: 'error',
      from: { path: '^src/main/(?!app|ipc|platform)' },
      to: { path: '^src/main/(app|ipc|platform)' },
    },
    {
      name: 'session-is-the-top',
      severity: 'error',
      from: { path: '^src/main/(net|trust|discovery|sip|web|devices|store|trace|im)/', pathNot: TESTS },
      to: { path: '^src/main/session' },
    },
    {
      name: 'session-services-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/main/session/([^/]+)/', pathNot: TESTS },
      to: { path: '^src/main/session/([^/]+)/', pathNot: '^src/main/session/$1/' },
    },
    {
      name: 'preload-sees-shared-types',
      severity: 'error',
      from: { path: '^src/preload' },
      to: { path: '^src/', pathNot: '^src/preload', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-sees-only-shared',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/(main|preload|lab|protocol|tester)' },
    },
    {
      name: 'renderer-imports-contracts-as-types',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: 'contract\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-through-their-index',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/([^/]+)/(?!index\\.ts$)', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'lab-reads-never-writes',
      severity: 'error',
      from: { path: '^src/lab', pathNot: TESTS },
      to: { path: '^src/protocol/.*/write[^/]*\\.ts$' },
    },
    {
      name: 'lab-is-independent',
      severity: 'error',
      from: { path: '^src/lab' },
      to: { path: '^src/(main|preload|renderer|relay|tester)' },
    },
    {
      name: 'tester-sees-no-shell',
      severity: 'error',
      from: { path: '^src/tester' },
      to: { path: '^src/(main/(app/(?!compose\\.ts$)|ipc|platform)|preload|renderer)' },
    },
    { name: 'nobody-imports-tester', severity: 'error', from: { path: '^src/(?!tester)' }, to: { path: '^src/tester' } },
    { name: 'no-tests-in-src', severity: 'error', from: { path: '^src', pathNot: TESTS }, to: { path: '^test/' } },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: 'tsconfig.renderer.json' } },
};
