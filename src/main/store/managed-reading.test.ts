import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { managedSettings, settingsTable } from '../../shared/model/settings-table.ts';
import { readManaged } from './managed-reading.ts';
import { allSafeValues, managedFileShape, managedShapes } from './managed-values.ts';

const key = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';
const file = (parts: object) => JSON.stringify({ version: 1, ...parts });
const settings = (values: object) => readManaged(file({ settings: values }));

describe('a file', () => {
  it('decides what it names, in lower case, and nothing else', () => {
    const read = readManaged(
      `\uFEFF${file({
        settings: { allowTcp: false, trustedNames: { 'Contoso.com': ['SipDir.Online.lync.com'] }, keepHistory: 30 },
        guestJoin: { blockedDomains: ['Fabrikam.com'] },
        updates: { feed: 'https://updates.contoso.com/offhook/', key },
      })}`,
    );
    expect(read).toEqual({
      state: 'held',
      locked: ['keepHistory', 'allowTcp', 'trustedNames'],
      values: { keepHistory: 30, allowTcp: false, trustedNames: { 'contoso.com': ['sipdir.online.lync.com'] } },
      blockedGuestDomains: ['fabrikam.com'],
      updates: { feed: 'https://updates.contoso.com/offhook/', key },
      problems: [],
    });
  });

  it('leaves a user name as it is written: servers tell Karen from karen', () => {
    const mediaRelay = { server: 'Turn.Contoso.com:3478', transport: 'tcp', userName: 'Contoso\\Karen' };
    expect(settings({ mediaRelay })).toMatchObject({
      values: { mediaRelay: { ...mediaRelay, server: 'turn.contoso.com:3478' } },
      problems: [],
    });
  });

  it.each([
    ['', 'not-json', 1],
    ['{"version": 1,\n}', 'not-json', 2],
    ['7', 'not-an-object', 1],
    ['[]', 'not-an-object', 1],
    ['null', 'not-an-object', 1],
    ['{}', 'version', 0],
    ['{\n"version": 2}', 'version', 2],
    ['{"version": "1"}', 'version', 1],
    ['{"version": 1,\n"version": 1}', 'twice', 2],
    ['{"version": 1, "settings": {},\n"settings": {}}', 'twice', 2],
    ['{"version": 1,\n"settings": []}', 'not-an-object', 2],
    ['{"version": 1,\n"guestJoin": null}', 'not-an-object', 2],
    [`{"version": 1, "settings": ${'['.repeat(20)}`, 'too-deep', 1],
  ])('that cannot be believed as a whole leaves the safe side, and guests outside: %j', (text, reason, line) => {
    expect(readManaged(text)).toMatchObject({
      state: 'refused',
      values: allSafeValues(),
      blockedGuestDomains: ['*'],
      updates: null,
      problems: [{ kind: 'file', reason, line }],
    });
  });
});

describe('a value that is not what it must be', () => {
  it('is told by path and line, while the others hold', () => {
    const read = readManaged(
      '{"version": 1, "settings": {\n"theme": "dark",\n"allowTcp": "no",\n"idleMinutes": 0,\n"x": 1}}',
    );
    expect(read.problems).toEqual([
      { kind: 'unknown', path: 'settings.x', line: 5 },
      { kind: 'value', name: 'idleMinutes', path: 'settings.idleMinutes', line: 4 },
      { kind: 'value', name: 'allowTcp', path: 'settings.allowTcp', line: 3 },
    ]);
    // What guards something is at its safe value; the minutes are the person's again.
    expect(read.values).toEqual({ theme: 'dark', allowTcp: false });
    expect(read.locked).toEqual(['theme', 'allowTcp']);
  });

  it.each([
    ['keepHistory', 'off', [31, 'ever', null]],
    ['manualServers', { internal: '', external: '' }, ['edge', { internal: 'a b', external: '' }, { internal: 'a' }]],
    [
      'mediaRelay',
      { server: '', transport: 'udp', userName: '' },
      [
        'turn.contoso.com',
        { server: 'a b', transport: 'udp', userName: '' },
        { server: 'turn', transport: 'tls', userName: '' },
        { server: 'turn', transport: 'udp', userName: 'karen', password: 'x' },
      ],
    ],
    ['strictNames', true, ['false', 0]],
    ['lenientFallback', false, ['true', 1]],
    ['allowTcp', false, [1, {}]],
    ['trustedNames', {}, [{ 'contoso.com': 'x.y' }, { contoso: [] }, { 'contoso.com': ['*.lync.com'] }]],
    ['olderTlsFor', [], ['contoso.com', ['a b'], ['*']]],
    ['updates', 'off', ['on', true]],
  ])('of %s means %j', (setting, safe, wrong) => {
    for (const value of wrong) {
      const read = settings({ [setting]: value });
      expect(read.values).toEqual({ [setting]: safe });
      expect(read.locked).toEqual([setting]);
      expect(read.problems).toHaveLength(1);
    }
  });

  it('that guards nothing leaves the person theirs', () => {
    expect(settings({ theme: 'purple', links: ['http'], notices: 1 })).toMatchObject({ values: {}, locked: [] });
  });

  it('keeps guests out of every meeting where it may have been any domain', () => {
    for (const blockedDomains of ['fabrikam.com', ['fabrikam.com', 7], ['fabrikam'], Array(1001).fill('a.b'), null]) {
      const read = readManaged(file({ guestJoin: { blockedDomains } }));
      expect(read.blockedGuestDomains).toEqual(['*']);
      expect(read.problems).toHaveLength(1);
    }
    expect(readManaged(file({ guestJoin: { blockedDomains: ['*'] } })).problems).toEqual([]);
  });

  it('that stands there twice is none', () => {
    expect(readManaged('{"version":1,"settings":{"allowTcp":true,"allowTcp":true}}')).toMatchObject({
      values: { allowTcp: false },
      problems: [{ name: 'allowTcp' }],
    });
    expect(readManaged('{"version":1,"settings":{"trustedNames":{"a.b":["c.d"],"a.b":["e.f"]}}}').values).toEqual({
      trustedNames: {},
    });
  });

  it.each([
    { feed: 'http://updates.contoso.com/', key },
    { feed: 'https://user@updates.contoso.com/', key },
    { feed: 'https://updates.contoso.com/x', key },
    { feed: 'http://127.0.0.1.contoso.com/', key },
    { feed: 'https://updates.contoso.com:99999/', key },
    { feed: 'https://updates.contoso.com/', key: 'AAAA' },
    { feed: 'https://updates.contoso.com/' },
    'https://updates.contoso.com/',
  ])('leaves no place for updates: %j', (updates) => {
    const { updates: place, problems } = readManaged(file({ updates }));
    expect(place).toBeNull();
    expect(problems).toHaveLength(1);
  });
});

describe('any text', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(true, false, 30, 'off', 'tell', [], {}, ['contoso.com'], { 'contoso.com': ['a.b'] }),
    fc.constant({ server: 'turn.contoso.com', transport: 'udp', userName: 'Karen' }),
  );
  const wild = fc.record(
    {
      version: fc.constantFrom<unknown>(1, 2, '1'),
      settings: fc.oneof(fc.dictionary(fc.constantFrom<string>(...managedSettings, '__proto__', 'x'), value), value),
      guestJoin: fc.oneof(fc.record({ blockedDomains: value }), value),
      updates: value,
    },
    { requiredKeys: [] },
  );

  it('gives values of the right shapes, locks exactly these, and stays silent only about a good file', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          wild.map((each) => JSON.stringify(each)),
          fc.string(),
        ),
        (text) => {
          const read = readManaged(text);
          expect(Object.keys(read.values).sort()).toEqual([...read.locked].sort());
          for (const setting of read.locked)
            expect(managedShapes[setting].safeParse(read.values[setting]).success).toBe(true);
          expect(read.problems.length).toBeLessThanOrEqual(30);
          if (read.problems.length === 0) expect(managedFileShape.safeParse(JSON.parse(text)).success).toBe(true);
        },
      ),
    );
  });

  it('is read up to its most, escapes and all, and not beyond', () => {
    const themed = (theme: string) => readManaged(`{"version": 1, "settings": {"theme": "${theme}"}}`);
    expect(themed('\\n'.repeat(130_000)).problems).toMatchObject([{ kind: 'value', name: 'theme' }]);
    expect(themed('x'.repeat(10_000_000)).problems).toMatchObject([{ reason: 'too-large' }]);
  });
});

describe('the documents', () => {
  it('have the schema that the program reads by', async () => {
    const schema = { title: 'Offhook: managed settings', ...z.toJSONSchema(managedFileShape, { io: 'input' }) };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../../docs/managed-settings.schema.json',
    );
  });

  it('name every value, and say what is safe of each that guards something', () => {
    const guide = readFileSync(new URL('../../../docs/guide/administrators.md', import.meta.url), 'utf8');
    for (const setting of managedSettings) {
      const line = guide.split('\n').find((each) => each.startsWith(`| \`${setting}\``));
      expect(line, setting).toBeDefined();
      const cells = line?.split('|').map((cell) => cell.trim()) ?? [];
      expect(cells[3] !== '', setting).toBe(settingsTable[setting].managed === 'safe');
    }
  });

  it('take a safe value for each setting that guards something', () => {
    const safe = managedSettings.filter((setting) => settingsTable[setting].managed === 'safe');
    expect(Object.keys(allSafeValues()).sort()).toEqual([...safe].sort());
  });
});
