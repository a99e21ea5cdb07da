/** The optional native package, which stays beside the bundle. */
import type { KerberosModule } from '../web/kerberos-tickets.ts';

/** Rejects where it is not installed, or was compiled for another system. */
export async function loadKerberos(): Promise<KerberosModule> {
  const { default: kerberos } = await import('kerberos');
  return kerberos;
}
