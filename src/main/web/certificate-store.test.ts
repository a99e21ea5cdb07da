import { expect, it } from 'vitest';
import { createMemorySecrets } from '../store/memory-secrets.ts';
import { createCertificateStore } from './certificate-store.ts';

const address = 'karen@contoso.com';
const key = `certificates:${address}`;
const held = (name: string) => ({ certificatePem: `certificate ${name}`, privateKeyPem: `key ${name}` });

it('[E7] keeps the certificates of the last eight servers of an account, and gives them back after a restart', async () => {
  const secrets = createMemorySecrets();
  const store = createCertificateStore({ secrets, keeps: () => true });
  for (let index = 0; index < 9; index += 1) await store.put(address, `pool${index}`, held(String(index)));
  const restarted = createCertificateStore({ secrets, keeps: () => true });
  expect(await restarted.get('KAREN@contoso.com', 'POOL8')).toEqual(held('8'));
  expect(await restarted.get(address, 'pool0')).toBeUndefined();
  for (let index = 1; index < 9; index += 1) await restarted.remove(address, `pool${index}`);
  expect(await secrets.get(key)).toBeUndefined();
});

it('knows which certificate was put in last, also after a restart', async () => {
  const secrets = createMemorySecrets();
  const store = createCertificateStore({ secrets, keeps: () => true });
  expect(await store.newest(address)).toBeUndefined();
  for (const pool of ['pool1', 'pool2', 'pool1']) await store.put(address, pool, held(pool));
  expect(await createCertificateStore({ secrets, keeps: () => true }).newest('KAREN@contoso.com')).toEqual(
    held('pool1'),
  );
});

it('[E2] forgets for good, also while a certificate is still being written', async () => {
  const secrets = createMemorySecrets();
  const writes: (() => void)[] = [];
  const slow = {
    ...secrets,
    set: async (name: string, secret: string) => {
      await new Promise<void>((resolve) => writes.push(resolve));
      return secrets.set(name, secret);
    },
  };
  const store = createCertificateStore({ secrets: slow, keeps: () => true });
  const first = store.put(address, 'pool1', held('1'));
  while (writes.length === 0) await Promise.resolve();
  const second = store.put(address, 'pool2', held('2'));
  const forgotten = store.forgetCertificates(address);
  for (const write of writes) write();
  await Promise.all([first, second]);
  expect(await forgotten).toBe(true);
  expect(await secrets.get(key)).toBeUndefined();
  expect(await store.get(address, 'pool1')).toBeUndefined();
});
