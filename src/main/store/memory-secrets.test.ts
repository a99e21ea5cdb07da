import { expect, it } from 'vitest';
import { createMemorySecrets } from './memory-secrets.ts';

it('keeps secrets in memory until they are taken away', async () => {
  const secrets = createMemorySecrets();
  await secrets.set('karen@contoso.com', 'a');
  await secrets.set('garth@tailspintoys.com', 'b');
  await secrets.delete('karen@contoso.com');
  expect([await secrets.get('karen@contoso.com'), await secrets.get('garth@tailspintoys.com')]).toEqual([
    undefined,
    'b',
  ]);
  await secrets.clear();
  expect(await secrets.get('garth@tailspintoys.com')).toBeUndefined();
});

it('keeps nothing where there is no store', async () => {
  const secrets = createMemorySecrets(false);
  await secrets.set('karen@contoso.com', 'a');
  expect([secrets.available, await secrets.get('karen@contoso.com')]).toEqual([false, undefined]);
});
