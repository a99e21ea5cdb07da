import { once } from 'node:events';
import { get } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { turnKnob } from '../console/knobs.ts';
import { startLab } from '../start-lab.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const GUEST = 'sip:36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid';
const KEY_FIELD = /"key":"([^"]+)"/;

const labs: Lab[] = [];
const sockets: TLSSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(labs.splice(0).map((lab) => lab.stop()));
});

async function start(): Promise<Lab> {
  const lab = await startLab({ ports: 'free' });
  labs.push(lab);
  return lab;
}

/** A verified connection to a server by its name. */
async function reach(lab: Lab, name: string): Promise<TLSSocket> {
  const server = lab.profile.servers.find((each) => each.name === name);
  const socket = connect({
    host: server?.address ?? '',
    port: server?.ports[0] ?? 0,
    servername: name,
    ca: lab.profile.rootCertificatePem,
  });
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

/** What comes until it holds what is awaited. */
async function hear(socket: TLSSocket, awaited: RegExp): Promise<string> {
  let heard = '';
  for await (const bytes of socket.iterator({ destroyOnReturn: false })) {
    heard += String(bytes);
    if (awaited.test(heard)) return heard;
  }
  throw new Error(`the connection ended after ${heard.length} characters`);
}

function sip(startLine: string, cseq: string, body: string, toTag = ''): string {
  const method = cseq.split(' ')[1] ?? '';
  return [
    startLine,
    `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK${cseq.replace(' ', '')}`,
    'Max-Forwards: 70',
    `From: "Karen Berg" <${GUEST}>;tag=1;epid=0a1b2c3d4e`,
    `To: <${FOCUS}>${toTag}`,
    'Call-ID: content-1',
    `CSeq: ${cseq}`,
    `Contact: <${GUEST}>;proxy=replace`,
    ...(method === 'ACK' ? [] : ['Supported: timer', 'Content-Type: application/cccp+xml']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

const command = (id: number, mcu: string, method: string) =>
  `<request xmlns="urn:ietf:params:xml:ns:cccp" xmlns:mscp="http://schemas.microsoft.com/rtc/2005/08/cccpextensions" C3PVersion="1" to="${FOCUS}" from="${GUEST}" requestId="${id}">` +
  `<addUser${mcu}><conferenceKeys confEntity="${FOCUS}"/><ci:user xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="${GUEST}"><ci:roles><ci:entry>attendee</ci:entry></ci:roles>` +
  `<ci:endpoint entity="{4A5B2C3D-1111-2222-3333-444455556666}">${method}</ci:endpoint></ci:user></addUser></request>`;

/** Joins the weekly meeting as a guest, and dials in: the values of `connection-info`. */
async function tokens(lab: Lab): Promise<(key: string) => string> {
  const edge = await reach(lab, 'sip.tailspintoys.com');
  edge.write(sip(`INVITE ${FOCUS} SIP/2.0`, '1 INVITE', command(1, '', '')));
  const answer = await hear(edge, /<\/response>/);
  const tag = `;tag=${/^To:.*;tag=([^\r;]+)/im.exec(answer)?.[1]}`;
  edge.write(sip(`ACK ${FOCUS} SIP/2.0`, '1 ACK', '', tag));
  const mcu = ` mscp:mcuUri="${FOCUS.replace(':focus:', ':meeting:')}"`;
  const body = command(2, mcu, '<ci:joining-method>dialed-in</ci:joining-method>');
  edge.write(sip(`INFO ${FOCUS} SIP/2.0`, '2 INFO', body, tag));
  const info = await hear(edge, /requestId="2"[\s\S]*<\/response>/);
  return (key) => new RegExp(`<key>${key}</key><value>([^<]+)`).exec(info)?.[1] ?? '';
}

function frame(object: object): Buffer {
  const body = Buffer.from(JSON.stringify(object));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length + 1);
  head[4] = 0x4a;
  return Buffer.concat([head, body]);
}

interface Fetched {
  readonly status: number;
  readonly body: Buffer;
  readonly declared: number;
}

/** A page, or as much of it as a client with a bound takes. */
function fetched(lab: Lab, url: string, most = Number.POSITIVE_INFINITY): Promise<Fetched> {
  const { hostname, port, pathname } = new URL(url);
  const server = lab.profile.servers.find((each) => each.name === hostname);
  return new Promise((resolve, reject) => {
    const options = { host: server?.address, port: port || 443, path: pathname, servername: hostname };
    const request = get({ ...options, ca: lab.profile.rootCertificatePem, headers: { Host: hostname } }, (response) => {
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks),
          declared: Number(response.headers['content-length']),
        });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (chunks.reduce((sum, { length }) => sum + length, 0) <= most) return;
        done();
        request.destroy();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** All the way to the first slides, over the network. */
async function open(lab: Lab) {
  const value = await tokens(lab);
  const [, name = ''] = /^tls:\/\/([^:]+):/.exec(value('serverURLs')) ?? [];
  const stream = await reach(lab, name);
  // Both at once: the edge passes on what comes behind its own line.
  const hello = { n: 1, do: 'hello', auth: value('sAuthId'), conference: FOCUS, user: GUEST, name: 'Karen Berg' };
  stream.write(Buffer.concat([Buffer.from(`OFFHOOK-CONTENT/1 ${value('pAuthId')}\r\n`), frame(hello)]));
  const heard = await hear(stream, /"on":"ready"/);
  return { value, stream, heard, name, urls: heard.match(/https:\/\/[^"]+/g) ?? [] };
}

describe('the content of a meeting, over the network', () => {
  it('[N4] [N5] [N6] [N7] [N8] comes by eight steps, and stands in no log', async () => {
    const lab = await start();
    const { value, heard, name, urls, stream } = await open(lab);
    expect(name).toBe('webconf.tailspintoys.com');
    expect(stream.getPeerCertificate().subject.CN).toBe('webconf.tailspintoys.com');
    expect(heard).toMatch(/^OK\r\n/);
    expect(urls).toHaveLength(3);
    const page = await fetched(lab, urls[0] ?? '');
    expect(page.status).toBe(200);
    expect(page.body.length % 16).toBe(0);
    const logged = lab
      .log()
      .map(({ text }) => text)
      .join('\n');
    expect(logged).toContain('CONTENT hello');
    const key = KEY_FIELD.exec(heard)?.[1] ?? 'none';
    const secrets = [value('pAuthId'), value('sAuthId'), key, ...urls.map((url) => new URL(url).pathname)];
    for (const secret of secrets) expect(logged).not.toContain(secret);
  });

  it('[N7] lists no folder and gives nothing for a guess', async () => {
    const lab = await start();
    const { urls } = await open(lab);
    const [url = ''] = urls;
    const status = async (asked: string) => (await fetched(lab, asked)).status;
    expect(await status(new URL('/DataCollab/', url).href)).toBe(403);
    expect(await status(new URL('.', url).href)).toBe(403);
    expect(await status(`${url.slice(0, -1)}g`)).toBe(404);
    expect(await status(new URL('/DataCollab/0123456789abcdef0123456789abcdef/0', url).href)).toBe(404);
  });

  it('[N10] spoils pages by knob: too large ones never end before the client does', async () => {
    const lab = await start();
    const { urls } = await open(lab);
    const [url = ''] = urls;
    const sound = await fetched(lab, url);
    const line = (text: string) => expect(turnKnob(lab, `content 2Z92HZZZ ${text}`).text).toMatch(/^2Z92HZZZ: /);
    line('pages huge');
    const huge = await fetched(lab, url, 8 * 1024 * 1024);
    expect(huge.declared).toBe(100 * 1024 * 1024);
    expect(huge.body.length).toBeLessThan(16 * 1024 * 1024);
    line('pages truncated');
    expect((await fetched(lab, url)).body.length).toBeLessThan(sound.body.length);
    line('pages cut');
    await expect(fetched(lab, url)).rejects.toThrow();
    line('pages none');
    line('slow 20');
    expect((await fetched(lab, url)).body).toEqual(sound.body);
  });

  it('takes knobs for everything else, and says what it does not know', async () => {
    const lab = await start();
    const { stream } = await open(lab);
    const say = (text: string) => turnKnob(lab, `content 2Z92HZZZ ${text}`).text;
    expect(say('items')).toContain('slides, 3 pages: Tailspin toys 2027');
    expect(say('viewers')).toContain(GUEST);
    expect(say('slides 2 Second set')).toContain('shows 2 pages');
    expect(say('strokes 100')).toContain('100 strokes');
    expect(say('token swapped')).toContain('swapped');
    expect(say('token none')).toContain('none');
    expect(say('answers never')).toContain('never');
    expect(say('expire 1')).toContain('1 seconds');
    expect(say('draw off')).toContain('may not draw');
    expect(say('edge silent')).toContain('silent');
    expect(say('malformed not-json')).toContain('not-json');
    expect(say('moved')).toContain('moved');
    expect(await hear(stream, /"reason":"moved"/)).toContain('"shown","id":');
    expect(say('pages green')).toContain('Say one of');
    expect(say('sing')).toContain('Usage: content');
    expect(turnKnob(lab, 'content NOSUCH items').text).toContain('no meeting NOSUCH');
    expect(turnKnob(lab, 'chat 2Z92HZZZ say garth@tailspintoys.com Hello all').text).toContain('wrote');
    expect(turnKnob(lab, 'chat 2Z92HZZZ fail garth@tailspintoys.com 480').text).toContain('480');
    expect(turnKnob(lab, 'chat 2Z92HZZZ hostile garth@tailspintoys.com beacon').text).toContain('beacon');
    expect(turnKnob(lab, 'chat 2Z92HZZZ members').text).toContain('garth@tailspintoys.com');
    for (const rest of ['accept 200', 'reports failures', 'reportby MESSAGE', 'type garth@tailspintoys.com']) {
      expect(turnKnob(lab, `chat 2Z92HZZZ ${rest}`).text).toMatch(/^2Z92HZZZ: /);
    }
    expect(turnKnob(lab, 'chat 2Z92HZZZ remove garth@tailspintoys.com').text).toContain('out of the chat');
    expect(turnKnob(lab, 'chat 2Z92HZZZ sing').text).toContain('Usage: chat');
  });

  it('leaves nothing open when the lab stops', async () => {
    const lab = await start();
    const { stream } = await open(lab);
    await lab.stop();
    if (!stream.destroyed) await once(stream, 'close');
    expect(lab.openConnections()).toBe(0);
  });
});
