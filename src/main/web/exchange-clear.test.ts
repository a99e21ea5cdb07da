import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { done } from '../../shared/outcome.ts';

import type { Tracer } from '../trace/tracer.ts';
import { redirectInClear } from './exchange-clear.ts';
import type { PlainConnect } from './secure-connect.ts';

const tracer: Tracer = { record: () => undefined, for: () => tracer };
let server: Server;
let seen: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(request);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function ask(): Promise<string | undefined> {
  const { port } = server.address() as AddressInfo;
  const connectPlain: PlainConnect = () =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(done(socket)));
    });
  const signal = new AbortController().signal;
  return redirectInClear('autodiscover.contoso.com', { connectPlain, clock: createFakeClock(), tracer, signal });
}

describe('where clear text leads', () => {
  it('is asked without a word about who asks', async () => {
    answer = (response) => response.writeHead(302, { Location: 'https://mail.contoso.com/a.xml' }).end();
    expect(await ask()).toBe('https://mail.contoso.com/a.xml');
    const [request] = seen;
    expect(`${request?.method} ${request?.headers.host}${request?.url}`).toBe(
      'GET autodiscover.contoso.com/autodiscover/autodiscover.xml',
    );
    expect(request?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['a page', 200, 'https://mail.contoso.com/'],
    ['a redirect to clear text', 302, 'http://mail.contoso.com/'],
    ['a redirect to nowhere', 302, ''],
    ['a refusal', 401, 'https://mail.contoso.com/'],
  ])('is nowhere for %s', async (_, status, location) => {
    answer = (response) => response.writeHead(status, { Location: location }).end('<html/>');
    expect(await ask()).toBeUndefined();
  });

  it('is nowhere when the server hangs up', async () => {
    answer = (response) => response.destroy();
    expect(await ask()).toBeUndefined();
  });
});
