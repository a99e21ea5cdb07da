/** The words of what one account trusts besides what this computer trusts. */
export const accountTrustTexts = {
  title: 'Certificates',
  hint: (address: string) => `What is trusted for ${address} alone, besides the authorities this computer knows.`,
  nobody: 'Sign in once, then you can choose here what is trusted for your account.',
  authorities: 'Authorities of your company',
  none: 'None',
  add: 'Add a certificate file',
  remove: (name: string) => `Remove ${name}`,
  validTo: (day: string) => `Valid to ${day}`,
  olderTlsHint:
    'Their encryption can be broken. Turn this on only until the server is renewed, and only in a network you trust.',
} as const;
