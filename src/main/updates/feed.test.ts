import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { believeFeed } from './feed.ts';
import { readYaml } from './read-yaml.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const feed = 'https://updates.contoso.com/offhook/';
let parse: (text: string) => unknown;
beforeAll(async () => {
  parse = await readYaml();
});

/** Whatever it is, somebody signed it. */
function believed(text: string, at = 0) {
  const bytes = Buffer.from(text);
  const signature = sign(null, bytes, privateKey).toString('base64');
  return believeFeed({ bytes, signature }, { source: { feed, key }, parse, at });
}

const wild = fc.oneof(
  fc.string(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .record({
      version: fc.constantFrom<unknown>('1.2.3', '1.2', 3, null),
      validUntil: fc.oneof(
        fc.string(),
        fc.constantFrom<unknown>('2026-12-21T00:00:00.000Z', '0000-00-00T00:00:00Z', 5),
      ),
      files: fc.array(fc.record({ url: fc.webUrl(), sha512: fc.base64String(), size: fc.integer() })),
    })
    .map((value) => JSON.stringify(value)),
);

it('never throws, whatever was signed', () => {
  fc.assert(
    fc.property(wild, (text) => {
      const outcome = believed(text);
      expect(outcome.ok ? outcome.value.files.length : outcome.failure.code).toBeTruthy();
    }),
  );
});

it('counts until the very moment that the list names', () => {
  const file = { url: 'offhook.deb', sha512: `${'A'.repeat(86)}==`, size: 1 };
  const list = JSON.stringify({ version: '1.2.3', validUntil: '2026-12-21T00:00:00.000Z', files: [file] });
  const end = Date.UTC(2026, 11, 21);
  expect(believed(list, end - 1)).toMatchObject({ ok: true, value: { version: '1.2.3', validUntil: end } });
  expect(believed(list, end)).toMatchObject({
    ok: false,
    failure: { code: 'UPDATE_EXPIRED', server: 'updates.contoso.com', detail: 'valid until 2026-12-21T00:00:00.000Z' },
  });
});
