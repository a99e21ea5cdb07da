import { describe, expect, it } from 'vitest';
import { readXml } from '../xml/read.ts';
import { readAutodiscover } from './read-autodiscover.ts';
import { writeAutodiscover } from './write-autodiscover.ts';

const internal = 'https://mail.contoso.com/EWS/Exchange.asmx';
const external = 'https://webmail.contoso.com/EWS/Exchange.asmx';

const answer = (account: string) =>
  `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">${account}</Response></Autodiscover>`;
const settings = (protocols: string) => answer(`<Account><Action>settings</Action>${protocols}</Account>`);

describe('the question for a mailbox', () => {
  it('names the address in the schema, whatever letters it has', () => {
    const reading = readXml(writeAutodiscover('k&<b>@contoso.com'));
    const request = reading.ok ? reading.root.children[0] : undefined;
    expect(request?.children.map(({ local, text }) => [local, text])).toEqual([
      ['EMailAddress', 'k&<b>@contoso.com'],
      ['AcceptableResponseSchema', 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'],
    ]);
  });
});

describe('the answer about a mailbox', () => {
  it.each([
    [
      'both addresses',
      `<Protocol><Type>EXCH</Type><ASUrl>${internal}</ASUrl></Protocol><Protocol><Type>EXPR</Type><EwsUrl>${external}</EwsUrl></Protocol>`,
      { internal, external },
    ],
    [
      'the newer name before the older',
      `<Protocol><Type>EXPR</Type><ASUrl>https://old/</ASUrl><EwsUrl>${external}</EwsUrl></Protocol>`,
      { external },
    ],
    [
      'servers that speak MAPI over HTTP',
      `<Protocol><Type>EXHTTP</Type><EwsUrl>${external}</EwsUrl></Protocol>`,
      { external },
    ],
    [
      'those told to browsers alone',
      `<Protocol><Type>WEB</Type><Internal><Protocol><Type>EXCH</Type><ASUrl>${internal}</ASUrl></Protocol></Internal></Protocol>`,
      { internal },
    ],
    [
      'an address that is too long as none',
      `<Protocol><Type>EXCH</Type><EwsUrl>https://${'x'.repeat(3000)}</EwsUrl></Protocol><Protocol><Type>EXPR</Type><EwsUrl>${external}</EwsUrl></Protocol>`,
      { external },
    ],
  ])('is read: %s', (_, protocols, urls) => {
    expect(readAutodiscover(settings(protocols))).toEqual({ kind: 'urls', urls });
  });

  it.each([
    [
      'another address',
      '<Account><RedirectAddr>karen@mail.contoso.com</RedirectAddr></Account>',
      { kind: 'address', address: 'karen@mail.contoso.com' },
    ],
    [
      'another place',
      '<Account><RedirectUrl>https://mail.contoso.com/a.xml</RedirectUrl></Account>',
      { kind: 'redirect', url: 'https://mail.contoso.com/a.xml' },
    ],
    [
      'no mailbox',
      '<Error><ErrorCode>500</ErrorCode><Message>Not found</Message></Error>',
      { kind: 'refused', code: 500, text: 'Not found' },
    ],
    [
      'an error in the account',
      '<Account><Error><Message>x</Message></Error></Account>',
      { kind: 'refused', text: 'x' },
    ],
    [
      'mail of another kind',
      '<Account><Protocol><Type>IMAP</Type></Protocol></Account>',
      { kind: 'refused', text: 'no address of its web services' },
    ],
    ['nothing', '', { kind: 'unreadable', problem: 'no Account' }],
  ])('leads on or refuses: %s', (_, content, reading) => {
    expect(readAutodiscover(answer(content))).toEqual(reading);
  });

  it.each([
    ['<!DOCTYPE html><html/>', 'doctype'],
    ['<html><body>Please sign in</body></html>', 'a document <html>'],
    ['', 'empty'],
    ['<Autodiscover><Response>', 'not-well-formed'],
  ])('is none: %s', (text, problem) => {
    expect(readAutodiscover(text)).toEqual({ kind: 'unreadable', problem });
  });
});
