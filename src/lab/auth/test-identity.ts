/** Client certificates for tests, as the certificate service would issue them. */
import { generateKeyPairSync } from 'node:crypto';
import { makeCertificate } from '../pki/certificate.ts';
import type { IssuedCertificates } from './client-certificates.ts';
import type { ClientIdentity } from './test-signing-client.ts';

const DAY = 24 * 3600_000;
/** 20 November 2026, as in the fake clock. */
const NOW = Date.UTC(2026, 10, 20, 9);

/** Made once: an RSA key takes a while. */
let shared: ReturnType<typeof rsaKeys> | undefined;
let serial = 1;

function rsaKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** A certificate for 180 days; `register` is where the lab looks it up, undefined leaves it unknown there. */
export function issueTo(address: string, register: IssuedCertificates | undefined): ClientIdentity {
  shared ??= rsaKeys();
  serial += 1;
  const certificatePem = makeCertificate(
    {
      commonName: address,
      isAuthority: false,
      publicKey: shared.publicKey,
      notBefore: NOW - DAY,
      notAfter: NOW + 180 * DAY,
      serial: Uint8Array.of(1, serial),
    },
    { name: 'Offhook Lab Test CA', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  );
  register?.remember(certificatePem, address);
  return { certificatePem, keyPem: shared.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
