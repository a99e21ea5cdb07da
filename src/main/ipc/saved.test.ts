import { expect, it } from 'vitest';
import { saved } from './saved.ts';

const file = { name: 'offhook-ladder.txt', text: 'karen -> server' };

it('tells whether the person chose a place', async () => {
  const given: unknown[] = [];
  const desktop = (answer: boolean) => ({
    saveFile: async (asked: unknown) => {
      given.push(asked);
      return answer;
    },
  });
  expect(await saved(desktop(true), file)).toEqual({ ok: true, value: true });
  expect(await saved(desktop(false), file)).toEqual({ ok: true, value: false });
  expect(given).toEqual([file, file]);
});

it('says what the disk refused', async () => {
  for (const refusal of [new Error('ENOSPC: no space left'), 'ENOSPC: no space left']) {
    const outcome = await saved({ saveFile: () => Promise.reject(refusal) }, file);
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'STORAGE_FAILED', data: { what: 'file' }, detail: 'ENOSPC: no space left' },
    });
  }
});
