import { expect, it } from 'vitest';
import { withPersons } from './mismatch.ts';

const mismatch = { code: 'ACCOUNT_MISMATCH', at: 0, data: { host: 'pool01.contoso.com' } } as const;
const typed = { address: 'jeremy@contoso.com', userName: 'CONTOSO\\vadim', password: 'Pw-1' };

it('[A9] names the address and the user name that was typed, and keeps what the server said', () => {
  expect(withPersons(mismatch, typed).data).toEqual({
    host: 'pool01.contoso.com',
    address: 'jeremy@contoso.com',
    userName: 'CONTOSO\\vadim',
  });
});

it('[A9] names no user name that nobody typed', () => {
  const asAddress = { ...typed, userName: 'Jeremy@contoso.com' };
  const desktop = { ...typed, password: undefined };
  for (const claim of [asAddress, desktop]) expect(withPersons(mismatch, claim).data).not.toHaveProperty('userName');
  expect(JSON.stringify(withPersons(mismatch, typed))).not.toContain('Pw-1');
});

it('leaves every other failure as it is', () => {
  const failure = { code: 'CREDENTIALS_WRONG', at: 0 } as const;
  expect(withPersons(failure, typed)).toBe(failure);
});
