import { getEventListeners, once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createHttpConnection } from './http-connection.ts';

/** A connection to a server that answers each request with these bytes, or leaves it be. */
async function connectionTo(answer: (socket: Socket, count: number) => void) {
  let count = 0;
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      asked.push(chunk.toString());
      count += 1;
      answer(socket, count);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const connection = createHttpConnection(socket);
  onTestFinished(() => {
    connection.close();
    server.close();
  });
  const controller = new AbortController();
  const send = (signal = controller.signal) =>
    connection.send({ method: 'GET', host: 'a.test', path: '/', headers: {}, signal });
  return { connection, controller, send, asked };
}

it('keeps the connection for the next request, and no listener on the signal', async () => {
  const { connection, controller, send } = await connectionTo((socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
  );
  expect(await send()).toMatchObject({ status: 200, text: 'ok' });
  expect(await send()).toMatchObject({ status: 200, text: 'ok' });
  expect([connection.isOpen, connection.count]).toEqual([true, 2]);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

it('reads an answer that ends with the connection', async () => {
  const { connection, send } = await connectionTo((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nwhole'));
  expect(await send()).toMatchObject({ status: 200, text: 'whole' });
  expect(connection.isOpen).toBe(false);
});

it.each([
  ['no HTTP', 'SIP/2.0 400 Bad Request\r\n\r\n'],
  ['half an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'],
  ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a head without end', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(10_000)}`],
  ['nothing', ''],
])('is broken by %s', async (_, bytes) => {
  const { connection, controller, send } = await connectionTo((socket) => socket.end(bytes));
  expect(await send()).toBe('broken');
  expect(connection.isOpen).toBe(false);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

it('is broken by a change of protocol that nobody asked for, at once', async () => {
  const { send } = await connectionTo((socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
  );
  expect(await send()).toBe('broken');
});

it('reads no more than 1 MB, whatever the server goes on to say', async () => {
  const { send } = await connectionTo((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = () => socket.writable && socket.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`, more);
    more();
  });
  expect(await send()).toBe('too-large');
});

it('says nothing for somebody who has given up already', async () => {
  const { send, asked, connection } = await connectionTo(() => undefined);
  expect(await send(AbortSignal.abort())).toBe('given-up');
  expect([connection.isOpen, asked.join()]).toEqual([false, '']);
});

it('takes nothing for an answer that came before the question', async () => {
  let server: Socket | undefined;
  const { connection, send } = await connectionTo((socket) => {
    server = socket;
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });
  expect(await send()).toMatchObject({ text: 'ok' });
  server?.write('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nunasked!');
  while (connection.isOpen) await new Promise((resolve) => setImmediate(resolve));
  expect(await send()).toBe('broken');
});
