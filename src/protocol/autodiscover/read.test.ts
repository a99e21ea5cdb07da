import { describe, expect, it } from 'vitest';
import { rootDocument, userDocument } from '../../../test/fixtures/web/answers.ts';
import { type AutodiscoverAnswer, linkOf, readAutodiscover, sipServersOf } from './read.ts';

function answer(text: string): AutodiscoverAnswer {
  const read = readAutodiscover(text);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}

const user = 'https://pool01.contoso.com/Autodiscover/AutodiscoverService.svc/root/user';

describe('lyncdiscover', () => {
  it('[B5] names where to ask for the user, and sends on with a redirect', () => {
    const root = answer(rootDocument({ Domain: `${user}s`, User: user }, 'External'));
    expect(root.location).toBe('external');
    expect([linkOf(root, 'User'), linkOf(root, 'redirect')]).toEqual([user, undefined]);
    expect(linkOf(answer(rootDocument({ Redirect: user })), 'Redirect')).toBe(user);
  });

  it('[B5] reads the JSON form of the root', () => {
    const root = answer(
      `{"_links":{"self":{"href":"https://a/"},"user":{"href":"${user}"},"xframe":{"href":4},"odd":7}}`,
    );
    expect(root.links.map(({ token }) => token)).toEqual(['self', 'user']);
    expect(linkOf(root, 'User')).toBe(user);
  });

  it('[B5] gives the SIP servers for clients, internal first, or those of the place alone', () => {
    const both = { internal: 'pool01.contoso.com:5061', external: 'sip.contoso.com:443' };
    const inside = { host: 'pool01.contoso.com', port: 5061 };
    const outside = { host: 'sip.contoso.com', port: 443 };
    expect(sipServersOf(answer(userDocument(both)))).toEqual([inside, outside]);
    expect(sipServersOf(answer(userDocument(both, 'Internal')))).toEqual([inside]);
    expect(sipServersOf(answer(userDocument(both, 'External')))).toEqual([outside]);
    expect(sipServersOf(answer(userDocument({ external: 'sip.contoso.com:443' }, 'Internal')))).toEqual([]);
  });

  it('passes over places that cannot be', () => {
    const odd = userDocument({ internal: ':5061', external: 'sip.contoso.com:70000' });
    expect(sipServersOf(answer(odd))).toEqual([]);
    expect(answer(rootDocument({ User: `https://${'x'.repeat(3000)}` })).links).toEqual([]);
  });

  it('bounds the number of links', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`t${index}`, 'https://a/']));
    expect(answer(rootDocument(many)).links).toHaveLength(64);
    const json = JSON.stringify({ _links: Object.fromEntries(Object.keys(many).map((key) => [key, { href: 'x' }])) });
    expect(answer(json).links).toHaveLength(64);
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html/>', 'doctype'],
    ['a page without a type', '<html><body>hi</body></html>', 'no AutodiscoverResponse'],
    ['an empty answer', '', 'empty'],
    ['an answer about nobody', '<AutodiscoverResponse/>', 'neither Root nor User'],
    ['broken JSON', '{"_links":', 'not JSON'],
    ['other JSON', '{"links":[]}', 'no _links'],
    ['JSON with a list', '{"_links":["a"]}', 'no _links'],
  ])('refuses %s', (_, text, problem) => {
    expect(readAutodiscover(text)).toEqual({ ok: false, problem });
  });
});
