import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { defaultTopology } from '../topologies/default-topology.ts';
import { companyOf } from '../topologies/topology.ts';
import { answerPage, type PageRequest } from './meet-page.ts';

const found = companyOf(defaultTopology('127.0.77'), 'tailspintoys.com');
if (!found) throw new Error('no company');
const company = found;
const xml = 'Application/vnd.microsoft.lync.meeting+xml';

/** Throws for anything that is no well-formed document. */
function parse(body: string): void {
  new SaxesParser({ xmlns: true }).write(body).close();
}

const ask = (patch: Partial<PageRequest> = {}) =>
  answerPage(company, {
    method: 'GET',
    target: '/garth/2Z92HZZZ',
    accept: '*/*',
    host: 'meet.tailspintoys.com',
    ...patch,
  });

describe('[J6] the page of a meeting', () => {
  it('gives programs the meeting document', () => {
    const { status, contentType, body } = ask({ accept: xml });
    expect([status, contentType]).toEqual([200, 'application/vnd.microsoft.lync.meeting+xml']);
    expect(() => parse(body)).not.toThrow();
    expect(body).toContain('<conf-uri>sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ</conf-uri>');
    expect(body).toContain('<conf-key>TSW7KEYQ</conf-key>');
    expect(body).toContain(
      '<original-incoming-url>https://meet.tailspintoys.com/garth/2Z92HZZZ</original-incoming-url>',
    );
  });

  it('gives browsers a page with the conf: link and says that it is simulated', () => {
    const { status, contentType, body } = ask({ target: '/garth/2z92hzzz?sl=1' });
    expect([status, contentType]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('href="conf&#58;sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');
    expect(body).toContain('var validMeeting = "True"');
    expect(body).toContain('simulated');
  });

  it('finds it below the other usual bases', () => {
    expect(ask({ target: '/meet/garth/2Z92HZZZ' }).status).toBe(200);
    expect(ask({ target: '/tailspintoys/meet/garth/2Z92HZZZ' }).status).toBe(200);
  });
});

describe('refusals', () => {
  it.each(['/', '/garth', '/garth/UNKNOWN1', '/cynthia/2Z92HZZZ', '/../../etc/passwd', '//', '/%00/%ff'])(
    '%s is no meeting',
    (target) => {
      const { status, body } = ask({ target, accept: xml });
      expect(status).toBe(404);
      expect(body).toContain('var validMeeting = "False"');
    },
  );

  it('serves nothing but GET and HEAD', () => {
    expect(ask({ method: 'POST' }).status).toBe(405);
    expect(ask({ method: 'HEAD' }).status).toBe(200);
  });

  it('escapes what the client sends about itself', () => {
    const { body } = ask({ accept: xml, host: 'a"><script>&' });
    expect(body).not.toContain('<script>');
    expect(() => parse(body)).not.toThrow();
  });
});
