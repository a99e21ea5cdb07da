import { describe, expect, it } from 'vitest';
import { readWebOffers } from './www-authenticate.ts';

describe('[E1] what a web server asks for', () => {
  it.each([
    [
      ['Negotiate', 'NTLM', 'Basic realm="CONTOSO, inc"'],
      ['negotiate', 'ntlm', 'basic'],
    ],
    [['Negotiate, NTLM,Basic realm="a"'], ['negotiate', 'ntlm', 'basic']],
    [['ntlm', 'NTLM'], ['ntlm']],
    [['Bearer trusted_issuers="a", client_id="b"', 'NTLM'], ['ntlm']],
    [['NTLMX', 'Basic-2 a', 'xNTLM'], []],
    [[], []],
  ])('%j: %j', (values, forms) => {
    expect(readWebOffers(values).map(({ form }) => form)).toEqual(forms);
  });

  it('gives the next message of a scheme', () => {
    expect(readWebOffers(['NTLM TlRMTVNTUAAC+/==', 'Negotiate'])).toEqual([
      { form: 'ntlm', token: 'TlRMTVNTUAAC+/==' },
      { form: 'negotiate' },
    ]);
    expect(readWebOffers(['NTLM not base64!'])).toEqual([{ form: 'ntlm' }]);
  });

  it('reads no more than is sensible, in time', () => {
    expect(readWebOffers([`NTLM ${'A'.repeat(1_000_000)}`])).toHaveLength(1);
    expect(readWebOffers(Array.from({ length: 1000 }, () => 'Basic '.repeat(1000)))).toEqual([{ form: 'basic' }]);
  });
});
