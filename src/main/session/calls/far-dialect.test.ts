import { expect, it } from 'vitest';
import { noProvisioning, type ProvisioningState } from '../../../shared/model/provisioning.ts';
import { encryptionOf, waysToOffer } from './far-dialect.ts';

it.each([
  ['RequireEncryption', 'required'],
  ['SupportEncryption', 'preferred'],
  ['DoNotSupportEncryption', 'off'],
  ['nonsense', 'preferred'],
])('the company’s word %s means: %s', (value, expected) => {
  const entry = { group: 'ServerConfiguration', key: 'ucPC2PCAVEncryption', value, known: true };
  const told: ProvisioningState = { ...noProvisioning, state: 'ready', sections: [{ id: 'server', entries: [entry] }] };
  expect(encryptionOf(told, 'preferred')).toBe(expected);
  expect(encryptionOf(noProvisioning, 'preferred')).toBe('preferred');
  // The stricter word of the two holds.
  expect(encryptionOf(told, 'required')).toBe('required');
  expect(encryptionOf(noProvisioning, 'required')).toBe('required');
});

it('never offers plain sound where encryption is required, nor encrypted sound where there is to be none', () => {
  for (const dialect of ['microsoft', 'standard'] as const) {
    expect(waysToOffer(dialect, 'required').every(({ encryption }) => encryption === 'required')).toBe(true);
    expect(waysToOffer(dialect, 'off').some(({ encryption, offersDtls }) => offersDtls || encryption !== 'off')).toBe(
      false,
    );
  }
  expect(waysToOffer('standard', 'preferred').at(-1)).toEqual({ dialect: 'standard', encryption: 'off' });
});
