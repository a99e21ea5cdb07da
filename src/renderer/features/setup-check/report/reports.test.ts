import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SetupCheck, type SetupFinding, setupFindingCodes } from '../../../../shared/model/setup-check.ts';
import { setupDone, setupRunning } from '../../../gallery/fixtures-setup.ts';
import { findingWords } from '../../../locales/setup-check.ts';
import { escaped } from './escape.ts';
import { jsonReport } from './json-report.ts';
import { pageReport } from './page-report.ts';
import { timelinePicture } from './pictures.ts';
import { textReport } from './text-report.ts';

const version = '0.1.0';

/** As the steps would be with this text wherever a server may put one. */
function withText(text: string): SetupCheck {
  const [devices, network, names, ...others] = setupDone.steps;
  if (!devices || !network || !names?.outcome) throw new Error('the fixture has no names');
  const details = {
    kind: 'names',
    names: [
      {
        name: text,
        type: 'SRV',
        answers: [text],
        durationMs: 1,
        outcome: 'answered',
        targets: [{ host: text, trust: 'untrusted' }],
      },
    ],
  } as const;
  const finding: SetupFinding = { code: 'names-found', data: { domain: text, server: text } };
  const changed = { ...names, outcome: { ...names.outcome, finding, details } };
  return { ...setupDone, steps: [devices, network, changed, ...others] };
}

describe('every finding', () => {
  it('has a sentence of its own', () => {
    const codes = setupFindingCodes.filter((code) => code !== 'failed');
    // Whatever value a sentence asks for.
    const data = new Proxy({}, { get: () => 'x' });
    const sentences = codes.map((code) => findingWords({ code, data }).sentence);
    expect(new Set(sentences).size).toBe(codes.length);
    expect(sentences.every((sentence) => /^\S.*\.$/.test(sentence))).toBe(true);
  });
});

describe('the report as text', () => {
  it('numbers the steps, and says for each trouble what to do and who can', () => {
    const text = textReport({ check: setupDone, version });
    expect(text).toContain('5. Encryption and certificate: Does not work, 210 ms');
    expect(text).toContain('Who can mend it: The administrators of your company’s servers.');
    expect(text).toContain('10. Ports for sound and pictures: Good');
    expect(text).toContain('No password was asked for or sent');
    expect(text).toContain('SRV _sipinternal._tcp.contoso.com | Not asked');
  });

  it('says no time of a step that was not looked at, as the page does not', () => {
    const steps = setupDone.steps.map((step) =>
      step.outcome
        ? { ...step, startMs: 0, durationMs: 77, outcome: { ...step.outcome, result: 'skipped' as const } }
        : step,
    );
    const check = { ...setupDone, steps };
    expect(textReport({ check, version })).not.toContain('77 ms');
    expect(pageReport({ check, version })).not.toContain('77 ms');
  });

  it('keeps what servers say on its line', () => {
    const plain = textReport({ check: withText('x'), version }).split('\n').length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (said) => {
        expect(textReport({ check: withText(`\r\n${said}`), version }).split('\n')).toHaveLength(plain);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the report as JSON', () => {
  it('has a version and the shape the guide describes', () => {
    const report = JSON.parse(jsonReport({ check: setupDone, version }));
    expect(report).toMatchObject({
      report: 'offhook-setup',
      version: 1,
      offhook: '0.1.0',
      address: 'karen@contoso.com',
      domain: 'contoso.com',
      startedAt: '2026-03-30T13:37:01.000Z',
      phase: 'done',
      durationMs: 812,
      result: 'red',
    });
    expect(report.steps).toHaveLength(10);
    expect(report.steps[4]).toMatchObject({
      number: 5,
      id: 'certificate',
      result: 'red',
      mender: 'company',
      finding: { code: 'failed', failure: { code: 'CERTIFICATE_INTERMEDIATE_MISSING' } },
      details: { kind: 'certificate' },
    });
  });
  it('tells of a check that is not over', () => {
    const report = JSON.parse(jsonReport({ check: setupRunning, version }));
    expect(report.steps.map(({ result }: { result: string }) => result)).toEqual([
      'amber',
      'green',
      'green',
      'running',
      'running',
      ...Array.from({ length: 5 }, () => 'waiting'),
    ]);
  });
});

describe('the report as a page', () => {
  const page = pageReport({ check: setupDone, version });

  it('needs nothing but itself', () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|https?:\/\/(?!pki\.)/i);
  });

  it('has its pictures: when each step ran, and the chain with the missing certificate', () => {
    expect(page.match(/<svg /g)?.length).toBe(3);
    expect(page).toContain('class="box bad"');
    expect(page).toContain('Woodgrove Class 3 Secure Server CA');
  });

  it('draws a bar for the steps that ran, and none for those that still waited', () => {
    const bars = (check: SetupCheck) => timelinePicture(check).match(/<rect /g)?.length;
    const ran = setupDone.steps.filter(({ outcome }) => outcome !== undefined && outcome.result !== 'skipped');
    expect(bars(setupDone)).toBe(ran.length);
    const [first, second, ...others] = setupDone.steps;
    if (!first || !second) throw new Error('the fixture has no steps');
    const waiting = others.map(({ id }) => ({ id, state: 'waiting' }) as const);
    const cancelled = timelinePicture({ ...setupDone, phase: 'cancelled', steps: [first, second, ...waiting] });
    expect(cancelled.match(/<rect /g)).toHaveLength(2);
    expect(cancelled).toContain('viewBox="0 0 680 48"');
  });

  it('takes nothing a server says for its own words', () => {
    const plain = pageReport({ check: withText('x'), version }).match(/<[a-z]/gi)?.length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (said) => {
        const nasty = `<script>alert(1)</script>"'&${said}`;
        const html = pageReport({ check: withText(nasty), version });
        expect(html).not.toContain('<script');
        expect(html.match(/<[a-z]/gi)?.length).toBe(plain);
      }),
      { numRuns: 40 },
    );
  });
});

it('escapes what markup is made of, and what turns a line round', () => {
  expect(escaped(`a<b>&"'\u0000\u202e\ud800`)).toBe('a&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffd\ufffd');
});
