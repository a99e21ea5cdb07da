/** What the requests about signing in and out do. */
import type { signInRequests } from '../../shared/ipc/sign-in.contract.ts';
import type { Client } from '../app/compose.ts';
import type { Handlers } from './router.ts';

/** Binds that part of the contract to the client. */
export function signInHandlersFor(client: Client): Pick<Handlers, keyof typeof signInRequests> {
  const { signIn } = client;
  return {
    'signIn.start': (input) => {
      const { userName, servers, trust, password, desktopSignIn } = input;
      const allowed = client.mayDecide([
        ...(servers ? (['manualServers'] as const) : []),
        ...(trust ? (['trustedNames'] as const) : []),
      ]);
      if (!allowed.ok) return allowed;
      return signIn.start({
        address: input.address,
        password,
        remember: input.remember,
        ...(userName ? { userName } : {}),
        ...(servers ? { servers } : {}),
        ...(trust ? { trust } : {}),
        ...(desktopSignIn ? { desktopSignIn } : {}),
      });
    },
    'signIn.cancel': () => signIn.cancel(),
    'signIn.tryNow': () => client.tryNow(),
    'signIn.signOut': () => client.signOut(),
    'signIn.forgetMe': () => client.forgetMe(),
    'signIn.trustName': ({ domain, host }) => client.trustName(domain, host),
  };
}
