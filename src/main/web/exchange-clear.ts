/** The one question about a mailbox that goes in clear text: where a host sends everybody on to. It names nobody. [MS-OXDISCO] 3.1.5.4 */
import type { Clock } from '../../shared/clock.ts';
import { createHttpConnection } from './http-connection.ts';
import type { PlainConnect, WebContext } from './secure-connect.ts';

const path = '/autodiscover/autodiscover.xml';
const limitMs = 5000;

/** The https address a host redirects to; undefined where it does not answer within 5 s, or with anything else. */
export async function redirectInClear(
  host: string,
  { connectPlain, clock, signal, tracer }: WebContext & { readonly connectPlain: PlainConnect; readonly clock: Clock },
): Promise<string | undefined> {
  const limit = new AbortController();
  const stop = clock.after(limitMs, () => limit.abort());
  const context = { tracer, signal: AbortSignal.any([signal, limit.signal]) };
  try {
    const opened = await connectPlain({ host, port: 80 }, context);
    if (!opened.ok) return undefined;
    const connection = createHttpConnection(opened.value);
    const answer = await connection.send({ method: 'GET', host, path, signal: context.signal });
    connection.close();
    const status = typeof answer === 'string' ? answer : String(answer.status);
    tracer.record({ kind: 'http', method: 'GET', url: `http://${host}${path}`, status });
    if (typeof answer === 'string' || answer.status < 301 || answer.status > 308) return undefined;
    const location = answer.headers.location?.[0] ?? '';
    return location.startsWith('https://') ? location : undefined;
  } finally {
    stop();
  }
}
