import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSpareKey, makeRsaKey, type RsaKey } from './rsa-key.ts';

/** Keys by number, made when the test says so. */
function keyShop() {
  const orders: { give(): void; refuse(): void }[] = [];
  const make = () =>
    new Promise<RsaKey>((resolve, reject) => {
      const number = orders.length + 1;
      const key = { publicKey: Uint8Array.of(number), privateKey: `key ${number}` };
      orders.push({ give: () => resolve(key), refuse: () => reject(new Error('no entropy')) });
    });
  return { orders, make };
}

it('makes one key ahead of time, and gives it to one caller only', async () => {
  const { orders, make } = keyShop();
  const spare = createSpareKey(make);
  const prepared = Promise.all([spare.prepare(), spare.prepare()]);
  expect(orders).toHaveLength(1);
  orders[0]?.give();
  await prepared;
  const first = spare.take();
  const second = spare.take();
  expect(orders).toHaveLength(2);
  orders[1]?.give();
  expect([(await first).privateKey, (await second).privateKey]).toEqual(['key 1', 'key 2']);
});

it('gives away a key that is still in the making, and then makes the next one when asked to', async () => {
  const { orders, make } = keyShop();
  const spare = createSpareKey(make);
  const prepared = spare.prepare();
  const taken = spare.take();
  orders[0]?.give();
  await prepared;
  expect((await taken).privateKey).toBe('key 1');
  void spare.prepare();
  expect(orders).toHaveLength(2);
});

it('tells a failure to whoever waits for that key, and tries again for the next', async () => {
  const { orders, make } = keyShop();
  const spare = createSpareKey(make);
  const prepared = spare.prepare();
  const taken = spare.take();
  orders[0]?.refuse();
  await expect(taken).rejects.toThrow('no entropy');
  await prepared;
  const again = spare.prepare();
  orders[1]?.refuse();
  await again;
  const last = spare.take();
  orders[2]?.give();
  expect((await last).privateKey).toBe('key 3');
});

it('[E7] makes RSA keys of 2048 bits whose halves belong together', async () => {
  const { publicKey, privateKey } = await makeRsaKey();
  const secret = createPrivateKey(privateKey);
  expect(secret.asymmetricKeyDetails?.modulusLength).toBe(2048);
  const own = createPublicKey(secret).export({ type: 'spki', format: 'der' });
  expect(own.equals(publicKey)).toBe(true);
});
