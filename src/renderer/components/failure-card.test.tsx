// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/model/failure.ts';
import { federationRefused } from '../gallery/fixtures.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../testing/window.tsx';
import { FailureCard, failureWords } from './failure-card.tsx';
import { failureReport } from './failure-report.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

describe('a failure in words', () => {
  it('says the code’s sentence, what the server meant, and the advice of whoever knows more', () => {
    const { sentence, next } = failureWords(federationRefused);
    expect(sentence).toEqual([
      'sip.contoso.com does not let you join this meeting.',
      'Your company and tailspintoys.com are not connected (not federated).',
    ]);
    expect(next).toContain('Join as a guest');
  });

  it('[A9] copies the reporting server, the numbers and the parameters', () => {
    const report = failureReport(federationRefused);
    expect(report).toContain('Reported by: sipfed.contoso.com');
    expect(report).toContain('Answer: 504 Server time-out');
    expect(report).toContain('ms-diagnostics: 1017 Cannot route From and To domains in this combination');
    expect(report).toContain('internal-domain="contoso.com"');
    expect(report).toContain('Time: 2026-03-30T13:37:01.000Z');
  });
});

describe('failure card', () => {
  it('[A9] shows the reporting server at once and the rest on demand, to copy', async () => {
    const { bridge } = await draw(firstSnapshot, <FailureCard failure={federationRefused} />);
    expect(screen.getByRole('alert').textContent).toContain('Reported by sipfed.contoso.com');
    expect(screen.queryByText('JOIN_REFUSED')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText('JOIN_REFUSED')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Copy details' }));
    await settle();
    expect(bridge.asked.at(-1)).toEqual({ name: 'app.copy', input: { text: failureReport(federationRefused) } });
    expect(screen.getByText('Copied')).toBeTruthy();
  });

  it('shows under Details what the check of a certificate itself said, and never a sentence twice', async () => {
    const rejected: Failure = { code: 'CERTIFICATE_REJECTED', detail: 'CERT_CHAIN_TOO_LONG', server: 'a.b', at: 0 };
    const told = failureWords(rejected).sentence[0] ?? '';
    await draw(firstSnapshot, <FailureCard failure={rejected} told={told} />);
    expect(screen.queryByText(told)).toBeNull();
    expect(screen.queryByText('CERT_CHAIN_TOO_LONG')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText('CERT_CHAIN_TOO_LONG')).toBeTruthy();
  });

  it('shows text from a server as text, whatever it holds', async () => {
    const hostile: Failure = {
      code: 'JOIN_REFUSED',
      server: '<img src=x onerror=alert(1)>',
      diagnostics: [{ code: 1017, reason: '</dd><script>', params: { 'external-domain': '<b>bold</b>' } }],
      at: 0,
    };
    await draw(firstSnapshot, <FailureCard failure={hostile} />);
    fireEvent.click(screen.getByRole('button', { name: 'Details' }));
    const card = screen.getByRole('alert');
    expect(card.querySelector('img, script, b')).toBeNull();
    expect(card.textContent).toContain('<b>bold</b>');
  });
});
