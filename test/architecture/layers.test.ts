/** Every rule of .dependency-cruiser.cjs is broken once, on purpose, in a tree of its own; a rule that says nothing protects nothing. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** A file that breaks the rule it is listed under. */
const BREACHES: Readonly<Record<string, { readonly file: string; readonly text: string }>> = {
  'no-cycles': { file: 'src/shared/ring-a.ts', text: "import './ring-b.ts';" },
  'shared-is-a-leaf': { file: 'src/shared/leaf.ts', text: "import '../protocol/uri.ts';" },
  'zod-only-in-contracts': { file: 'src/shared/model/schema.ts', text: "import { z } from 'zod'; z;" },
  'protocol-is-pure': { file: 'src/protocol/sip/reach.ts', text: "import '../../main/net/flow.ts';" },
  'protocol-uses-two-named-libraries': { file: 'src/protocol/c3p/read.ts', text: "import { x } from 'saxes'; x;" },
  'protocol-no-core-modules': { file: 'src/protocol/auth/hash.ts', text: "import 'node:crypto';" },
  'electron-only-at-the-shell': { file: 'src/main/store/safe.ts', text: "import { x } from 'electron'; x;" },
  'sipjs-only-in-main-sip': { file: 'src/main/session/calls/call.ts', text: "import { x } from 'sip.js'; x;" },
  'main-never-sees-ui-lab-or-tester': { file: 'src/main/app/compose.ts', text: "import '../../lab/api.ts';" },
  'relay-sees-protocol-and-shared': { file: 'src/relay/ice/reach.ts', text: "import '../../main/net/flow.ts';" },
  'main-never-imports-relay': { file: 'src/main/media/reach.ts', text: "import '../../relay/relay.ts';" },
  'services-do-not-see-the-shell': { file: 'src/main/session/up.ts', text: "import '../app/window.ts';" },
  'session-is-the-top': { file: 'src/main/net/up.ts', text: "import '../session/state.ts';" },
  'session-services-do-not-import-each-other': {
    file: 'src/main/session/meetings/side.ts',
    text: "import '../contacts/contacts.ts';",
  },
  'preload-sees-shared-types': { file: 'src/preload/index.ts', text: "import '../shared/clock.ts';" },
  'renderer-sees-only-shared': { file: 'src/renderer/app/reach.ts', text: "import '../../protocol/uri.ts';" },
  'renderer-imports-contracts-as-types': {
    file: 'src/renderer/ipc/client.ts',
    text: "import { contract } from '../../shared/ipc/app.contract.ts'; contract;",
  },
  'features-through-their-index': {
    file: 'src/renderer/features/meeting/deep.ts',
    text: "import '../contacts/list.ts';",
  },
  'lab-reads-never-writes': { file: 'src/lab/focus/answer.ts', text: "import '../../protocol/c3p/write.ts';" },
  'lab-is-independent': { file: 'src/lab/edge/edge.ts', text: "import '../../main/net/flow.ts';" },
  'tester-sees-no-shell': { file: 'src/tester/run.ts', text: "import '../main/app/window.ts';" },
  'nobody-imports-tester': { file: 'src/lab/dns/dns.ts', text: "import '../../tester/report.ts';" },
  'no-tests-in-src': { file: 'src/main/trust/sample.ts', text: "import '../../../test/fakes/fake.ts';" },
};

/** Neighbours of the breaches that keep the rules, so that a rule that forbids too much is seen as well. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/shared/ring-b.ts': "import './ring-a.ts';",
  'src/shared/clock.ts': 'export const clock = 1;',
  'src/shared/ipc/app.contract.ts': "import { z } from 'zod'; export const contract = z;",
  'src/protocol/uri.ts': "import { clock } from '../shared/clock.ts'; clock;",
  'src/protocol/uri.test.ts': "import 'node:crypto'; import '../../test/fakes/fake.ts';",
  'src/protocol/xml/read.ts': "import { x } from 'saxes'; x;",
  'src/protocol/c3p/write.ts': 'export {};',
  'src/main/net/flow.ts': "import '../../protocol/uri.ts';",
  'src/main/app/window.ts': "import { x } from 'electron'; x; import '../session/state.ts';",
  'src/main/sip/core/agent.ts': "import { x } from 'sip.js'; x;",
  'src/main/session/state.ts': "import '../net/flow.ts';",
  'src/main/session/contacts/contacts.ts': "import '../state.ts';",
  'src/main/net/flow.test.ts': "import '../../lab/api.ts';",
  'src/preload/types.ts': "import type { clock } from '../shared/clock.ts'; export type C = typeof clock;",
  'src/renderer/ipc/types.ts':
    "import type { contract } from '../../shared/ipc/app.contract.ts'; export type C = typeof contract;",
  'src/renderer/features/contacts/index.ts': "import './list.ts';",
  'src/renderer/features/contacts/list.ts': 'export {};',
  'src/renderer/features/meeting/shallow.ts': "import '../contacts/index.ts';",
  'src/relay/relay.ts': "import '../protocol/uri.ts'; import '../shared/clock.ts'; import 'node:dgram';",
  'src/lab/api.ts': "import '../protocol/xml/read.ts';",
  'src/tester/report.ts': "import '../lab/api.ts'; import '../main/session/state.ts';",
  'test/fakes/fake.ts': 'export {};',
};

interface Report {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** Runs dependency-cruiser in a folder and returns its report; a breach is a result here, not an error. */
async function cruise(folder: string, where = 'src'): Promise<Report> {
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', where];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 64 << 20 });
  return JSON.parse(stdout) as Report;
}

async function put(folder: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

describe('a tree with one breach per rule', () => {
  let folder = '';
  let report: Report;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-layers-'));
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.renderer.json']) {
      await cp(join(root, name), join(folder, name));
    }
    for (const name of ['electron', 'sip.js', 'zod', 'saxes']) {
      await put(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      await put(folder, `node_modules/${name}/index.js`, 'exports.x = exports.z = 1;');
    }
    for (const { file, text } of Object.values(BREACHES)) await put(folder, file, text);
    for (const [file, text] of Object.entries(ALLOWED)) await put(folder, file, text);
    report = await cruise(folder);
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has a breach for each rule of the configuration', () => {
    const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
      readonly forbidden: readonly { readonly name: string; readonly severity: string }[];
    };
    expect(Object.keys(BREACHES).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort());
    expect(config.forbidden.filter((rule) => rule.severity !== 'error')).toEqual([]);
  });

  it.each(Object.entries(BREACHES))('reports %s', (rule, { file }) => {
    const reported = report.summary.violations.filter(({ from }) => from === file).map((found) => found.rule.name);
    expect(reported).toContain(rule);
  });

  it('reports nothing else', () => {
    const planted = new Set(Object.values(BREACHES).map(({ file }) => file));
    // A ring has two ends; either may be named.
    const others = report.summary.violations.filter(
      ({ from }) => !planted.has(from) && from !== 'src/shared/ring-b.ts',
    );
    expect(others).toEqual([]);
  });
});

describe('the real src/shared', () => {
  // A sample, so that the configuration is seen to read real files; `npm run check` reads the whole tree, which takes ten times as long.
  it('is read, and keeps every rule', async () => {
    const { summary } = await cruise(root, 'src/shared');
    expect(summary.totalCruised).toBeGreaterThan(50);
    expect(summary.violations).toEqual([]);
  }, 180_000);
});
