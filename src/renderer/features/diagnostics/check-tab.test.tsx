// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examination } from '../../gallery/fixtures-certificates.ts';
import { examinationReport } from '../../locales/certificates.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { takeApart } from './check-form.tsx';
import { DiagnosticsScreen } from './diagnostics-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function open() {
  window.location.hash = '#/diagnostics/check';
  const drawn = await draw({ ...firstSnapshot, revision: 1 }, <DiagnosticsScreen />);
  const check = async (server: string) => {
    type('Server', server);
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await settle();
  };
  const asked = () => drawn.bridge.asked.filter(({ name }) => name === 'diagnostics.examine').map(({ input }) => input);
  return { ...drawn, check, asked };
}

describe('checking a server', () => {
  it('[Q7] asks main for any host and port, before anybody has signed in', async () => {
    const { check, asked } = await open();
    await check('sip.contoso.com:5061');
    expect(asked()).toEqual([{ host: 'sip.contoso.com', port: 5061 }]);
    expect(screen.getByText('Looked at ews.contoso.com:443: something is wrong at 1 of 2 addresses.')).toBeTruthy();
  });

  it('[Q3] draws what was sent beside what is needed, the missing one in its place', async () => {
    const { check } = await open();
    await check('ews.contoso.com');
    const inside = within(screen.getByRole('region', { name: '10.0.0.10:443' }));
    expect(inside.getByText('1 certificate: ews.contoso.com')).toBeTruthy();
    const places = within(inside.getByRole('list', { name: /chain/ })).getAllByRole('listitem');
    expect(places.map((place) => place.dataset.origin)).toEqual(['sent', 'missing', 'this-computer']);
    expect(places[1]?.textContent).toContain('Missing: the server should send it');
    const outside = within(screen.getByRole('region', { name: '203.0.113.10:443' }));
    expect(outside.getByText('The certificate is good.')).toBeTruthy();
    expect(outside.getByText(/^2 certificates/)).toBeTruthy();
  });

  it('[Q2] [Q6] tells the administrator what to install where, whence, and that the other address is right', async () => {
    const { check } = await open();
    await check('ews.contoso.com');
    const inside = screen.getByRole('region', { name: '10.0.0.10:443' }).textContent;
    expect(inside).toContain('did not send its intermediate certificate "Woodgrove Class 3 Secure Server CA"');
    expect(inside).toContain('where 10.0.0.10:443 is answered');
    expect(inside).toContain('203.0.113.10:443 does send it');
    expect(inside).toContain('http://pki.woodgrovebank.com/secure-server.crt');
    expect(inside).toContain('in this order: ews.contoso.com, Woodgrove Class 3 Secure Server CA.');
  });

  it('says that revocation was not checked, and why', async () => {
    const { check } = await open();
    await check('ews.contoso.com');
    expect(screen.getAllByText('Not checked: the server sent no proof with it')).toHaveLength(2);
  });

  it('says where roots come from that nobody has verified', async () => {
    const { check, bridge } = await open();
    await check('ews.contoso.com');
    expect(screen.queryByText('Roots of this system')).toBeNull();
    const value = { ...examination, at: examination.at + 1, systemRoots: 'unverified' as const };
    bridge.answer('diagnostics.examine', { ok: true, value: { ok: true, value } });
    await check('ews.contoso.com');
    expect(screen.getAllByText(/^Unverified: .*Windows or macOS/).length).toBeGreaterThan(0);
    expect(examinationReport(value)).toContain('Roots of this system: Unverified');
  });

  it('copies everything as text', async () => {
    const { check, bridge } = await open();
    await check('ews.contoso.com');
    fireEvent.click(screen.getByRole('button', { name: 'Copy what was found at ews.contoso.com' }));
    await settle();
    const { text } = (bridge.asked.find(({ name }) => name === 'app.copy')?.input ?? {}) as { text?: string };
    expect(text).toContain('CERTIFICATE_INTERMEDIATE_MISSING');
    expect(text).toContain('- Woodgrove Class 3 Secure Server CA [Missing: the server should send it]');
    expect(text).toContain('TLSv1.2, ECDHE-RSA-AES256-GCM-SHA384');
  });

  it('keeps what was found while another tab is read', async () => {
    const { check } = await open();
    await check('ews.contoso.com');
    fireEvent.click(screen.getByRole('tab', { name: 'DNS' }));
    await settle();
    fireEvent.click(screen.getByRole('tab', { name: 'Check a server' }));
    await settle();
    expect(screen.getByRole('region', { name: '10.0.0.10:443' })).toBeTruthy();
  });

  it('shows what kept it from looking', async () => {
    const { check, bridge } = await open();
    const failure = { code: 'HOST_WITHOUT_ADDRESS', server: 'nowhere.example', at: 0 } as const;
    bridge.answer('diagnostics.examine', { ok: true, value: { ok: false, failure } });
    await check('nowhere.example');
    expect(screen.getByText('The server name nowhere.example leads to no address.')).toBeTruthy();
  });

  it('says nothing of the server before beside what kept it from the next', async () => {
    const { check, bridge } = await open();
    await check('ews.contoso.com');
    const failure = { code: 'HOST_WITHOUT_ADDRESS', server: 'nowhere.example', at: 0 } as const;
    bridge.answer('diagnostics.examine', { ok: true, value: { ok: false, failure } });
    await check('nowhere.example');
    expect(screen.queryByText(/^Looked at ews\.contoso\.com:443:/)).toBeNull();
  });

  it('says what to do at an address that answers nobody, where its administrator needs no advice', async () => {
    const { check, bridge } = await open();
    const failure = { code: 'CONNECT_REFUSED', server: '10.0.0.10:443', at: 0 } as const;
    const addresses = [{ peer: '10.0.0.10:443', failure, sent: [], chain: [] }];
    const found = { host: 'ews.contoso.com', port: 443, at: 0, addresses };
    bridge.answer('diagnostics.examine', { ok: true, value: { ok: true, value: found } });
    await check('ews.contoso.com');
    expect(within(screen.getByRole('region', { name: '10.0.0.10:443' })).getByText(/try again later/)).toBeTruthy();
  });

  it('looks at one server at a time', async () => {
    const { check, bridge, asked } = await open();
    bridge.hold('diagnostics.examine');
    await check('ews.contoso.com');
    expect(screen.getByText('Looking at ews.contoso.com')).toBeTruthy();
    await check('sip.contoso.com');
    expect(asked()).toHaveLength(1);
  });

  it.each([
    ['', '443'],
    ['not a server', '443'],
    ['sip.contoso.com', '0'],
    ['sip.contoso.com', '65536'],
    ['sip.contoso.com', 'x'],
  ])('says at its field that %j port %j is none, and asks nobody', async (server, port) => {
    const { asked } = await open();
    type('Server', server);
    type('Port', port);
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await settle();
    expect(asked()).toEqual([]);
    expect(screen.getByText(/^Type (a number|the name)/)).toBeTruthy();
  });
});

it.each([
  ['sip.contoso.com:5061', { host: 'sip.contoso.com', port: '5061' }],
  ['https://meet.contoso.com/karen/ABC', { host: 'meet.contoso.com', port: '443' }],
  ['https://meet.contoso.com:4443/', { host: 'meet.contoso.com', port: '4443' }],
  ['[::1]:443', { host: '[::1]', port: '443' }],
  ['::1', { host: '::1' }],
  ['sip.contoso.com:', { host: 'sip.contoso.com:' }],
  ['sip', { host: 'sip' }],
])('%j is taken apart', (text, parts) => expect(takeApart(text)).toEqual(parts));
